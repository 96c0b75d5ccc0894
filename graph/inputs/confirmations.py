"""How far the sources confirm their open-ended records: the last covered day, and since when they are attested.

A situation without an end goes on as far as its source knows. `wph:lastConfirmed` gives the last day of the source's
coverage, after which nobody says that it still holds; `wph:attestedSince` gives, of one without a beginning, the
first day of the coverage, before which it may have held as well. Both are read off the data and belong to
`graph/coverage`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.namespace import XSD

from ..rdf.namespaces import WPH
from ..rdf.reading import Document
from ..rdf.xsd_dates import iso_day, read_moment

_FROM, _UNTIL, _COVERAGE_FROM, _COVERAGE_UNTIL, _SOURCE, _LOCATOR = (
    ox.NamedNode(WPH[name])
    for name in ("validFrom", "validUntil", "coverageFrom", "coverageUntil", "source", "locator")
)
_READ = frozenset({_FROM, _UNTIL, _COVERAGE_FROM, _COVERAGE_UNTIL, _SOURCE, _LOCATOR})
_LAST_CONFIRMED, _ATTESTED_SINCE = ox.NamedNode(WPH.lastConfirmed), ox.NamedNode(WPH.attestedSince)
_DATE_TIME = ox.NamedNode(XSD.dateTime)

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Read = dict[ox.NamedNode, object]
"""The values of one subject by property, as far as they are needed here."""


def confirmations(documents: Iterable[Document]) -> Iterator[ox.Triple]:
    """The statements about open ends and beginnings of the situations in documents, which have source and locator."""
    subjects: dict[Subject, Read] = defaultdict(dict)
    for document in documents:
        for triple in document.triples:
            if triple.predicate in _READ:
                subjects[triple.subject][triple.predicate] = triple.object
    for subject, read in subjects.items():
        if _LOCATOR in read and isinstance(subject, ox.NamedNode):
            yield from _of_situation(subject, read, _read_of(read.get(_SOURCE), subjects))


def _read_of(value: object, subjects: dict[Subject, Read]) -> Read:
    return subjects.get(value, {}) if isinstance(value, ox.NamedNode) else {}


def _of_situation(subject: ox.NamedNode, read: Read, source: Read) -> Iterator[ox.Triple]:
    covered_from, covered_until = _day(source.get(_COVERAGE_FROM)), _day(source.get(_COVERAGE_UNTIL))
    begin = _day(read.get(_FROM))
    if _UNTIL not in read and covered_until is not None:
        last = covered_until - 1
        # What begins after the coverage is confirmed for its first day alone.
        yield ox.Triple(subject, _LAST_CONFIRMED, _instant(last if begin is None else max(begin, last)))
    if _FROM not in read and covered_from is not None:
        yield ox.Triple(subject, _ATTESTED_SINCE, _instant(covered_from))


def _day(value: object) -> int | None:
    """The number of the day that a literal begins with; None for anything else, which validation reports."""
    moment = read_moment(str(value)) if isinstance(value, ox.Literal) else None
    return moment.from_day if moment else None


def _instant(day: int) -> ox.Literal:
    return ox.Literal(f"{iso_day(day)}T00:00:00Z", datatype=_DATE_TIME)
