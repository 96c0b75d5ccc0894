"""Where a graph is: the port of the two places, a version on this machine and a running service."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from ..rdf.formats import RdfFormat
from ..reason.proofs.proof import Explanation
from ..search import Hit
from ..store import Store

Triple = tuple[str, str, str]


class Backend(Protocol):
    """What a place gives of its graph; a day that is None is the graph's own reference date."""

    place: str
    """The folder or the address, as people know it."""

    @property
    def version(self) -> str:
        """The name of the version."""
        ...

    @property
    def reference(self) -> date:
        """The reference date: the day whose state the default graph shows."""
        ...

    def store(self, day: date | None) -> Store:
        """The store of the graph's state on a day."""
        ...

    def search(self, text: str, limit: int) -> list[Hit]:
        """The entities and terms that a name or code may stand for, the best match first."""
        ...

    def explain(self, triple: Triple, day: date, alternatives: int) -> Explanation:
        """Why a triple (its terms as `rdf.curies.as_term` reads them) holds on a day, or that it does not."""
        ...

    def export(self, selection: str, rdf: RdfFormat) -> bytes:
        """A selection of the graph in an RDF format."""
        ...

    def close(self) -> None:
        """Let go of open files."""
        ...
