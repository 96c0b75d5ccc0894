"""Answers that set two lists side by side: what is in both, and what in one alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...views.tables.table import Cell, Column, Row, Table
from ..card import Card
from ..reading import Reading
from .context import Context, thing_cell
from .extents import Extent, extent_of
from .lists import is_on_map
from .relations import items_query, read_items, read_statements
from .sentences import capital, listed


def comparison_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a comparison; the pattern has the statements of each side."""
    window = context.window_of(reading)
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    sides, extents, query = [], [], ""
    for texts in reading.pattern.answer["sides"]:
        statements = read_statements(texts, slots)
        query = items_query(statements, window)
        sides.append({item.iri for item in read_items(context.store, query, window)})
        extents.append(extent_of(context, statements, window, reading.things.values()))
    numbers = [_number(side, extent) for side, extent in zip(sides, extents, strict=True)]
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
                "first": Cell(_is_in(iri, first, extents[0])),
                "second": Cell(_is_in(iri, second, extents[1])),
                "iri": Cell(iri),
            }
        )
        for iri in rows
    )
    return Card(
        question=question,
        sentence=capital(
            f"{one} {verb} {numbers[0]} {noun} and {other} {numbers[1]}{time}; "
            f"{_in_both(len(both), extents)}{f': {names}' if both else ''}. {_note(extents)}"
        ),
        remarks=tuple(dict.fromkeys(remark for extent in extents for remark in extent.remarks)),
        table=Table(reading.pattern.name, reading.pattern.title, columns, table),
        places=tuple(iri for iri in rows if is_on_map(context, iri)),
        query=query,
    )


def _number(side: Collection[str], extent: Extent) -> str:
    """How many a side has; of a list that is not complete, how many at least."""
    if extent.is_complete:
        return str(len(side) or "no")
    return f"at least {len(side)}" if side else "an unknown number of"


def _in_both(count: int, extents: Sequence[Extent]) -> str:
    if all(extent.is_complete for extent in extents):
        return f"{count or 'none'} in both"
    return f"at least {count} in both" if count else "whether any are in both is not known"


def _note(extents: Sequence[Extent]) -> str:
    if all(extent.is_complete for extent in extents):
        return "Both lists are complete."
    return next(extent.note for extent in extents if not extent.is_complete)


def _is_in(iri: str, side: Collection[str], extent: Extent) -> str:
    return "yes" if iri in side else "no" if extent.is_complete else "not recorded"
