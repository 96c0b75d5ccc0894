"""The rows of a panel: states, pairs of states or spells by time, as tables of DuckDB.

Days decide: spells are intersected as half-open days before years are counted, so that two states which share a year
but no day make no row.

Tables made: `rows` (row INTEGER from 0, dense; a, b INTEGER members, b 0 where the unit has one; year; begin, until:
the first and after the last day that count; days: how many; past_list: whether they lie past the end of the list), in
the order of a, b and time; and `windows` (row, a, b, begin, until), the disjoint stretches of those days.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import duckdb

from ..errors import QueryError
from .loading import load
from .source.systems import StateSystem
from .year_rules import YearRule

_MEMBER = {"member": "INTEGER", "code": "VARCHAR", "name": "VARCHAR"}
_SPELL = {"member": "INTEGER", "begin": "DATE", "until": "DATE"}


@dataclass(frozen=True)
class Unit:
    """A kind of row: its name, what it is, the names of its keys, and whether it has two states or goes by days."""

    name: str
    title: str
    keys: tuple[str, ...]
    is_dyad: bool = False
    is_directed: bool = False
    by: str = "year"
    relation: str = ""
    """Of spells of states in things: the property that relates them."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """What columns may be about: in the order of the keys, and of two states also the pair."""
        if self.is_dyad:
            return ("state", "dyad")
        return tuple(self.keys)


UNITS = {
    unit.name: unit
    for unit in (
        Unit("state-year", "a state in a year", ("state",)),
        Unit("state-day", "a state on a day", ("state",), by="day"),
        Unit(
            "dyad-year", "two states in a year, the first with the lower code", ("state_a", "state_b"), is_dyad=True
        ),
        Unit(
            "directed-dyad-year",
            "a state towards another in a year",
            ("state_a", "state_b"),
            is_dyad=True,
            is_directed=True,
        ),
        Unit("system-spell", "a spell of a state in the system", ("state",), by="spell"),
        Unit("organization-year", "an organization in a year", ("organization",)),
        Unit(
            "membership-spell",
            "a spell of a state as a full member of an organization",
            ("state", "organization"),
            by="spell",
            relation="memberOf",
        ),
        Unit(
            "treaty-party-spell",
            "a spell of a state as a party to a treaty",
            ("state", "treaty"),
            by="spell",
            relation="partyTo",
        ),
    )
}
"""Every unit, by name."""


def read_unit(name: str) -> Unit:
    """The unit of that name.

    Raises QueryError for any other.
    """
    if name not in UNITS:
        raise QueryError(f"{name!r} is not a unit of a panel; expected one of {', '.join(UNITS)}.")
    return UNITS[name]


@dataclass(frozen=True)
class Years:
    """The years of a panel, both included."""

    first: int
    last: int

    @property
    def begin(self) -> date:
        """The first day."""
        return date(self.first, 1, 1)

    @property
    def until(self) -> date:
        """The day after the last."""
        return date(self.last + 1, 1, 1)


def read_years(first: int, last: int) -> Years:
    """Years from `first` to `last`.

    Raises QueryError when they run backwards or leave the calendar.
    """
    if not 1 <= first <= 9998 or not 1 <= last <= 9998:
        raise QueryError(f"The panel is to run from {first} until {last}; expected years from 1 to 9998.")
    if last < first:
        raise QueryError(f"The panel is to run from {first} until {last}; expected a last year not before the first.")
    return Years(first, last)


def pairs_without_a_day(system: StateSystem, years: Years, *, past_list: bool = False) -> int:
    """How many pairs of states share a year but no day of it, summed over the years: the "false dyads".

    A merge by years takes them for dyads. Only states that exist for a part of a year can make one.
    """
    last = max(system.until, years.until) if past_list else system.until
    spells = [(s.code, s.begin, last if s.is_open else s.until) for s in system.spells]
    partial: dict[int, dict[str, list[tuple[date, date]]]] = defaultdict(lambda: defaultdict(list))
    for code, begin, until in spells:
        for year in {begin.year, (until - timedelta(days=1)).year}:
            if years.first <= year <= years.last and begin < until:
                partial[year][code].append((begin, until))
    return sum(
        not any(a < d and c < b for a, b in one for c, d in other)
        for states in partial.values()
        for one, other in combinations(states.values(), 2)
    )


def load_members(
    connection: duckdb.DuckDBPyConnection, system: StateSystem, years: Years, *, past_list: bool
) -> None:
    """Make the tables `members` (member INTEGER from 1, code, name) and `spells` (member, begin, until).

    With `past_list` open spells go on until the last of the years.
    """
    codes = {code: number for number, code in enumerate(dict.fromkeys(s.code for s in system.spells), start=1)}
    load(connection, "members", _MEMBER, [(number, code, system.names[code]) for code, number in codes.items()])
    last = max(system.until, years.until) if past_list else system.until
    spells = [(codes[s.code], s.begin, last if s.is_open else s.until) for s in system.spells]
    load(connection, "spells", _SPELL, spells)


def make_rows(
    connection: duckdb.DuckDBPyConnection, unit: Unit, years: Years, rule: YearRule, end_of_list: date
) -> None:
    """Make the tables `rows` and `windows` of a unit from `spells`, and of spells in things from `held`."""
    connection.execute(f"CREATE TABLE stretches AS {_stretches(unit)} ORDER BY a, b, begin")
    found = _found(unit, years, rule)
    if unit.by == "year" and _years_meet(connection):
        _make_merged(connection, found, end_of_list)
    else:
        connection.execute(
            f"""CREATE TABLE rows AS SELECT {_ROW}, a, b, year, begin, until, (until - begin)::INTEGER AS days,
                begin >= DATE '{end_of_list}' AS past_list FROM ({found})"""
        )
        connection.execute("CREATE VIEW windows AS SELECT row, a, b, begin, until FROM rows")
    connection.execute("DROP TABLE stretches")


# Rows come in the order of the stretches, since the engine keeps the order of insertion: sorting two million rows
# would take longer than all else.
_ROW = "(row_number() OVER () - 1)::INTEGER AS row"


def _years_meet(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a stretch ends in the year in which the next one of the same states begins."""
    row = connection.execute(
        """SELECT count(*) FROM (SELECT year(until - 1) AS last,
            year(lead(begin) OVER (PARTITION BY a, b ORDER BY begin)) AS next FROM stretches) WHERE last = next"""
    ).fetchone()
    return row is not None and row[0] > 0


