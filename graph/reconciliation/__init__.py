"""Reconciliation Service API 0.2: candidates for names, and values of properties, both on a date."""

from .catalog import Catalog
from .extension import Extension, extend, read_extension
from .manifest import manifest
from .matching import Candidate, reconcile
from .queries import Query, read_batch

__all__ = [
    "Candidate",
    "Catalog",
    "Extension",
    "Query",
    "extend",
    "manifest",
    "read_batch",
    "read_extension",
    "reconcile",
]
