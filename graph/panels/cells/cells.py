"""The cells of one column, as a table of DuckDB: those rows that facts or doubts speak of, and what silence means.

Tables made for a column with the number n: `cell_n` (row, value, status) for the rows that differ from silence, and
`silence_n` (begin, until, value, status) for each stretch of days that rows have. A status is a number of `Statuses`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from .. import statuses
from ..columns.column import Column, ColumnFact
from ..loading import load
from ..year_rules import YearRule
from .placement import PlacedColumn
from .scoped_silence import ScopedSilence
from .silence import SPAN, Statuses, silent_value, span_rows

SQL_TYPES = {"binary": "TINYINT", "count": "INTEGER", "list": "VARCHAR", "number": "DOUBLE", "text": "VARCHAR"}
_FACT = {"subject": "VARCHAR", "other": "VARCHAR", "value": "VARCHAR", "begin": "DATE", "until": "DATE"}
_FACT_TYPES = {**_FACT, "origin": "VARCHAR", "flag": "INTEGER"}
_DAYS = {"begin": "DATE", "until": "DATE"}
_DOUBT_TYPES = {"subject": "VARCHAR", "other": "VARCHAR", **_DAYS, "value": "INTEGER", "status": "INTEGER"}


@dataclass(frozen=True)
class CellMaker:
    """Makes the cells of columns over the rows of a panel."""

    connection: duckdb.DuckDBPyConnection
    rule: YearRule
    statuses: Statuses
    system_scheme: str
    past_list: bool

    def make(self, number: int, place: PlacedColumn) -> None:
        """Make `cell_n` and `silence_n` for a column."""
        self._load_facts(place.column)
        self._load_doubts(place.column)
        by_code = bool(place.column.scheme) and place.column.scheme == self.system_scheme
        self._translate("fact", place, by_code=by_code, keep="value, origin, flag")
        self._translate("doubt", place, by_code=by_code, keep="value, status")
        self._make_silence(number, place.column)
        self._make_holding(place)
        self._execute(f"CREATE TABLE doubted AS {_doubted(place, number)}")
        self._execute(f"CREATE TABLE unidentified_row AS {_unidentified(place) if not by_code else _NOTHING}")
        self._execute(f"CREATE TABLE cell_{number} AS {_CELLS}")
        ScopedSilence(self.connection, self.statuses).add(number, place)
        for table in _PASSING:
            self._execute(f"DROP TABLE {table}")

    def _execute(self, sql: str) -> None:
        self.connection.execute(sql)

    def _make_holding(self, place: PlacedColumn) -> None:
        self._execute(f"CREATE TABLE holding AS {_holding(place, self.rule, self.statuses)}")
        if place.column.is_agreed:
            said = self.connection.execute("SELECT DISTINCT said FROM holding WHERE value IS NULL ORDER BY said")
            numbers = [(text, self.statuses.number(text)) for (text,) in said.fetchall()]
            load(self.connection, "conflict", {"said": "VARCHAR", "number": "INTEGER"}, numbers)
            self._execute("UPDATE holding SET status = c.number FROM conflict c WHERE c.said = holding.said")
            self._execute("DROP TABLE conflict")

    def _load_facts(self, column: Column) -> None:
        rows = [row for fact in column.facts for row in self._fact_rows(column, fact)]
        load(self.connection, "fact", _FACT_TYPES, rows)

    def _fact_rows(self, column: Column, fact: ColumnFact) -> Iterable[tuple[object, ...]]:
        """A fact as rows: what has no end is confirmed until its list ends, and goes on only where that is wanted."""
        end = column.confirmed_until
        key = (fact.subject, fact.other, fact.value, fact.begin or date.min)
        if fact.until is not None or end is None:
            yield (*key, fact.until or date.max, fact.origin, None)
            return
        if key[3] < end:
            yield (*key, end, fact.origin, None)
        if self.past_list:
            status = self.statuses.number(statuses.EXTRAPOLATED.format(day=_last_day(end)))
            yield (*key[:3], max(key[3], end), date.max, fact.origin, status)

    def _load_doubts(self, column: Column) -> None:
        load(
            self.connection,
            "doubt",
            _DOUBT_TYPES,
            [
                (
                    d.subject,
                    d.other,
                    d.begin or date.min,
                    d.until or date.max,
                    d.value,
                    self.statuses.number(d.status),
                )
                for d in column.doubts
            ],
        )

    def _translate(self, table: str, place: PlacedColumn, *, by_code: bool, keep: str) -> None:
        """From names of states to members: `fact_of_members` (a, b, …), cut to the days of the identities."""
        pair = bool(place.other) and not place.column.is_shared
        if by_code:
            second = "JOIN members y ON y.code = t.other" if pair else ""
            self.connection.execute(
                f"""CREATE TABLE {table}_of_members AS SELECT x.member AS a, {"y.member" if pair else 0} AS b,
                {keep}, begin, until FROM {table} t JOIN members x ON x.code = t.subject {second}"""
            )
            return
        second = "JOIN identity y ON y.entity = t.other" if pair else ""
        starts, ends = ("y.begin", "y.until") if pair else ("NULL::DATE", "NULL::DATE")
        self.connection.execute(
            f"""CREATE TABLE {table}_of_members AS SELECT * FROM (
                SELECT x.member AS a, {"y.member" if pair else 0} AS b, {keep},
                    greatest(t.begin, x.begin, {starts}) AS begin, least(t.until, x.until, {ends}) AS until
                FROM {table} t JOIN identity x ON x.entity = t.subject {second}) WHERE begin < until"""
        )

    def _make_silence(self, number: int, column: Column) -> None:
        """What silence means for each stretch of days of the rows: no, if the list is complete for all of them."""
        load(self.connection, "span", SPAN, span_rows(column.spans_of(()), self.statuses))
        self._execute(
            f"""CREATE TABLE silence_{number} AS SELECT w.begin, w.until, {silent_value(column)}
            FROM (SELECT DISTINCT begin, until FROM rows) w
            JOIN span s ON s.begin < w.until AND w.begin < s.until GROUP BY ALL"""
        )
        self._execute("DROP TABLE span")


_OVERLAPS = "f.begin < w.until AND w.begin < f.until"
_NOTHING = "SELECT 0 AS row, 0 AS status WHERE false"
_PASSING = ("fact", "doubt", "fact_of_members", "doubt_of_members", "holding", "doubted", "unidentified_row")
_CELLS = """SELECT row, value, status FROM holding
    UNION ALL SELECT row, value, status FROM doubted ANTI JOIN holding USING (row)
    UNION ALL SELECT row, NULL, status FROM unidentified_row
        ANTI JOIN holding USING (row) ANTI JOIN doubted USING (row)"""


def _holding(place: PlacedColumn, rule: YearRule, texts: Statuses) -> str:
    """The rows for which facts hold, with their values: row, value, status."""
    kind, number = place.description.kind, texts.number
    attested = number(statuses.HOLDS if kind == "binary" else statuses.ATTESTED)
    flagged = f"coalesce(CASE WHEN bool_and(flag IS NOT NULL) THEN max(flag) END, {attested})"
    matched = _matched(place)
    if kind == "binary" and rule.kind == "share":
        return f"""SELECT row, least(1, sum(days) / any_value(row_days)) AS value, {attested} AS status
            FROM ({_merged_days(place)}) GROUP BY row"""
    if kind == "binary":
        return f"SELECT row, 1 AS value, {flagged} AS status FROM ({matched}) GROUP BY row"
    if kind == "count":
        return f"SELECT row, count(DISTINCT value) AS value, {flagged} AS status FROM ({matched}) GROUP BY row"
    if kind == "list":
        return f"""SELECT row, string_agg(DISTINCT value, '; ' ORDER BY value) AS value, {flagged} AS status
            FROM ({matched}) GROUP BY row"""
    return _single_value(place, matched, attested, texts)


def _single_value(place: PlacedColumn, matched: str, attested: int, texts: Statuses) -> str:
    value = f"value::{SQL_TYPES[place.description.kind]}"
    if place.column.is_agreed:
        says = "origin || ' says ' || value"
        return f"""SELECT row, CASE WHEN count(DISTINCT {value}) = 1 THEN any_value({value}) END AS value,
                {attested} AS status, 'conflict: ' || string_agg(DISTINCT {says}, ', ' ORDER BY {says}) AS said
            FROM ({matched}) GROUP BY row"""
    changed = texts.number(statuses.CHANGED)
    return f"""SELECT row, arg_max({value}, begin) AS value,
            CASE WHEN count(DISTINCT value) > 1 THEN {changed} ELSE {attested} END AS status
        FROM ({matched}) GROUP BY row"""


def _matched(place: PlacedColumn) -> str:
    """The facts that meet the days of each row: row, value, origin, flag, begin."""
    if place.column.is_shared and place.other:
        return """SELECT w.row, f.value, f.origin, f.flag, f.begin FROM windows w JOIN (
                SELECT x.a, y.a AS b, x.value, x.origin, coalesce(x.flag, y.flag) AS flag,
                    greatest(x.begin, y.begin) AS begin, least(x.until, y.until) AS until
                FROM fact_of_members x JOIN fact_of_members y
                    ON x.value = y.value AND x.a <> y.a AND x.begin < y.until AND y.begin < x.until
            ) f ON w.a = f.a AND w.b = f.b AND f.begin < w.until AND w.begin < f.until"""
    return f"""SELECT w.row, f.value, f.origin, f.flag, f.begin
        FROM windows w JOIN fact_of_members f ON {_meets(place)} AND {_OVERLAPS}"""


def _meets(place: PlacedColumn) -> str:
    other = f" AND w.{place.other} = f.b" if place.other else ""
    return f"w.{place.subject} = f.a{other}"


def _merged_days(place: PlacedColumn) -> str:
    """The days of each row on which a column holds, in stretches: facts that overlap are merged first."""
    return f"""SELECT w.row, r.days AS row_days,
            (least(f.until, w.until) - greatest(f.begin, w.begin))::INTEGER AS days
        FROM windows w JOIN rows r USING (row) JOIN ({_MERGED}) f ON {_meets(place)} AND {_OVERLAPS}"""


_MERGED = """SELECT a, b, min(begin) AS begin, max(until) AS until FROM (
        SELECT *, sum(CASE WHEN begin <= reached THEN 0 ELSE 1 END) OVER (PARTITION BY a, b ORDER BY begin, until)
            AS island
        FROM (SELECT a, b, begin, until, max(until) OVER (PARTITION BY a, b ORDER BY begin, until
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM fact_of_members))
    GROUP BY a, b, island"""
"""Gaps and islands: a fact begins a new stretch unless an earlier one of the same members reaches it."""


def _doubted(place: PlacedColumn, number: int) -> str:
    """The rows in doubt. A denial counts only where it lasts for all days that count, and no list is complete."""
    return f"""SELECT w.row, CASE WHEN bool_and(f.value IS NOT NULL) THEN min(f.value) END AS value,
            coalesce(min(f.status) FILTER (f.value IS NULL), min(f.status)) AS status
        FROM windows w JOIN doubt_of_members f ON {_meets(place)} AND {_OVERLAPS}
        LEFT JOIN silence_{number} s ON s.begin = w.begin AND s.until = w.until
        WHERE f.value IS NULL OR (f.begin <= w.begin AND w.until <= f.until AND s.value IS NULL) GROUP BY w.row"""


def _unidentified(place: PlacedColumn) -> str:
    """The rows of a state that, on some of their days, the graph does not have or has twice."""
    sides = [place.subject, *([place.other] if place.other else [])]
    rows = " UNION ALL ".join(
        f"SELECT w.row, f.status FROM windows w JOIN unidentified f ON w.{side} = f.member AND {_OVERLAPS}"
        for side in sides
    )
    return f"SELECT row, min(status) AS status FROM ({rows}) GROUP BY row"


def _last_day(until: date) -> str:
    return date.fromordinal(until.toordinal() - 1).isoformat()
