"""The registry of readers: for each kind of list, by file name, how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ...rdf.namespaces import CATALOG_GRAPH, COVERAGE_GRAPH
from . import (
    borders,
    capitals,
    cities,
    codes,
    coverage,
    disputed_statehood,
    holdings,
    landlocked,
    lengths,
    membership_suspensions,
    memberships,
    names,
    obligations,
    occupations,
    organizations,
    participations,
    people,
    recognition,
    references,
    seats,
    signatories,
    states,
    statuses,
    succession,
    territories,
    treaties,
    treaty_acts,
    treaty_relations,
)
from .recorder import Recorder
from .table import Table


def _no_entities(_table: Table) -> Iterable[tuple[str, str]]:
    return ()


def _no_names(_table: Table) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Reader:
    """How one kind of list is read.

    `record` turns the rows into triples. Other lists may refer to what this one introduces: `declares` gives the id
    and label of its entities, `ends` the dates at which some of them ceased to exist, `programmes` the ids of those
    that are programmes, `document_keys` the keys of the documents that rows may cite. `allowed` has the keywords of
    each column that takes no other values. The triples belong to `graph`, or without it to the source's own graph.
    """

    columns: tuple[str, ...]
    record: Callable[[Table, Recorder], None]
    declares: Callable[[Table], Iterable[tuple[str, str]]] = _no_entities
    ends: Callable[[Table], Iterable[tuple[str, str]]] = _no_entities
    programmes: Callable[[Table], Iterable[str]] = _no_names
    document_keys: Callable[[Table], Iterable[str]] = _no_names
    allowed: Mapping[str, Iterable[str]] = field(default_factory=dict)
    graph: str | None = None


READERS: dict[str, Reader] = {
    borders.NAME: Reader(borders.COLUMNS, borders.record, borders.declares, allowed={"kind": borders.KINDS}),
    capitals.NAME: Reader(capitals.COLUMNS, capitals.record),
    cities.NAME: Reader(cities.COLUMNS, cities.record),
    codes.NAME: Reader(codes.COLUMNS, codes.record, allowed={"scheme": codes.SCHEMES}),
    coverage.NAME: Reader(
        coverage.COLUMNS,
        coverage.record,
        allowed={"completeness": coverage.COMPLETENESS},
        graph=COVERAGE_GRAPH,
    ),
    disputed_statehood.NAME: Reader(disputed_statehood.COLUMNS, disputed_statehood.record),
    holdings.NAME: Reader(holdings.COLUMNS, holdings.record, allowed={"basis": holdings.BASES}),
    landlocked.NAME: Reader(landlocked.COLUMNS, landlocked.record),
    lengths.NAME: Reader(lengths.COLUMNS, lengths.record),
    membership_suspensions.NAME: Reader(
        membership_suspensions.COLUMNS,
        membership_suspensions.record,
        allowed={"kind": membership_suspensions.KINDS},
    ),
    memberships.NAME: Reader(memberships.COLUMNS, memberships.record, allowed={"status": memberships.ROLES}),
    names.NAME: Reader(names.COLUMNS, names.record, allowed={"name_kind": names.KINDS}),
    obligations.NAME: Reader(
        obligations.COLUMNS, obligations.record, allowed={"obligation": obligations.OBLIGATIONS}
    ),
    occupations.NAME: Reader(
        occupations.COLUMNS,
        occupations.record,
        allowed={"kind": occupations.KINDS, "extent": occupations.EXTENTS},
    ),
    organizations.NAME: Reader(
        organizations.COLUMNS,
        organizations.record,
        organizations.declares,
        organizations.ends,
        organizations.programmes,
        allowed={"kind": organizations.KINDS},
    ),
    participations.NAME: Reader(
        participations.COLUMNS,
        participations.record,
        allowed={"consent_kind": participations.CONSENT_KINDS, "reservation": participations.RESERVATIONS},
    ),
    people.OFFICES: Reader(people.OFFICE_COLUMNS, people.record_offices, people.declares),
    people.PERSONS: Reader(people.PERSON_COLUMNS, people.record_persons, people.declares),
    people.TENURES: Reader(people.TENURE_COLUMNS, people.record_tenures),
    recognition.NAME: Reader(recognition.COLUMNS, recognition.record),
    references.NAME: Reader(
        references.COLUMNS,
        references.record,
        document_keys=references.document_keys,
        allowed={"kind": references.KINDS},
        graph=CATALOG_GRAPH,
    ),
    seats.NAME: Reader(seats.COLUMNS, seats.record),
    signatories.NAME: Reader(signatories.COLUMNS, signatories.record),
    states.NAME: Reader(states.COLUMNS, states.record, states.declares, states.ends, allowed={"kind": states.KINDS}),
    statuses.NAME: Reader(statuses.COLUMNS, statuses.record, allowed={"status": statuses.STATUSES}),
    succession.NAME: Reader(succession.COLUMNS, succession.record, allowed={"kind": succession.KINDS}),
    territories.NAME: Reader(territories.COLUMNS, territories.record, territories.declares),
    treaties.NAME: Reader(
        treaties.COLUMNS,
        treaties.record,
        treaties.declares,
        allowed={"kind": treaties.KINDS, "text": treaties.TEXTS},
    ),
    treaty_acts.NAME: Reader(treaty_acts.COLUMNS, treaty_acts.record, allowed={"act": treaty_acts.ACT_CLASSES}),
    treaty_relations.NAME: Reader(
        treaty_relations.COLUMNS, treaty_relations.record, allowed={"relation": treaty_relations.RELATIONS}
    ),
}
"""Every kind of list, by file name."""

NOT_LISTS = frozenset({"statements.csv", "observations.csv", "opinions.csv", "entities.csv", "aliases.csv"})
"""CSV files of a source folder that are not lists of facts: the sheets of a case, and the index of an article."""
NOT_SECTIONS = frozenset({"raw", "rules"})
"""Folders of a source folder that are not sections: the document itself, and rules of a case's own."""
