"""What a source says of itself: title, licence, coverage, citation, and whether it may be passed on."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from ..errors import InputError, RefusedError
from ..inputs.sources import Source
from ..rdf.namespaces import SOURCE, WPH

_ENGLISH = "en"


@dataclass(frozen=True)
class SourceDescription:
    """The description of a source; texts are empty where it has none. Coverage is half-open days."""

    key: str
    title: str
    description: str
    citation: str
    licence: str
    creators: tuple[str, ...]
    coverage_from: str
    coverage_until: str
    redistributable: bool

    @property
    def cited(self) -> str:
        """How to cite the source."""
        return self.citation or f"{', '.join(self.creators) or 'Anonymous'}: {self.title}."


def describe(source: Source) -> SourceDescription:
    """The description of a source.

    Raises InputError when it has no title.
    """
    values = _Values(source)
    title = values.text(DCTERMS.title)
    if not title:
        raise InputError(f"The source {source.key} has no dcterms:title; expected one in its source.ttl.")
    return SourceDescription(
        source.key,
        title,
        values.text(DCTERMS.description),
        values.text(DCTERMS.bibliographicCitation),
        values.text(DCTERMS.license),
        (*values.all(DCTERMS.creator), *values.all(DCTERMS.publisher)),
        values.text(WPH.coverageFrom)[:10],
        values.text(WPH.coverageUntil)[:10],
        values.text(WPH.redistributable) != "false",
    )


def refuse_closed(description: SourceDescription) -> None:
    """Raise RefusedError unless the source may be passed on, and says under which licence."""
    if not description.redistributable:
        raise RefusedError(
            f"The source {description.key} may not be passed on (wph:redistributable false); expected a source whose "
            "licence allows it."
        )
    if not description.licence:
        raise RefusedError(
            f"The source {description.key} names no licence; expected dcterms:license in its source.ttl, so that "
            "others know what they may do with it."
        )


class _Values:
    """The values of properties of a source, English ones first."""

    def __init__(self, source: Source) -> None:
        subject = ox.NamedNode(SOURCE[source.key])
        self._triples = [
            triple for document in source.documents for triple in document.triples if triple.subject == subject
        ]

    def all(self, prop: str) -> list[str]:
        objects = [triple.object for triple in self._triples if triple.predicate.value == str(prop)]
        ordered = sorted(objects, key=lambda value: (getattr(value, "language", None) != _ENGLISH, str(value)))
        return [value.value for value in ordered if isinstance(value, ox.Literal | ox.NamedNode)]

    def text(self, prop: str) -> str:
        return next(iter(self.all(prop)), "")
