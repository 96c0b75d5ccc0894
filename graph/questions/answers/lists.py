"""Answers that are lists: what stands in relations to the things of a question at some time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...rdf.curies import expand
from ...rdf.written_days import written
from ...reason.proofs.proof import Period
from ...views.answers.answer import Verdict
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card, Link
from ..language.window import Window, next_day, previous_day
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, day_within, period_cells, thing_cell, why_link
from .extents import Extent, Extents, extent_days, extent_of
from .regions import in_region, region_gap, region_remarks
from .relations import ITEM, Item, Statement, items_query, read_items, read_statements
from .sentences import capital, filled, listed, only_one

MOST_WHY = 3
MOST_DATED = 3
"""Items whose times a sentence has."""
_PERIOD = (Column("period", "When", sort_by="from"), Column("from"), Column("until"), Column("iri"))


def list_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a question for a list.

    Where the list is empty and ends before today, and no end is named, it is about the time that is covered.
    """
    card, extent = _card(context, reading, question)
    window = context.window_of(reading)
    if card.verdict is Verdict.NOT_KNOWN and (window.ends is None or context.is_now(window)):
        covered = _covered(context, window, extent)
        if covered:
            earlier, complete = _card(context, replace(reading, window=covered), question)
            return earlier if complete.is_complete else card
    return card


def _covered(context: Context, window: Window, extent: Extent) -> Window | None:
    """The part of an open window, or the day before today, until which complete lists go; None where some do not."""
    nearest = [
        [each.period.ends for each in found.gaps if each.completeness == "complete" and each.period.ends]
        for _, _, found in extent.gaps
    ]
    if not all(nearest) or not nearest:
        return None
    ends = min(min(found) for found in nearest)
    day = previous_day(ends)
    if day >= context.today or (window.begins and not window.is_day and window.begins > day):
        return None
    words = f"{written(day)}, the last day that the list covers"
    if window.is_day:
        return Window(day, ends, f"on {words}")
    return Window(window.begins, ends, f"{window.words} until {words}".strip())


def _card(context: Context, reading: Reading, question: str) -> tuple[Card, Extent]:
    """The card for the time of a reading, and how complete the lists are in which items are."""
    answer, window = reading.pattern.answer, context.window_of(reading)
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    statements = read_statements(answer["find"], slots)
    without = read_statements(answer.get("without", ()), slots)
    kind = slots.get("class") if answer.get("kind") == "{class}" else answer.get("kind", "")
    other_ways = read_statements(answer.get("or_find", ()), slots)
    query = _either(
        [items_query(way, window, without, expand(kind) if kind else "") for way in (statements, other_ways) if way]
    )
    items = sorted(read_items(context.store, query, window), key=lambda item: context.lexicon.label(item.iri))
    items = [item for item in items if item.iri not in slots.values() or answer.get("itself")]
    items = _with_events(context, reading, items, window)
    items, unplaced = _of_region(context, reading, items)
    things = tuple(reading.things.values())
    outside = extent_of(context, without, window, things) if without else None
    inside = extent_of(context, _distinct(statements, other_ways), window, things)
    gap = region_gap(unplaced, extent_days(context, window, things)[0])
    extents = Extents(Extent((*inside.parts, *gap)), outside)
    card = Card(
        question=question,
        verdict=None if items or extents.inside.is_complete else Verdict.NOT_KNOWN,
        sentence=f"{_sentence(context, reading, items, window, extents)}{_besides(context, reading, window)}",
        remarks=(*extents.remarks, *(region_remarks(unplaced) if "region" in slots else ())),
        table=_table(context, reading, items, statements, window),
        places=tuple(item.iri for item in items if is_on_map(context, item.iri)),
        why=_why(context, items, statements, window),
        query=query,
    )
    return card, extents.inside


def _either(queries: Sequence[str]) -> str:
    """One query for what any of several finds."""
    if len(queries) == 1:
        return queries[0]
    return "SELECT * WHERE {\n" + "\nUNION\n".join(f"{{ {query} }}" for query in queries) + "\n}"


def _distinct(statements: Sequence[Statement], others: Sequence[Statement]) -> list[Statement]:
    """The statements of two ways that sources may or may not list, each once."""
    return [*statements, *(each for each in others if each.is_dated and each not in statements)]


