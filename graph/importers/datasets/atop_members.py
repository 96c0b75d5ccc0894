"""ATOP, members: one row a member and phase of an alliance, with the obligations that this member owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import pyoxigraph as ox

from ...panels.columns.column import ColumnFact
from ..data_column import DataColumn
from ..dataset import REST, Dataset, Release
from ..records import Piece, Records, Span, span_of
from ..table import DataRow
from .atop import CITATION, MISSING, OBLIGATIONS, OPEN, obligations_of, record_member, record_undertaking

_HEAD = "atopid,cowid,cow4id,member,cowsys,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,maxphase"
HEADER = (*_HEAD.split(","), REST, "interv", "source", "new4", "rev4", "version")


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A participation for each row, and what its member owes to the other members of that time."""
    by_alliance: dict[str, list[tuple[DataRow, Span]]] = defaultdict(list)
    for row in rows:
        entered = row.day("yrent", "moent", "dayent", MISSING)
        if entered is None:
            raise row.wrong("yrent", "the year in which the member enters")
        # 0 in yrexit is a member that had not left when the data end.
        by_alliance[row["atopid"]].append((row, records.span(entered, row.day("yrexit", "moexit", "dayexit", OPEN))))
    for number, spells in by_alliance.items():
        treaty = records.entity(f"alliance-{number}", "AllianceTreaty", f"ATOP alliance {number}")
        for row, span in spells:
            record_member(row, f"{number}-{row['member']}", row.required("member"), treaty, span, records)
            _record_obligations(row, span, spells, treaty, records)


def _record_obligations(
    row: DataRow, span: Span, spells: Sequence[tuple[DataRow, Span]], treaty: ox.NamedNode, records: Records
) -> None:
    owed = obligations_of(row)
    if not owed:
        return
    for place, piece in enumerate(records.pieces(row.required("member"), span)):
        others = _others(row, piece, spells, records)
        if not others:
            records.leave_out("obligations towards nobody: no other member at that time is known")
            continue
        part = records.within(span, piece)
        for column in owed:
            label = f"{piece.label} owes in ATOP alliance {row['atopid']}: {column}"
            name = f"obligation-{row['atopid']}-{row['member']}-{row.number}-{place}-{column}"
            subject = records.situation(row, name, "DirectedUndertaking", label, part)
            record_undertaking(subject, column, treaty, records)
            records.add(subject, "owedBy", piece.entity)
            records.add(subject, "owedTo", *others)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Each kind of obligation, owed by one member to another."""
    return {name: _column(name) for name in OBLIGATIONS}


def _column(name: str) -> DataColumn:
    def facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        alliances: dict[str, list[DataRow]] = defaultdict(list)
        for row in rows:
            alliances[row["atopid"]].append(row)
        for row in rows:
            if row.whole(name, MISSING):
                yield from _owed(row, alliances[row["atopid"]], release)

    definition = f"A is obliged by an alliance towards its other member B: {name}."
    return DataColumn(f"Obligation: {name}", definition, "binary", "dyad", facts, is_directed=True)


def _owed(row: DataRow, rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
    """What a member owes to each other member while both are."""
    begin, until = _bounds(row, release)
    for other in rows:
        first, last = _bounds(other, release)
        first, last = max(begin, first), min(until, last)
        if other["member"] != row["member"] and first < last:
            end = None if last >= release.until else last
            yield ColumnFact(str(row.required("member")), str(other.required("member")), "", first, end)


def _bounds(row: DataRow, release: Release) -> tuple[date, date]:
    entered = row.day("yrent", "moent", "dayent", MISSING)
    span = span_of(release, entered, row.day("yrexit", "moexit", "dayexit", OPEN))
    return span.begin or release.begin, span.until or release.until


def _others(
    row: DataRow, piece: Piece, spells: Sequence[tuple[DataRow, Span]], records: Records
) -> list[ox.NamedNode]:
    """The other members that the alliance has at some time while the piece lasts."""
    others = {
        other.entity
        for each, span in spells
        if each["member"] != row["member"]
        for other in records.pieces(each.required("member"), span)
        if other.begin < piece.until and piece.begin < other.until
    }
    return sorted(others, key=str)


DATASET = Dataset(
    key="atop-members",
    title="Alliance Treaty Obligations and Provisions: members",
    publisher="The ATOP project, Rice University",
    url="http://www.atopdata.org/",
    citation=CITATION,
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("4.01", HEADER, 2398, date(1815, 1, 1), date(2017, 1, 1), 105),),
    codebook={
        "member": "number of the member",
        "yrent": "year, month and day in which it enters the alliance, or the phase of it",
        "yrexit": "year, month and day in which it leaves; 0 where it had not when the data end",
        "defense": "1 where this member must defend others; likewise offense, neutral, nonagg, consul",
    },
    missing={"": "missing", ".": "missing", "0": "of an exit: still a member"},
)
