"""Updates evaluated twice: in this process, and as the service does it, by its writer and its workers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import memory_folder
from westphalia.rdf.namespaces import PREFIXES
from westphalia.sparql.complexity import QueryLimits
from westphalia.sparql.federation import Fetcher, answer_services
from westphalia.sparql.update import PLAIN, Change, Evaluation, Load, RequestOptions, refuse_load
from westphalia.versions.folders import current_folder
from westphalia.versions.transactions import PlainDataset, Writer, answer_in_pool, create_plain_store
from westphalia.workers import WorkerPool

LIMITS = QueryLimits(100_000, 200, 1_000)


@dataclass(frozen=True)
class Dataset:
    """What a store holds, empty graphs too."""

    quads: list[ox.Quad]
    graphs: set[object] = field(default_factory=set)

    @classmethod
    def of(cls, store: ox.Store) -> "Dataset":
        return cls(list(store), set(store.named_graphs()))

    def canonical(self, *, empty_graphs: bool = True) -> tuple[set[str], set[str]]:
        """The quads with blank nodes named by RDFC-1.0, and the names of the graphs."""
        dataset = ox.Dataset(self.quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return {str(quad) for quad in dataset}, {str(graph) for graph in self.graphs if empty_graphs}


Update = Callable[..., tuple[Dataset, Change]]
"""Carries out an update on some quads: (quads, text, options=…, load=…, fetcher=…) -> the dataset then, the change."""


def update_here(
    quads: Iterable[ox.Quad],
    text: str,
    options: RequestOptions | None = None,
    load: Load = refuse_load,
    fetcher: Fetcher | None = None,
) -> tuple[Dataset, Change]:
    store = ox.Store()
    store.extend(quads)
    evaluation = Evaluation(store, PLAIN, options=options, load=load)
    evaluation.update(text if fetcher is None else answer_services(text, fetcher, PREFIXES))
    return Dataset.of(store), evaluation.change


def service_update(pool: WorkerPool) -> Update:
    """An update by the writer of a plain store, its WHERE answered by the workers of `pool`."""

    def update(
        quads: Iterable[ox.Quad],
        text: str,
        options: RequestOptions | None = None,
        load: Load = refuse_load,
        fetcher: Fetcher | None = None,
    ) -> tuple[Dataset, Change]:
        with memory_folder() as folder:
            create_plain_store(folder, quads)
            writer = Writer(folder, PlainDataset(), load=load, answer=answer_in_pool(pool, LIMITS))
            admitted = text if fetcher is None else answer_services(text, fetcher, PREFIXES)

            def act(evaluation: Evaluation) -> Change:
                evaluation.update(admitted)
                return evaluation.change

            written = writer.write(act, options=options)
            writer.close()
            return Dataset.of(published(folder)), written.result

    return update


def published(folder: Path) -> ox.Store:
    return ox.Store.read_only(str(current_folder(folder) / "store"))


@pytest.fixture(params=["in this process", pytest.param("as the service", marks=pytest.mark.processes)])
def update(request: pytest.FixtureRequest) -> Iterator[Update]:
    """An update, carried out in each way that there is."""
    if request.param == "in this process":
        return update_here
    return service_update(request.getfixturevalue("worker_pool"))
