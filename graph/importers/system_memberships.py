"""Memberships of a system of states, which several lists give by number and spell."""

from __future__ import annotations

import pyoxigraph as ox

from .records import Records, Span
from .table import DataRow


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
