"""The store: one contract, whichever engine answers, here or on another server."""

from .embedded import EmbeddedStore
from .port import Answer, Choose, Kind, Store, WritableStore
from .remote import Addresses, RemoteStore, select
from .writable import WritableEmbeddedStore

__all__ = [
    "Addresses",
    "Answer",
    "Choose",
    "EmbeddedStore",
    "Kind",
    "RemoteStore",
    "Store",
    "WritableEmbeddedStore",
    "WritableStore",
    "select",
]