def _besides(context: Context, reading: Reading, window: Window) -> str:
    """What else a reader must know, of another list: who claims what another holds; empty where it has nothing."""
    answer = reading.pattern.answer.get("besides")
    if not answer:
        return ""
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    items = read_items(context.store, items_query(read_statements(answer["find"], slots), window), window)
    if not items:
        return ""
    values = context.values(reading.things) | {"names": listed(sorted(context.spoken(item.iri) for item in items))}
    said = filled(answer["says"], values, is_now=context.is_now(window), count=len(items))
    return f" {capital(said)}."


def _of_region(context: Context, reading: Reading, items: list[Item]) -> tuple[list[Item], list[str]]:
    """The items in the region that a question names, and the names of those that cannot be placed."""
    if "region" not in reading.things:
        return items, []
    states = [context.lexicon.things[item.iri] for item in items if item.iri in context.lexicon.things]
    inside, unplaced = in_region(context, states, reading.things["region"])
    kept = {state.iri for state in inside}
    return [item for item in items if item.iri in kept], unplaced


def _with_events(context: Context, reading: Reading, items: list[Item], window: Window) -> list[Item]:
    """The items with an event of the kind that a pattern asks for in a window, or the first or last of them only."""
    answer = reading.pattern.answer
    if "event" not in answer:
        return items
    things = () if answer.get("counts_own_end") else tuple(reading.things.values())
    own = context.lexicon.things if things and answer["event"] == "ends" else {}
    days = {}
    for item in items:
        bearers = (*things, own[item.iri]) if item.iri in own else things
        days[item.iri] = [
            day
            for day in _events(reading, item, window)
            if not _of_life(day, answer["event"], bearers)
            and not (answer["event"] == "begins" and things and _is_taken_over(context, item, day, items))
        ]
    every = [day for found in days.values() for day in found]
    if every and "only" in answer:
        every = [min(every) if answer["only"] == "first" else max(every)]
    return [item for item in items if set(days[item.iri]) & set(every)]


def _of_life(day: date, event: str, things: Sequence[Thing]) -> bool:
    """Whether what begins or ends on a day does so with a thing itself: nobody leaves what is dissolved.

    Membership may end some days after that where its end is known to the month only.
    """
    lives = [life for thing in things for life in thing.lives]
    if event == "ends":
        return any(life.ends is not None and day >= life.ends for life in lives)
    return any(day == life.begins for life in lives)


def _is_taken_over(context: Context, item: Item, day: date, items: Sequence[Item]) -> bool:
    """Whether a state began that day, or its number passed to it then from another in the list: it did not join."""
    thing = context.lexicon.things.get(item.iri)
    if thing is None or "State" not in thing.kinds:
        return False
    if any(life.begins == day for life in thing.lives):
        return True
    things = ((context.lexicon.things.get(other.iri), other) for other in items if other.iri != item.iri)
    return any(
        before is not None and before.families & thing.families and any(each.ends == day for each in other.periods)
        for before, other in things
    )


def _events(reading: Reading, item: Item, window: Window) -> list[date]:
    """The days of a window on which the relation of an item began or ended, as the pattern asks."""
    days = (getattr(period, reading.pattern.answer["event"]) for period in item.periods)
    return [day for day in days if day is not None and window.meets(Period(day, next_day(day)))]


def _sentence(
    context: Context,
    reading: Reading,
    items: Sequence[Item],
    window: Window,
    extents: Extents,
) -> str:
    """What there is, and whether that is all: silence is "no" only where the lists are complete."""
    template, is_now = reading.pattern.answer["says"], context.is_now(window)
    values = context.values(reading.things)
    time = window.words or (
        "today" if is_now else "" if reading.pattern.answer.get("time") == "ever" else "over time"
    )
    if not items and not extents.inside.is_complete:
        unknown = reading.pattern.answer.get("unknown", template)
        said = filled(unknown, values, is_now=is_now, count=0, number="any")
        return f"It is not known whether {_spaced(said, time)}: {_lower(extents.inside.reason)}"
    names = listed([_named(context, reading, item, len(items)) for item in items])
    single = only_one(template, is_single=bool(reading.pattern.answer.get("single"))) if len(items) == 1 else ""
    note = extents.note if items else extents.inside.note
    if single:
        when = f" {time}" if time and time != "over time" else ""
        said = filled(single, {**values, "time": when, "name": names}, is_now=is_now)
        return capital(
            f"{said if extents.inside.is_complete else said.replace(' only ', ' only recorded ', 1)}. {note}"
        )
    if items and "only" in reading.pattern.answer:
        pick = min if reading.pattern.answer["only"] == "first" else max
        day = pick(day for item in items for day in _events(reading, item, window))
        said = filled(template, values, is_now=is_now, count=len(items))
        spoken = listed([context.spoken(item.iri) for item in items])
        within = f", of those {window.words}" if window.words else ""
        return capital(f"{said} {spoken}, {context.dates.on(day)}{within}. {note}")
    number = extents.number(len(items))
    said = _spaced(filled(template, values, is_now=is_now, count=len(items), number=number), time)
    ends = "" if "event" in reading.pattern.answer else _at_ends(items, window)
    return capital(f"{said}{ends}{f': {names}' if names else ''}. {note}")


