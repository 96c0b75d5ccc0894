"""Columns and dated statements made by hand, and the cells that they come to."""

from collections.abc import Sequence
from datetime import date

import duckdb

from westphalia.panels.assembly import Shape, assemble
from westphalia.panels.columns.column import Column, ColumnFact, Description, Doubt, Span
from westphalia.panels.source.dated_facts import DatedFact
from westphalia.panels.source.systems import StateSystem, SystemMembership, system_of
from westphalia.panels.units import read_unit, read_years
from westphalia.panels.year_rules import read_year_rule
from westphalia.rdf.namespaces import ID, WPH

BEGIN, END = date(1946, 1, 1), date(2010, 1, 1)
COMPLETE = (
    Span(date.min, BEGIN, "not covered: before 1946"),
    Span(BEGIN, END, "0 source complete", True),
    Span(END, date.max, "not covered: after 2009"),
)
SELECTED = (Span(date.min, date.max, "not known: list is a selection"),)


class Statements:
    """Dated statements by property; see `DatedFacts`."""

    def __init__(self, **properties: list[DatedFact]) -> None:
        self._properties = properties

    def of(self, relation: str) -> list[DatedFact]:
        return self._properties.get(relation, [])


def iri(name: str) -> str:
    """The IRI of a thing of the graph."""
    return f"{ID}{name}"


def codes(scheme: str, *entries: tuple[str, str, date | None, date | None]) -> Statements:
    """The statements about codes (code, entity, begin, until) of a scheme."""
    named = [(f"code-{n}", *entry) for n, entry in enumerate(entries)]
    return Statements(
        codeScheme=[DatedFact(name, str(WPH[scheme]), None, None) for name, *_ in named],
        codeText=[DatedFact(name, code, None, None) for name, code, *_ in named],
        codeOf=[DatedFact(name, iri(entity), begin, until) for name, _, entity, begin, until in named],
    )


def system(*spells: tuple[str, date, date], scheme: str = "", until: date = date(2017, 1, 1)) -> StateSystem:
    """A system with spells (code, begin, until); one that stops with the list is open."""
    return system_of(
        [SystemMembership(code, code.upper(), begin, end, is_open=end == until) for code, begin, end in spells],
        name="test",
        title="Test",
        begin=date(1816, 1, 1),
        until=until,
        scheme=scheme,
    )


def column(
    facts: Sequence[ColumnFact],
    spans: Sequence[Span] = COMPLETE,
    doubts: Sequence[Doubt] = (),
    *,
    name: str = "x",
    kind: str = "binary",
    subject: str = "dyad",
    is_directed: bool = False,
    **more,
) -> Column:
    """A column with these facts."""
    description = Description(name, name, name, kind, subject, is_directed=is_directed)
    return Column(description, facts, lambda _ends: tuple(spans), doubts, **more)


def fact(subject: str, other: str = "", begin=None, until=None, value: str = "", origin: str = "") -> ColumnFact:  # noqa: PLR0917 - as a row of a table
    """A fact about entities of the graph."""
    return ColumnFact(iri(subject), iri(other) if other else "", value, begin, until, origin)


def cells(
    states: StateSystem, unit: str, rule: str, first: int, last: int, *columns: Column, statements=None, past=False
):
    """The rows of a panel without the number of the row."""
    connection = duckdb.connect()
    shape = Shape(read_unit(unit), states, read_years(first, last), read_year_rule(rule), past)
    assemble(connection, shape, columns, statements or Statements())
    return connection.execute("SELECT * EXCLUDE row FROM panel ORDER BY row").fetchall()
