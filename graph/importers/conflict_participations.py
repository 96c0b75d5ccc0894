"""Participations in armed conflicts, which lists of wars give by the numbers of states."""

from __future__ import annotations

import pyoxigraph as ox

from .records import Records, Span
from .table import DataRow


def record_participations(  # noqa: PLR0913, PLR0917 - the parts of a participation
    row: DataRow, number: int, name: str, phrase: str, conflict: ox.NamedNode, span: Span, records: Records
) -> list[ox.NamedNode]:
    """The participation of each state that a number denotes during a span; `phrase` follows its name in the label."""
    return [
        record_participation(
            row,
            f"{name}-{place}",
            f"{piece.label} {phrase}",
            (piece.entity, conflict),
            records.within(span, piece),
            records,
        )
        for place, piece in enumerate(records.pieces(number, span))
    ]


def record_participation(  # noqa: PLR0913, PLR0917 - the parts of a participation
    row: DataRow, name: str, label: str, ends: tuple[ox.NamedNode, ox.NamedNode], span: Span, records: Records
) -> ox.NamedNode:
    """The participation of one party in a conflict; `ends` are the two."""
    party, conflict = ends
    subject = records.situation(row, name, "ArmedConflictParticipation", label, span)
    records.add(subject, "conflictParty", party)
    records.add(subject, "armedConflict", conflict)
    return subject
