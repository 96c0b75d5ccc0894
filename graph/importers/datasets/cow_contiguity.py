"""Correlates of War: Direct Contiguity, one row a spell of two states with one kind of contiguity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ...panels.columns.column import ColumnFact
from ...rdf.literal_values import number_literal
from ..data_column import DataColumn, both_ways
from ..dataset import Dataset, Release
from ..records import Records, span_of
from ..table import DataRow

HEADER = (
    "dyad",
    "statelno",
    "statelab",
    "statehno",
    "statehab",
    "conttype",
    "begin",
    "end",
    "notes",
    "version",
)
LAND = 1
MILES = {2: 12, 3: 24, 4: 150, 5: 400}
"""For each kind of contiguity over water, the miles that separate the states at most."""


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A contiguity by land, or over so many miles of water, for each pair of states in the course of the spell."""
    for row in rows:
        kind = row.required("conttype")
        if kind != LAND and kind not in MILES:
            raise row.wrong("conttype", "a kind of contiguity from 1 to 5")
        # 201612 is the last month of the list, in which a contiguity that goes on is written to end.
        span = records.span(row.month("begin"), row.month("end"))
        numbers = row.required("statelno"), row.required("statehno")
        for place, (one, other, part) in enumerate(records.pairs(*numbers, span)):
            name, between = f"contiguity-{row.number}-{place}", f"{one.label} and {other.label}"
            if kind == LAND:
                subject = records.situation(row, name, "Contiguity", f"{between} meet on land", part)
                records.add(subject, "sideA", one.entity)
                records.add(subject, "sideB", other.entity)
            else:
                label = f"{between} are separated by {MILES[kind]} miles of water at most"
                subject = records.situation(row, name, "WaterContiguity", label, part)
                records.add(subject, "separatedState", one.entity, other.entity)
                records.add(subject, "separatedByMiles", number_literal(Decimal(MILES[kind])))


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Contiguity by land, within each distance over water, and the kind itself."""
    by_kind = {"land": ("by land", LAND)} | {
        f"water-{m}": (f"by land or over {m} miles", k) for k, m in MILES.items()
    }
    within = {
        name: DataColumn(
            f"Contiguous {words}", f"The two states are contiguous {words}.", "binary", "dyad", _facts(kind, "")
        )
        for name, (words, kind) in by_kind.items()
    }
    kind = DataColumn(
        "Kind of contiguity",
        "1 by land; 2 to 5 over at most 12, 24, 150 or 400 miles of water; empty where there is none.",
        "number",
        "dyad",
        _facts(max(MILES), "conttype"),
        is_complete=False,
    )
    return {**within, "type": kind}


def _facts(most: int, value: str) -> Callable[[Sequence[DataRow], Release], Iterator[ColumnFact]]:
    """The spells of all kinds up to one, with the cell of a column as their value."""

    def facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            if row.required("conttype") <= most:
                span = span_of(release, row.month("begin"), row.month("end"))
                one, other = str(row.required("statelno")), str(row.required("statehno"))
                yield ColumnFact(one, other, row[value] if value else "", span.begin, span.until)

    return lambda rows, release: both_ways(facts(rows, release))


DATASET = Dataset(
    key="cow-contiguity",
    title="Correlates of War: Direct Contiguity",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/direct-contiguity/",
    citation="Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl, and Charles Gochman. 2002. The "
    "Correlates of War Project Direct Contiguity Data, Version 3. Conflict Management and Peace Science "
    "19 (2): 58-66.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("3.2", HEADER, 847, date(1816, 1, 1), date(2017, 1, 1)),),
    codebook={
        "conttype": "1 by land; 2 to 5 over at most 12, 24, 150 or 400 miles of water",
        "begin": "year and month in which the contiguity begins; 181601 is the beginning of the list",
        "end": "year and month in which it ends; 201612 is the end of the list",
    },
    missing={},
    version_column="version",
)
