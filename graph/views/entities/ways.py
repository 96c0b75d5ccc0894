"""The ways by which a relation follows from other statements: rules of the project, chains, what implies what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ...reason.rules.rule import Comparison, Pattern, Rule, is_variable
from ...store import Store
from ..answers.derivations import chains_of, inverses_of
from ..answers.ontology_pairs import ontology_pairs
from ..schema import Schema


@dataclass(frozen=True, eq=False)
class Way:
    """One property between two variables that follows when `body` matches and the two differ.

    Ways are keys of what is kept of them, by identity: to hash a body takes longer than to match it.

    `is_rule` distinguishes the project's rules from property chains of the ontology. `premises` are the properties in
    the body to which ways lead in their turn: until when such a premise is confirmed is a question of its own.
    """

    prop: str
    subject: str
    target: str
    body: tuple[Pattern, ...]
    is_rule: bool
    premises: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ways:
    """All ways by the property that follows, and which properties imply which with the same ends.

    The `outliving` properties hold also when the thing at that end has ended.
    """

    by_prop: Mapping[str, tuple[Way, ...]]
    below: Mapping[str, tuple[str, ...]]
    inverses: Mapping[str, str]
    symmetric: frozenset[str]
    outliving_subject: frozenset[str] = frozenset()
    outliving_object: frozenset[str] = frozenset()
    _implying: dict[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict, compare=False)

    def implying(self, prop: str) -> tuple[tuple[str, bool], ...]:
        """The properties that imply one, itself first, and whether with the ends the other way round.

        A symmetric property is implied both ways by everything below it, whether or not that is symmetric.
        """
        if prop not in self._implying:
            self._implying[prop] = tuple(self._reached(prop))
        return self._implying[prop]

    def _reached(self, prop: str) -> Iterable[tuple[str, bool]]:
        reached: dict[tuple[str, bool], None] = {}
        waiting = [(prop, False)]
        while waiting:
            each, is_reversed = waiting.pop()
            if (each, is_reversed) not in reached:
                reached[each, is_reversed] = None
                waiting += [(lower, is_reversed) for lower in self.below.get(each, ())]
                inverse = each if each in self.symmetric else self.inverses.get(each)
                waiting += [(inverse, not is_reversed)] if inverse is not None else []
        return reached

    @property
    def patterns(self) -> list[Pattern]:
        """The patterns of all ways."""
        return [pattern for ways in self.by_prop.values() for way in ways for pattern in way.body]


def read_ways(store: Store, schema: Schema, rules: Iterable[Rule]) -> Ways:
    """The ways that the ontology of a store and these rules give."""
    inverses = inverses_of(store)
    by_prop: dict[str, list[Way]] = defaultdict(list)
    found = [*_of_rules(rules), *_of_chains(chains_of(store))]
    follow = {way.prop for way in found}
    for way in found:
        premises = follow & {pattern.predicate.strip("<>") for pattern in way.body}
        by_prop[way.prop].append(replace(way, premises=frozenset(premises)))
    below: dict[str, list[str]] = defaultdict(list)
    for prop, above in schema.above.items():
        for general in above:
            below[general].append(prop)
    return Ways(
        {prop: tuple(ways) for prop, ways in by_prop.items()},
        {prop: tuple(props) for prop, props in below.items()},
        inverses,
        schema.symmetric,
        _outliving(store, "outlivesSubject"),
        _outliving(store, "outlivesObject"),
    )


def _outliving(store: Store, exception: str) -> frozenset[str]:
    """The properties that the ontology excepts from ending with the thing at one end."""
    return frozenset(prop for prop, _ in ontology_pairs(store, f"?first wph:{exception} ?second"))


def _of_rules(rules: Iterable[Rule]) -> Iterator[Way]:
    for rule in rules:
        variables = {term for pattern in rule.body for term in pattern if is_variable(term)}
        for subject, prop, target in rule.head:
            if {subject, target} <= variables and not is_variable(prop) and _is_plain(rule):
                yield Way(prop.strip("<>"), subject, target, rule.body, is_rule=True)


def _is_plain(rule: Rule) -> bool:
    """Whether its only conditions are that two things differ, as those of all our rules for relations are."""
    return all(isinstance(each, Comparison) and each.operator == "!=" for each in rule.conditions) and not any(
        is_variable(pattern.predicate) for pattern in rule.body
    )


def _of_chains(chains: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Way]:
    for prop, members in chains:
        links = [f"?link{place}" for place in range(len(members) + 1)]
        body = tuple(Pattern(links[place], f"<{member}>", links[place + 1]) for place, member in enumerate(members))
        yield Way(prop, links[0], links[-1], body, is_rule=False)
