"""Chains and cliques, which grow by nature: the closure is that of a plain computation, and all ways to it agree."""

from collections.abc import Iterable

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reason.conftest import examples, rules
from westphalia.reason.evaluation.equivalence import Equivalence, is_transitivity_of_equality
from westphalia.reason.materialize import close_quads

OWL = "http://www.w3.org/2002/07/owl#"
SAME = ox.NamedNode(OWL + "sameAs")
SUB = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def thing(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{number}")


def pairs(predicate: ox.NamedNode, edges: Iterable[tuple[int, int]]) -> set[tuple[str, str]]:
    """What is asserted and derived between things by a predicate."""
    quads = [ox.Quad(thing(a), predicate, thing(b), ox.NamedNode("urn:g")) for a, b in edges]
    closed = close_quads(quads, rules())
    derived = {(s, o) for s, p, o, _, _ in closed.triples if p == str(predicate)}
    return derived | {(str(thing(a)), str(thing(b))) for a, b in edges}


def components(edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    found: list[set[int]] = []
    for a, b in edges:
        joined = [part for part in found if a in part or b in part]
        found = [part for part in found if part not in joined] + [set().union({a, b}, *joined)]
    return found


@examples
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] != e[1]), min_size=1, max_size=14)
)
def test_things_that_are_the_same_are_all_the_same_as_each_other(edges) -> None:
    expected = {(a, b) for part in components(edges) for a in part for b in part if a != b}
    assert {pair for pair in pairs(SAME, edges) if pair[0] != pair[1]} == {
        (str(thing(a)), str(thing(b))) for a, b in expected
    }


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("shape", ["chain", "star"])
def test_a_large_clique_has_all_its_pairs(shape: str) -> None:
    size = 300
    edges = [(i, i + 1) if shape == "chain" else (0, i + 1) for i in range(size)]
    assert len({pair for pair in pairs(SAME, edges) if pair[0] != pair[1]}) == size * (size + 1)


@pytest.mark.slow
def test_a_long_chain_of_classes_has_all_its_pairs() -> None:
    size = 300
    assert len(pairs(SUB, [(i, i + 1) for i in range(size)])) == size * (size + 1) // 2


def test_equality_that_holds_for_a_time_is_joined_as_it_is() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE fact (s INTEGER, p INTEGER, o INTEGER, f INTEGER, u INTEGER)")
    connection.execute("INSERT INTO fact VALUES (1, 9, 2, -2147483648, 2147483647)")
    equality = Equivalence(connection, {"<http://www.w3.org/2002/07/owl#sameAs>": 9})

    assert not equality.refresh({9: 1})
    assert len(list(equality.ways(["fact", "fact"]))) == 2
    connection.execute("INSERT INTO fact VALUES (2, 9, 3, 0, 100)")
    assert equality.refresh({9: 1}), "what short cuts left out must be joined"
    assert list(equality.ways(["fact", "fact"])) == [["fact", "fact"]]


def test_the_rule_of_transitivity_is_known_by_its_patterns() -> None:
    assert [rule.name for rule in rules() if is_transitivity_of_equality(rule)] == ["eq-trans"]
