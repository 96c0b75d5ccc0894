"""Tasks for a worker, as plain values that travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ..errors import WestphaliaError

TABLE = "table"
"""The format of SELECT answers for pages: JSON with `columns`, `rows` of terms, and `more` when rows are left out."""


class NotOfferedError(WestphaliaError):
    """The task names no format for the kind of result, `kind`, that its query has."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The result of the query is of the kind {kind}, for which the request names no format.")
        self.kind = kind


@dataclass(frozen=True)
class QueryTask:
    """Answer a query over the store in the folder `store`.

    `formats` says for each kind of answer (`bindings`, `boolean`, `graph`) the name of the format to write; a kind
    that is missing is refused. `default_graphs` and `named_graphs` are the query's dataset; None is the store's own
    default graph, or all its named graphs. `max_rows` cuts tables and graphs that a page shows.
    """

    name: ClassVar[str] = "query"

    store: str
    query: str
    formats: Mapping[str, str]
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str | None = None
    max_rows: int | None = None

    @property
    def body(self) -> bytes:
        """Nothing follows a query."""
        return b""


@dataclass(frozen=True)
class ParseTask:
    """Read RDF that a client sent, in the format with this name; the answer is the same as N-Quads.

    Relative IRIs resolve against `base`. Blank nodes get names that no other parsing gives.
    """

    name: ClassVar[str] = "parse"

    format: str
    body: bytes = field(repr=False)
    base: str | None = None


@dataclass(frozen=True)
class DumpTask:
    """Write the whole dataset in the folder `store`, in the format with this name."""

    name: ClassVar[str] = "dump"

    store: str
    format: str


Task = QueryTask | ParseTask | DumpTask


def to_json(task: Task) -> dict[str, Any]:
    """A task as JSON, without its body."""
    values = {key: value for key, value in vars(task).items() if key != "body"}
    return {"task": task.name, **values}


def from_json(values: dict[str, Any], body: bytes) -> Task:
    """The task again."""
    arguments = dict(values)
    name = arguments.pop("task")
    if name == ParseTask.name:
        return ParseTask(body=body, **arguments)
    if name == DumpTask.name:
        return DumpTask(**arguments)
    for name in ("default_graphs", "named_graphs"):
        arguments[name] = None if arguments[name] is None else tuple(arguments[name])
    return QueryTask(**arguments)
