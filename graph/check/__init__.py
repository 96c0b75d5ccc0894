"""The checks behind `westphalia check`: ontology hygiene, shapes, quality queries, contradictions."""

from .contradictions import check_contradictions, ignored_axioms
from .full_check import check_all, open_store
from .ontology_terms import check_ontology, own_terms
from .part import Part
from .quality import check_quality, quality_findings, read_explanations
from .stored import stored_findings

__all__ = [
    "Part",
    "check_all",
    "check_contradictions",
    "check_ontology",
    "check_quality",
    "ignored_axioms",
    "open_store",
    "own_terms",
    "quality_findings",
    "read_explanations",
    "stored_findings",
]
