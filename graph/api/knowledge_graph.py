"""The graph as a Python user meets it: one class, wherever the graph is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ..errors import QueryError
from ..store import Store
from .labels import read_labels
from .results import QueryResult, run_query

if TYPE_CHECKING:
    from .backend import Backend

Day = date | str | None
"""A date, or its text: 2011-06-01, 2011-06 or 2011 (the first day); None is the graph's reference date."""


class KnowledgeGraph:
    """A graph, opened for reading with `westphalia.open()`.

    Every method takes names as people write them: a label (`"Kazakhstan"`), the last part of an IRI
    (`"kazakhstan"`, `"memberOf"`), a CURIE (`"id:kazakhstan"`) or an IRI. `at` is the date at which facts hold, as a
    `datetime.date` or as text: `"2011-06-01"`, `"2011-06"` or `"2011"` (the first day is meant); without it the
    graph's reference date, `graph.date`.

    It is its own context manager, which closes it at the end.

    >>> graph
    <KnowledgeGraph: version ..., as of ...>
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def version(self) -> str:
        """The name of the version that is read, to be cited beside the date."""
        return self._backend.version

    @property
    def date(self) -> date:
        """The reference date: facts are those of this date unless a method is given another with `at`."""
        return self._backend.reference

    def query(self, text: str, *, at: Day = None) -> QueryResult:
        """Answer a SPARQL query; the project's prefixes need no declaration.

        Raises QueryError when the query or the date is wrong.

        >>> graph.query("ASK { id:kazakhstan wph:memberOf id:csto }", at="2011-06-01")
        <QueryResult: true>
        >>> [(country.curie,) for (country,) in graph.query(
        ...     "SELECT ?country WHERE { ?country wph:memberOf id:csto } ORDER BY ?country LIMIT 1")]
        [('id:armenia',)]
        """
        return run_query(self.store(at), text, self.labels)

    def store(self, at: Day = None) -> Store:
        """The SPARQL store of a date, for what `query` does not give: other formats, a choice of graphs.

        Raises QueryError when the date is wrong.
        """
        return self._backend.store(read_date(at))

    def labels(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The labels, in English where there are some, of those IRIs that have one."""
        return read_labels(self.store(), iris)

    def close(self) -> None:
        """Let go of open files; the graph cannot be used afterwards."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: version {self.version}, as of {self.date.isoformat()}>"


def read_date(at: Day) -> date | None:
    """The date that `at` stands for.

    Raises QueryError for anything else.
    """
    if at is None or isinstance(at, date):
        return at
    if not isinstance(at, str):
        raise QueryError(f"{at!r} is not a date; expected a datetime.date or text such as '2011-06-01'.")
    from ..versions.day_snapshots import read_day  # noqa: PLC0415 - loads the reasoner

    return read_day(at)
