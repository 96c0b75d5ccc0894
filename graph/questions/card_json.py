"""Cards as JSON."""

from __future__ import annotations

from typing import Any

from ..views.answers.answer import Verdict
from ..views.tables.table import Cell, Column, Row, Table
from .card import Card, Link


def card_json(card: Card) -> dict[str, Any]:
    """A card as a JSON object; IRIs as they are, days in ISO form, null for what is absent."""
    return {
        "question": card.question,
        "read_as": card.read_as or None,
        "pattern": card.pattern or None,
        "verdict": card.verdict.value if card.verdict else None,
        "answer": card.sentence,
        "remarks": list(card.remarks),
        "from": card.first or None,
        "until": card.end or None,
        "things": dict(card.things),
        "rows": card.table.values() if card.table else [],
        "why": [{"text": link.text, "address": link.address} for link in card.why],
        "query": card.query or None,
        "choices": list(card.choices),
        "nearest": list(card.nearest),
        "related": [{"text": link.text, "address": link.address} for link in card.related],
    }


def card_from_json(body: dict[str, Any]) -> Card:
    """The card that `card_json` wrote.

    Raises KeyError, TypeError or ValueError when it is not one.
    """
    rows = body["rows"]
    columns = tuple(Column(name, name) for name in rows[0]) if rows else ()
    table = Table(
        "rows", "Rows", columns, tuple(Row({name: Cell(value) for name, value in row.items()}) for row in rows)
    )
    return Card(
        question=str(body["question"]),
        read_as=body["read_as"] or "",
        pattern=body["pattern"] or "",
        verdict=Verdict(body["verdict"]) if body["verdict"] else None,
        sentence=str(body["answer"]),
        remarks=tuple(body["remarks"]),
        table=table if rows else None,
        why=tuple(Link(**link) for link in body["why"]),
        query=body["query"] or "",
        choices=tuple(body["choices"]),
        nearest=tuple(body["nearest"]),
        related=tuple(Link(**link) for link in body["related"]),
        things=dict(body["things"]),
        first=body["from"] or "",
        end=body["until"] or "",
    )
