"""Which reader reads which list: by the file's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import (
    borders,
    codes,
    holdings,
    landlocked,
    lengths,
    memberships,
    names,
    obligations,
    organizations,
    participations,
    people,
    recognition,
    references,
    signatories,
    states,
    succession,
    territories,
    treaties,
    treaty_relations,
)
from .recorder import Recorder
from .table import Table


def _declares_nothing(_table: Table) -> Iterable[tuple[str, str]]:
    return ()


@dataclass(frozen=True)
class Reader:
    """How one kind of list is read: its columns, the entities that it declares, and what its rows say."""

    columns: tuple[str, ...]
    record: Callable[[Table, Recorder], None]
    declares: Callable[[Table], Iterable[tuple[str, str]]] = _declares_nothing


READERS: dict[str, Reader] = {
    borders.NAME: Reader(borders.COLUMNS, borders.record, borders.declares),
    codes.NAME: Reader(codes.COLUMNS, codes.record),
    holdings.NAME: Reader(holdings.COLUMNS, holdings.record),
    landlocked.NAME: Reader(landlocked.COLUMNS, landlocked.record),
    lengths.NAME: Reader(lengths.COLUMNS, lengths.record),
    memberships.NAME: Reader(memberships.COLUMNS, memberships.record),
    names.NAME: Reader(names.COLUMNS, names.record),
    obligations.NAME: Reader(obligations.COLUMNS, obligations.record),
    organizations.NAME: Reader(organizations.COLUMNS, organizations.record, organizations.declares),
    participations.NAME: Reader(participations.COLUMNS, participations.record),
    people.OFFICES: Reader(people.OFFICE_COLUMNS, people.record_offices, people.declares),
    people.PERSONS: Reader(people.PERSON_COLUMNS, people.record_persons, people.declares),
    people.TENURES: Reader(people.TENURE_COLUMNS, people.record_tenures),
    recognition.NAME: Reader(recognition.COLUMNS, recognition.record),
    references.NAME: Reader(references.COLUMNS, references.record),
    signatories.NAME: Reader(signatories.COLUMNS, signatories.record),
    states.NAME: Reader(states.COLUMNS, states.record, states.declares),
    succession.NAME: Reader(succession.COLUMNS, succession.record),
    territories.NAME: Reader(territories.COLUMNS, territories.record, territories.declares),
    treaties.NAME: Reader(treaties.COLUMNS, treaties.record, treaties.declares),
    treaty_relations.NAME: Reader(treaty_relations.COLUMNS, treaty_relations.record),
}
"""Every kind of list, by file name."""

NOT_LISTS = frozenset({"statements.csv"})
"""CSV files of a source folder that are no lists of facts: an index of statements only helps to count."""
