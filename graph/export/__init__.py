"""Exports: a selection of the built graph, in one of the RDF formats, the same bytes for the same build."""

from .protege_kit import SAMPLE, write_kit
from .write import SELECTIONS, exported, write_export

__all__ = ["SAMPLE", "SELECTIONS", "exported", "write_export", "write_kit"]
