"""The store: one contract for queries, whichever engine answers."""

from .embedded import EmbeddedStore
from .port import Answer, Choose, Kind, Store

__all__ = ["Answer", "Choose", "EmbeddedStore", "Kind", "Store"]
