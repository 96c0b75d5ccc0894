"""Answers about what happened in a time: what began and ended for all states, treaties and organizations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...rdf.instants import instant
from ...rdf.namespaces import WPH
from ...views.answers.statements import day_of
from ...views.select import select
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card
from ..language.window import Window
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, thing_cell, why_link
from .profiles import UNLISTED
from .sentences import capital, few

MOST = 1000
"""Rows of a table."""
_NAMED = 3
"""Names that the sentence gives of each kind of event; of relations, which are many, only how many there were."""
_COLUMNS = (
    Column("date", "Date"),
    Column("change", "What", is_facet=True),
    Column("name", "Who or what"),
    Column("other", "With"),
    Column("iri"),
    Column("why", "Explanation"),
)


@dataclass(frozen=True)
class _Kind:
    """A kind of events: one and many of its beginnings and of its ends in words, `{}` for their number."""

    begins: tuple[str, str]
    ends: tuple[str, str]


_LIVES: Mapping[str, _Kind] = {
    "State": _Kind(
        ("state came into existence", "states came into existence"),
        ("state ceased to exist", "states ceased to exist"),
    ),
    "Organization": _Kind(
        ("organization was founded", "organizations were founded"),
        ("organization was dissolved", "organizations were dissolved"),
    ),
    "Instrument": _Kind(("treaty was signed", "treaties were signed"), ("treaty ended", "treaties ended")),
}
_RELATIONS: Mapping[str, _Kind] = {
    "memberOf": _Kind(("membership began", "memberships began"), ("membership ended", "memberships ended")),
    "occupiedBy": _Kind(("occupation began", "occupations began"), ("occupation ended", "occupations ended")),
    "recognizes": _Kind(("recognition began", "recognitions began"), ("recognition ended", "recognitions ended")),
    "hasCapital": _Kind(("capital was new", "capitals were new"), ("capital was given up", "capitals were given up")),
    "dependencyOf": _Kind(("dependency began", "dependencies began"), ("dependency ended", "dependencies ended")),
    "suspendedFrom": _Kind(("suspension began", "suspensions began"), ("suspension ended", "suspensions ended")),
}


@dataclass(frozen=True)
class _Event:
    """What happened on a day: the kind in one word and in many, the thing, and another that had part in it."""

    day: date
    words: tuple[str, str]
    iri: str
    relation: str = ""
    other: str = ""


def events_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of what happened in the time of the question."""
    window = context.window_of(reading)
    query = _QUERY.format(
        relations=", ".join(f"wph:{name}" for name in _RELATIONS),
        within=_within(window),
    )
    events = [*_of_lives(context, window), *_of_relations(context, query, window)]
    order = [words for kind in (*_LIVES.values(), *_RELATIONS.values()) for words in (kind.begins, kind.ends)]
    events.sort(key=lambda event: (event.day, context.lexicon.label(event.iri)))
    grouped = {words: [event for event in events if event.words == words] for words in order}
    said = [_counted(context, words, found) for words, found in grouped.items() if found]
    unknown = f"It is not known whether anything began or ended {window.words}: nothing did on record"
    ordered = sorted(events, key=lambda event: (event.day, order.index(event.words)))
    cut = [f"The table has the first {MOST:,} of {len(events):,} events."] if len(events) > MOST else []
    return Card(
        question=question,
        sentence=f"{capital(window.words)}, of what is recorded: {'; '.join(said)}." if said else f"{unknown}.",
        remarks=(*cut, UNLISTED),
        table=Table("events", "Events", _COLUMNS, tuple(_row(context, event) for event in ordered[:MOST]))
        if events
        else None,
        places=tuple(event.iri for event in events if event.words in (_LIVES["State"].begins, _LIVES["State"].ends)),
        query=query,
    )


_QUERY = """SELECT DISTINCT ?s ?p ?o ?from ?until WHERE {{ GRAPH graph:history {{
  ?h owl:annotatedProperty ?p ; owl:annotatedSource ?s ; owl:annotatedTarget ?o
  OPTIONAL {{ ?h wph:heldFrom ?from }} OPTIONAL {{ ?h wph:heldUntil ?until }} }}
  FILTER(?p IN ({relations})) FILTER({within})
}} ORDER BY ?from ?s"""


def _within(window: Window) -> str:
    """That a period begins or ends in a window, as a filter."""
    bounds = []
    for name in ("?from", "?until"):
        parts = [f"BOUND({name})"]
        parts += [f'{name} >= "{instant(window.begins)}"^^xsd:dateTime'] if window.begins else []
        parts += [f'{name} < "{instant(window.ends)}"^^xsd:dateTime'] if window.ends else []
        bounds.append(f"({' && '.join(parts)})")
    return " || ".join(bounds)


def _of_lives(context: Context, window: Window) -> Iterator[_Event]:
    """The beginnings and ends of states, organizations and treaties."""
    for thing in context.lexicon.things.values():
        kind = next((_LIVES[name] for name in _LIVES if name in thing.kinds), None)
        if kind is None:
            continue
        for life in thing.lives_as_state or thing.lives:
            if life.begins and _is_in(life.begins, window):
                yield _Event(life.begins, kind.begins, thing.iri)
            if life.ends and _is_in(life.ends, window):
                yield _Event(life.ends, kind.ends, thing.iri)


def _is_in(day: date, window: Window) -> bool:
    return (window.begins is None or window.begins <= day) and (window.ends is None or day < window.ends)


def _of_relations(context: Context, query: str, window: Window) -> Iterator[_Event]:
    """The beginnings and ends of relations, without those that come with the life of one of the two."""
    for row in select(context.store, query):
        subject, relation, target = (row[name]["value"] for name in ("s", "p", "o"))
        kind = _RELATIONS[relation.removeprefix(str(WPH))]
        ends = [context.lexicon.things[iri] for iri in (subject, target) if iri in context.lexicon.things]
        for name, words in (("from", kind.begins), ("until", kind.ends)):
            day = day_of(row.get(name, {}).get("value", ""))
            if day and _is_in(day, window) and not _comes_with(day, ends):
                yield _Event(day, words, subject, relation, target)


def _comes_with(day: date, things: Sequence[Thing]) -> bool:
    return any(day in (life.begins, life.ends) for thing in things for life in thing.lives)


def _counted(context: Context, words: tuple[str, str], events: Sequence[_Event]) -> str:
    """How many events of a kind there were, with the first names: "2 states ceased to exist (…)"."""
    number = f"{len(events)} {words[0] if len(events) == 1 else words[1]}"
    if events[0].other and len(events) > _NAMED:
        return number
    names = list(dict.fromkeys(_name(context, event) for event in events))
    return f"{number} ({few(names, _NAMED)})"


def _name(context: Context, event: _Event) -> str:
    name = context.lexicon.label(event.iri)
    return f"{name}: {context.lexicon.label(event.other)}" if event.other else name


def _row(context: Context, event: _Event) -> Row:
    cells = {
        "date": Cell(event.day.isoformat(), (Part(context.dates.day(event.day)),)),
        "change": Cell(event.words[0]),
        "name": thing_cell(context, event.iri),
        "iri": Cell(event.iri),
    }
    if event.other:
        triple = (event.iri, event.relation, event.other)
        link = why_link("Why?", triple, Window(event.day, None, ""), (), context.today)
        cells |= {
            "other": thing_cell(context, event.other),
            "why": Cell(link.address, (Part("Why?", href=link.address),)),
        }
    return Row(cells)
