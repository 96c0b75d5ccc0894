"""Answers about existence: the states of a time, of a region too, and whether a state existed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from ...rdf.namespaces import WPH
from ...views.answers.answer import Verdict
from ...views.answers.completeness import Completeness
from ...views.answers.words import denial_sentence
from ...views.select import select
from ...views.tables import Cell, Column, Row, Table
from ..card import Card
from ..lexicon import Thing
from ..reading import Reading
from ..window import Window
from .context import Context, period_cells, thing_cell
from .extents import Extent, Extents, extent_days, extent_of
from .relations import items_query, read_items, read_statements
from .sentences import capital, in_periods, listed

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
        thing for thing in context.lexicon.things.values() if answer["kind"] in thing.kinds and thing.lives_in(window)
    ]
    inside = _class_extent(context, window)
    outside, remarks = None, list(inside.remarks)
    if texts := answer.get("without"):
        slots = {slot: thing.iri for slot, thing in reading.things.items()}
        statements = read_statements(texts, slots)
        members = {item.iri for item in read_items(context.store, items_query(statements, window), window)}
        states = [state for state in states if state.iri not in members]
        outside = extent_of(context, statements, window, reading.things.values())
    if "region" in reading.things:
        states, unplaced = _in_region(context, states, reading.things["region"])
        remarks += _region_remarks(unplaced)
        inside = Extent((*inside.parts, *_unplaced(unplaced, window, context)))
    states.sort(key=lambda thing: thing.label)
    extents = Extents(inside, outside)
    verb = "are" if context.is_now(window) else "were"
    where = _where(context, reading)
    return Card(
        question=question,
        sentence=f"{capital(extents.number(len(states)))} states {verb} recorded as existing{where}"
        f" {window.words or 'today'}. {extents.note}",
        remarks=(*remarks, *(outside.remarks if outside else ())),
        table=_table(context, states),
        places=tuple(state.iri for state in states),
        query="SELECT DISTINCT ?item ?from ?until WHERE {\n  ?kind rdfs:subClassOf* wph:State .\n"
        "  GRAPH ?g { ?item a ?kind\n    OPTIONAL { ?item wph:validFrom ?from }\n"
        "    OPTIONAL { ?item wph:validUntil ?until } }\n"
        "} ORDER BY ?item",
    )


def _where(context: Context, reading: Reading) -> str:
    labels = context.labels(reading.things)
    if "region" in labels:
        return f" in {labels['region']}"
    return f", but not as belonging to {' '.join(labels.values())}," if labels else ""


def _class_extent(context: Context, window: Window) -> Extent:
    """How complete the list of states is in a window."""
    return extent_of(context, read_statements(["?item rdf:type wph:State"], {}), window, ())


def _in_region(context: Context, states: Sequence[Thing], region: Thing) -> tuple[list[Thing], list[str]]:
    """Those of the states that lie in a region, and the names of those without a region."""
    rows = select(context.store, "SELECT DISTINCT ?state ?region WHERE { GRAPH ?g { ?state wph:unRegion ?region } }")
    regions = {(row["state"]["value"], row["region"]["value"]) for row in rows}
    things = context.lexicon.things
    regions |= {(family, place) for state, place in regions if state in things for family in things[state].families}
    placed = {state for state, _ in regions}
    wanted = region.parts or (region.iri,)
    inside = [
        state
        for state in states
        if any((key, part) in regions for key in _placed_by(state, placed) for part in wanted)
    ]
    return inside, [state.label for state in states if not _placed_by(state, placed)]


def _placed_by(state: Thing, placed: Collection[str]) -> list[str]:
    """By what a state is placed: by itself, else, for a former one, by a state that carries on its number."""
    if state.iri in placed:
        return [state.iri]
    return sorted(state.families & set(placed))[:1]


def _unplaced(names: Sequence[str], window: Window, context: Context) -> list[tuple[str, date, Completeness]]:
    """The gap that states without a region make."""
    day = extent_days(context, window, ())[0]
    return [("regions of former states", day, Completeness((), (), ("unRegion",)))] if names else []


def _region_remarks(unplaced: Sequence[str]) -> list[str]:
    said = ["A former state is in the region of the state that carries on its number."]
    return [*said, *([f"Of these no region is recorded: {listed(sorted(unplaced))}."] if unplaced else [])]


def _table(context: Context, states: Iterable[Thing]) -> Table:
    rows = (
        Row({"name": thing_cell(context, state.iri), **period_cells(state.lives), "iri": Cell(state.iri)})
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
    return [state for state in dict.fromkeys(states) if state.lives and state.lives_in(window)]


def _carried_on(context: Context, states: Iterable[Thing]) -> list[str]:
    """Who had the number of a state when it did not exist."""
    named = [f"{context.spoken(state.iri)} ({in_periods(state.lives)})" for state in states]
    return [f"At that time its number in lists of states was that of {listed(named)}."] if named else []


def _existence(context: Context, states: Sequence[Thing], window: Window, text: str, verdict: Verdict) -> str:
    time = f" {window.words}" if window.words else " today" if context.is_now(window) else ""
    lives = listed([f"{context.spoken(state.iri)} ({in_periods(state.lives)})" for state in states if state.lives])
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
            occupier = context.spoken(item.iri)
            remarks.append(
                f"{capital(context.spoken(state.iri))} was occupied by {occupier} {in_periods(item.periods)}."
            )
    return remarks


def _silence(context: Context, extent: Extent, window: Window, verdict: Verdict) -> tuple[str, ...]:
    if verdict is Verdict.HOLDS:
        return ()
    if verdict is Verdict.NOT_KNOWN:
        return (extent.reason,)
    day = extent_days(context, window, ())[0]
    return tuple(denial_sentence(found.denied_by, day) for _, _, found in extent.parts[:1])
