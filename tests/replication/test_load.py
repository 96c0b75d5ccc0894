"""Loading in pieces, with breaks."""

import json
import threading
from itertools import count
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import silent
from westphalia.errors import StoreError
from westphalia.replication import Piece, load_pieces, pieces_of, skolemized
from westphalia.store import WritableEmbeddedStore, select


def triples(count: int) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(f"urn:{n:03}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in range(count)]


def lines(count: int) -> list[bytes]:
    return [f"{triple} .\n".encode() for triple in triples(count)]


def pieces(count: int = 10) -> list[Piece]:
    """In pieces of three triples each."""
    size = 3 * len(lines(1)[0])
    return [*pieces_of("urn:g", lines(count), size), *pieces_of(None, lines(2), size)]


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
    assert [(piece.graph, piece.first, piece.triples) for piece in pieces()] == [
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
    recorded = json.loads(state.read_text()) if state.exists() else {"pieces": 0, "beyond": []}
    there = {*range(1, recorded["pieces"] + 1), *recorded["beyond"]}
    sent = load_pieces(store, "one", pieces(), state, silent)

    assert len(there) >= breaks_after - 1
    assert sent == sum(piece.triples for number, piece in enumerate(pieces(), start=1) if number not in there)
    assert (size(store), size(store, "?s ?p ?o")) == (10, 2)


def test_pieces_travel_side_by_side_but_never_before_the_one_that_empties_their_graph(tmp_path: Path) -> None:
    arrived: list[tuple[str | None, bool]] = []
    together, added = threading.Barrier(2, timeout=10), count()

    class Recording(WritableEmbeddedStore):
        def load(self, graph: str | None, document: bytes, *, replacing: bool) -> None:
            super().load(graph, document, replacing=replacing)
            arrived.append((graph, replacing))
            if not replacing and next(added) < 2:
                together.wait()  # broken where pieces come one by one

    load_pieces(Recording.create(), "one", pieces(), tmp_path / "state.json", silent)

    own = [replacing for graph, replacing in arrived if graph == "urn:g"]
    assert own == [True, False, False, False]


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
