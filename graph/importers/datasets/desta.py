"""DESTA: Design of Trade Agreements, one row an agreement, accession or withdrawal with the countries concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations

from ...inputs.tables.dates import parse_date
from ...panels import statuses
from ...panels.columns.column import ColumnFact, Doubt
from ..data_column import DataColumn
from ..dataset import REST, Dataset, Release
from ..records import Records, Span
from ..table import DataRow

MISSING = ("NA", "")
JOINING = ("base_treaty", "accession")
"""Kinds of entries by which countries come to be parties."""
HEADER = (
    *("number", "base_treaty", "name", "entry_type", "consolidated", "year", "entryforceyear", "language"),
    *("typememb", "regioncon", "wto_listed", "wto_name", REST),
)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """The trade agreement of each base treaty, with its countries from the year of its entry into force.

    When a party leaves, or whether an agreement still is in force, the file does not say: participations have no end
    here, and withdrawals and later entries are counted as left out.
    """
    for row in rows:
        if row["entry_type"] not in JOINING:
            records.leave_out(f"entries of the kind {row['entry_type']}")
            continue
        in_force = row.whole("entryforceyear", MISSING)
        if in_force is None:
            records.leave_out("agreements without a year of entry into force")
            continue
        _record_agreement(row, in_force, records)


def _record_agreement(row: DataRow, in_force: int, records: Records) -> None:
    treaty = records.entity(f"agreement-{row['base_treaty']}", "TradeTreaty", f"DESTA agreement {row['base_treaty']}")
    span = Span(parse_date(f"{in_force:04d}").first, None, "year")
    for number in countries(row):
        for place, piece in enumerate(records.pieces(number, span)):
            name = f"participation-{row.number}-{number}-{place}"
            label = f"{piece.label} is a party to DESTA agreement {row['base_treaty']}: {row['name']}"
            subject = records.situation(row, name, "Participation", label, records.within(span, piece))
            records.add(subject, "party", piece.entity)
            records.add(subject, "agreement", treaty)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether an agreement has entered into force between two countries, of which the list gives no end."""
    definition = (
        "An agreement of the list has entered into force between the two countries, as its first parties or by "
        "accession; of its end the list says nothing."
    )
    title = "A trade agreement has entered into force"
    return {"agreement": DataColumn(title, definition, "binary", "dyad", _facts, _doubts)}


def _facts(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
    """The pairs of countries that an agreement binds, from the year in which it binds the later of them."""
    for joined in _members(rows, "entryforceyear").values():
        for (one, first), (other, second) in permutations(joined.items(), 2):
            yield ColumnFact(one, other, "", max(first, second), None)


def _doubts(rows: Sequence[DataRow], _release: Release) -> Iterator[Doubt]:
    """The pairs of an agreement, or an accession, without a year of entry into force, from its signature."""
    unknown = [row for row in rows if row.whole("entryforceyear", MISSING) is None]
    agreements = _members(rows, "year")
    for treaty, joining in _members(unknown, "year").items():
        for one, other in permutations(agreements[treaty], 2):
            signed = [joining[number] for number in (one, other) if number in joining]
            if signed:
                yield Doubt(one, other, max(signed), None, statuses.CODED_MISSING)


def _members(rows: Sequence[DataRow], column: str) -> dict[str, dict[str, date]]:
    """The countries of each agreement, each with the beginning of the first year that a column gives for it."""
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for row in rows:
        year = row.whole(column, MISSING)
        if row["entry_type"] in JOINING and year is not None:
            begin = parse_date(f"{year:04d}").first
            for number in countries(row):
                joined = found[row["base_treaty"]]
                code = f"{number:03d}"
                joined[code] = min(begin, joined.get(code, begin))
    return found


def countries(row: DataRow) -> list[int]:
    """The ISO numbers of the countries, in the columns c1, c2, …"""
    names = [name for name in row.cells if name[0] == "c" and name[1:].isdecimal()]
    return [number for name in names if (number := row.whole(name, MISSING)) is not None]


DATASET = Dataset(
    key="desta",
    title="Design of Trade Agreements: treaties",
    publisher="World Trade Institute, University of Bern",
    url="https://www.designoftradeagreements.org/downloads/",
    citation="Dür, Andreas, Leonardo Baccini, and Manfred Elsig. 2014. The Design of International Trade Agreements: "
    "Introducing a New Dataset. Review of International Organizations 9 (3): 353-375.",
    licence="See the publisher's terms; kept private, since this is your own download.",
    numbers="isonum",
    releases=(Release("1948-2020", (*HEADER, "mc91"), 1217, date(1948, 1, 1), date(2021, 1, 1), 194),),
    codebook={
        "base_treaty": "number of the agreement; its accessions have the same",
        "entry_type": "base_treaty, accession, withdrawal and others",
        "entryforceyear": "year of entry into force; NA where it is not known or has not come",
        "c1": "ISO number of a country; likewise to c91",
    },
    missing={"NA": "missing, or no further country"},
)
