"""A proof with all that a page shows of it: its nodes, the rule that says most, the diagram and the facts below."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...reason.proofs.proof import Step
from .nodes import Node, key_step, record_view
from .picture import Picture, Scale, picture_of, scale_of
from .words import Words


@dataclass(frozen=True)
class ShownProof:
    """A proof as it is shown.

    `reason` is the title of the rule that says most to a reader, `size` the number of statements, `picture` is None
    where there are too many nodes for one, or a single node; `facts` are the nodes that sources assert.
    """

    node: Node
    reason: str | None
    size: int
    scale: Scale
    picture: Picture | None
    facts: tuple[Node, ...]


def shown_proof(proof: Step, day: date, words: Words, own_rules: Collection[str]) -> ShownProof:
    """A proof of a statement on a day; `own_rules` are the names of the project's own rules."""
    node = record_view(proof)
    return ShownProof(
        node,
        key_step(node, own_rules).title,
        proof.size,
        scale_of(proof, day),
        picture_of(node, words.node),
        tuple(below for below in node.nodes() if below.is_fact),
    )
