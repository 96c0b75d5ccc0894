"""Which reader reads which list: by the file's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

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
    """How one kind of list is read: its columns, what its rows say, the entities that it declares, its fixed words.

    `words` gives, for a column that takes only certain words, these words.
    """

    columns: tuple[str, ...]
    record: Callable[[Table, Recorder], None]
    declares: Callable[[Table], Iterable[tuple[str, str]]] = _declares_nothing
    words: Mapping[str, Iterable[str]] = field(default_factory=dict)


READERS: dict[str, Reader] = {
    borders.NAME: Reader(borders.COLUMNS, borders.record, borders.declares, words={"kind": borders.KINDS}),
    codes.NAME: Reader(codes.COLUMNS, codes.record, words={"scheme": codes.SCHEMES}),
    holdings.NAME: Reader(holdings.COLUMNS, holdings.record, words={"basis": holdings.BASES}),
    landlocked.NAME: Reader(landlocked.COLUMNS, landlocked.record),
    lengths.NAME: Reader(lengths.COLUMNS, lengths.record),
    memberships.NAME: Reader(memberships.COLUMNS, memberships.record, words={"status": memberships.ROLES}),
    names.NAME: Reader(names.COLUMNS, names.record, words={"name_kind": names.KINDS}),
    obligations.NAME: Reader(obligations.COLUMNS, obligations.record, words={"obligation": obligations.OBLIGATIONS}),
    organizations.NAME: Reader(
        organizations.COLUMNS, organizations.record, organizations.declares, words={"kind": organizations.KINDS}
    ),
    participations.NAME: Reader(
        participations.COLUMNS,
        participations.record,
        words={"consent_kind": participations.CONSENT_KINDS, "reservation": participations.RESERVATIONS},
    ),
    people.OFFICES: Reader(people.OFFICE_COLUMNS, people.record_offices, people.declares),
    people.PERSONS: Reader(people.PERSON_COLUMNS, people.record_persons, people.declares),
    people.TENURES: Reader(people.TENURE_COLUMNS, people.record_tenures),
    recognition.NAME: Reader(recognition.COLUMNS, recognition.record),
    references.NAME: Reader(references.COLUMNS, references.record, words={"kind": references.KINDS}),
    signatories.NAME: Reader(signatories.COLUMNS, signatories.record),
    states.NAME: Reader(states.COLUMNS, states.record, states.declares, words={"kind": states.KINDS}),
    succession.NAME: Reader(succession.COLUMNS, succession.record, words={"kind": succession.KINDS}),
    territories.NAME: Reader(territories.COLUMNS, territories.record, territories.declares),
    treaties.NAME: Reader(treaties.COLUMNS, treaties.record, treaties.declares, words={"kind": treaties.KINDS}),
    treaty_relations.NAME: Reader(
        treaty_relations.COLUMNS, treaty_relations.record, words={"relation": treaty_relations.RELATIONS}
    ),
}
"""Every kind of list, by file name."""

NOT_LISTS = frozenset({"statements.csv"})
"""CSV files of a source folder that are no lists of facts: an index of statements only helps to count."""
