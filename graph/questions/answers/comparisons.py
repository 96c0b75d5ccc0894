"""Answers that set two lists side by side: what is in both, and what in one alone."""

from __future__ import annotations

from ...views.tables import Cell, Column, Row, Table
from ..card import Card
from ..reading import Reading
from .context import Context, thing_cell
from .lists import is_on_map
from .relations import items_query, read_items, read_statements
from .sentences import capital, listed


def comparison_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a comparison; the pattern has the statements of each side."""
    window = context.window_of(reading)
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    sides, query = [], ""
    for texts in reading.pattern.answer["sides"]:
        query = items_query(read_statements(texts, slots), window)
        sides.append({item.iri for item in read_items(context.store, query, window)})
    first, second = sides
    one, other = (context.spoken(thing.iri) for thing in reading.things.values())
    both, rows = first & second, sorted(first | second, key=context.lexicon.label)
    verb = "has" if context.is_now(window) else "had"
    noun, time = reading.pattern.answer["noun"], f" {window.words}" if window.words else ""
    names = listed(sorted(map(context.lexicon.label, both)))
    columns = (Column("name", "Name"), Column("first", capital(one)), Column("second", capital(other)), Column("iri"))
    table = tuple(
        Row(
            {
                "name": thing_cell(context, iri),
                "first": Cell("yes" if iri in first else "no"),
                "second": Cell("yes" if iri in second else "no"),
                "iri": Cell(iri),
            }
        )
        for iri in rows
    )
    return Card(
        question=question,
        sentence=capital(
            f"{one} {verb} {len(first)} {noun} and {other} {len(second)}{time}; "
            f"{len(both) or 'none'} in both{f': {names}' if both else ''}."
        ),
        table=Table(reading.pattern.name, reading.pattern.title, columns, table),
        places=tuple(iri for iri in rows if is_on_map(context, iri)),
        query=query,
    )
