"""Proofs as pages show them: what one record states is one node, however many statements a rule needs of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ...rdf.namespaces import ID
from ...reason.proofs.proof import Period, SourceCitation, Step, Triple, distinct_nodes
from .schema_steps import is_schema

_RECORD = re.compile(rf"<{re.escape(str(ID))}[^/>]+/.")
"""Terms that are records: sources name them under a folder of their own."""


@dataclass(frozen=True)
class Node:
    """A statement, or with `record` the statements of that record, which share their period and their locator."""

    steps: tuple[Step, ...]
    premises: tuple[Node, ...] = ()
    record: str = ""

    @property
    def step(self) -> Step:
        """The statement, or the first of the record."""
        return self.steps[0]

    @property
    def key(self) -> Triple:
        """Its identity within the proof."""
        return self.step.triple

    @property
    def period(self) -> Period:
        """When it holds."""
        return self.step.period

    @property
    def citations(self) -> tuple[SourceCitation, ...]:
        """The places in sources that state it."""
        return self.step.citations

    @property
    def is_asserted(self) -> bool:
        """Whether a source or the ontology states it."""
        return self.step.is_asserted

    @property
    def is_fact(self) -> bool:
        """Whether it is what a source states of the world."""
        return self.is_asserted and bool(self.citations) and not is_schema(self.step)

    def nodes(self) -> Iterator[Node]:
        """Every distinct node of the proof, the conclusion first."""
        return distinct_nodes(self, lambda node: node.key)


def is_record(term: str) -> bool:
    """Whether a term, in N-Triples form, is a record: what a source states, named by a sentence."""
    return _RECORD.match(term) is not None


def record_view(proof: Step) -> Node:
    """A proof in which a record is one node with all that the proof needs of it, wherever it needs it."""
    return _View(proof).node(proof)


def key_step(node: Node, own_rules: Collection[str]) -> Step:
    """The step whose rule says most to a reader who knows no OWL.

    It is the first, from the conclusion down, that follows by a rule of the subject, as long as there is one line of
    reasoning; else the conclusion's own.
    """
    here = node
    while here.step.rule not in own_rules:
        derived = [premise for premise in here.premises if not premise.is_asserted and not is_schema(premise.step)]
        if len(derived) != 1:
            return node.step
        here = derived[0]
    return here.step


class _View:
    """Makes nodes, each statement's and each record's only once."""

    def __init__(self, proof: Step) -> None:
        self._made: dict[Triple, Node] = {}
        self._stated: dict[tuple[object, ...], list[Step]] = {}
        for step in proof.statements():
            if step is not proof and _is_stated(step):
                self._stated.setdefault(_record_key(step), []).append(step)

    def node(self, step: Step) -> Node:
        if step.triple not in self._made:
            premises = dict.fromkeys(map(self._premise, step.premises))
            self._made[step.triple] = Node((step,), tuple(premises))
        return self._made[step.triple]

    def _premise(self, step: Step) -> Node:
        stated = self._stated.get(_record_key(step))
        return Node(tuple(stated), record=step.triple[0]) if stated and _is_stated(step) else self.node(step)


def _is_stated(step: Step) -> bool:
    return is_record(step.triple[0]) and step.is_asserted and not is_schema(step)


def _record_key(step: Step) -> tuple[object, ...]:
    return step.triple[0], step.period, step.citations
