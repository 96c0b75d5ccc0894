"""The one writer: a write becomes a new version, or nothing at all.

`Writer` knows how versions are made; a `Dataset` knows what a write means: in a plain store nothing follows from it,
in the curated graph the reasoner draws its conclusions and the edit is kept for the next build.
"""

from .curated import CuratedDataset
from .maintain import Consequences, Maintainer, ReasonAgain
from .plain import PlainDataset, found_plain_store
from .port import Dataset
from .writer import Writer, Written

__all__ = [
    "Consequences",
    "CuratedDataset",
    "Dataset",
    "Maintainer",
    "PlainDataset",
    "ReasonAgain",
    "Writer",
    "Written",
    "found_plain_store",
]
