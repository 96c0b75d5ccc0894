"""A column of a panel: what it means, its dated values, and for which days silence means no.

`ColumnSource` is what anything that gives columns implements: the graph, a query, an importer of a dataset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

Kind = Literal["binary", "count", "list", "number", "text"]
"""What a cell holds: 0 or 1, how many, their names, a measured number, a text."""
Subject = Literal["state", "dyad", "organization", "treaty"]
"""What a value is about: a state, a state and another, an organization, a treaty."""


@dataclass(frozen=True)
class Description:
    """The codebook entry of a column.

    `name` is that of the user, with its parameter (`member:nato`). `is_directed` says that the value of A towards B
    may differ from that of B towards A. `source_keys` are the sources that it rests on. `properties` are the terms of
    the ontology that it is read from. `values` says in words what the cells may hold, `coverage` for what time.
    """

    name: str
    title: str
    definition: str
    kind: Kind
    subject: Subject
    is_directed: bool = False
    unit: str = ""
    values: str = ""
    coverage: str = ""
    properties: tuple[str, ...] = ()
    source_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnFact:
    """A dated value: of `subject`, or of `subject` towards `other`; None are open ends.

    Of a binary column the value is empty, of a count and a list it is what is counted, of a number its text.
    `origin` is who says so, where that matters.
    """

    subject: str
    other: str
    value: str
    begin: date | None
    until: date | None
    origin: str = ""


@dataclass(frozen=True)
class Doubt:
    """Days on which it is not known, or is denied, whether the column holds, with the status that says why.

    `value` is what the cell then holds: None, or 0 where a source records that it does not hold.
    """

    subject: str
    other: str
    begin: date | None
    until: date | None
    status: str
    value: int | None = None


@dataclass(frozen=True)
class Span:
    """What silence means on the half-open days [begin, until): no if `is_complete`, else nothing, with a status."""

    begin: date
    until: date
    status: str
    is_complete: bool = False


Statement = tuple[str, str, str]
"""Subject, property and object, as IRIs."""
StatementOf = Callable[[str, str, str], Statement]
"""The statement behind a value of a subject, towards another (empty: of one thing)."""
SpansOf = Callable[[tuple[str, ...]], tuple[Span, ...]]
"""The spans for a column as a whole (no ends), or for things that its lists treat apart; every day has one."""


@dataclass(frozen=True)
class Column:
    """A column with its values.

    `scheme` is the code scheme by which facts name states (`cowStateNumber`); empty, by IRIs of the graph. `scopes`
    are the things for which `spans_of` answers differently. `confirmed_until` is the first day that no list covers:
    what has no end is not known to hold from then on.
    """

    description: Description
    facts: Sequence[ColumnFact]
    spans_of: SpansOf
    doubts: Sequence[Doubt] = ()
    scopes: frozenset[str] = field(default=frozenset())
    scheme: str = ""
    confirmed_until: date | None = None
    is_agreed: bool = False
    """Whether values that differ at one time are a conflict of sources, and not one after the other."""
    statement_of: StatementOf | None = None
    """Which statement of the graph a cell rests on; None where it rests on none."""
    is_shared: bool = False
    """Whether a dyad has what both of its states have: facts are then of one state each."""


class ColumnSource(Protocol):
    """Something that gives columns by name."""

    def offers(self) -> Iterable[Description]:
        """The columns, with a word such as `<organization>` where a parameter goes."""
        ...

    def read(self, name: str) -> Column | None:
        """The column of that name, None where it has no such column.

        Raises QueryError for a parameter that stands for nothing.
        """
        ...


def always(status: str, *, is_complete: bool = False) -> SpansOf:
    """The same span for all days."""
    span = Span(date.min, date.max, status, is_complete)
    return lambda _ends: (span,)
