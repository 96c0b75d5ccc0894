"""Loading in pieces, with breaks."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import silent
from westphalia.errors import StoreError
from westphalia.replication import Piece, load_pieces, pieces_of, skolemized
from westphalia.store import WritableEmbeddedStore, select


def triples(count: int) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(f"urn:{n:03}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in range(count)]


def pieces(count: int = 10) -> list[Piece]:
    return [*pieces_of("urn:g", triples(count), size=3), *pieces_of(None, triples(2), size=3)]


def size(store: WritableEmbeddedStore, where: str = "GRAPH ?g { ?s ?p ?o }") -> int:
    return len(select(store, f"SELECT * {{ {where} }}"))


class Breaking(WritableEmbeddedStore):
    """Goes away after so many pieces; the last one arrives, but nobody hears of it."""

    left = 0

    def add(self, graph: str | None, triples: object) -> None:
        super().add(graph, triples)
        self.left -= 1
        if self.left == 0:
            raise StoreError("gone")


def test_a_graph_is_cut_into_bounded_pieces() -> None:
    assert [(piece.graph, piece.first, len(piece.triples)) for piece in pieces()] == [
        ("urn:g", True, 3),
        ("urn:g", False, 3),
        ("urn:g", False, 3),
        ("urn:g", False, 1),
        (None, True, 2),
    ]
    assert [piece.first for piece in pieces_of("urn:empty", [])] == [True]


@pytest.mark.parametrize("breaks_after", [1, 2, 3, 4, 5])
def test_a_load_that_broke_off_goes_on_where_it_stopped(tmp_path: Path, breaks_after: int) -> None:
    store, state = Breaking.create(), tmp_path / "state.json"
    store.left = breaks_after
    with pytest.raises(StoreError):
        load_pieces(store, "one", pieces(), state, silent)
    sent = load_pieces(store, "one", pieces(), state, silent)

    assert sent == sum(len(piece.triples) for piece in pieces()[breaks_after - 1 :])
    assert (size(store), size(store, "?s ?p ?o")) == (10, 2)


def test_another_load_replaces_the_first(tmp_path: Path) -> None:
    store, told, state = WritableEmbeddedStore.create(), [], tmp_path / "state.json"
    load_pieces(store, "one", pieces(10), state, told.append)
    load_pieces(store, "two", pieces(4), state, silent)

    assert size(store) == 4
    assert told[-1] == "Loaded 12 triples …"
    assert load_pieces(store, "two", pieces(4), state, silent) == 0
    state.write_text("broken")
    assert load_pieces(store, "two", pieces(4), state, silent) == 6
    assert size(store) == 4


def test_blank_nodes_get_names_by_which_they_are_the_same_everywhere() -> None:
    node = ox.BlankNode("b1")
    inner = ox.Triple(node, ox.NamedNode("urn:p"), node)
    quad = skolemized(ox.Quad(node, ox.NamedNode("urn:p"), inner, ox.NamedNode("urn:g")))

    assert "_:" not in str(quad)
    assert str(quad).count("<https://w3id.org/westphalia/.well-known/genid/b1>") == 3
