"""Finding things by their names: an index beside the store of a version, made from it when first asked for."""

from .index import open_index
from .names import Hit, Names

__all__ = ["Hit", "Names", "open_index"]
