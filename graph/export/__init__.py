"""Exports: a selection of the built graph, in one of the RDF formats, the same bytes for the same build."""

from .write import SELECTIONS, exported, write_export

__all__ = ["SELECTIONS", "exported", "write_export"]
