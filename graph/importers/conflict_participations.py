"""Participations in armed conflicts, which lists of wars give by the numbers of states."""

from __future__ import annotations

import pyoxigraph as ox

from .records import Records, Span
from .table import DataRow


def record_participations(  # noqa: PLR0913, PLR0917 - the parts of a participation
    row: DataRow, number: int, name: str, phrase: str, conflict: ox.NamedNode, span: Span, records: Records
) -> list[ox.NamedNode]:
    """The participation of each state that a number denotes during a span; `phrase` follows its name in the label."""
    subjects = []
    for place, piece in enumerate(records.pieces(number, span)):
        part = records.within(span, piece)
        label = f"{piece.label} {phrase}"
        subject = records.situation(row, f"{name}-{place}", "ArmedConflictParticipation", label, part)
        records.add(subject, "conflictParty", piece.entity)
        records.add(subject, "armedConflict", conflict)
        subjects.append(subject)
    return subjects
