"""What pages ask of proofs."""

from __future__ import annotations

from ...rdf.namespaces import ONTOLOGY_GRAPH
from ...reason.proofs.proof import Step


def is_schema(step: Step) -> bool:
    """Whether a statement and all that it rests on stand in the ontology."""
    leaves = (one for one in step.statements() if one.is_asserted)
    return all(citation.graph == ONTOLOGY_GRAPH.n3() for leaf in leaves for citation in leaf.citations)
