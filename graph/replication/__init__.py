"""Replication: a version copied to a SPARQL server elsewhere, or taken over by other servers of this kind.

- For graphs too large for one machine: `replicate`, or `materialize_at_store`, on any `WritableStore`.
- For more queries than one machine can answer: `publish_version` into a folder, and a `Follower` on each server.
"""

from .address import Address, address_of
from .day_carrying import carry_day
from .days import VERSION_GRAPH, CarriedDays, StoreOnDay, carried_days, store_on
from .following import Follower, fetch_newest
from .load import Piece, load_pieces, pieces_of
from .publishing import PublishedFiles, publish_version
from .replica import replicate, replicated_version
from .rules_in_store import materialize_at_store
from .skolem import skolemized

__all__ = [
    "VERSION_GRAPH",
    "Address",
    "CarriedDays",
    "Follower",
    "Piece",
    "PublishedFiles",
    "StoreOnDay",
    "address_of",
    "carried_days",
    "carry_day",
    "fetch_newest",
    "load_pieces",
    "materialize_at_store",
    "pieces_of",
    "publish_version",
    "replicate",
    "replicated_version",
    "skolemized",
    "store_on",
]
