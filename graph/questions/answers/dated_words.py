"""Days and periods in words, no more precise than the records on which they rest.

The reasoner works with days: what is recorded for a year counts from the first of January. The records of the things
of a question say how precise its days are, and of days that they do not have, the records of the whole version.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ...rdf.curies import local_name
from ...rdf.instants import instant
from ...rdf.namespaces import NOT_DERIVED
from ...rdf.written_days import written
from ...reason.proofs.proof import Period
from ...store import Store
from ...views.dates.periods import DAY, MONTH, YEAR, coarsest, possible_precision
from ...views.dates.precision import Instants
from ...views.select import select
from ..language.window import previous_day
from ..names.lexicon import Thing

_Row = Mapping[str, Mapping[str, str]]
_UNREAD = Instants({}, frozenset())
# The engine reads all dates of the store where VALUES stands outside of UNION, or where one path has both properties.
_DATES = """?record wph:datePrecision ?both .
            { ?record wph:validFrom ?instant BIND(wph:beginPrecision AS ?finer) }
            UNION { ?record wph:validUntil ?instant BIND(wph:endPrecision AS ?finer) }
            OPTIONAL { ?record ?finer ?own }"""


@dataclass(frozen=True)
class DatedWords:
    """How days are written: `own` are the precisions of the records of the things of a question by instant."""

    own: Mapping[str, str] = field(default_factory=dict)
    instants: Instants = _UNREAD
    lives: Mapping[str, str] = field(default_factory=dict)
    """The precisions of the dates of the things themselves, without those of records that name them."""
    shared: Mapping[str, str] = field(default_factory=dict)
    """The precisions of the records that name all things of a question."""
    beginnings: Mapping[str, frozenset[frozenset[str]]] = field(default_factory=dict)
    """Of each day on which a source begins, what the records of the things that begin then name."""
    among: frozenset[str] = frozenset()
    """What a record must name to be one of that which is dated."""

    @property
    def of_lives(self) -> DatedWords:
        """How the dates of the things themselves are written, whatever else happened on these days."""
        return replace(self, own={**self.own, **self.lives}, lives={})

    def about(self, iris: Iterable[str]) -> DatedWords:
        """How the dates of what relates the things to others, or all of them to each other, are written."""
        among = frozenset(iris)
        return replace(self, among=among, own={**self.own, **self.shared} if len(among) > 1 else self.own)

    def day(self, day: date) -> str:
        """A day on which something began or happened: "1648", "Aug 1923" or "4 Apr 1949"."""
        return _written(day, self._precision(day))

    def on(self, day: date) -> str:
        """The same with its preposition: "in 1648", "on 4 Apr 1949"."""
        return f"{'on' if self._precision(day) == DAY else 'in'} {self.day(day)}"

    def last(self, day: date) -> str:
        """The first day on which something no longer held; of a month or a year the last in which it held."""
        precision = self._precision(day)
        return written(day) if precision == DAY else _written(previous_day(day), precision)

    def period(self, period: Period) -> str:
        """A period: "from 15 May 1992 until 1999", "since 2009", "since 1648 or before"."""
        begins = self.begin(period.begins) if period.begins else ""
        ends = self.last(period.ends) if period.ends else ""
        if begins and begins == ends:
            return f"in {begins}"
        if begins and ends:
            return f"from {begins} until {ends}"
        if begins:
            return f"since {begins}"
        return f"until {ends}" if ends else "without recorded dates"

    def periods(self, periods: Iterable[Period]) -> str:
        """Periods: "from … until … and since …"."""
        return " and ".join(map(self.period, periods))

    def begin(self, day: date) -> str:
        """The day from which something is recorded: "1945 or before" where only a source begins then."""
        begins = instant(day)
        is_recorded = any(self.among <= named for named in self.beginnings.get(begins, ()))
        return self.day(day) if is_recorded or begins not in self.instants.starts else f"{day.year} or before"

    def _precision(self, day: date) -> str:
        begins = instant(day)
        return possible_precision(begins, self.own.get(begins) or self.instants.precision.get(begins, DAY))


def dated_words(store: Store, things: Iterable[Thing], instants: Instants) -> DatedWords:
    """How days are written in answers about some things."""
    iris = " ".join(f"<{thing.iri}>" for thing in things if thing.iri.startswith("http"))
    rows = select(
        store,
        f"""SELECT DISTINCT ?record ?thing ?instant ?precision ?itself WHERE {{ GRAPH ?g {{
            {{ VALUES ?record {{ {iris} }} {_DATES} BIND(true AS ?itself) }}
            UNION {{ VALUES ?thing {{ {iris} }} ?record ?part ?thing . {_DATES} }} }}
            BIND(COALESCE(?own, ?both) AS ?precision) FILTER(?g != graph:inferred) }}""",
    )
    own = _coarsest_by_instant(rows)
    lives = _coarsest_by_instant(row for row in rows if "itself" in row)
    shared = _coarsest_by_instant(_naming_all(rows, len(iris.split())))
    return DatedWords(own, instants, lives, shared, _beginnings(store, iris, instants.starts & own.keys()))


def _naming_all(rows: Iterable[_Row], number: int) -> Iterator[_Row]:
    """The rows of records that name as many things as there are in the question."""
    by_record: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_record[row["record"]["value"]].append(row)
    for those in by_record.values():
        if len({row["thing"]["value"] for row in those if "thing" in row}) == number:
            yield from those


def _beginnings(store: Store, iris: str, starts: Iterable[str]) -> dict[str, frozenset[frozenset[str]]]:
    """What the records of things name that begin on days on which sources begin, themselves included."""
    days = ", ".join(f'"{day}"^^xsd:dateTime' for day in sorted(starts))
    if not days:
        return {}
    rows = select(
        store,
        f"""SELECT DISTINCT ?record ?instant ?named WHERE {{ GRAPH ?g {{
            {{ VALUES ?record {{ {iris} }} ?record wph:validFrom ?instant }}
            UNION {{ VALUES ?thing {{ {iris} }} ?record ?part ?thing ; wph:validFrom ?instant }}
            ?record ?role ?named }} FILTER(isIRI(?named) && ?instant IN ({days}) && {NOT_DERIVED}) }}""",
    )
    records: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        record = row["record"]["value"]
        records[row["instant"]["value"], record] |= {record, row["named"]["value"]}
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for (begins, _), named in records.items():
        found[begins].add(frozenset(named))
    return {begins: frozenset(sets) for begins, sets in found.items()}


def _coarsest_by_instant(rows: Iterable[_Row]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["instant"]["value"]].add(local_name(row["precision"]["value"]))
    return {each: coarsest(precisions) for each, precisions in found.items()}


def _written(day: date, precision: str) -> str:
    if precision == YEAR:
        return str(day.year)
    return f"{calendar.month_abbr[day.month]} {day.year}" if precision == MONTH else written(day)
