"""Archigos: the effective leaders of independent states, one row a leader's time in power.

The files of the release have the same columns under more or fewer others (as text by tabs, or saved from Stata).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import pyoxigraph as ox

from ...panels import statuses
from ...panels.columns.column import ColumnFact, Doubt
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Piece, Records, Span
from ..table import DataRow

HEADER = ("obsid", "leadid", "ccode", "idacr", "leader", "startdate", "enddate", "entry", "exit", "exitcode")
STILL_IN_OFFICE, IRREGULAR, UNKNOWN = "Still in Office", "Irregular", "Unknown"
_DAY = "1998-02-25"
"""An example of how the file writes days."""


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A tenure for each time in power, of the office of effective leader of each state that the number denotes."""
    for row in _tenures(rows):
        span = _span(row)
        person = records.entity(f"leader-{row['leadid']}", "Person", row["leader"])
        for place, piece in enumerate(records.pieces(row.required("ccode"), span)):
            name = f"tenure-{row['obsid']}-{place}"
            label = f"{row['leader']} as effective leader of {piece.label}"
            subject = records.situation(row, name, "Tenure", label, records.within(span, piece))
            records.add(subject, "officeHolder", person)
            records.add(subject, "heldOffice", _office(piece, records))
            records.add(subject, "mannerOfEntry", ox.Literal(row["entry"]))
            if row["exit"] != STILL_IN_OFFICE:
                records.add(subject, "mannerOfExit", ox.Literal(row["exit"]))


def _office(piece: Piece, records: Records) -> ox.NamedNode:
    name = piece.entity.value.rpartition("/")[2]
    office = records.entity(f"office-{name}", "Office", f"effective leader of {piece.label} (Archigos)")
    records.add(office, "officeOf", piece.entity)
    return office


def _tenures(rows: Sequence[DataRow]) -> Iterator[DataRow]:
    """One row for each time in power: some files repeat it for each of its years."""
    seen: set[str] = set()
    for row in rows:
        if row["obsid"] not in seen:
            seen.add(row["obsid"])
            yield row


def _span(row: DataRow) -> Span:
    """From the first day in power to the last; open for who was still in office when the data end."""
    begin, last = _day(row, "startdate"), _day(row, "enddate")
    return Span(begin, None if row["exit"] == STILL_IN_OFFICE else last + timedelta(days=1))


def _day(row: DataRow, column: str) -> date:
    day = row.written_date(column, _DAY)
    if day.precision != "day":
        raise row.wrong(column, f"a day such as {_DAY}")
    return day.first


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """The leader; whether one enters; and whether one enters or leaves irregularly."""
    leader = DataColumn("Leader", "The effective leader of the state.", "text", "state", _leaders, is_complete=False)
    entered = "A leader comes into power on one of the days that count"
    left = "A leader loses power on one of the days that count"
    against_rules = "against the rules and conventions of the state, as in a coup"
    return {
        "leader": leader,
        "entry": _event("New leader", f"{entered}.", "startdate", lambda _row: True),
        "irregular-entry": _event(
            "Irregular entry", f"{entered}, {against_rules}.", "startdate", lambda row: row["entry"] == IRREGULAR
        ),
        "irregular-exit": _event(
            "Irregular exit", f"{left}, {against_rules}.", "enddate", lambda row: row["exit"] == IRREGULAR, "exit"
        ),
    }


def _leaders(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
    for row in _tenures(rows):
        span = _span(row)
        yield ColumnFact(str(row.required("ccode")), "", row["leader"], span.begin, span.until)


def _event(
    title: str, definition: str, column: str, is_meant: Callable[[DataRow], bool], manner: str = "entry"
) -> DataColumn:
    """What happens on one day; not known where the manner of it is not."""

    def facts(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
        for row in _tenures(rows):
            if is_meant(row) and row[manner] != STILL_IN_OFFICE:
                day = _day(row, column)
                yield ColumnFact(str(row.required("ccode")), "", "", day, day + timedelta(days=1))

    def doubts(rows: Sequence[DataRow], _release: Release) -> Iterator[Doubt]:
        for row in _tenures(rows):
            if row[manner] == UNKNOWN and not is_meant(row):
                day = _day(row, column)
                yield Doubt(str(row.required("ccode")), "", day, day + timedelta(days=1), statuses.CODED_MISSING)

    return DataColumn(title, definition, "binary", "state", facts, doubts)


DATASET = Dataset(
    key="archigos",
    title="Archigos: political leaders",
    publisher="H. E. Goemans, Kristian Skrede Gleditsch and Giacomo Chiozza",
    url="http://ksgleditsch.com/archigos.html",
    citation="Goemans, Henk E., Kristian Skrede Gleditsch, and Giacomo Chiozza. 2009. Introducing Archigos: A "
    "Dataset of Political Leaders. Journal of Peace Research 46 (2): 269-283.",
    licence="See the publisher's terms; kept private, since this is your own download.",
    numbers="gw",
    releases=(Release("4.1", HEADER, 3409, date(1875, 1, 1), date(2016, 1, 1), is_part=True),),
    codebook={
        "ccode": "number of the state, of Gleditsch and Ward",
        "startdate": "first day in power; before 1875 for who was in power then",
        "enddate": "last day in power; the last day of the data for who still was",
        "entry": "Regular, Irregular or Foreign Imposition",
        "exit": "Regular, Irregular, Foreign, Natural Death and others; Still in Office when the data end",
    },
    missing={"Unknown": "manner of exit unknown", "NA": "missing"},
)
