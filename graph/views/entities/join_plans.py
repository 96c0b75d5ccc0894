"""In which order the patterns of a way are joined, and which variables are kept after each."""

from __future__ import annotations

from dataclasses import dataclass

from ...reason.rules.rule import Pattern, is_variable
from .rule_facts import RuleFacts
from .ways import Way, Ways

Names = tuple[str, ...]


Place = int | str
"""Where the value of a term of a pattern stands in a row: at which place, or, of a constant, the value itself."""


@dataclass(frozen=True)
class Step:
    """One pattern of a join. Rows before it have the values of the variables bound so far, in their order.

    `subject` and `target` are None for the variable that the pattern binds; its value is put at the end of a row, of
    which then the places `kept` remain.
    """

    prop: str
    subject: Place | None
    target: Place | None
    kept: tuple[int, ...]


class RuleBook:
    """The ways of a version with the statements that they match; it keeps how each way is joined."""

    def __init__(self, ways: Ways, facts: RuleFacts) -> None:
        self.ways = ways
        self.facts = facts
        self.premises = frozenset(prop for each in ways.by_prop.values() for way in each for prop in way.premises)
        """Properties in the body of some way to which ways lead in their turn."""
        self._plans: dict[tuple[Way, Names, Names], tuple[Step, ...]] = {}

    def plan(self, way: Way, bound: Names, wanted: Names) -> tuple[Step, ...]:
        """The steps of the join when the variables `bound` have values and the values of `wanted` are looked for.

        A variable that no later pattern has is not kept, since of all that it may stand for the latest confirmation
        counts alone.
        """
        key = (way, bound, wanted)
        if key not in self._plans:
            self._plans[key] = tuple(self._steps(self._ordered(way, bound), bound, wanted))
        return self._plans[key]

    def _ordered(self, way: Way, bound: Names) -> list[Pattern]:
        """The patterns in an order in which each matches few statements when those before it have matched."""
        waiting, known, ordered = list(way.body), set(bound), []
        while waiting:
            best = min(waiting, key=lambda pattern: self.facts.expected(pattern, known))
            waiting.remove(best)
            ordered.append(best)
            known.update(term for term in best if is_variable(term))
        return ordered

    def _steps(self, patterns: list[Pattern], bound: Names, wanted: Names) -> list[Step]:
        steps = []
        for place, pattern in enumerate(patterns):
            later = {term for each in patterns[place + 1 :] for term in each}
            known = tuple(dict.fromkeys((*bound, *(term for term in pattern if is_variable(term)))))
            kept = tuple(name for name in known if name in later or name in wanted)
            subject, target = (_place(term, bound) for term in (pattern.subject, pattern.object))
            prop = pattern.predicate.strip("<>")
            steps.append(Step(prop, subject, target, tuple(known.index(name) for name in kept)))
            bound = kept
        return steps


def _place(term: str, bound: Names) -> Place | None:
    if not is_variable(term):
        return term.strip("<>")
    return bound.index(term) if term in bound else None
