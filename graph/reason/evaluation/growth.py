"""Growth: chains and cliques whose closure grows with their square are refused before it is derived.

A rule `x p y, y p z -> x p z` pairs everything that leads to a thing y with everything that y leads to. Where there
are n things in one chain, n²/2 pairs follow, by n³/6 steps; in one clique n², by n³. Both numbers are estimated from
the statements that sources and other rules make: for a sample of things, what leads to them and what they lead to is
counted.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import ReasoningError
from ..proofs.terms import readable_text
from ..rules.rule import Rule
from .equivalence import is_transitivity_of_equality
from .rule_state import RuleState
from .tables.dialect import Connection
from .tables.term_dictionary import texts_of

MOST_STEPS = 1_000_000_000
"""As many steps as a property may take: measured, a minute of two processors, for a chain of 1,800."""
MOST_SAME = 5_000_000
"""As many pairs as may be the same. They take one step each (see `equivalence`), but four million take a gigabyte."""
LARGEST_MEAN = 200
"""A thing that leads to no more things than this, on average, is in no long chain: then the closure grows with the
number of things alone, as large as it may be."""

_SAMPLED_THINGS = 2_000
_VISITS = 4_000_000
"""The things that all searches of one estimate may visit together: a second or two."""

_Neighbours = Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Estimate:
    """What follows from statements with a transitive property.

    `sources` is the number of things that lead to others; they make about so many `pairs`, by so many `steps`.
    """

    sources: int
    pairs: int
    steps: int

    @property
    def is_quadratic(self) -> bool:
        """Whether the pairs are many for the number of things."""
        return self.pairs > LARGEST_MEAN * self.sources


class GrowthGuard:
    """Watches the properties that rules make transitive; `states` are those of all rules."""

    def __init__(self, connection: Connection, states: Iterable[RuleState]) -> None:
        self._db = connection
        self._states = [state for state in states if composes(state.rule)]
        self._checked: Counter[tuple[int, int]] = Counter()

    def check(self, new: Mapping[int, int], totals: Mapping[int, int], *, equality_is_short: bool) -> None:
        """Refuse properties with `new` statements if what follows from all of them, `totals`, is too much.

        Raises ReasoningError, which names the property and the number of pairs.
        """
        for state in self._states:
            is_equality = equality_is_short and is_transitivity_of_equality(state.rule)
            for prop in self._properties(state) & new.keys():
                # m statements lead to at most (m + 1)² pairs, by at most (m + 1)³ steps.
                if totals[prop] ** 3 >= MOST_STEPS and self._has_grown(state, prop):
                    self._refuse_too_much(state, prop, is_equality=is_equality)

    def _properties(self, state: RuleState) -> frozenset[int]:
        return next(iter(state.keys), None) or state.schema_keys

    def _has_grown(self, state: RuleState, prop: int) -> bool:
        """Whether there are many more statements than at the last check, apart from the rule's own conclusions."""
        [(number,)] = self._db.execute(
            f"SELECT count(*) FROM fact WHERE p = {prop} AND rule <> {state.number}"
        ).fetchall()
        if number**3 < MOST_STEPS or number < 1.2 * self._checked[state.number, prop]:
            return False
        self._checked[state.number, prop] = number
        return True

    def _refuse_too_much(self, state: RuleState, prop: int, *, is_equality: bool) -> None:
        expected = estimate(self._edges(state, prop))
        found, most, unit = (
            (expected.pairs, MOST_SAME, "pairs") if is_equality else (expected.steps, MOST_STEPS, "steps")
        )
        if found > most and expected.is_quadratic:
            name = readable_text(texts_of(self._db, [prop])[prop])
            raise ReasoningError(
                f"{name} is transitive, and its statements about {expected.sources:,} things make chains or groups "
                f"so long that about {_rounded(expected.pairs)} pairs would follow, in about {_rounded(found)} "
                f"{unit}; expected at most {most:,} {unit}. Shorten them, or state the pairs that are needed with a "
                "property that is not transitive."
            )

    def _edges(self, state: RuleState, prop: int) -> list[tuple[int, int]]:
        return self._db.execute(
            f"SELECT DISTINCT s, o FROM fact WHERE p = {prop} AND rule <> {state.number} AND s <> o ORDER BY ALL"
        ).fetchall()


def composes(rule: Rule) -> bool:
    """Whether a rule concludes from `x p y` and `y p z` that `x p z`."""
    steps = rule.data or rule.schema
    if len(rule.head) != 1 or len(steps) != 2 or any(p.predicate != rule.head[0].predicate for p in steps):
        return False
    [head] = rule.head
    return any(
        (first.subject, first.object, second.object) == (head.subject, second.subject, head.object)
        for first, second in (steps, steps[::-1])
    )


def estimate(edges: Sequence[tuple[int, int]]) -> Estimate:
    """What follows from the pairs `edges` of a transitive property, estimated from a sample of the things."""
    forward, backward = defaultdict(list), defaultdict(list)
    for subject, target in edges:
        forward[subject].append(target)
        backward[target].append(subject)
    sources = sorted(forward)
    # Always the same sample, so that the same input has the same outcome.
    sample = random.Random(0).sample(sources, min(len(sources), _SAMPLED_THINGS))
    counted = list(_reaches(sample, forward, backward))
    share = len(sources) / max(len(counted), 1)
    pairs = sum(after for _, after in counted)
    steps = sum(before * after for before, after in counted)
    return Estimate(len(sources), round(pairs * share), round(steps * share))


def _reaches(sample: Iterable[int], forward: _Neighbours, backward: _Neighbours) -> Iterator[tuple[int, int]]:
    """How many things lead to each thing of a sample, and to how many it leads, while there are visits left."""
    visits = 0
    for thing in sample:
        before, after = _count_reached(thing, backward), _count_reached(thing, forward)
        yield before, after
        visits += before + after
        if visits > _VISITS:
            return


def _count_reached(start: int, neighbours: _Neighbours) -> int:
    """To how many things `start` leads by one step or more; it may be among them itself."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        new = set(neighbours.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return len(seen)


def _rounded(number: int) -> str:
    """A number with two digits that count."""
    scale = 10 ** max(len(str(number)) - 2, 0)
    return f"{round(number / scale) * scale:,}"