def _make_merged(connection: duckdb.DuckDBPyConnection, found: str, end_of_list: date) -> None:
    """Make `rows` and `windows` where one row has several stretches of days."""
    connection.execute(f"CREATE TABLE found AS {found}")
    connection.execute(
        f"""CREATE TABLE rows AS SELECT {_ROW}, *, begin >= DATE '{end_of_list}' AS past_list
        FROM (SELECT a, b, year, min(begin) AS begin, max(until) AS until, sum(until - begin)::INTEGER AS days
              FROM found GROUP BY ALL ORDER BY a, b, year)"""
    )
    connection.execute(
        "CREATE TABLE windows AS SELECT row, f.a, f.b, f.begin, f.until FROM found f JOIN rows USING (a, b, year)"
    )
    connection.execute("DROP TABLE found")


def _stretches(unit: Unit) -> str:
    """The days on which the states of a row all exist: a, b, begin, until."""
    if unit.relation:
        return """SELECT s.member AS a, t.thing AS b, greatest(s.begin, i.begin, t.begin) AS begin,
                least(s.until, i.until, t.until) AS until
            FROM spells s JOIN identity i ON i.member = s.member JOIN held t ON t.entity = i.entity
            WHERE greatest(s.begin, i.begin, t.begin) < least(s.until, i.until, t.until)"""
    if not unit.is_dyad:
        return "SELECT member AS a, 0 AS b, begin, until FROM spells"
    order = "<>" if unit.is_directed else "<"
    return f"""SELECT x.member AS a, y.member AS b, greatest(x.begin, y.begin) AS begin,
            least(x.until, y.until) AS until
        FROM spells x JOIN spells y ON x.member {order} y.member AND x.begin < y.until AND y.begin < x.until"""


def _found(unit: Unit, years: Years, rule: YearRule) -> str:
    """The stretches cut into years or days: a, b, year (the number of a day since 1970 for a day), begin, until."""
    begin, until = f"DATE '{years.begin}'", f"DATE '{years.until}'"
    within = f"""SELECT a, b, greatest(begin, {begin}) AS begin, least(until, {until}) AS until FROM stretches
        WHERE begin < {until} AND until > {begin}"""
    if unit.by == "spell":
        return f"SELECT a, b, NULL::INTEGER AS year, begin, until FROM ({within})"
    if unit.by == "day":
        return f"""SELECT a, b, (day - DATE '1970-01-01')::INTEGER AS year, day AS begin, day + 1 AS until
            FROM (SELECT a, b, unnest(range(begin, until, INTERVAL 1 DAY))::DATE AS day FROM ({within}))"""
    expanded = f"""SELECT a, b, begin AS first, until AS after,
            unnest(range(year(begin), year(until - 1) + 1))::INTEGER AS year FROM ({within})"""
    if rule.kind == "day":
        day = f"make_date(year, {rule.month}, {rule.day})"
        return f"""SELECT a, b, year, {day} AS begin, {day} + 1 AS until
            FROM ({expanded}) WHERE first <= {day} AND {day} < after"""
    return f"""SELECT a, b, year, greatest(first, make_date(year, 1, 1)) AS begin,
            least(after, make_date(year + 1, 1, 1)) AS until FROM ({expanded})"""
