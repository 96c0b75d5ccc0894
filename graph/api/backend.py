"""Where a graph is: the port of the two places, a version on this machine and a running service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Protocol

from ..rdf.formats import RdfFormat
from ..search import Hit
from ..store import Store
from ..views.answers import Answer, ListAnswer

if TYPE_CHECKING:
    from ..panels.source.panel_graph import PanelGraph
    from ..questions import Card
    from ..views.entities.evidence import Evidence

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

    def explain(self, triple: Triple, day: date, alternatives: int) -> Answer:
        """Whether a triple (terms as `rdf.curies.as_term` reads them) holds on a day, with other proofs."""
        ...

    def answer(self, triple: Triple, day: date) -> Answer:
        """Whether a triple holds on a day, with as many proofs as it takes to say until when it is confirmed."""
        ...

    def list(self, relation: str, subject: str, target: str, day: date) -> ListAnswer:
        """What stands in a relation to `subject` or `target`, one of which is empty; all are IRIs."""
        ...

    def evidence(self, iri: str, day: date) -> Evidence:
        """What the relations of an entity rest on, on a day."""
        ...

    def ask(self, question: str) -> Card:
        """The card that answers a plain question."""
        ...

    def panel_graph(self) -> PanelGraph:
        """What panels read of the graph."""
        ...

    def export(self, selection: str, rdf: RdfFormat, day: date | None) -> Iterator[bytes]:
        """A selection of the graph in an RDF format, as of a day, in pieces."""
        ...

    def close(self) -> None:
        """Let go of open files."""
        ...
