"""Admission: what a query would cost to plan is counted from its tokens; what is over a limit is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.errors import TooComplexError, TooLongError
from westphalia.settings import PROJECT_ROOT
from westphalia.sparql.complexity import QueryLimits, measure

LIMITS = QueryLimits(bytes=10_000, depth=50, patterns=200)


@pytest.mark.parametrize(
    ("query", "depth", "patterns"),
    [
        ("ASK {}", 1, 1),
        ("ASK { ?s ?p ?o . ?o ?q 1.5 ; a ?t , ?u }", 1, 4),
        ("ASK { ?s ?p (1 2 3) }", 2, 7),
        ("ASK { [ a [] ] ?p ?o }", 3, 3),
        ("ASK { ?s (^a|b)/c* ?o }", 2, 8),
        ("ASK { FILTER(?a IN (1, 2, 3, 4)) }", 3, 1),
        ("ASK { FILTER <urn:f>(1, 2, 3) ?s ?p (1 2) }", 2, 5),
        ("ASK { BIND(CONCAT('a', 'b', ('c')) AS ?x) }", 4, 1),
        ("SELECT (COUNT(*) AS ?n) (SUM(?a + 1) AS ?m) { } GROUP BY (?a) (?b) HAVING (?n > 1)", 2, 1),
        ("ASK { VALUES ?x { 1 2 3 4 } VALUES (?x ?y) { (1 2) (3 4) } }", 3, 1),
        ("CONSTRUCT { ?a ?b ?c . ?c ?b ?a . [] a (1 2) } { ?a ?b ?c }", 2, 2),
        ("ASK { ?s ?p 'a . b ; { (' } # . . . {{{", 1, 1),
    ],
)
def test_nesting_and_patterns_are_counted(query: str, depth: int, patterns: int) -> None:
    found = measure(query)

    assert (found.depth, found.patterns) == (depth, pytest.approx(patterns, abs=1))


@pytest.mark.parametrize(
    ("query", "error", "words"),
    [
        ("ASK {} #" + "é" * 5000, TooLongError, "is 10008 bytes long; the limit here is 10000"),
        ("ASK " + "{" * 51 + "}" * 51, TooComplexError, "nests 51 brackets; the limit here is 50"),
        ("ASK { FILTER(" + "(" * 60 + "1" + ")" * 60 + ") }", TooComplexError, "nests 62 brackets"),
        ("ASK { ?s ?p (" + "1 " * 200 + ") }", TooComplexError, "about 401 triple patterns"),
        ("ASK {" + "[] a [] ." * 150 + "}", TooComplexError, "triple patterns"),
        ("ASK { ?s " + "/".join(["<urn:p>"] * 300) + " ?o }", TooComplexError, "triple patterns"),
        ("ASK {" + "{} UNION " * 300 + "{} }", TooComplexError, "triple patterns"),
    ],
)
def test_what_is_over_a_limit_is_refused_with_the_limit(query: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        LIMITS.check(query)

    assert words in str(raised.value)


@pytest.mark.parametrize(
    "query",
    [
        "ASK {" + "?s ?p ?o . " * 100 + "}",
        "ASK { VALUES ?x {" + "1 " * 2000 + "} }",
        "ASK { FILTER(?x IN (" + ", ".join("1" * 500) + ")) }",
        "CONSTRUCT {" + "?s ?p ?o . " * 300 + "} { ?s ?p ?o }",
    ],
)
def test_what_is_long_but_cheap_is_let_in(query: str) -> None:
    LIMITS.check(query)


def test_every_query_of_the_project_is_far_below_the_limits() -> None:
    paths = list((PROJECT_ROOT / "queries").rglob("*.rq"))
    assert paths
    for path in paths:
        assert measure(path.read_text(encoding="utf-8")).patterns <= 100, path


@given(st.text(alphabet="(){}[].;,<>'\"\\#?:a1 \n|^/", max_size=300))
def test_any_text_is_measured(text: str) -> None:
    found = measure(text)

    assert 0 <= found.depth <= len(text)
    assert found.patterns <= 3 * len(text)


@given(st.text(alphabet="(){}[].;,<>'\"#?:a1 \n|^/", max_size=200))
def test_the_quick_look_never_lets_in_what_the_count_refuses(text: str) -> None:
    limits = QueryLimits(bytes=1000, depth=3, patterns=12)
    found = measure(text)
    if found.depth > 3 or found.patterns > 12:
        with pytest.raises(TooComplexError):
            limits.check(text)
    else:
        limits.check(text)
