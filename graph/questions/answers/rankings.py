"""Answers of superlatives: what has most of something, what is oldest or latest, what lasted longest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...reason.proofs.proof import Period
from ...views.answers.statements import day_of
from ...views.select import select
from ...views.tables.table import Cell, Column, Row, Table
from ..card import Card
from ..language.window import Window, day_window
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, thing_cell
from .extents import Extent, extent_days, extent_of
from .facts import query_of
from .lists import is_on_map
from .organizations import PLACED_BY, placed_in
from .regions import in_region, region_gap, region_remarks
from .relations import read_statements
from .sentences import capital, filled, listed

MOST = 200
"""Rows of a table; a ranking goes on for long."""
DRAWN = 10
"""Those that the map shows: of a ranking the first are asked for."""
_SMALL = 10
_NEXT = 3
"""Those after the first that the sentence names."""
_DAYS_A_YEAR = 365.2425


@dataclass(frozen=True)
class _Ranked:
    """Something with the value by which it is ranked (greater first), as it is shown, and when it lasted."""

    iri: str
    value: float
    shown: str
    period: Period
    states: tuple[str, ...] = ()
    """The states by which it is placed in a region."""


def ranking_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a superlative; the pattern has a query for `?item` with what `by` names."""
    answer, window = reading.pattern.answer, context.window_of(reading)
    query = query_of(context, reading, window)
    ranked = list(_MEASURES[answer["by"]](context, select(context.store, query)))
    ranked = [each for each in ranked if _is_of_kind(context, each.iri, answer.get("kind", ""))]
    ranked, remark = _lasting(context, reading, ranked)
    placed = _of_region(context, reading, ranked, window)
    without_value = [each.iri for each in placed.ranked if not each.shown]
    ranked = [each for each in placed.ranked if each.shown]
    is_least = answer.get("order") == "least"
    ranked.sort(key=lambda each: (each.value if is_least else -each.value, context.lexicon.label(each.iri)))
    extent = _extent(context, reading, window, placed.unplaced)
    return Card(
        question=question,
        sentence=_sentence(context, reading, ranked, window, extent) + _doubt(answer, without_value),
        remarks=(
            *remark,
            *_unranked(context, without_value),
            *(extent.remarks if extent else ()),
            *placed.remarks,
        ),
        table=_table(context, reading, ranked),
        places=tuple(each.iri for each in ranked[:DRAWN] if is_on_map(context, each.iri)),
        query=query,
    )


def _lasting(context: Context, reading: Reading, ranked: list[_Ranked]) -> tuple[list[_Ranked], list[str]]:
    """What has not ended, where a question for the oldest or the newest is of the present and names no time."""
    if reading.pattern.answer["by"] != "age" or reading.window is not None or reading.is_past:
        return ranked, []
    now, things = day_window(context.today, "today"), context.lexicon.things
    lasting = [
        each
        for each in ranked
        if (each.period.ends is None or each.period.ends > context.today)
        and (each.iri not in things or things[each.iri].lives_in(now))
    ]
    if not lasting or len(lasting) == len(ranked):
        return ranked, []
    return lasting, ["What has ended is not ranked; a question with “ever” has it too."]


def _is_of_kind(context: Context, iri: str, kind: str) -> bool:
    return not kind or (iri in context.lexicon.things and kind in context.lexicon.things[iri].kinds)


def _doubt(answer: Mapping[str, Any], without_value: Sequence[str]) -> str:
    """That older ones may be among those whose beginning is not recorded."""
    if answer["by"] == "number" or answer.get("order") == "least" or not without_value:
        return ""
    return f" {len(without_value)} more, of which no beginning is recorded, may be older."


_Rows = Sequence[Mapping[str, Mapping[str, str]]]


def _by_number(_context: Context, rows: _Rows) -> Iterable[_Ranked]:
    """By a number, the greatest of each thing: `?value`, and `?one` and `?other` as the states that place it."""
    found: dict[str, _Ranked] = {}
    for row in rows:
        if "item" not in row:
            continue
        values = {name: cell["value"] for name, cell in row.items()}
        number = float(values["value"])
        states = tuple(values[name] for name in ("one", "other") if name in values)
        each = _Ranked(values["item"], number, _figure(number), Period(None, None), states)
        if each.iri not in found or found[each.iri].value < number:
            found[each.iri] = each
    return found.values()


def _figure(number: float) -> str:
    """A number as it is shown: small ones with what is behind the point."""
    return f"{number:,.0f}" if number >= _SMALL else f"{number:g}"


def _by_age(context: Context, rows: _Rows) -> Iterable[_Ranked]:
    """By the first day on which it was there, the earliest first."""
    for iri, periods in _periods(rows).items():
        first = min((period.begins for period in periods if period.begins), default=None)
        last = None if any(period.ends is None for period in periods) else max(p.ends for p in periods if p.ends)
        value = float(-first.toordinal()) if first else 0
        yield _Ranked(iri, value, context.dates.day(first) if first else "", Period(first, last), (iri,))


def _by_duration(context: Context, rows: _Rows) -> Iterable[_Ranked]:
    """By the years that it lasted without a break, until today where it has not ended."""
    for iri, periods in _periods(rows).items():
        lasted = [(_days(period, context.today), period) for period in periods if period.begins]
        days, period = max(lasted, key=lambda pair: pair[0], default=(0, Period(None, None)))
        years = days / _DAYS_A_YEAR
        yield _Ranked(iri, years, f"{years:,.0f} years" if days else "", period, (iri,))


