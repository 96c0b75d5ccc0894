"""Rows and columns put together: the table `panel`, in memory, from which every output is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from ..rdf.namespaces import ID
from . import statuses
from .cells.cells import SQL_TYPES, CellMaker
from .cells.placement import PlacedColumn, placed
from .cells.silence import Statuses
from .columns.column import Column, ColumnFact, Doubt
from .loading import load
from .source.dated_facts import DatedFacts
from .source.identities import Identity, holders_of, identities
from .source.systems import StateSystem
from .units import Unit, Years, load_members, make_rows
from .year_rules import YearRule

STATUS = "_status"
"""The end of the name of a column's status."""


@dataclass(frozen=True)
class Shape:
    """What rows a panel has. With `past_list` open spells and facts go on past the end of their lists, flagged."""

    unit: Unit
    system: StateSystem
    years: Years
    rule: YearRule
    past_list: bool = False


def assemble(
    connection: duckdb.DuckDBPyConnection, shape: Shape, columns: Sequence[Column], facts: DatedFacts
) -> tuple[PlacedColumn, ...]:
    """Make the table `panel`: keys, values, and for each column its status; returns the columns as they were placed.

    Rows are in the order of keys and time.
    """
    translated = [_in_entities(column, shape.system, facts) for column in columns]
    places = placed(shape.unit, translated)
    load_members(connection, shape.system, shape.years, past_list=shape.past_list)
    texts = Statuses({statuses.ABSENT: 0})
    _load_identities(connection, identities(shape.system, facts), texts)
    if shape.unit.relation:
        _load_held(connection, shape, facts)
    make_rows(connection, shape.unit, shape.years, shape.rule, shape.system.until)
    maker = CellMaker(connection, shape.rule, texts, shape.system.scheme, shape.past_list)
    for number, place in enumerate(places):
        maker.make(number, place)
    _make_status_type(connection, texts)
    connection.execute(f"CREATE TABLE panel AS {_panel(shape, places)}")
    return places


def _load_identities(connection: duckdb.DuckDBPyConnection, found: Sequence[Identity], texts: Statuses) -> None:
    types = {"code": "VARCHAR", "entity": "VARCHAR", "begin": "DATE", "until": "DATE", "status": "INTEGER"}
    rows = [(i.code, i.entity, i.begin, i.until, texts.number(i.status) if i.status else None) for i in found]
    load(connection, "coded", types, rows)
    for table, column, condition in (
        ("identity", "entity", "status IS NULL"),
        ("unidentified", "status", "status >= 0"),
    ):
        connection.execute(
            f"""CREATE TABLE {table} AS SELECT member, {column}, begin, until
            FROM coded JOIN members USING (code) WHERE {condition}"""
        )


def _load_held(connection: duckdb.DuckDBPyConnection, shape: Shape, facts: DatedFacts) -> None:
    """Make `held` (entity, thing, begin, until) and `things` (member, code): in what states were, and when."""
    held = facts.of(shape.unit.relation)
    numbers = {thing: number for number, thing in enumerate(sorted({fact.object for fact in held}), start=1)}
    rows = [(f.subject, numbers[f.object], f.begin or date.min, f.until or date.max) for f in held]
    days = {"begin": "DATE", "until": "DATE"}
    load(connection, "held", {"entity": "VARCHAR", "thing": "INTEGER", **days}, rows)
    names = [(number, thing.removeprefix(str(ID))) for thing, number in numbers.items()]
    load(connection, "things", {"member": "INTEGER", "code": "VARCHAR"}, names)


def _in_entities(column: Column, system: StateSystem, facts: DatedFacts) -> Column:
    """A column whose states go by codes of another scheme than the system's, by states of the graph."""
    if not column.scheme or column.scheme == system.scheme:
        return column
    holders = holders_of(column.scheme, facts)

    def moved(item: ColumnFact | Doubt) -> list[ColumnFact | Doubt]:
        seconds = holders.get(item.other, ()) if item.other else (Identity("", "", date.min, date.max),)
        pairs = [(first, second) for first in holders.get(item.subject, ()) for second in seconds]
        found = [_between(item, first, second) for first, second in pairs]
        return [one for one in found if (one.begin or date.min) < (one.until or date.max)]

    return replace(
        column,
        scheme="",
        facts=[one for fact in column.facts for one in moved(fact) if isinstance(one, ColumnFact)],
        doubts=[one for doubt in column.doubts for one in moved(doubt) if isinstance(one, Doubt)],
    )


