"""Explanations as values: the triple, whether it holds, and the proofs, from conclusion down to sources."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self, TypeVar

Triple = tuple[str, str, str]
"""Subject, predicate and object in N-Triples form."""


class ProofTree(Protocol):
    """A conclusion with its premises, which are proofs too."""

    @property
    def premises(self) -> tuple[Self, ...]:
        """What the conclusion follows from; nothing for what is asserted."""
        ...


_Tree = TypeVar("_Tree", bound=ProofTree)


def distinct_nodes(proof: _Tree, key: Callable[[_Tree], object]) -> Iterator[_Tree]:
    """The nodes of a proof breadth first, the conclusion at the head; of those with the same `key` the first."""
    seen: set[object] = set()
    waiting = deque([proof])
    while waiting:
        node = waiting.popleft()
        if key(node) not in seen:
            seen.add(key(node))
            yield node
            waiting.extend(node.premises)


@dataclass(frozen=True)
class Period:
    """A half-open period of days; None is an open end."""

    begins: date | None
    ends: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class SourceCitation:
    """Where an asserted triple stands: its named graph, and the source and place in it that its subject names."""

    graph: str
    source: str | None
    locator: str | None


@dataclass(frozen=True)
class Step:
    """One statement of a proof, with the period in which it holds.

    An asserted statement has citations (none for a helper statement read off an axiom's list); a derived one has the
    rule's name and title, and its premises.
    """

    triple: Triple
    period: Period
    rule: str | None = None
    title: str | None = None
    premises: tuple[Step, ...] = ()
    citations: tuple[SourceCitation, ...] = ()

    @property
    def is_asserted(self) -> bool:
        """Whether it stands in a source or in the ontology."""
        return self.rule is None

    def statements(self) -> Iterator[Step]:
        """Every distinct statement of the proof, the conclusion first."""
        return distinct_nodes(self, lambda step: step.triple)

    @property
    def size(self) -> int:
        """The number of distinct statements."""
        return sum(1 for _ in self.statements())


@dataclass(frozen=True)
class Explanation:
    """Why a triple holds on a day: its proofs, shortest first, or none when it does not hold.

    `periods` are those in which it holds at all. `partial` says that there are more proofs than these, or that one
    was cut short. `labels` gives names for the terms, by N-Triples text.
    """

    triple: Triple
    day: date
    periods: tuple[Period, ...]
    proofs: tuple[Step, ...]
    partial: bool
    labels: dict[str, str]

    @property
    def holds(self) -> bool:
        """Whether the triple holds on the day."""
        return any(period.covers(self.day) for period in self.periods)


@dataclass(frozen=True)
class ClashExplanation:
    """Why statements contradict each other: rule, sentence, the day looked at, and the proofs of what clashes."""

    code: str
    message: str
    day: date
    period: Period
    clashing: tuple[Step, ...]
    labels: dict[str, str]
