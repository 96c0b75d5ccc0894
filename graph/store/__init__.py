"""SPARQL stores behind one interface: the embedded store, and stores on other servers."""

from .embedded import EmbeddedStore
from .endpoints import remote_store
from .remote import Endpoints, RemoteStore
from .store import Answer, Choose, Kind, Rows, Store, WritableStore, ask, select
from .writable import WritableEmbeddedStore

__all__ = [
    "Answer",
    "Choose",
    "EmbeddedStore",
    "Endpoints",
    "Kind",
    "RemoteStore",
    "Rows",
    "Store",
    "WritableEmbeddedStore",
    "WritableStore",
    "ask",
    "remote_store",
    "select",
]
