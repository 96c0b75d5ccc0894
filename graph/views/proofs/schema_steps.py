"""Steps of proofs that rest on the ontology alone."""

from __future__ import annotations

from ...rdf.namespaces import ONTOLOGY_GRAPH
from ...reason.proofs.proof import Step


def is_schema(step: Step) -> bool:
    """Whether the ontology states all that a statement rests on."""
    leaves = (statement for statement in step.statements() if statement.is_asserted)
    return all(citation.graph == ONTOLOGY_GRAPH.n3() for leaf in leaves for citation in leaf.citations)
