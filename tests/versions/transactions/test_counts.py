"""Counts of a report: a triple is asserted once, in however many graphs it stands."""

import pyoxigraph as ox
import pytest

from westphalia.sparql.update import Change, apply
from westphalia.versions.transactions.counts import growth

FIRST, SECOND, DERIVED = (ox.NamedNode(f"urn:{name}") for name in ("first", "second", "derived"))


def quad(number: int, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p"), ox.Literal("o"), graph)


@pytest.mark.parametrize(
    ("change", "more"),
    [
        (Change(added=frozenset({quad(9, FIRST), quad(9, SECOND)})), 1),
        (Change(added=frozenset({quad(1, SECOND)})), 0),
        (Change(added=frozenset({quad(3, FIRST)})), 1),
        (Change(removed=frozenset({quad(2, FIRST)})), 0),
        (Change(removed=frozenset({quad(2, FIRST), quad(2, SECOND)}), dropped=frozenset({SECOND})), -1),
        (Change(added=frozenset({quad(1, SECOND)}), removed=frozenset({quad(1, FIRST)})), 0),
    ],
    ids=["in-two-graphs", "said-again", "derived-before", "still-elsewhere", "nowhere-else", "moved"],
)
def test_growth_counts_triples_not_quads(change: Change, more: int) -> None:
    store = ox.Store()
    store.extend([quad(1, FIRST), quad(2, FIRST), quad(2, SECOND), quad(3, DERIVED)])
    apply(store, change)

    assert growth(store, change, lambda graph: graph != DERIVED) == more
