"""The embedded store alone: what it answers without a query."""

import pyoxigraph as ox
import pytest

from westphalia.errors import QueryError
from westphalia.store import EmbeddedStore
from westphalia.views.select import is_mentioned

A, P, B, G = (ox.NamedNode(f"urn:{name}") for name in ("a", "p", "b", "g"))


@pytest.mark.parametrize("graph", [ox.DefaultGraph(), G])
def test_an_iri_is_mentioned_as_subject_or_object_in_any_graph(graph: ox.DefaultGraph | ox.NamedNode) -> None:
    engine = ox.Store()
    engine.add(ox.Quad(A, P, B, graph))
    store = EmbeddedStore(engine)

    assert [is_mentioned(store, node.value) for node in (A, B, P, G)] == [True, True, False, False]


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(QueryError, match="'no iri' is not an IRI"):
        EmbeddedStore(ox.Store()).mentions("no iri")
