"""The precision of the dates of relations: that of the records on which they rest.

The reasoner works with instants. A record that is dated to a year counts from the first of January; what follows from
it must not be shown to the day. (What begins with the coverage of a source is found by `entities.evidence`.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...rdf.namespaces import NOT_DERIVED
from ...store import Store
from ...versions.published import PublishedVersion
from ..schema import Schema, Theme
from ..select import select
from ..situations.reported import ReportedSituation
from ..version_cache import StoredPerVersion
from .periods import DAY, Period, coarsest


@dataclass(frozen=True)
class Instants:
    """Of a whole version: the coarsest precision with which each instant is used, and where sources begin."""

    precision: Mapping[str, str]
    starts: frozenset[str]


def read_instants(store: Store) -> Instants:
    """Read which dates have the precision of a month or year, and when the coverage of sources begins."""
    dated = select(
        store,
        f"""SELECT DISTINCT ?instant ?precision WHERE {{ GRAPH ?g {{
            {{ ?record wph:validFrom ?instant ; wph:datePrecision ?both
                OPTIONAL {{ ?record wph:beginPrecision ?own }} }}
            UNION {{ ?record wph:validUntil ?instant ; wph:datePrecision ?both
                OPTIONAL {{ ?record wph:endPrecision ?own }} }} }}
            BIND(COALESCE(?own, ?both) AS ?precision) FILTER({NOT_DERIVED}) }}""",
    )
    precisions_of: dict[str, set[str]] = defaultdict(set)
    for row in dated:
        precisions_of[row["instant"]["value"]].add(row["precision"]["value"].split("#")[-1])
    starts = select(store, "SELECT DISTINCT ?start WHERE { ?source a wph:Source ; wph:coverageFrom ?start }")
    return Instants(
        {instant: coarsest(precisions) for instant, precisions in precisions_of.items()},
        frozenset(row["start"]["value"] for row in starts),
    )


_INSTANTS = StoredPerVersion(
    __file__,
    lambda served: read_instants(served.store),
    lambda instants: {"precision": dict(instants.precision), "starts": sorted(instants.starts)},
    lambda body: Instants(body["precision"], frozenset(body["starts"])),
)


def instants_of(served: PublishedVersion) -> Instants:
    """The instants of a version."""
    return _INSTANTS.of(served)


class Precisions:
    """The precision of the periods of an entity's relations, from the entity's own records first."""

    def __init__(self, schema: Schema, records: Iterable[ReportedSituation], instants: Instants) -> None:
        self._instants = instants
        self._near: dict[tuple[Theme, str], list[ReportedSituation]] = defaultdict(list)
        self._anywhere: dict[str, set[str]] = defaultdict(set)
        for record in records:
            theme = schema.theme(record.kind)
            for other in {other for _, other in record.parts}:
                self._near[theme, other].append(record)
            for instant, precision in _dates(record):
                self._anywhere[instant].add(precision)

    def apply(self, theme: Theme, other: str, period: Period) -> Period:
        """The period of a relation with `other` under a theme, with its precision."""
        near = self._near.get((theme, other), [])
        return Period(
            period.begin,
            period.end,
            self._of(near, period.begin) if period.begin else DAY,
            self._of(near, period.end) if period.end else "",
        )

    def _of(self, near: Iterable[ReportedSituation], instant: str) -> str:
        mine = [precision for record in near for found, precision in _dates(record) if found == instant]
        if mine:
            return coarsest(mine)
        if instant in self._anywhere:
            return coarsest(self._anywhere[instant])
        return self._instants.precision.get(instant, DAY)


def _dates(record: ReportedSituation) -> Iterator[tuple[str, str]]:
    """The dates of a record, each with its precision."""
    period = record.period
    yield period.begin, period.precision
    yield period.end, period.end_precision or period.precision
