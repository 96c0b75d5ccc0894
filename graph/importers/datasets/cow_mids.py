"""Correlates of War: Militarized Interstate Disputes, participants: one row a state in a dispute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from ...panels import statuses
from ...panels.columns.column import ColumnFact, Doubt
from ...rdf.literal_values import number_literal
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records, span_of
from ..table import DataRow

MISSING = ("-9",)
FORCE = 4
"""The level of hostility from which a state uses force."""
_BEFORE_CHANGES = (
    "dispnum3,dispnum4,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,"
    "fatalpre,hiact,hostlev,orig,version"
)
HEADER = (*_BEFORE_CHANGES.split(","), "changes_1", "changes_2", "changes_3")


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A participation in a dispute for each state that the number denotes, with side and level of hostility."""
    for row in rows:
        number = row["dispnum3"]
        span = records.span(
            row.day("styear", "stmon", "stday", MISSING), row.day("endyear", "endmon", "endday", MISSING)
        )
        side = "A" if row.required("sidea") == 1 else "B"
        hostility = row.whole("hostlev", MISSING)
        for place, piece in enumerate(records.pieces(row.required("ccode"), span)):
            subject = records.situation(
                row,
                f"participation-{row.number}-{place}",
                "DisputeParticipation",
                f"{piece.label} takes part in dispute {number} on side {side}",
                records.within(span, piece),
            )
            dispute = records.entity(
                f"dispute-{number}", "MilitarizedDispute", f"Militarized interstate dispute {number}"
            )
            records.add(subject, "disputant", piece.entity)
            records.add(subject, "dispute", dispute)
            if hostility is not None:
                records.add(subject, "hostilityLevel", number_literal(Decimal(hostility)))


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether a state takes part in a dispute, and in one in which it uses force."""
    return {
        "dispute": _column("In a dispute", "The state takes part in a militarized interstate dispute.", 1),
        "force": _column("Uses force in a dispute", "The state uses force, or is at war, in a dispute.", FORCE),
    }


def _column(title: str, definition: str, least: int) -> DataColumn:
    """Disputes in which the state reaches a level of hostility."""

    def facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            if (row.whole("hostlev", MISSING) or 0) >= least:
                yield _fact(row, release)

    def doubts(rows: Sequence[DataRow], release: Release) -> Iterator[Doubt]:
        for row in rows:
            if row.whole("hostlev", MISSING) is None:
                fact = _fact(row, release)
                yield Doubt(fact.subject, "", fact.begin, fact.until, statuses.CODED_MISSING)

    return DataColumn(title, definition, "binary", "state", facts, doubts)


def _fact(row: DataRow, release: Release) -> ColumnFact:
    begin, last = row.day("styear", "stmon", "stday", MISSING), row.day("endyear", "endmon", "endday", MISSING)
    span = span_of(release, begin, last)
    return ColumnFact(str(row.required("ccode")), "", "", span.begin, span.until)


DATASET = Dataset(
    key="cow-mids",
    title="Correlates of War: Militarized Interstate Disputes, participants",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/mids/",
    citation="Palmer, Glenn, Vito D'Orazio, Michael R. Kenwick, and Roseanne W. McManus. 2020. Updating the "
    "Militarized Interstate Dispute Data: A Response to Gibler, Miller, and Little. International "
    "Studies Quarterly 64 (2): 469-475.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("4.2", HEADER, 5511, date(1816, 1, 1), date(2011, 1, 1)),),
    codebook={
        "dispnum3": "number of the dispute",
        "styear": "year, month and day in which the state's part begins",
        "sidea": "1 for the side of the state that took the first action",
        "hostlev": "1 no militarized action, 2 threat, 3 display, 4 use of force, 5 war",
    },
    missing={"-9": "missing"},
)
