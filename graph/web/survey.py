"""All situations of a version at once: where sources disagree, and which years each source speaks of.

Read once for each version, since every situation is looked at.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rdflib.namespace import RDF

from ..served import Served
from ..store import Store
from ..vocab import WPH
from .read import select
from .schema import SITUATION, Schema, schema_of
from .spans import DAY, MONTH, YEAR, Span, day_before

SPAN = 10
"""Years of one cell of the heat map."""
FIRST_YEAR = 1810
_COMPARED = str(WPH.value)
_PLUMBING = frozenset(
    str(WPH[name])
    for name in ("source", "locator", "citedDocument", "citedLocator", "datePrecision", "validFrom", "validUntil")
)
_SOURCE = str(WPH.source)
_LITERALS = frozenset(str(WPH[name]) for name in ("validFrom", "validUntil", "locator", "value"))
_DIGITS = {YEAR: 4, MONTH: 7}
"""How much of an ISO date is known."""


@dataclass(frozen=True)
class Told:
    """A situation as one source tells it: what it is, who has which part in it, when, and with which value."""

    iri: str
    kind: str
    parts: frozenset[tuple[str, str]]
    source: str
    locator: str
    span: Span
    value: str


@dataclass(frozen=True)
class Coverage:
    """How many situations of a source begin in each stretch of years; `undated` have no date."""

    source: str
    counts: tuple[int, ...]
    undated: int


@dataclass(frozen=True)
class Survey:
    """What all situations together show."""

    disagreements: tuple[tuple[Told, ...], ...]
    starts: tuple[int, ...]
    coverage: tuple[Coverage, ...]


_lock = threading.Lock()
_latest: dict[Path, Survey] = {}


def survey_of(served: Served) -> Survey:
    """The survey of a version."""
    with _lock:
        if served.folder not in _latest:
            _latest.clear()
            _latest[served.folder] = make_survey(list(read_situations(served.store, schema_of(served))))
        return _latest[served.folder]


def make_survey(told: list[Told]) -> Survey:
    """Compare situations that are of one kind with the same parts, and count by source and years."""
    return Survey(tuple(_disagreements(told)), *_coverage(told))


def read_situations(store: Store, schema: Schema) -> Iterator[Told]:
    """Every situation that a source tells, source by source: whole graphs are read faster than joined."""
    for row in select(store, "SELECT DISTINCT ?graph WHERE { ?source wph:namedGraph ?graph } ORDER BY ?graph"):
        grouped: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for found in select(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{row['graph']['value']}> {{ ?s ?p ?o }} }}"):
            if found["o"]["type"] == "uri" or found["p"]["value"] in _LITERALS:
                grouped[found["s"]["value"]][found["p"]["value"]].append(found["o"]["value"])
        for iri, values in sorted(grouped.items()):
            if _SOURCE in values:
                kinds = schema.narrowest(values[str(RDF.type)])
                if any(kind == SITUATION or schema.is_below(kind, SITUATION) for kind in kinds):
                    yield _told(iri, kinds[0], values)


def _told(iri: str, kind: str, values: dict[str, list[str]]) -> Told:
    def one(name: str) -> str:
        return values.get(str(WPH[name]), [""])[0]

    parts = frozenset(
        (prop, other)
        for prop, others in values.items()
        if prop.startswith(str(WPH)) and prop not in _PLUMBING and prop != _COMPARED
        for other in others
    )
    span = Span(one("validFrom"), one("validUntil"), one("datePrecision").split("#")[-1] or DAY)
    return Told(iri, kind, parts, one("source"), one("locator"), span, one("value"))


def _disagreements(told: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    """Groups of situations that several sources tell, where none of one source's agrees with any of another's."""
    grouped: dict[tuple[str, frozenset[tuple[str, str]]], list[Told]] = defaultdict(list)
    for one in told:
        if one.parts:
            grouped[one.kind, one.parts].append(one)
    for group in grouped.values():
        by_source: dict[str, list[Told]] = defaultdict(list)
        for one in group:
            by_source[one.source].append(one)
        pairs = combinations(by_source.values(), 2)
        if any(not any(agree(one, other) for one in first for other in second) for first, second in pairs):
            yield tuple(sorted(group, key=lambda one: (one.source, one.span.begin)))


def agree(one: Told, other: Told) -> bool:
    """Whether two tell the same: silence contradicts nothing, and a year agrees with a day in it."""
    digits = min(_DIGITS.get(span.precision, 10) for span in (one.span, other.span))
    ends = [day_before(told.span.end)[:digits] for told in (one, other)]
    begins = [told.span.begin[:digits] for told in (one, other)]
    return all(
        not first or not second or first == second for first, second in (begins, ends, (one.value, other.value))
    )


def _coverage(told: list[Told]) -> tuple[tuple[int, ...], tuple[Coverage, ...]]:
    decades: dict[str, Counter[int]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for one in told:
        if one.span.begin[:4].isdecimal():
            year = max(int(one.span.begin[:4]), FIRST_YEAR)
            decades[one.source][year - year % SPAN] += 1
        else:
            undated[one.source] += 1
    every = [year for counter in decades.values() for year in counter]
    starts = tuple(range(min(every), max(every) + 1, SPAN)) if every else ()
    sources = sorted({*decades, *undated})
    return starts, tuple(
        Coverage(source, tuple(decades[source][start] for start in starts), undated[source]) for source in sources
    )
