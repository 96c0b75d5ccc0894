"""A store to query and a pool that answers, shared by the tests of the pool."""

from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest

from westphalia.workers import PoolLimits, QueryTask, WorkerPool

ROWS = 20_000
FORMATS = {"bindings": "json", "boolean": "json", "graph": "ntriples"}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("pool") / "store")
    store = ox.Store(folder)
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p"), ox.Literal(number)) for number in range(ROWS)
    )
    store.extend([ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x"), ox.NamedNode("urn:g"))])
    store.flush()
    return folder


@pytest.fixture(scope="session")
def task(store: str) -> Callable[..., QueryTask]:
    def make(query: str, **arguments: object) -> QueryTask:
        return QueryTask(**{"store": store, "query": query, "formats": FORMATS, **arguments})

    return make


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(PoolLimits(workers=2, seconds=120, queue_seconds=120, memory_mb=400))
    yield pool
    pool.close()
