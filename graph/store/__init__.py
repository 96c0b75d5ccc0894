"""SPARQL stores behind one interface: the embedded store, and stores on other servers."""

from .embedded import EmbeddedStore
from .endpoints import remote_store
from .remote import Endpoints, RemoteStore
from .store import Answer, Choose, Kind, Store, WritableStore, select
from .writable import WritableEmbeddedStore

__all__ = [
    "Answer",
    "Choose",
    "EmbeddedStore",
    "Endpoints",
    "Kind",
    "RemoteStore",
    "Store",
    "WritableEmbeddedStore",
    "WritableStore",
    "remote_store",
    "select",
]
