"""Chains and cliques whose closure would take too long are refused before it is derived; large data is not."""

from collections.abc import Iterable, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import silent
from tests.reason.conftest import EX, examples, quads, rules
from westphalia.errors import ReasoningError
from westphalia.reason.evaluation import growth
from westphalia.reason.evaluation.growth import Estimate, composes, estimate
from westphalia.reason.materialize import close_quads

TRANSITIVE = ":leadsTo a owl:TransitiveProperty .\n"
Edges = Sequence[tuple[int, int]]


@pytest.fixture(autouse=True)
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "MOST_STEPS", 1_000)
    monkeypatch.setattr(growth, "MOST_SAME", 400)
    monkeypatch.setattr(growth, "LARGEST_MEAN", 5)


def related(prop: str, edges: Iterable[tuple[int, int]]) -> str:
    return "".join(f":x{a} {prop} :x{b} .\n" for a, b in edges)


def chain(length: int) -> Edges:
    return [(number, number + 1) for number in range(length)]


def star(size: int) -> Edges:
    return [(0, number) for number in range(1, size)]


def test_a_long_chain_is_refused_before_anything_is_derived() -> None:
    said: list[str] = []

    with pytest.raises(ReasoningError) as refused:
        close_quads(quads(TRANSITIVE + related(":leadsTo", chain(40))), rules(), said.append)

    assert str(refused.value) == (
        f"{EX}leadsTo is transitive, and its statements about 40 things make chains or groups so long that about "
        "820 pairs would follow, in about 11,000 steps; expected at most 1,000 steps. Shorten them, or state the "
        "pairs that are needed with a property that is not transitive."
    )
    assert not any("820" in sentence for sentence in said)


def test_a_chain_of_classes_is_refused() -> None:
    with pytest.raises(ReasoningError, match="rdfs:subClassOf is transitive"):
        close_quads(quads(related("rdfs:subClassOf", chain(40))), rules())


def test_a_chain_that_follows_by_other_rules_is_refused_when_it_is_there() -> None:
    text = TRANSITIVE + ":before rdfs:subPropertyOf :leadsTo .\n" + related(":before", chain(40))

    with pytest.raises(ReasoningError, match=f"{EX}leadsTo is transitive"):
        close_quads(quads(text), rules())


def test_a_group_in_which_everything_leads_to_everything_is_refused() -> None:
    text = TRANSITIVE + ":leadsTo a owl:SymmetricProperty .\n" + related(":leadsTo", star(25))

    with pytest.raises(ReasoningError, match="about 620 pairs would follow, in about 16,000 steps"):
        close_quads(quads(text), rules())


def test_things_that_are_the_same_are_counted_by_pairs_alone() -> None:
    close_quads(quads(related("owl:sameAs", star(18))), rules())

    with pytest.raises(
        ReasoningError, match=r"owl:sameAs is transitive.*about 620 pairs.*expected at most 400 pairs"
    ):
        close_quads(quads(related("owl:sameAs", star(25))), rules())


def test_much_data_in_short_chains_is_no_reason_to_refuse() -> None:
    text = TRANSITIVE + "".join(
        f":a{n} :leadsTo :b{n} . :b{n} :leadsTo :c{n % 7} . :c{n % 7} :leadsTo :d .\n" for n in range(400)
    )

    closed = close_quads(quads(text), rules(), silent)

    assert sum(p == f"<{EX}leadsTo>" for _, p, *_ in closed.triples) == 3 * 400


def test_a_chain_within_the_limit_is_closed() -> None:
    closed = close_quads(quads(TRANSITIVE + related(":leadsTo", chain(15))), rules())

    assert sum(p == f"<{EX}leadsTo>" for _, p, *_ in closed.triples) == 15 * 14 // 2


def test_the_rules_that_are_watched() -> None:
    assert {rule.name for rule in rules() if composes(rule)} >= {"prp-trp", "eq-trans", "scm-sco", "scm-spo"}


@examples
@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] != e[1]), min_size=1))
def test_the_estimate_of_a_small_graph_is_exact(edges: set[tuple[int, int]]) -> None:
    closed = set(edges)
    while more := {(a, d) for (a, b), (c, d) in product(closed, repeat=2) if b == c} - closed:
        closed |= more
    steps = sum(b == c for (_, b), (c, _) in product(closed, repeat=2))

    assert estimate(sorted(edges)) == Estimate(len({a for a, _ in edges}), len(closed), steps)


def test_the_estimate_of_a_large_graph_stops_searching_and_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "_VISITS", 200_000)

    expected = estimate(chain(2_000))

    assert expected.sources == 2_000
    assert expected.pairs == pytest.approx(2_000 * 2_001 / 2, rel=0.15)
    assert expected.steps == pytest.approx(2_000**3 / 6, rel=0.15)
