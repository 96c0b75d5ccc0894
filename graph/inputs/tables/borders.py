"""borders.csv: borders with the two territories that meet there, are linked, or are neighbours at sea."""

from __future__ import annotations

from collections.abc import Iterator

from .rdf_terms import entity_iri
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow

NAME = "borders.csv"
COLUMNS = ("id", "side_a", "side_b", "kind", "from", "until", "reference", "locator", "note")
KINDS = {
    "land": "LandBorder",
    "enclave": "EnclaveBorder",
    "lake": "LakeBorder",
    "disputed-line": "DisputedLine",
    "causeway": "CausewayBorder",
    "maritime": "MaritimeBorder",
}

_WORDS = {"maritime": "Maritime border", "disputed-line": "Disputed line", "causeway": "Causeway border"}


def declares(table: Table) -> Iterator[tuple[str, str]]:
    """The borders of the list; their labels name the sides, which other lists describe."""
    return ((row["id"], row["id"]) for row in table.rows)


def label_of(row: TableRow, recorder: Recorder) -> str:
    """The label of a border: its kind and its sides."""
    return f"{_WORDS.get(row['kind'], 'Border')} between {_sides(row, recorder)}"


def record(table: Table, recorder: Recorder) -> None:
    """Describe each border and the situation of its two sides."""
    for row in table.rows:
        kind = recorder.choice(row, "kind", KINDS)
        side_a, side_b = _side(row, "side_a", recorder), _side(row, "side_b", recorder)
        if kind and side_a and side_b:
            _record_border(row, kind, (side_a, side_b), recorder)


def _side(row: TableRow, column: str, recorder: Recorder) -> Subject | None:
    territory = recorder.registry.territory(row[column])
    if territory is None:
        recorder.mistakes.add(row, column, "the id of a territory or state")
        return None
    return entity_iri(territory)


def _sides(row: TableRow, recorder: Recorder) -> str:
    return f"{recorder.name_of(row['side_a'])} and {recorder.name_of(row['side_b'])}"


def _record_border(row: TableRow, kind: str, sides: tuple[Subject, Subject], recorder: Recorder) -> None:
    between, label = _sides(row, recorder), label_of(row, recorder)
    border = recorder.entity(row, row["id"], kind, label)
    period = recorder.period(row, "from", "until")
    side_a, side_b = sides
    if kind == "MaritimeBorder":
        meeting = Situation(f"neighbourhood-{row['id']}", "MaritimeNeighbourhood", f"{between} at sea", period)
        _record_meeting(row, meeting, ("maritimeBorder", border, "maritimeSide"), sides, recorder)
    elif kind == "CausewayBorder":
        meeting = Situation(f"link-{row['id']}", "CausewayLink", f"{between} linked by a causeway", period)
        _record_meeting(row, meeting, ("causeway", border, "linkedSide"), sides, recorder)
    else:
        line = "disputed line" if kind == "DisputedLine" else "border"
        meeting = Situation(f"contiguity-{row['id']}", "Contiguity", f"{between} meet at a {line}", period)
        recorder.situation(row, meeting, border=border, sideA=side_a, sideB=side_b)


def _record_meeting(
    row: TableRow,
    situation: Situation,
    roles: tuple[str, Subject, str],
    sides: tuple[Subject, Subject],
    recorder: Recorder,
) -> None:
    """Record a situation whose two sides have the same role."""
    border_role, border, side_role = roles
    subject = recorder.situation(row, situation, **{border_role: border})
    for side in sides:
        recorder.add(subject, side_role, side)
