"""Answers about a thing or a pair as a whole: what relations it has at some time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ...views.schema import incoming_words
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card, Link
from ..language.window import ALWAYS, Window, day_window
from ..reading import Reading
from .context import Context, period_cells, thing_cell, why_link
from .kinds import kind_of
from .links import CHOSEN, SYMMETRIC, Edge, edges_of, edges_query
from .sentences import capital, listed

_COLUMNS = (
    Column("relation", "Relation"),
    Column("name", "Name"),
    Column("period", "When", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
    Column("why", "Explanation"),
)


_RELATIONS = 8
_NAMED = 3
"""Others that the sentence names; of more it gives the number."""
UNLISTED = "Not every list is complete: what is not recorded may hold all the same."


def thing_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a thing: its kinds and lifespan, and its relations at the time of the question."""
    [thing] = reading.things.values()
    window, query = context.window_of(reading), edges_query([thing.iri], CHOSEN)
    edges = edges_of(context, query, window)
    if not edges and reading.window is None:
        window = ALWAYS  # a city that was a capital is known for that
        edges = edges_of(context, query, window)
    life = f", recorded {context.dates.periods(thing.lives)}" if thing.lives else ""
    existed = "" if thing.lives_in(window) else f" It did not exist {window.words}."
    is_gone = bool(thing.lives) and not thing.lives_in(day_window(context.today))
    said = f"{context.spoken(thing.iri)} {'was' if is_gone else 'is'} {kind_of(context, thing)}{life}."
    return Card(
        question=question,
        sentence=capital(f"{said}{existed}{_counted(context, edges, window, thing.iri)}"),
        table=_table(context, edges, thing.iri, window),
        remarks=(UNLISTED,),
        places=(thing.iri,) if "State" in thing.kinds else (),
        query=query,
        related=(page_link(thing.iri, thing.label, window, context.today),),
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


def _counted(context: Context, edges: Sequence[Edge], window: Window, iri: str) -> str:
    groups: dict[str, list[str]] = {}
    for edge in edges:
        groups.setdefault(relation_words(context, edge, iri), []).append(context.lexicon.label(edge.other(iri)))
    if not groups:
        return ""
    most = sorted(groups.items(), key=lambda group: -len(group[1]))[:_RELATIONS]
    said = [f"{name} {len(names) if len(names) > _NAMED else listed(sorted(names))}" for name, names in most]
    time = capital(window.words) if window.words else "Today" if context.is_now(window) else "On any day on record"
    return f" {time}: {'; '.join(said)}."


def relation_words(context: Context, edge: Edge, iri: str) -> str:
    """The relation of a thing to another; where the other has it to the thing, as the thing is to it."""
    label = context.lexicon.label(edge.relation)
    return label if edge.subject == iri or edge.relation in SYMMETRIC else incoming_words(label)


def _table(context: Context, edges: Iterable[Edge], iri: str, window: Window) -> Table | None:
    ordered = sorted(edges, key=lambda edge: (edge.relation, context.lexicon.label(edge.other(iri))))
    rows = tuple(
        Row(
            {
                "relation": Cell(relation_words(context, edge, iri)),
                "name": thing_cell(context, edge.other(iri)),
                **period_cells(context, edge.periods, edge.other(iri)),
                "iri": Cell(edge.other(iri)),
                "why": why_cell(context, edge, window),
            }
        )
        for edge in ordered
    )
    return Table("relations", "Relations", _COLUMNS, rows) if rows else None


def why_cell(context: Context, edge: Edge, window: Window) -> Cell:
    """The link to the explanation of a relation."""
    link = why_link("Why?", edge.triple, window, edge.periods, context.today)
    return Cell(link.address, (Part("Why?", href=link.address, hidden=f" {context.lexicon.label(edge.target)}"),))


def page_link(iri: str, label: str, window: Window, today: date) -> Link:
    """The page of a thing on a day of a window."""
    day = window.probes(today)[0]
    return Link(f"The page of {label}", f"/id/{iri.rsplit('/id/', 1)[-1]}?at={day.isoformat()}")


def _dyad(first: str, second: str, window: Window, today: date) -> Link:
    one, other = (iri.rsplit("/id/", 1)[-1] for iri in (first, second))
    return Link("The page of the two", f"/dyad/{one}/{other}?at={window.probes(today)[0].isoformat()}")
