"""Memberships of a system of states, which several lists give by number and spell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox

from ..panels.columns.column import ColumnFact
from .data_column import DataColumn
from .dataset import Release
from .records import Records, Span
from .table import DataRow

SpellOf = Callable[[DataRow, Release], Span]
"""The spell of a row, open where the list of a release begins or ends."""


def member_column(title: str, definition: str, number: str, spell_of: SpellOf) -> DataColumn:
    """The column of panels that says whether a list counts a state; `number` is the list's column of its number."""

    def facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            spell = spell_of(row, release)
            yield ColumnFact(str(row.required(number)), "", "", spell.begin, spell.until)

    return DataColumn(title, definition, "binary", "state", facts)


def record_membership(  # noqa: PLR0913, PLR0917 - the parts of a membership
    row: DataRow, number: int, spell: Span, system: ox.NamedNode, phrase: str, records: Records
) -> None:
    """The membership of each state that a number denotes during a spell; `phrase` follows its name in the label."""
    for place, piece in enumerate(records.pieces(number, spell)):
        label = f"{piece.label} {phrase}"
        part = records.within(spell, piece)
        subject = records.situation(row, f"membership-{row.number}-{place}", "SystemMembership", label, part)
        records.add(subject, "systemMember", piece.entity)
        records.add(subject, "stateSystem", system)
