"""The store: one contract, whichever engine answers, here or on another server."""

from .addresses import remote_store
from .embedded import EmbeddedStore
from .store import Answer, Choose, Kind, Store, WritableStore
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
    "remote_store",
    "select",
]
