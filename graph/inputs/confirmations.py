"""How far the sources confirm their open-ended records: the last covered day, and since when they are attested.

A situation without an end goes on as far as its source knows. `wph:lastConfirmed` gives the last day of the source's
coverage, after which nobody says that it still holds; `wph:attestedSince` gives, of one without a beginning, the
first day of the coverage, before which it may have held as well. Both are read off the data and belong to
`graph/coverage`. A record is what has a source and a locator, whoever wrote it; of a source without coverage, such as
local edits that nobody has described, nothing is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from ..rdf.instants import instant_literal
from ..rdf.namespaces import WPH
from ..rdf.reading import Document
from ..rdf.xsd_dates import iso_day, read_moment

FROM, UNTIL, COVERAGE_FROM, COVERAGE_UNTIL, RECORD_SOURCE, LOCATOR = (
    ox.NamedNode(WPH[name])
    for name in ("validFrom", "validUntil", "coverageFrom", "coverageUntil", "source", "locator")
)
READ = frozenset({FROM, UNTIL, COVERAGE_FROM, COVERAGE_UNTIL, RECORD_SOURCE, LOCATOR})
"""The properties on which confirmations rest."""
LAST_CONFIRMED, ATTESTED_SINCE = ox.NamedNode(WPH.lastConfirmed), ox.NamedNode(WPH.attestedSince)
CONFIRMATIONS = frozenset({LAST_CONFIRMED, ATTESTED_SINCE})
"""The properties that are computed here."""
_KEPT = 10_000
"""As many days are kept: those on which sources begin and end to cover occur for each of their records."""

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Values = Callable[[ox.NamedNode, ox.NamedNode], Iterable[object]]
"""Gives the values of a property of a subject."""


def confirmations(documents: Iterable[Document], local: Iterable[ox.Quad] = ()) -> Iterator[ox.Triple]:
    """The statements about open ends and beginnings of the records in documents and among `local` quads."""
    subjects: dict[Subject, dict[ox.NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
    for triple in (*(triple for document in documents for triple in document.triples), *(q.triple for q in local)):
        if triple.predicate in READ:
            subjects[triple.subject][triple.predicate].append(triple.object)

    def values(subject: ox.NamedNode, prop: ox.NamedNode) -> Iterable[object]:
        return subjects[subject][prop] if subject in subjects else ()

    for subject, read in list(subjects.items()):
        if LOCATOR in read and isinstance(subject, ox.NamedNode):
            yield from confirmations_of(subject, values)


def confirmations_of(subject: ox.NamedNode, values: Values) -> Iterator[ox.Triple]:
    """The statements about the open ends of one subject; none for what is no record.

    Of several sources that which covers most counts: one is enough to confirm a record.
    """
    sources = [source for source in values(subject, RECORD_SOURCE) if isinstance(source, ox.NamedNode)]
    if not any(True for _ in values(subject, LOCATOR)):
        return
    covered_from = min(_days(values, sources, COVERAGE_FROM), default=None)
    covered_until = max(_days(values, sources, COVERAGE_UNTIL), default=None)
    begins, ends = list(values(subject, FROM)), list(values(subject, UNTIL))
    if not ends and covered_until is not None:
        # What begins after the coverage is confirmed for its first day alone.
        last = max([covered_until - 1, *_days(values, [subject], FROM)])
        yield ox.Triple(subject, LAST_CONFIRMED, _instant(last))
    if not begins and covered_from is not None:
        yield ox.Triple(subject, ATTESTED_SINCE, _instant(covered_from))


def _days(values: Values, subjects: Iterable[ox.NamedNode], prop: ox.NamedNode) -> list[int]:
    """The numbers of the days that literals begin with; anything else is left to validation."""
    literals = (value for subject in subjects for value in values(subject, prop) if isinstance(value, ox.Literal))
    return [day for literal in literals if (day := _day(str(literal))) is not None]


@lru_cache(_KEPT)
def _day(literal: str) -> int | None:
    moment = read_moment(literal)
    return moment.from_day if moment else None


@lru_cache(_KEPT)
def _instant(day: int) -> ox.Literal:
    return instant_literal(iso_day(day))
