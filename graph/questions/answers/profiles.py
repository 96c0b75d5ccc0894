"""Answers about a thing or a pair as a whole: what relations it has, and what changed, at some time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card, Link
from ..language.window import Window
from ..reading import Reading
from .context import Context, period_cells, thing_cell, why_link
from .links import CHOSEN, Edge, edges_of, edges_query
from .sentences import capital, in_periods, listed

_COLUMNS = (
    Column("relation", "Relation"),
    Column("name", "Name"),
    Column("period", "When", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
    Column("why", "Explanation"),
)
_CHANGES = (
    Column("date", "Date"),
    Column("change", "Change"),
    Column("relation", "Relation"),
    Column("name", "Name"),
    Column("iri"),
    Column("why", "Explanation"),
)


UNLISTED = "Not every list is complete: what is not recorded may hold all the same."


def thing_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a thing: its kinds and lifespan, and its relations at the time of the question."""
    [thing] = reading.things.values()
    window, query = context.window_of(reading), edges_query([thing.iri], CHOSEN)
    edges = edges_of(context, query, window)
    life = f", recorded {in_periods(thing.lives)}" if thing.lives else ""
    existed = "" if thing.lives_in(window) else f" It did not exist {window.words}."
    return Card(
        question=question,
        sentence=capital(f"{context.spoken(thing.iri)}{life}.{existed}{_counted(context, edges, window, thing.iri)}"),
        table=_table(context, edges, thing.iri, window),
        remarks=(UNLISTED,),
        places=(thing.iri,) if "State" in thing.kinds else (),
        query=query,
        related=(_page(thing.iri, thing.label, window, context.today),),
    )


def pair_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of two things: the relations between them at the time of the question."""
    first, second = reading.things.values()
    window, query = context.window_of(reading), edges_query([first.iri], CHOSEN, second.iri)
    edges = edges_of(context, query, window)
    time = f" {window.words}" if window.words else " today" if context.is_now(window) else ""
    one, other = context.spoken(first.iri), context.spoken(second.iri)
    names = Counter(context.lexicon.label(edge.relation) for edge in edges)
    said = f"{len(edges)} relations between {one} and {other} are recorded{time}: {listed(list(names))}."
    none = f"It is not known whether {one} and {other} had any relations{time}: none is recorded."
    return Card(
        question=question,
        sentence=capital(said if edges else none),
        table=_table(context, edges, first.iri, window),
        places=tuple(thing.iri for thing in (first, second) if "State" in thing.kinds),
        query=query,
        remarks=(UNLISTED,),
        related=(_dyad(first.iri, second.iri, window, context.today),),
    )


def changes_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of what began and ended for a thing within the time of the question."""
    [thing] = reading.things.values()
    window, query = context.window_of(reading), edges_query([thing.iri], CHOSEN)
    events = sorted(_events(edges_of(context, query, Window(None, None, "")), window), key=lambda event: event[0])
    rows = [_event_row(context, event, thing.iri) for event in events]
    time = f" {window.words}" if window.words else ""
    counts = Counter(kind for _, kind, _ in events)
    said = f"{counts['begins']} relations of {context.spoken(thing.iri)} began and {counts['ends']} ended{time}."
    of = context.spoken(thing.iri)
    none = f"It is not known whether any relations of {of} began or ended{time}: none did on record."
    return Card(
        question=question,
        sentence=capital(said if rows else none),
        table=Table("changes", "Changes", _CHANGES, tuple(rows)) if rows else None,
        remarks=(UNLISTED,),
        places=(thing.iri,) if "State" in thing.kinds else (),
        query=query,
        related=(_page(thing.iri, thing.label, window, context.today),),
    )


def _counted(context: Context, edges: Sequence[Edge], window: Window, iri: str) -> str:
    counts = Counter(_relation(context, edge, iri) for edge in edges)
    if not counts:
        return ""
    time = capital(window.words) if window.words else "Today" if context.is_now(window) else "On any day on record"
    return f" {time}: {listed([f'{name} {count}' for name, count in counts.most_common(8)])}."


def _relation(context: Context, edge: Edge, iri: str) -> str:
    label = context.lexicon.label(edge.relation)
    return label if edge.subject == iri else f"{label} (of others)"


def _table(context: Context, edges: Iterable[Edge], iri: str, window: Window) -> Table | None:
    ordered = sorted(edges, key=lambda edge: (edge.relation, context.lexicon.label(edge.other(iri))))
    rows = tuple(
        Row(
            {
                "relation": Cell(_relation(context, edge, iri)),
                "name": thing_cell(context, edge.other(iri)),
                **period_cells(edge.periods),
                "iri": Cell(edge.other(iri)),
                "why": _why(context, edge, window),
            }
        )
        for edge in ordered
    )
    return Table("relations", "Relations", _COLUMNS, rows) if rows else None


def _why(context: Context, edge: Edge, window: Window) -> Cell:
    link = why_link("Why?", edge.triple, window, edge.periods, context.today)
    return Cell(link.address, (Part("Why?", href=link.address, hidden=f" {context.lexicon.label(edge.target)}"),))


def _events(edges: Iterable[Edge], window: Window) -> Iterable[tuple[date, str, Edge]]:
    for edge in edges:
        for period in edge.periods:
            for day, kind in ((period.begins, "begins"), (period.ends, "ends")):
                if day and (not window.begins or window.begins <= day) and (not window.ends or day < window.ends):
                    yield day, kind, edge


def _event_row(context: Context, event: tuple[date, str, Edge], iri: str) -> Row:
    day, kind, edge = event
    return Row(
        {
            "date": Cell(day.isoformat()),
            "change": Cell(kind),
            "relation": Cell(_relation(context, edge, iri)),
            "name": thing_cell(context, edge.other(iri)),
            "iri": Cell(edge.other(iri)),
            "why": _why(context, edge, Window(None, None, "")),
        }
    )


def _page(iri: str, label: str, window: Window, today: date) -> Link:
    day = window.probes(today)[0]
    return Link(f"The page of {label}", f"/id/{iri.rsplit('/id/', 1)[-1]}?at={day.isoformat()}")


def _dyad(first: str, second: str, window: Window, today: date) -> Link:
    one, other = (iri.rsplit("/id/", 1)[-1] for iri in (first, second))
    return Link("The page of the two", f"/dyad/{one}/{other}?at={window.probes(today)[0].isoformat()}")
