"""Exports: a selection of the graph in an RDF format; equal versions give equal bytes."""

from .protege_kit import SAMPLE, write_kit
from .selection import DAY, OF_A_DAY, SELECTIONS
from .state import State
from .write import dump, exported, exported_graph, exported_pieces, save, write_export

__all__ = [
    "DAY",
    "OF_A_DAY",
    "SAMPLE",
    "SELECTIONS",
    "State",
    "dump",
    "exported",
    "exported_graph",
    "exported_pieces",
    "save",
    "write_export",
    "write_kit",
]
