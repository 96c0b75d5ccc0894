"""Whether the lists are complete enough to say that a statement does not hold.

A relation with coverage statements of its own goes by these: those about its object (the organization whose members
are listed) count before those about the whole relation. A relation without any is as complete as everything from
which it follows: it is denied only if every way to it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...inputs.ontology import domain_rule_paths
from ...reason.rules.cache import read_rules_cached
from ...reason.rules.rule import Rule
from ...settings import Settings
from ...store import Store
from .derivations import Derivations, read_derivations
from .disjointness import Disjointness, read_disjointness
from .statements import CoverageStatement, of_scope, read_statements

Ends = tuple[str, str]
"""The subject and the object of a relation; empty where an end is open."""
WHOLE: Ends = ("", "")
"""The ends of a relation as a whole."""


@dataclass(frozen=True)
class Completeness:
    """What coverage says of a statement on a day.

    `denied_by` are the complete lists that let one say that it does not hold; empty, it is not known, and `gaps` are
    the statements nearest to it: selections, lists of unknown completeness, and lists that do not reach that day.
    `unlisted` are the relations that no list is about.
    """

    denied_by: tuple[CoverageStatement, ...]
    gaps: tuple[CoverageStatement, ...]
    unlisted: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether silence means that it does not hold."""
        return bool(self.denied_by) and not self.gaps and not self.unlisted


@dataclass(frozen=True)
class CoverageRules:
    """The coverage statements of a graph, the ways to its relations, and what the ontology holds impossible."""

    statements: tuple[CoverageStatement, ...]
    derivations: Derivations
    disjointness: Disjointness
    rules: tuple[Rule, ...]

    @cached_property
    def _by_relation(self) -> Mapping[str, tuple[CoverageStatement, ...]]:
        found: dict[str, list[CoverageStatement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.relation].append(statement)
        return {relation: tuple(statements) for relation, statements in found.items()}

    def completeness(self, relation: str, ends: Ends, day: date) -> Completeness:
        """What coverage says of a relation between `ends` (one of them empty for a whole list) on a day."""
        parts = list(self._parts(relation, ends, day, set()))
        denied = tuple(dict.fromkeys(s for part in parts for s in part.denied_by))
        gaps = tuple(dict.fromkeys(s for part in parts for s in part.gaps))
        unlisted = tuple(dict.fromkeys(name for part in parts for name in part.unlisted))
        return Completeness(denied, gaps, unlisted)

    def has_statements(self, relation: str) -> bool:
        """Whether a list of its own feeds the relation."""
        return relation in self._by_relation

    def is_covered(self, relation: str, ends: Ends, day: date) -> bool:
        """Whether a list of the relation between these ends speaks of a day, complete or not."""
        return any(statement.covers(day) for statement in self._about(relation, ends))

    def is_recorded_once(self, relation: str) -> bool:
        """Whether one record alone brings a relation about, such as a membership, which begins and ends with it.

        What several records may bring about between the same two, such as treaties an alliance, goes on by another
        when one of them ends. A special kind of it, such as a suspended membership, is no further tie.
        """
        ways = [way for way in self.derivations.get(relation, ()) if not way.direct]
        return self.has_statements(relation) and len(ways) == 1 and ways[0].roles

    def _about(self, relation: str, ends: Ends) -> tuple[CoverageStatement, ...]:
        """The statements about a relation between these ends: those limited to its object, else those about all.

        A list of the members of an organization says nothing of what that organization is a member of; a list of the
        neighbours of a state speaks of it as either end.
        """
        is_symmetric = any(way.swaps and relation in way.relations for way in self.derivations.get(relation, ()))
        return of_scope(self._by_relation.get(relation, ()), ends if is_symmetric else ends[1:])

    def _parts(self, relation: str, ends: Ends, day: date, seen: set[tuple[str, Ends]]) -> Iterator[Completeness]:
        """What coverage says of each relation on which a relation rests, each once: ways meet, and go in circles."""
        if (relation, ends) in seen:
            return
        seen.add((relation, ends))
        if self.has_statements(relation):
            yield _of_statements(self._about(relation, ends), day, relation)
            return
        if self._is_stated_only(relation):
            yield Completeness((), (), (relation,))
        for way in self.derivations.get(relation, ()):
            # Only what relates the same two ends is limited to them.
            needed_ends = (ends[::-1] if way.swaps else ends) if way.direct else WHOLE
            for needed in way.relations:
                yield from self._parts(needed, needed_ends, day, seen)

    def _is_stated_only(self, relation: str) -> bool:
        """Whether nothing leads to a relation but its own inverse, so that sources alone could state it."""
        family = {
            relation,
            *(other for way in self.derivations.get(relation, ()) if way.swaps for other in way.relations),
        }
        return not any(
            self.has_statements(each) or any(not way.swaps for way in self.derivations.get(each, ()))
            for each in family
        )


def own_rules(settings: Settings) -> list[Rule]:
    """The project's own rules, by which relations follow from others."""
    return read_rules_cached(domain_rule_paths(settings.ontology_dir), settings.cache_dir)


def read_coverage(store: Store, rules: Sequence[Rule]) -> CoverageRules:
    """What answers need of a graph, whichever day they are about."""
    return CoverageRules(
        read_statements(store), read_derivations(store, rules), read_disjointness(store), tuple(rules)
    )


def _of_statements(statements: tuple[CoverageStatement, ...], day: date, relation: str) -> Completeness:
    """What statements about one relation say: one that is complete on the day is enough."""
    complete = tuple(s for s in statements if s.covers(day) and s.completeness == "complete")
    if complete:
        return Completeness(complete, (), ())
    nearest = sorted(statements, key=lambda statement: statement.distance(day))[:1]
    return Completeness((), tuple(nearest), () if nearest else (relation,))