def _between(item: ColumnFact | Doubt, first: Identity, second: Identity) -> ColumnFact | Doubt:
    """A fact or doubt cut to the days of two identities; an end that stays open stays so."""
    begin = max(item.begin or date.min, first.begin, second.begin)
    until = min(item.until or date.max, first.until, second.until)
    open_end = item.until is None and until == date.max
    return replace(item, subject=first.entity, other=second.entity, begin=begin, until=None if open_end else until)


def _make_status_type(connection: duckdb.DuckDBPyConnection, texts: Statuses) -> None:
    """Statuses take one byte a cell: as texts, those of a large panel would take more memory than all values."""
    names = ", ".join("'" + text.replace("'", "''") + "'" for text in texts.numbers)
    connection.execute(f"CREATE TYPE cell_status AS ENUM ({names})")
    types = {"number": "INTEGER", "name": "VARCHAR"}
    load(connection, "numbered", types, [(number, text) for text, number in texts.numbers.items()])
    connection.execute("CREATE TABLE statuses AS SELECT number, name::cell_status AS status FROM numbered")


def _panel(shape: Shape, places: Sequence[PlacedColumn]) -> str:
    keys = ", ".join(_keys(shape))
    cells = "".join(f", {_cell(number, place, shape.rule)}" for number, place in enumerate(places))
    joins = "".join(_joins(number) for number in range(len(places)))
    seconds = "things" if shape.unit.relation else "members"
    second = f"LEFT JOIN {seconds} y ON y.member = r.b" if len(shape.unit.keys) > 1 else ""
    return f"""SELECT r.row, {keys}{cells} FROM rows r JOIN members x ON x.member = r.a {second} {joins}
        ORDER BY r.row"""


def _keys(shape: Shape) -> list[str]:
    kind = "INTEGER" if shape.system.has_numbers else "VARCHAR"
    kinds = (kind, "VARCHAR" if shape.unit.relation else kind)
    sides = zip(shape.unit.keys, "xy", kinds, strict=False)
    keys = [f"{side}.code::{of_side} AS {name}" for name, side, of_side in sides]
    # A spell that stops where the list, or the panel, does may well go on.
    stop = min(shape.system.until, shape.years.until)
    time = {
        "year": ["r.year AS year"],
        "day": ["r.begin AS day"],
        "spell": ['r.begin AS "begin"', "r.until - 1 AS last_day", f"r.until >= DATE '{stop}' AS is_open"],
    }
    keys += time[shape.unit.by]
    if shape.rule.kind == "share" and shape.unit.by == "year":
        keys.append("r.days AS days")
    return [*keys, "r.past_list AS past_list"] if shape.past_list else keys


def _cell(number: int, place: PlacedColumn, rule: YearRule) -> str:
    kind = SQL_TYPES[place.description.kind]
    if place.description.kind == "binary":
        kind = "DOUBLE" if rule.kind == "share" else "TINYINT"
    known = f"c{number}.row IS NOT NULL"
    return f"""CASE WHEN {known} THEN c{number}.value ELSE s{number}.value END::{kind} AS "{place.name}",
        CASE WHEN {known} THEN t{number}.status ELSE u{number}.status END AS "{place.name}{STATUS}\""""


def _joins(number: int) -> str:
    return f""" LEFT JOIN cell_{number} c{number} ON c{number}.row = r.row
        LEFT JOIN silence_{number} s{number} ON s{number}.begin = r.begin AND s{number}.until = r.until
        LEFT JOIN statuses t{number} ON t{number}.number = c{number}.status
        LEFT JOIN statuses u{number} ON u{number}.number = s{number}.status"""
