"""UCDP/PRIO Armed Conflict Dataset: one row a conflict and year, with the governments that are its parties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ...panels.columns.column import ColumnFact
from ...rdf.literal_values import number_literal
from ..conflict_participations import record_participations
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records, Span
from ..table import DataRow
from ..yearly_values import year_of

MINOR, WAR = 1, 2
HEADER = (
    *("conflict_id", "location", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id", "side_b_2nd"),
    *("incompatibility", "territory_name", "year", "intensity_level", "cumulative_intensity", "type_of_conflict"),
    *("start_date", "start_prec", "start_date2", "start_prec2", "ep_end", "ep_end_date", "ep_end_prec"),
    *("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc", "region", "version"),
)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A participation in the year for each state that is a party on its own account."""
    for row in rows:
        year, level = year_of(row), intensity(row)
        number = row["conflict_id"]
        conflict = records.entity(f"conflict-{number}", "ArmedConflict", f"UCDP conflict {number}: {row['location']}")
        # A row is of its year: the next year has a row of its own or the conflict was not active.
        span = Span(year.first, year.after, "year")
        if row["gwno_a_2nd"] or row["gwno_b_2nd"]:
            records.leave_out("rows whose supporting states (gwno_a_2nd, gwno_b_2nd) are not recorded")
        phrase = f"is a party to UCDP conflict {number} in {row['year']}"
        for party in parties(row):
            name = f"participation-{row.number}-{party}"
            for subject in record_participations(row, party, name, phrase, conflict, span, records):
                records.add(subject, "conflictIntensity", number_literal(Decimal(level)))


def intensity(row: DataRow) -> int:
    """The level of intensity of a row.

    Raises InputError for a number that is none.
    """
    level = row.required("intensity_level")
    if level not in {MINOR, WAR}:
        raise row.wrong("intensity_level", "1 for 25 to 999 deaths in the year, or 2 for more")
    return level


def parties(row: DataRow) -> list[int]:
    """The numbers of the governments on both sides; a side of rebels has none.

    Raises InputError for what is no list of numbers.
    """
    numbers = []
    for column in ("gwno_a", "gwno_b"):
        for text in filter(None, (part.strip() for part in row[column].split(","))):
            if not text.isdecimal():
                raise row.wrong(column, "numbers of states, separated by commas, or nothing")
            numbers.append(int(text))
    return list(dict.fromkeys(numbers))


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether the state is a party to an armed conflict of at least 25 deaths, to one of 1,000, or to a new one."""
    party = "The government is a party to an armed conflict with at least"
    deaths = "battle-related deaths in the year"
    onset = f"{party} 25 {deaths}, of which an episode begins in that year: the first, or one after a year without."
    return {
        "conflict": _column("In armed conflict", f"{party} 25 {deaths}.", lambda row: intensity(row) >= MINOR),
        "war": _column("At war", f"{party} 1,000 {deaths}.", lambda row: intensity(row) >= WAR),
        "onset": _column("Onset of an armed conflict", onset, _is_onset),
    }


def _is_onset(row: DataRow) -> bool:
    """Whether the episode of a row reaches 25 deaths in its year, and not before."""
    return row.written_date("start_date2", "2015-03-03").first.year == row.required("year")


def _column(title: str, definition: str, is_meant: Callable[[DataRow], bool]) -> DataColumn:
    def facts(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            if is_meant(row):
                year = year_of(row)
                yield from (ColumnFact(str(number), "", "", year.first, year.after) for number in parties(row))

    return DataColumn(title, definition, "binary", "state", facts)


DATASET = Dataset(
    key="ucdp-prio",
    title="UCDP/PRIO Armed Conflict Dataset",
    publisher="Uppsala Conflict Data Program and Peace Research Institute Oslo",
    url="https://ucdp.uu.se/downloads/",
    citation="Gleditsch, Nils Petter, Peter Wallensteen, Mikael Eriksson, Margareta Sollenberg, and Håvard Strand. "
    "2002. Armed Conflict 1946-2001: A New Dataset. Journal of Peace Research 39 (5): 615-637.",
    licence="CC BY 4.0 according to its publisher; kept private all the same, since this is your own download.",
    numbers="gw",
    releases=(Release("19.1", HEADER, 2384, date(1946, 1, 1), date(2019, 1, 1)),),
    codebook={
        "conflict_id": "number of the conflict",
        "year": "year in which the conflict was active, with at least 25 battle-related deaths",
        "start_date2": "day on which the episode of the row reached 25 deaths",
        "intensity_level": "1 for 25 to 999 deaths in the year, 2 for at least 1,000",
        "gwno_a": "numbers of the governments that are parties on side A; likewise gwno_b",
        "gwno_a_2nd": "numbers of the governments that support side A with troops",
    },
    missing={"": "no government"},
    version_column="version",
)