def _named(context: Context, reading: Reading, item: Item, among: int) -> str:
    """An item in a sentence; one of a few with its times, where the question is when or for how long."""
    label = context.lexicon.label(item.iri)
    asks_when = reading.modes & {"when", "duration"} and "event" not in reading.pattern.answer
    times = context.dates.about([item.iri]).periods(item.periods) if asks_when and among <= MOST_DATED else ""
    return f"{label} ({times})" if times else label


def _spaced(said: str, time: str) -> str:
    return f"{said} {time}".strip()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _at_ends(items: Sequence[Item], window: Window) -> str:
    """How many there were on the first and on the last day of a window, where not all held throughout."""
    if window.begins is None or window.ends is None or window.is_day:
        return ""
    first, last = window.begins, previous_day(window.ends)
    counts = [sum(any(period.covers(day) for period in item.periods) for item in items) for day in (first, last)]
    if counts == [len(items)] * 2:
        return ""
    return f" ({counts[0]} on {written(first)}, {counts[1]} on {written(last)})"


def _table(
    context: Context, reading: Reading, items: Sequence[Item], statements: Sequence[Statement], window: Window
) -> Table:
    answer = reading.pattern.answer
    heading = answer.get("heading", "Name")
    others = answer.get("columns", {})
    columns = (
        Column("name", heading),
        *(Column(name, label) for name, label in others.items()),
        *_PERIOD,
        Column("why", "Explanation"),
    )
    rows = (
        Row(
            {
                "name": thing_cell(context, item.iri),
                **{name: _others(context, item.others.get(name, ())) for name in others},
                **period_cells(context, item.periods, item.iri),
                "iri": Cell(item.iri),
                "why": _why_cell(context, item, statements, window),
            }
        )
        for item in items
    )
    return Table(reading.pattern.name, reading.pattern.title, columns, tuple(rows))


def _others(context: Context, iris: Sequence[str]) -> Cell:
    parts = [thing_cell(context, iri).parts[0] for iri in iris]
    with_commas = [replace(part, after=",") if part != parts[-1] else part for part in parts]
    return Cell(", ".join(part.text for part in parts), tuple(with_commas))


def _explained(statements: Sequence[Statement]) -> Statement | None:
    """The statement about each item that is explained: the first that names no other variable."""
    alone = (s for s in statements if s.variables == {ITEM})
    return next(alone, None)


def _why_cell(context: Context, item: Item, statements: Sequence[Statement], window: Window) -> Cell:
    statement = _explained(statements)
    if statement is None:
        return Cell("")
    link = _why_item(context, item, statement, window)
    return Cell(link.address, (Part("Why?", href=link.address, hidden=f" {context.lexicon.label(item.iri)}"),))


def _why_item(context: Context, item: Item, statement: Statement, window: Window) -> Link:
    return why_link(
        f"Why {context.lexicon.label(item.iri)}?", statement.with_item(item.iri), window, item.periods, context.today
    )


def _why(
    context: Context, items: Sequence[Item], statements: Sequence[Statement], window: Window
) -> tuple[Link, ...]:
    statement = _explained(statements)
    return tuple(_why_item(context, item, statement, window) for item in items[:MOST_WHY]) if statement else ()


def is_on_map(context: Context, iri: str) -> bool:
    thing: Thing | None = context.lexicon.things.get(iri)
    return thing is not None and bool(thing.kinds & {"State", "Dependency"})


__all__ = ["day_within", "list_card"]
