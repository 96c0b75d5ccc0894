"""Answers about existence: the states of a time, of a region too, and whether a state existed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...rdf.namespaces import WPH
from ...reason.proofs.proof import Period
from ...views.answers.answer import Verdict
from ...views.answers.words import denial_sentence
from ...views.tables.table import Cell, Column, Row, Table
from ..card import Card
from ..language.window import Window, next_day
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, period_cells, thing_cell
from .extents import Extent, Extents, extent_days, extent_of
from .regions import in_region, region_gap, region_remarks
from .relations import items_query, read_items, read_statements
from .sentences import MOST_NAMES, capital, filled, listed

_COLUMNS = (
    Column("name", "State"),
    Column("period", "When", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
)
_STATE = str(WPH.State)


def existing_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of the states that existed at the time of the question."""
    window, answer = context.window_of(reading), reading.pattern.answer
    states = [
        thing
        for thing in context.lexicon.things.values()
        if answer["kind"] in thing.kinds and thing.is_state_in(window)
    ]
    if event := answer.get("event"):
        states = [state for state in states if any(window.meets(day) for day in _days(state, event))]
    inside = _class_extent(context, window)
    outside, remarks = None, list(inside.remarks)
    if texts := answer.get("without"):
        slots = {slot: thing.iri for slot, thing in reading.things.items()}
        statements = read_statements(texts, slots)
        members = {item.iri for item in read_items(context.store, items_query(statements, window), window)}
        states = [state for state in states if state.iri not in members]
        outside = extent_of(context, statements, window, reading.things.values())
    if "region" in reading.things:
        states, unplaced = in_region(context, states, reading.things["region"])
        remarks += region_remarks(unplaced)
        inside = Extent((*inside.parts, *region_gap(unplaced, extent_days(context, window, ())[0])))
    states.sort(key=lambda thing: thing.label)
    extents = Extents(inside, outside)
    verb = "are" if context.is_now(window) else "were"
    number = extents.number(len(states)).removesuffix(" recorded")
    where = _where(context, reading)
    return Card(
        question=question,
        sentence=f"{capital(number)} {_said(answer, verb, where)}"
        f" {window.words or ('today' if context.is_now(window) else 'at any time')}{_names(states)}. {extents.note}",
        remarks=(*remarks, *(outside.remarks if outside else ())),
        table=_table(context, states),
        places=tuple(state.iri for state in states),
        query="SELECT DISTINCT ?item ?from ?until WHERE {\n  ?kind rdfs:subClassOf* wph:State .\n"
        "  GRAPH ?g { ?item a ?kind\n    OPTIONAL { ?item wph:validFrom ?from }\n"
        "    OPTIONAL { ?item wph:validUntil ?until } }\n"
        "} ORDER BY ?item",
    )


def _names(states: Sequence[Thing]) -> str:
    """The names of a few states; of many the table has them."""
    return f": {listed([state.label for state in states])}" if 0 < len(states) <= MOST_NAMES else ""


def _said(answer: Mapping[str, Any], verb: str, where: str) -> str:
    events = {"begins": "came into existence", "ends": "ceased to exist"}
    event = answer.get("event")
    return f"states{where} {events[event]}" if event else f"states {verb} recorded as existing{where}"


def _days(state: Thing, event: str) -> Iterable[Period]:
    """The days on which a state began or ended, each as a period."""
    days = (getattr(life, event) for life in state.lives_as_state)
    return (Period(day, next_day(day)) for day in days if day)


def _where(context: Context, reading: Reading) -> str:
    labels = context.labels(reading.things)
    if lacking := reading.pattern.answer.get("lacking"):
        return f" {filled(lacking, labels, is_now=False)}"
    region = labels.pop("region", "")
    outside = f", but not as belonging to {' '.join(labels.values())}," if labels else ""
    return f" in {region}{outside}" if region else outside


def _class_extent(context: Context, window: Window) -> Extent:
    """How complete the list of states is in a window."""
    return extent_of(context, read_statements(["?item rdf:type wph:State"], {}), window, ())


def _table(context: Context, states: Iterable[Thing]) -> Table:
    rows = (
        Row(
            {
                "name": thing_cell(context, state.iri),
                **period_cells(context, state.lives_as_state or state.lives),
                "iri": Cell(state.iri),
            }
        )
        for state in states
    )
    return Table("states", "States", _COLUMNS, tuple(rows))


