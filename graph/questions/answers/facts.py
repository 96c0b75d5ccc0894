"""Answers from a query of their own: dates and values of things, a row for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ...rdf.instants import instant_term
from ...rdf.namespaces import BASE
from ...reason.proofs.proof import Period
from ...sparql.rewriting import replace_parameters
from ...store import Rows
from ...views.answers.answer import Verdict
from ...views.answers.statements import day_of
from ...views.select import select
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card
from ..language.window import Window, day_window, next_day
from ..reading import Reading
from .context import Context
from .extents import Extent, extent_days, extent_of
from .relations import read_statements
from .sentences import capital, filled, listed

_INSTANT = re.compile(r"^(-?\d{4}-\d\d-\d\d)T00:00:00Z?$")
_ENDS = frozenset({"until", "ended", "left"})
"""Variables of queries whose days are the first on which something no longer held."""
_ON = re.compile(r"\bon (?=(?:[A-Z][a-z]{2} )?\d{4}\b)")
"""The preposition of a day before what is only a month or a year."""
_NUMBERS = ("#integer", "#decimal")
_GROUPED = 10_000
"""From here on the thousands of a number are set apart."""
_VALUE = re.compile(r"\{\?(\w+)( when)?\}")
_CLAUSE = re.compile(r"<([^<>]*)>")


def facts_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a question whose pattern has a query; its first row fills the sentence."""
    answer, window = reading.pattern.answer, context.window_of(reading)
    if answer.get("own_dates"):
        context = replace(context, dates=context.dates.of_lives)
    query = query_of(context, reading, window)
    rows = [row for row in select(context.store, query) if row]
    is_now = context.is_now(window)
    template = answer["says"] if rows else answer["none"]
    extent = _extent(context, reading, window)
    is_all = extent is not None and extent.is_complete
    # Rows may name one thing several times: a territory with each of those who claim it.
    count = len({row[answer["counts"]]["value"] for row in rows}) if "counts" in answer else len(rows)
    number = "" if is_all or answer.get("counts_records") else f"at least {count:,}"
    said = filled(template, context.labels(reading.things), is_now=is_now, count=count, number=number)
    time = f" {window.words}" if window.words and not answer.get("timeless_sentence") else ""
    said = said.replace("{time}", f" {window.words}" if window.words else "")
    sentence = _with_values(context, said, rows).rstrip(".") + (time if "{time}" not in template else "") + "."
    if not rows and not is_all:
        sentence = f"Not known: {sentence[:1].lower()}{sentence[1:]}"
    return Card(
        question=question,
        verdict=_verdict(answer, rows, window) if rows else None if is_all else Verdict.NOT_KNOWN,
        sentence=capital(sentence) + _note(template, extent, answer),
        remarks=extent.remarks if extent else (),
        table=_table(context, reading, rows),
        places=tuple(dict.fromkeys(_states(context, rows))),
        query=query,
    )


def _verdict(answer: Mapping[str, Any], rows: Rows, window: Window) -> Verdict | None:
    """Whether one of the periods of the rows has a day in the window, where the pattern asks that."""
    if "verdict_by" not in answer:
        return None
    begins, ends = answer["verdict_by"]
    dated = [Period(*(day_of(row.get(name, {}).get("value", "")) for name in (begins, ends))) for row in rows]
    known = [period for period in dated if period.begins]
    if not known:
        return Verdict.NOT_KNOWN
    return Verdict.HOLDS if any(map(window.meets, known)) else Verdict.DOES_NOT_HOLD


def _extent(context: Context, reading: Reading, window: Window) -> Extent | None:
    """How complete the relations are that the pattern says its query rests on."""
    texts = reading.pattern.answer.get("rests_on")
    if not texts:
        return None
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    things = reading.things.values()
    if reading.pattern.answer.get("at") == "begin":
        window = day_window(extent_days(context, window, things)[0])
    return extent_of(context, read_statements(texts, slots), window, things)


