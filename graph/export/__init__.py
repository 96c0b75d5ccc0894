"""Exports: a selection of the graph in an RDF format; equal versions give equal bytes."""

from .protege_kit import SAMPLE, write_kit
from .write import SELECTIONS, exported, save, write_export

__all__ = ["SAMPLE", "SELECTIONS", "exported", "save", "write_export", "write_kit"]