def existed_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of whether a state existed: itself, or another of its name or number."""
    [thing], window = reading.things.values(), context.window_of(reading)
    named = [thing, *(choice for choices in reading.choices.values() for choice in choices)]
    text = next(iter(reading.texts.values()), thing.label)
    others = [other for each in named for other in context.lexicon.namesakes(each, text) if other not in named]
    families = [each for thing in named for each in context.lexicon.relatives(thing, window)]
    every = list(dict.fromkeys([*named, *others, *families]))
    alive = _alive(named, window) or _alive(others, window)
    heirs = [] if alive else _alive(families, window)
    extent = _class_extent(context, window)
    verdict = Verdict.HOLDS if alive else Verdict.DOES_NOT_HOLD if extent.is_complete else Verdict.NOT_KNOWN
    return Card(
        question=question,
        verdict=verdict,
        sentence=_existence(context, alive or named, window, text, verdict),
        remarks=(
            *_carried_on(context, heirs),
            *_dependence(context, named, window),
            *_occupations(context, alive, window),
            *_silence(context, extent, window, verdict),
        ),
        table=_table(context, every),
        places=tuple(state.iri for state in alive),
        query="SELECT DISTINCT ?item ?from ?until WHERE {\n"
        f"  VALUES ?item {{ {' '.join(f'<{state.iri}>' for state in every)} }}\n"
        "  GRAPH ?g { ?item a ?kind\n    OPTIONAL { ?item wph:validFrom ?from }\n"
        "    OPTIONAL { ?item wph:validUntil ?until } }\n  FILTER(?g != graph:inferred)\n}",
    )


def _alive(states: Iterable[Thing], window: Window) -> list[Thing]:
    return [state for state in dict.fromkeys(states) if state.lives_as_state and state.is_state_in(window)]


def _carried_on(context: Context, states: Iterable[Thing]) -> list[str]:
    """Who had the number of a state when it did not exist."""
    named = [f"{context.spoken(state.iri)} ({context.dates.periods(state.lives_as_state)})" for state in states]
    return [f"At that time its number in lists of states was that of {listed(named)}."] if named else []


def _dependence(context: Context, things: Iterable[Thing], window: Window) -> list[str]:
    """Of what a thing was a dependency or a republic at the time."""
    remarks = []
    for thing in (thing for thing in things if thing.lives_in(window) and not thing.is_state_in(window)):
        for relation, words in (("dependencyOf", "a dependency of"), ("partOf", "a part of")):
            statements = read_statements([f"{{state}} wph:{relation} ?item"], {"state": thing.iri})
            for item in read_items(context.store, items_query(statements, window), window):
                whole = f"{words} {context.spoken(item.iri)} {context.dates.periods(item.periods)}"
                remarks.append(f"{capital(context.spoken(thing.iri))} was {whole}.")
    return remarks


def _existence(context: Context, states: Sequence[Thing], window: Window, text: str, verdict: Verdict) -> str:
    time = f" {window.words}" if window.words else " today" if context.is_now(window) else ""
    lives = listed(
        [
            f"{context.spoken(state.iri)} ({context.dates.periods(state.lives_as_state)})"
            for state in states
            if state.lives_as_state
        ]
    )
    if verdict is Verdict.HOLDS:
        verb = "is" if context.is_now(window) else "was"
        return capital(f"there {verb} a state of this name{time}: {lives}.")
    recorded = f" Recorded: {lives}." if lives else ""
    if verdict is Verdict.DOES_NOT_HOLD:
        return f"There was no state “{text}”{time}.{recorded}"
    return f"It is not known whether there was a state “{text}”{time}.{recorded}"


def _occupations(context: Context, states: Iterable[Thing], window: Window) -> list[str]:
    """What a reader must know of a state that was occupied at the time."""
    remarks = []
    for state in states:
        statements = read_statements(["{state} wph:occupiedBy ?item"], {"state": state.iri})
        for item in read_items(context.store, items_query(statements, window), window):
            occupied, occupier = capital(context.spoken(state.iri)), context.spoken(item.iri)
            remarks.append(f"{occupied} was occupied by {occupier} {context.dates.periods(item.periods)}.")
    return remarks


def _silence(context: Context, extent: Extent, window: Window, verdict: Verdict) -> tuple[str, ...]:
    if verdict is Verdict.HOLDS:
        return ()
    if verdict is Verdict.NOT_KNOWN:
        return (extent.reason,)
    day = extent_days(context, window, ())[0]
    return tuple(denial_sentence(found.denied_by, day) for _, _, found in extent.parts[:1])
