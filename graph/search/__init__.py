"""Search by name: a full-text index beside the store of a version, made from the store on first use."""

from .index import labels_of, open_index
from .names import Hit, Names

__all__ = ["Hit", "Names", "labels_of", "open_index"]