_MEASURES = {"number": _by_number, "age": _by_age, "duration": _by_duration}


def _periods(rows: _Rows) -> dict[str, list[Period]]:
    periods: dict[str, list[Period]] = {}
    for row in rows:
        if "item" in row:
            bounds = (day_of(row.get(name, {}).get("value", "")) for name in ("from", "until"))
            periods.setdefault(row["item"]["value"], []).append(Period(*bounds))
    return periods


def _days(period: Period, today: date) -> int:
    return ((period.ends or today) - (period.begins or today)).days


@dataclass(frozen=True)
class _Placed:
    """What lies in the region that a question names, the names of what has no region, and how things are placed."""

    ranked: list[_Ranked]
    unplaced: Sequence[str] = ()
    remarks: Sequence[str] = ()


def _of_region(context: Context, reading: Reading, ranked: list[_Ranked], window: Window) -> _Placed:
    """What lies in the region that a question names: a border where both its states do."""
    region = reading.things.get("region")
    if region is None:
        return _Placed(ranked)
    things = context.lexicon.things
    for kind, (relation, remark) in PLACED_BY.items():
        if any(kind in things[each.iri].kinds for each in ranked if each.iri in things):
            inside = placed_in(context, window, region, relation)
            return _Placed([each for each in ranked if each.iri in inside], remarks=[remark])
    states = {iri: things[iri] for each in ranked for iri in each.states or (each.iri,) if iri in things}
    found, unplaced = in_region(context, list(states.values()), region)
    kept = {state.iri for state in found}
    within = [each for each in ranked if kept >= set(each.states or (each.iri,))]
    return _Placed(within, unplaced, region_remarks(unplaced))


def _extent(context: Context, reading: Reading, window: Window, unplaced: Sequence[str]) -> Extent | None:
    texts = reading.pattern.answer.get("rests_on")
    if not texts:
        return None
    things: tuple[Thing, ...] = tuple(reading.things.values())
    statements = read_statements(texts, {slot: thing.iri for slot, thing in reading.things.items()})
    found = extent_of(context, statements, window, ())
    return Extent((*found.parts, *region_gap(unplaced, extent_days(context, window, things)[0])))


def _sentence(
    context: Context, reading: Reading, ranked: Sequence[_Ranked], window: Window, extent: Extent | None
) -> str:
    answer, is_now = reading.pattern.answer, context.is_now(window)
    place = f" in {reading.things['region'].label}" if "region" in reading.things else ""
    time = f"{place} {window.words or 'today'}" if window.words or is_now else place
    labels = context.values(reading.things)
    if not ranked:
        none = filled(answer["none"], labels, is_now=is_now).replace("{time}", time)
        return f"Not known: {none}. {extent.reason if extent else ''}".strip()
    first = [each for each in ranked if each.value == ranked[0].value]
    rest = ranked[len(first) : len(first) + _NEXT]
    value = ranked[0].shown
    if answer["by"] == "number" and extent is not None and not extent.is_complete:
        value = f"{value} recorded" if answer.get("order") == "least" else f"at least {value}"
    values = {
        **labels,
        "top": listed([context.spoken(each.iri) for each in first]),
        "value": value,
        "period": context.dates.period(ranked[0].period),
        "time": time,
    }
    said = filled(answer["says"], values, is_now=is_now, count=len(first))
    after = listed([f"{context.lexicon.label(each.iri)} ({each.shown})" for each in rest])
    note = f" {extent.note}" if extent else " It is not known how complete the list is."
    return capital(f"{said}.{f' Then come {after}.' if after else ''}{note}")


def _unranked(context: Context, iris: Sequence[str]) -> list[str]:
    """What cannot be ranked, since its days are not recorded."""
    if not iris:
        return []
    names = listed(sorted(map(context.lexicon.label, iris)))
    return [f"Not ranked, since no day of its beginning is recorded: {names}."]


def _table(context: Context, reading: Reading, ranked: Sequence[_Ranked]) -> Table | None:
    if not ranked:
        return None
    answer = reading.pattern.answer
    is_number = answer["by"] == "number"
    dated = () if is_number else (Column("period", "When", sort_by="from"), Column("from"), Column("until"))
    columns = (
        Column("rank", "Rank", is_number=True),
        Column("name", answer.get("heading", "Name")),
        *((Column("value", answer["value"], is_number=is_number),) if "value" in answer else ()),
        *dated,
        Column("iri"),
    )
    rows = []
    rank = 0
    for place, each in enumerate(ranked[:MOST], start=1):
        rank = rank if place > 1 and each.value == ranked[place - 2].value else place
        begins, ends = each.period.begins, each.period.ends
        rows.append(
            Row(
                {
                    "rank": Cell(rank),
                    "name": thing_cell(context, each.iri),
                    "value": Cell(int(each.value) if is_number else each.shown),
                    "period": Cell(context.dates.period(each.period)),
                    "from": Cell(begins.isoformat() if begins else ""),
                    "until": Cell(ends.isoformat() if ends else ""),
                    "iri": Cell(each.iri),
                }
            )
        )
    return Table(reading.pattern.name, reading.pattern.title, columns, tuple(rows))