def _note(template: str, extent: Extent | None, answer: Mapping[str, object]) -> str:
    """Whether what is listed is all, where a sentence counts."""
    is_count = "{n}" in template and not answer.get("counts_records")
    if not is_count and template != answer["none"]:
        return ""
    return f" {extent.note}" if extent else " It is not known how complete the list is."


def query_of(context: Context, reading: Reading, window: Window) -> str:
    """The query of the pattern, with IRIs for `$slots`, and `$begins` and `$ends` for the time of the question."""
    text = reading.pattern.answer["query"]
    first, end = window.begins, window.ends
    values = {slot: _value(thing.iri) for slot, thing in reading.things.items()}
    values |= {"begins": instant_term(first or context.today.replace(year=1, month=1, day=1))}
    values |= {"ends": instant_term(end or next_day(context.today.replace(year=9998)))}
    return replace_parameters(text, {name: value for name, value in values.items() if f"${name}" in text}).strip()


def _value(iri: str) -> str:
    return f"<{iri}>" if iri.startswith("http") else f'"{iri}"' if iri.isalnum() else '""'


def _with_values(context: Context, text: str, rows: Rows) -> str:
    """A sentence with values of the rows for `{?name}`; a clause in `<…>` goes where one of its values is missing.

    `{?name when}` has the period of each value too: that of its row, else that of the thing.
    """
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        for name, cell in row.items():
            shown, when = _shown(context, cell, name), _when(context, cell, row)
            values.setdefault(name, {}).setdefault(shown, f"{shown} ({when})" if when else shown)

    def clause(match: re.Match[str]) -> str:
        return match[1] if all(name in values for name, _ in _VALUE.findall(match[1])) else ""

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1], {})
        return listed(list(found.values() if match[2] else found)) or "an unrecorded date"

    return _ON.sub("in ", _VALUE.sub(value, _CLAUSE.sub(clause, text)))


def _when(context: Context, cell: Mapping[str, str], row: Mapping[str, Mapping[str, str]]) -> str:
    dated = Period(*(day_of(row.get(name, {}).get("value", "")) for name in ("from", "until")))
    thing = context.lexicon.things.get(cell["value"])
    lives = (dated,) if dated != Period(None, None) else thing.lives if thing else ()
    return context.dates.periods(lives)


def _shown(context: Context, cell: Mapping[str, str], name: str) -> str:
    """A value in words; a day with the precision that is known, and the end of a month or year as the last of it."""
    value = cell["value"]
    if cell["type"] == "uri":
        return context.lexicon.label(value)
    match = _INSTANT.match(value)
    if match:
        in_words = (
            context.dates.last if name in _ENDS else context.dates.begin if name == "from" else context.dates.day
        )
        return in_words(date.fromisoformat(match[1]))
    is_great = cell.get("datatype", "").endswith(_NUMBERS) and abs(float(value)) >= _GROUPED
    return f"{float(value):,.0f}" if is_great else value


def _table(context: Context, reading: Reading, rows: Rows) -> Table | None:
    headings: Mapping[str, str] = reading.pattern.answer.get("columns", {})
    if not rows or not headings:
        return None
    columns = tuple(Column(name, label) for name, label in headings.items())
    return Table(
        reading.pattern.name,
        reading.pattern.title,
        columns,
        tuple(Row({name: _cell(context, row.get(name), name) for name in headings}) for row in rows),
    )


def _cell(context: Context, cell: Mapping[str, str] | None, name: str) -> Cell:
    if cell is None:
        return Cell("")
    shown = _shown(context, cell, name)
    is_ours = cell["type"] == "uri" and cell["value"].startswith(BASE)
    if is_ours:
        return Cell(shown, (Part(shown, iri=cell["value"]),))
    match = _INSTANT.match(cell["value"])
    return Cell(match[1], (Part(shown),)) if match else Cell(shown)


def _states(context: Context, rows: Rows) -> list[str]:
    iris = (cell["value"] for row in rows for cell in row.values() if cell["type"] == "uri")
    return [iri for iri in iris if iri in context.lexicon.things and "State" in context.lexicon.things[iri].kinds]
