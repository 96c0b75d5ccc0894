"""W3C update evaluation tests, in this process and as the service evaluates them."""

from typing import Any

import pyoxigraph as ox
import pytest

from tests.sparql.conftest import Dataset, Update
from tests.sparql.w3c.suite import LABEL, MF, UT, Entry, entries, needs_suite, parameters, quads_of, text_of
from westphalia.errors import QueryError
from westphalia.sparql.federation import AllowedHosts, Fetcher
from westphalia.sparql.update import RequestOptions

CASES = entries("UpdateEvaluationTest")
BASE = "http://example.org/base/"

pytestmark = needs_suite


def test_every_case_is_there() -> None:
    assert len(CASES) == 102 - 8  # the others are syntax tests


@pytest.mark.parametrize("entry", parameters(CASES))
def test_update(update: Update, entry: Entry) -> None:
    action, result = (entry.manifest.value(entry.node, f"{MF}{name}") for name in ("action", "result"))
    request = text_of(entry.manifest.value(action, f"{UT}request"))
    ours, _ = update(state(entry, action).quads, request, RequestOptions(base=BASE), unreachable, nobody())

    assert ours.canonical(empty_graphs=False) == state(entry, result).canonical(empty_graphs=False)


def state(entry: Entry, node: Any) -> Dataset:
    """The dataset that a case begins or ends with."""
    quads = [quad for data in entry.manifest.objects(node, f"{UT}data") for quad in quads_of(data, ox.DefaultGraph())]
    for graph in entry.manifest.objects(node, f"{UT}graphData"):
        name = ox.NamedNode(entry.manifest.value(graph, LABEL).value)
        quads += quads_of(entry.manifest.value(graph, f"{UT}graph"), name)
    return Dataset(quads)


def unreachable(address: str) -> list[ox.Triple]:
    """LOAD of a document that is not there, as the cases of SILENT have it."""
    raise QueryError(f"<{address}> cannot be reached.")


def nobody() -> Fetcher:
    """SERVICE of a server that is not there: no host is allowed."""
    return Fetcher(AllowedHosts(()))
