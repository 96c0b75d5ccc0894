"""The one writer: a write becomes a new version, or nothing at all.

`Writer` knows how versions are made; a `Dataset` knows what a write means: in a plain store nothing follows from it,
in the curated graph the reasoner draws its conclusions and the edit is kept for the next build.
"""

from .curated import CuratedDataset
from .dataset import Dataset
from .maintain import Consequences, MaintainDated, Maintainer, ReasonAgain
from .plain import PlainDataset, create_plain_store
from .pooled import answer_in_pool
from .writer import Answer, Writer, Written

__all__ = [
    "Answer",
    "Consequences",
    "CuratedDataset",
    "Dataset",
    "MaintainDated",
    "Maintainer",
    "PlainDataset",
    "ReasonAgain",
    "Writer",
    "Written",
    "answer_in_pool",
    "create_plain_store",
]
