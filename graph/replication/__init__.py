"""Replication: a version copied to a SPARQL server elsewhere, or its closure derived there by the rules.

Use it for graphs too large for one machine. Everything here works on any `WritableStore`.
"""

from .load import Piece, load_pieces, pieces_of
from .replica import VERSION_GRAPH, replicate, replicated_version
from .rules_in_store import materialize_at_store
from .skolem import skolemized

__all__ = [
    "VERSION_GRAPH",
    "Piece",
    "load_pieces",
    "materialize_at_store",
    "pieces_of",
    "replicate",
    "replicated_version",
    "skolemized",
]
