"""What the sources state with the properties that the tables of the page on sources are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from ..inputs.sources import Source
from ..rdf.curies import local_name
from ..rdf.namespaces import WPH

_TYPE, _LABEL = str(RDF.type), str(RDFS.label)
_PROPERTIES = {
    _TYPE,
    _LABEL,
    *(
        str(WPH[name])
        for name in (
            "concludedInstrument",
            "validFrom",
            "entryIntoForce",
            "textStatus",
            "undertakenIn",
            "agreement",
            "citedLocator",
            "organization",
            "coveredRelation",
            "coverageScope",
            "completeness",
            "coverageFrom",
            "coverageUntil",
            "restsOn",
            "source",
        )
    ),
}


@dataclass(frozen=True)
class Statements:
    """Values by property and subject, of the properties that the tables need."""

    values: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Statements:
        """Read them from the documents of the sources; of labels only the English ones."""
        values: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in _PROPERTIES}
        for source in sources:
            for document in source.documents:
                for triple in document.triples:
                    _add(values, triple)
        return cls(values)

    def first(self, subject: str, prop: str) -> str:
        """The first value of a property of the project, or nothing."""
        return next(iter(self.values[str(WPH[prop])].get(subject, ())), "")

    def label(self, subject: str) -> str:
        """The English name, else the last part of the IRI."""
        return next(iter(self.values[_LABEL].get(subject, ())), local_name(subject))

    def pairs(self, prop: str) -> Iterator[tuple[str, str]]:
        """Subjects and values of a property of the project."""
        return ((subject, value) for subject, values in self.values[str(WPH[prop])].items() for value in values)

    def types(self) -> Iterator[tuple[str, str]]:
        """Subjects and their classes."""
        return ((subject, value) for subject, values in self.values[_TYPE].items() for value in values)


def _add(values: dict[str, dict[str, tuple[str, ...]]], triple: ox.Triple) -> None:
    name, value = triple.predicate.value, triple.object
    if name not in _PROPERTIES or not isinstance(value, (ox.NamedNode, ox.Literal)):
        return
    if name == _LABEL and isinstance(value, ox.Literal) and value.language != "en":
        return
    subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else str(triple.subject)
    values[name][subject] = (*values[name].get(subject, ()), value.value)
