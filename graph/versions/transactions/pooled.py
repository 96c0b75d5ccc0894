"""The pattern of an update answered like a query: in a worker, within the limits of queries."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from ...rdf.formats import JSON
from ...sparql.complexity import QueryLimits
from ...sparql.update import Select, Solution, solutions
from ...workers import QueryTask, WorkerPool
from .writer import Answer


def answer_in_pool(pool: WorkerPool, limits: QueryLimits) -> Answer:
    """An `Answer` by the workers of `pool`; it raises what a query over a limit raises."""

    def answer(store: Path, select: Select) -> list[Solution]:
        limits.check(select.text)
        _, body = pool.collect(_task(store, select))
        results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(results, ox.QuerySolutions)
        return list(solutions(results, select))

    return answer


def _task(store: Path, select: Select) -> QueryTask:
    return QueryTask(
        str(store),
        select.text,
        {"bindings": JSON.name},
        select.default_graphs,
        select.named_graphs,
        select.base,
    )
