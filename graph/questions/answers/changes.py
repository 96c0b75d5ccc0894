"""Answers about what changed for a thing: what began and ended for it within the time of the question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...rdf.namespaces import WPH
from ...reason.proofs.proof import Period
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card
from ..language.window import Window, next_day
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, thing_cell
from .links import CHOSEN, Edge, edges_of, edges_query
from .profiles import UNLISTED, page_link, relation_words, why_cell
from .sentences import capital, few

_CHANGES = (
    Column("date", "Date"),
    Column("change", "Change"),
    Column("relation", "Relation"),
    Column("name", "Name"),
    Column("iri"),
    Column("why", "Explanation"),
)
_NAMED = 4
"""Names that a sentence gives of each relation."""


def changes_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of what began and ended for a thing within the time of the question."""
    [thing] = reading.things.values()
    window, query = context.window_of(reading), edges_query([thing.iri], CHOSEN)
    events = sorted(_events(edges_of(context, query, Window(None, None, "")), window), key=lambda event: event[0])
    rows = [_event_row(context, event, thing.iri) for event in events]
    time = f" {window.words}" if window.words else ""
    of = context.spoken(thing.iri)
    own = [*_own_events(context, thing, window), *_by_relation(context, events, thing.iri)]
    said = f"{f'{window.words}, of what is recorded' if window.words else 'Recorded'} of {of}: {'; '.join(own)}."
    none = f"It is not known whether any relations of {of} began or ended{time}: none did on record."
    return Card(
        question=question,
        sentence=capital(said if rows else none),
        table=Table("changes", "Changes", _CHANGES, tuple(rows)) if rows else None,
        remarks=(UNLISTED,),
        places=(thing.iri,) if "State" in thing.kinds else (),
        query=query,
        related=(page_link(thing.iri, thing.label, window, context.today),),
    )


_TELLING = (
    "precededBy",
    "succeeds",
    "hasCapital",
    "occupiedBy",
    "dependencyOf",
    "borders",
    "alliedWith",
    "memberOf",
    "suspendedFrom",
    "partyTo",
    "recognizes",
)
"""The relations that a sentence on changes names first."""
_RELATIONS_NAMED = 8


def _own_events(context: Context, thing: Thing, window: Window) -> Iterable[str]:
    """That a thing itself began or ended in a window."""
    for life in thing.lives:
        for day, verb in ((life.begins, "began"), (life.ends, "ended")):
            if day and window.meets(Period(day, next_day(day))):
                yield f"it {verb} {context.dates.on(day)}"


def _by_relation(context: Context, events: Sequence[tuple[date, str, Edge]], iri: str) -> Iterable[str]:
    """What began and ended, by relation: "member of began with 3 (…)", the most telling first."""
    grouped: dict[tuple[int, str, str], list[str]] = {}
    for _, kind, edge in events:
        place = next((n for n, name in enumerate(_TELLING) if edge.relation == str(WPH[name])), len(_TELLING))
        names = grouped.setdefault((place, relation_words(context, edge, iri), kind), [])
        names.append(context.lexicon.label(edge.other(iri)))
    groups = sorted(grouped.items(), key=lambda group: (group[0][0], -len(group[1])))
    for (_, relation, kind), names in groups[:_RELATIONS_NAMED]:
        distinct = list(dict.fromkeys(names))
        number = f"{len(distinct)}, " if len(distinct) > 1 else ""
        yield f"“{relation}” {'began' if kind == 'begins' else 'ended'} ({number}{few(distinct, _NAMED)})"
    if len(groups) > _RELATIONS_NAMED:
        yield "the table has the rest"


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
            "date": Cell(day.isoformat(), (Part(context.dates.day(day)),)),
            "change": Cell(kind),
            "relation": Cell(relation_words(context, edge, iri)),
            "name": thing_cell(context, edge.other(iri)),
            "iri": Cell(edge.other(iri)),
            "why": why_cell(context, edge, Window(None, None, "")),
        }
    )
