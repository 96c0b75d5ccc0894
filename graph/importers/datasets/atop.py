"""ATOP 5.1, alliances: one row an alliance with its members and obligations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import permutations

import pyoxigraph as ox

from ...inputs.tables.rdf_terms import term
from ...panels.columns.column import ColumnFact, Doubt
from ..data_column import DataColumn
from ..dataset import REST, Dataset, Release
from ..records import Records, Span, span_of
from ..table import DataRow

OBLIGATIONS = {
    "defense": "mutualDefence",
    "offense": "offenceObligation",
    "neutral": "neutralityObligation",
    "nonagg": "nonAggression",
    "consul": "consultationObligation",
}
"""The kinds of obligation by their columns."""
MISSING = ("", ".")
OPEN = (*MISSING, "0")
"""What stands for no date; 0 in a year of end is an alliance in effect when the data end."""
CITATION = (
    "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance Treaty "
    "Obligations and Provisions, 1815-1944. International Interactions 28: 237-260."
)
_HEAD = "atopid,cowid,cow4id,begyr,begmo,begday,endyr,endmo,endday,ineffect,bilat,maxphase,wartime,estmode,pubsecr"
HEADER = (*_HEAD.split(","), REST, "mem59", "source", "new5", "rev5", "version")


UNEQUAL = "not known: obligations differ among members"
"""Of an alliance whose row does not say which of its members owe an obligation."""


def record(rows: Sequence[DataRow], records: Records) -> None:
    """An alliance with the participations of its members, and the obligations that all of them owe alike."""
    for row in rows:
        number = row["atopid"]
        begin = row.day("begyr", "begmo", "begday", MISSING)
        if begin is None:
            raise row.wrong("begyr", "the year in which the alliance begins")
        span = records.span(begin, row.day("endyr", "endmo", "endday", OPEN))
        treaty = records.entity(f"alliance-{number}", "AllianceTreaty", f"ATOP alliance {number}")
        for member in members(row):
            record_member(row, f"{number}-{member}", member, treaty, span, records)
        _record_obligations(row, treaty, span, records)


def members(row: DataRow) -> list[int]:
    """The numbers of the members, in the columns mem1, mem2, …"""
    columns = [name for name in row.cells if name.startswith("mem") and name[3:].isdecimal()]
    return [number for name in columns if (number := row.whole(name, MISSING)) is not None]


def record_member(  # noqa: PLR0913, PLR0917 - the parts of a participation
    row: DataRow, name: str, member: int, treaty: ox.NamedNode, span: Span, records: Records
) -> None:
    """The participation of each state that a member's number denotes during the span."""
    for place, piece in enumerate(records.pieces(member, span)):
        part = records.within(span, piece)
        label = f"{piece.label} is a party to ATOP alliance {row['atopid']}"
        subject = records.situation(row, f"participation-{name}-{row.number}-{place}", "Participation", label, part)
        records.add(subject, "party", piece.entity)
        records.add(subject, "agreement", treaty)


def obligations_of(row: DataRow) -> list[str]:
    """The columns of the obligations that a row has."""
    return [column for column in OBLIGATIONS if row.whole(column, MISSING)]


def record_undertaking(subject: ox.NamedNode, column: str, treaty: ox.NamedNode, records: Records) -> None:
    """State what is undertaken, and in which treaty."""
    records.add(subject, "undertakenIn", treaty)
    records.add(subject, "undertakenObligation", term(OBLIGATIONS[column]))


def _record_obligations(row: DataRow, treaty: ox.NamedNode, span: Span, records: Records) -> None:
    owed = obligations_of(row)
    if row.whole("asymm", MISSING):
        # In an asymmetric alliance some members owe what others do not; only the file of members says who.
        for _ in owed:
            records.leave_out("obligations of alliances in which they differ among members (asymm)")
        return
    for column in owed:
        label = f"ATOP alliance {row['atopid']} obliges its members: {column}"
        name = f"obligation-{row['atopid']}-{row.number}-{column}"
        record_undertaking(records.situation(row, name, "MutualUndertaking", label, span), column, treaty, records)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether an alliance binds two states at all, and by each kind of obligation where members owe it alike."""
    allied = DataColumn("Allied", "The two states are members of one alliance.", "binary", "dyad", _facts(""))
    return {"allied": allied} | {name: _column(name) for name in OBLIGATIONS}


def _column(name: str) -> DataColumn:
    def doubts(rows: Sequence[DataRow], release: Release) -> Iterator[Doubt]:
        for row in rows:
            if row.whole(name, MISSING) and row.whole("asymm", MISSING):
                for fact in _pairs(row, release):
                    yield Doubt(fact.subject, fact.other, fact.begin, fact.until, UNEQUAL)

    definition = f"An alliance in which all members owe it obliges the two states: {name}."
    return DataColumn(f"Obligation: {name}", definition, "binary", "dyad", _facts(name), doubts)


def _facts(obligation: str) -> Callable[[Sequence[DataRow], Release], Iterator[ColumnFact]]:
    def facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            if not obligation or (row.whole(obligation, MISSING) and not row.whole("asymm", MISSING)):
                yield from _pairs(row, release)

    return facts


def _pairs(row: DataRow, release: Release) -> Iterator[ColumnFact]:
    """The pairs of members, in both directions, for the time of the alliance."""
    begin = row.day("begyr", "begmo", "begday", MISSING)
    span = span_of(release, begin, row.day("endyr", "endmo", "endday", OPEN))
    for one, other in permutations(map(str, members(row)), 2):
        yield ColumnFact(one, other, "", span.begin, span.until)


DATASET = Dataset(
    key="atop-alliances",
    title="Alliance Treaty Obligations and Provisions: alliances",
    publisher="The ATOP project, Rice University",
    url="http://www.atopdata.org/",
    citation=CITATION,
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("5.1", HEADER, 789, date(1815, 1, 1), date(2019, 1, 1), 134),),
    codebook={
        "begyr": "year, month and day of signature",
        "endyr": "year, month and day of termination; 0 where the alliance was in effect when the data end",
        "defense": "1 where members must defend each other; likewise offense, neutral, nonagg, consul",
        "asymm": "above 0 where obligations differ among members",
        "mem1": "number of a member; likewise to mem59",
    },
    missing={"": "missing, or no further member", ".": "missing", "0": "of an end: still in effect"},
)
