"""Mirrors: a build carried to a SPARQL server elsewhere, or closed there by the rules themselves.

That is where a graph goes that outgrows one machine. Everything here works on any `WritableStore`.
"""

from .carry import VERSION_GRAPH, replicate, replicated_version
from .load import Piece, load_pieces, pieces_of
from .rules_in_store import close_at_store
from .skolem import GENID, named_quad

__all__ = [
    "GENID",
    "VERSION_GRAPH",
    "Piece",
    "close_at_store",
    "load_pieces",
    "named_quad",
    "pieces_of",
    "replicate",
    "replicated_version",
]
