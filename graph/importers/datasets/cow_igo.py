"""Correlates of War: Intergovernmental Organizations, one row a state and year, one column an organization."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from ...inputs.tables.rdf_terms import entity_iri
from ...panels import statuses
from ...panels.columns.column import ColumnFact, Doubt
from ..data_column import DataColumn
from ..dataset import REST, Dataset, Release
from ..records import Records
from ..table import DataRow
from ..yearly_values import year_of

FIXED = ("ccode", "year", "state")
HEADER = (*FIXED, "aaaid", "aacb", "aalco", REST, "wto", "wtouro", "wassen")
STATUS = {1: "FullMembership", 2: "AssociateMembership", 3: "Observership"}
ROLES = {1: "member", 2: "associateMember", 3: "observer"}
"""The role of a state in a situation of each status."""
NOT_MEMBER, MISSING, NOT_IN_SYSTEM = 0, -9, -1
ORGANIZATIONS = {
    **{name: name for name in ("anzus", "apec", "asean", "benelux", "caricom", "cefta", "cento", "cis", "csto")},
    **{name: name for name in ("ecowas", "efta", "gatt", "gcc", "iaea", "mercosur", "nafta", "nato", "oas", "oau")},
    **{name: name for name in ("oecd", "oeec", "oic", "opec", "saarc", "sadc", "sadcc", "sco", "seato", "un", "wto")},
    "au": "african-union",
    "bsec": "black-sea-economic-cooperation",
    "cbss": "council-of-the-baltic-sea-states",
    "cmea": "comecon",
    "coe": "council-of-europe",
    "ecsc": "european-coal-and-steel-community",
    "eec": "european-economic-community",
    "eu": "european-union",
    "lon": "league-of-nations",
    "nam": "non-aligned-movement",
    "weu": "western-european-union",
    "wpact": "warsaw-treaty-organization",
}
"""The organizations of the graph for columns that surely mean them: what sources say of one is then compared."""
_WORDS = {1: "is a full member of", 2: "is an associate member of", 3: "is an observer of"}


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A membership for each run of years in which a state has one status in an organization."""
    by_state: dict[int, list[DataRow]] = defaultdict(list)
    for row in rows:
        by_state[row.required("ccode")].append(row)
    organizations = [name for name in rows[0].cells if name not in (*FIXED, "version")]
    for number, years in by_state.items():
        years.sort(key=lambda row: row.required("year"))
        for name in organizations:
            for status, run in _runs(years, name):
                _record_run(number, name, status, run, records)


def _runs(years: Sequence[DataRow], name: str) -> Iterator[tuple[int, list[DataRow]]]:
    """Consecutive years with one status, in which the column has a value."""

    def key(pair: tuple[int, DataRow]) -> tuple[int, int]:
        place, row = pair
        return row.required("year") - place, _status(row, name)

    for (_, status), run in groupby(enumerate(years), key):
        yield status, [row for _, row in run]


def _status(row: DataRow, name: str) -> int:
    status = row.required(name)
    if status not in {*STATUS, NOT_MEMBER, MISSING, NOT_IN_SYSTEM}:
        raise row.wrong(name, "1, 2, 3, 0 for no member, -1 outside the system, or -9 for a missing value")
    return status


def _record_run(number: int, name: str, status: int, run: list[DataRow], records: Records) -> None:
    if status == MISSING:
        records.leave_out("runs of years with a missing value (-9)")
    if status not in STATUS:
        return
    span = records.span(year_of(run[0]), year_of(run[-1]))
    organization = _organization(name, records)
    for place, piece in enumerate(records.pieces(number, span)):
        subject = records.situation(
            run[0],
            f"{number}-{name}-{run[0]['year']}-{place}",
            STATUS[status],
            f"{piece.label} {_WORDS[status]} {name.upper()} (COW)",
            records.within(span, piece),
        )
        records.add(subject, ROLES[status], piece.entity)
        records.add(subject, "organization", organization)


def _organization(name: str, records: Records) -> ox.NamedNode:
    if name in ORGANIZATIONS:
        return entity_iri(ORGANIZATIONS[name])
    return records.entity(f"igo-{name}", "IntergovernmentalOrganization", f"{name.upper()} (COW)")


def columns(header: Sequence[str]) -> dict[str, DataColumn]:
    """Full membership in each organization, by the names of the file's columns."""
    return {name: _column(name) for name in header if name not in (*FIXED, "version")}


def _column(name: str) -> DataColumn:
    def facts(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            if _status(row, name) == 1:
                year = year_of(row)
                yield ColumnFact(str(row.required("ccode")), "", "", year.first, year.after)

    def doubts(rows: Sequence[DataRow], _release: Release) -> Iterator[Doubt]:
        for row in rows:
            if _status(row, name) == MISSING:
                year = year_of(row)
                yield Doubt(str(row.required("ccode")), "", year.first, year.after, statuses.CODED_MISSING)

    title = f"Full member of {name.upper()}"
    return DataColumn(title, f"The state is a full member of {name.upper()}.", "binary", "state", facts, doubts)


DATASET = Dataset(
    key="cow-igo",
    title="Correlates of War: Intergovernmental Organizations, state by year",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/igos/",
    citation="Pevehouse, Jon C. W., Timothy Nordstrom, Roseanne W. McManus, and Anne Spencer Jamison. 2020. Tracking "
    "Organizations in the World: The Correlates of War IGO Version 3.0 Datasets. Journal of Peace Research 57 (3): "
    "492-503.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("3.0", HEADER, None, date(1815, 1, 1), date(2015, 1, 1), 537),),
    codebook={
        "ccode": "number of the state",
        "year": "year",
        "…": "one column an organization: 1 full member, 2 associate member, 3 observer, 0 no member",
    },
    missing={"-9": "missing", "-1": "state or organization not in the system in that year"},
)
