"""The references of an answer: each source with the places in it, its coverage and its licence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ..rdf.curies import shorten
from ..reason.proofs.proof import SourceCitation
from ..views.entities.provenance import licence_name
from ..views.sources import SourceLine
from .session import Session
from .tool import Json

_MOST_PLACES = 50
"""Places of one source that are listed; the others are counted."""
_QUOTATION = '"'

Places = Mapping[str, Iterable[str]]
"""The places in each source, by the source's IRI; a place is a page, paragraph or row, as the source has it."""


def answered(session: Session, day: date | None, content: Json, places: Places) -> Json:
    """An answer: its content, the version and date that it is about, and the sources that it rests on."""
    return {
        **content,
        "date": (day or session.graph.date).isoformat(),
        "version": session.graph.version,
        "sources": [_reference(session, iri, list(dict.fromkeys(found))) for iri, found in places.items()],
    }


def places_of(session: Session, citations: Iterable[SourceCitation]) -> dict[str, list[str]]:
    """The places of citations by source; axioms of the ontology are of no source."""
    by_graph = {line.graph: line.iri for line in session.sources.values()}
    places: dict[str, list[str]] = {}
    for citation in citations:
        source = _iri(citation.source) or by_graph.get(_iri(citation.graph), "")
        if source:
            found = places.setdefault(source, [])
            found.extend([_text(citation.locator)] if citation.locator else [])
    return places


def merged(several: Iterable[Places]) -> dict[str, list[str]]:
    """The places of several parts of an answer."""
    together: dict[str, list[str]] = {}
    for places in several:
        for iri, found in places.items():
            together.setdefault(iri, []).extend(found)
    return together


def all_sources(session: Session) -> dict[str, list[str]]:
    """Every source of the graph, for what may rest on any of them."""
    return {iri: [] for iri in session.sources}


def _reference(session: Session, iri: str, places: list[str]) -> Json:
    line = session.sources.get(iri)
    described = {"iri": iri, "title": shorten(iri)} if line is None else described_source(line)
    shown: Json = {"places": places[:_MOST_PLACES]}
    return {**described, **shown} if len(places) <= _MOST_PLACES else {**described, **shown, "of_places": len(places)}


def described_source(line: SourceLine) -> Json:
    """A source with its licence and its coverage, half-open days, null where open."""
    return {
        "iri": line.iri,
        "key": line.key,
        "title": line.title,
        "licence": licence_name(line.licence) if line.licence.startswith("http") else line.licence or None,
        "licence_iri": line.licence or None,
        "redistributable": line.is_open,
        "coverage": {"from": line.begin[:10] or None, "until": line.end[:10] or None},
    }


def _iri(term: str | None) -> str:
    return term.removeprefix("<").removesuffix(">") if term else ""


def _text(literal: str) -> str:
    """The text of a plain literal in N-Triples form."""
    return literal.removeprefix(_QUOTATION).rpartition(_QUOTATION)[0].replace('\\"', _QUOTATION) or literal
