"""CShapes 2.0: the territory and the capital of states and dependencies, one row a spell with one outline.

The publisher's CSV (outlines as well-known text) and GeoJSON are read alike. For distances between capitals the graph
has no coordinates of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from ...panels.columns.column import ColumnFact
from ..data_column import DataColumn, both_ways
from ..dataset import Dataset, Release
from ..great_circle import Place, great_circle
from ..records import Records, Span, span_of
from ..table import DataRow
from ..yearly_values import record_observation

MISSING = ("", "NA")
HEADER = (
    *("cntry_name", "area", "capname", "caplong", "caplat", "gwcode"),
    *("gwsyear", "gwsmonth", "gwsday", "gweyear", "gwemonth", "gweday"),
)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """The area of each state that the number denotes, for the spell in which its outline is the same."""
    indicator = records.entity("indicator-area", "Indicator", "area of territory (CShapes)")
    unit = records.entity("unit-square-kilometre", "Unit", "square kilometre")
    for row in rows:
        area, span = row.decimal("area", MISSING), _span(row, records.release)
        if area is None:
            records.leave_out("spells without an area")
            continue
        for place, piece in enumerate(records.pieces(row.required("gwcode"), span)):
            phrase = f"area of territory from {row['gwsyear']}"
            measured = indicator, unit, area
            part = records.within(span, piece)
            record_observation(row, f"area-{row.number}-{place}", piece, phrase, measured, part, records)


def _span(row: DataRow, release: Release) -> Span:
    """From the first day of a row to its last; open where the list begins or ends with it.

    Raises InputError for a row without a year.
    """
    begin, last = row.day("gwsyear", "gwsmonth", "gwsday"), row.day("gweyear", "gwemonth", "gweday")
    return span_of(release, begin, last)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Area, capital and its place, and the distance between two capitals."""
    area = "The area of the territory of the state, without its dependencies, as its outline gives it."
    capital = "The capital of the state."
    distance = "The distance of the two capitals along a great circle, by the coordinates that the list gives."
    return {
        "area": DataColumn("Area", area, "number", "state", _cells("area"), is_complete=False, unit="km²"),
        "capital": DataColumn("Capital", capital, "text", "state", _cells("capname"), is_complete=False),
        "capital-latitude": _degrees("Latitude of the capital", "caplat"),
        "capital-longitude": _degrees("Longitude of the capital", "caplong"),
        "capital-distance": DataColumn(
            "Distance of capitals", distance, "number", "dyad", _distances, is_complete=False, unit="km"
        ),
    }


def _degrees(title: str, column: str) -> DataColumn:
    definition = f"{title}, in degrees; north and east are positive."
    return DataColumn(title, definition, "number", "state", _cells(column), is_complete=False, unit="degrees")


def _cells(column: str) -> Callable[[Sequence[DataRow], Release], Iterator[ColumnFact]]:
    def facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            text = row[column] if column == "capname" else _number(row, column)
            if text not in MISSING:
                span = _span(row, release)
                yield ColumnFact(str(row.required("gwcode")), "", text, span.begin, span.until)

    return facts


def _number(row: DataRow, column: str) -> str:
    value = row.decimal(column, MISSING)
    return "" if value is None else f"{value:f}"


@dataclass(frozen=True)
class Seat:
    """Where the capital of a state is on the half-open days [begin, until)."""

    number: str
    place: Place
    begin: date
    until: date


def _seats(rows: Sequence[DataRow], release: Release) -> list[Seat]:
    """The places of capitals; spells that follow each other with one place are one."""
    seats: list[Seat] = []
    ordered = sorted(rows, key=lambda row: (row.required("gwcode"), *map(row.required, HEADER[6:9])))
    for row in ordered:
        latitude, longitude = row.decimal("caplat", MISSING), row.decimal("caplong", MISSING)
        if latitude is None or longitude is None:
            continue
        span = _span(row, release)
        place = float(latitude), float(longitude)
        seat = Seat(str(row.required("gwcode")), place, span.begin or release.begin, span.until or release.until)
        last = seats[-1] if seats else None
        if last is not None and (last.number, last.place, last.until) == (seat.number, seat.place, seat.begin):
            seats[-1] = replace(last, until=seat.until)
        else:
            seats.append(seat)
    return seats


def _distances(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
    return both_ways(_pairs(rows, release))


def _pairs(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
    for one, other in combinations(_seats(rows, release), 2):
        begin, until = max(one.begin, other.begin), min(one.until, other.until)
        if one.number != other.number and begin < until:
            kilometres = f"{great_circle(one.place, other.place):.1f}"
            end = None if until >= release.until else until
            yield ColumnFact(one.number, other.number, kilometres, begin, end)


DATASET = Dataset(
    key="cshapes",
    title="CShapes: borders and capitals",
    publisher="International Conflict Research, ETH Zurich",
    url="https://icr.ethz.ch/data/cshapes/",
    citation="Schvitz, Guy, Luc Girardin, Seraina Rüegger, Nils B. Weidmann, Lars-Erik Cederman, and Kristian Skrede "
    "Gleditsch. 2022. Mapping the International System, 1886-2019: The CShapes 2.0 Dataset. Journal of Conflict "
    "Resolution 66 (1): 144-161.",
    licence="CC BY-NC-SA 4.0 according to its publisher; kept private all the same, since this is your own download.",
    numbers="gw",
    releases=(Release("2.0", HEADER, None, date(1886, 1, 1), date(2020, 1, 1), is_part=True),),
    codebook={
        "gwcode": "number of the state, of Gleditsch and Ward",
        "gwsyear": "year, month and day of the first day of the spell; the first of January, or of the month, also "
        "where the authors did not know the day",
        "gweyear": "year, month and day of its last day; 2019-12-31 is the end of the list",
        "area": "area of the outline in square kilometres",
        "caplat": "latitude of the capital in degrees, caplong its longitude",
    },
    missing=dict.fromkeys(MISSING, "missing"),
)
