"""The triple patterns of a WHERE clause, in the order in which they are written."""

import pytest

from westphalia.sparql.patterns import prologue_of, triple_patterns


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "ASK { ?s a wph:State ; wph:borders/wph:borders ?o }",
            ["?s a wph:State", "?s wph:borders/wph:borders ?o"],
        ),
        ("SELECT * { ?s ?p ?o, ?q ; ?r 1 . }", ["?s ?p ?o", "?s ?p ?q", "?s ?r 1"]),
        ("SELECT * { ?s a wph:A OPTIONAL { ?s a wph:B } ?s a wph:C }", ["?s a wph:A", "?s a wph:C"]),
        ("SELECT * { FILTER NOT EXISTS { ?s a wph:B } ?s a wph:C }", ["?s a wph:C"]),
        ("SELECT * { { ?s a wph:A } UNION { ?s a wph:B } ?s a wph:C }", ["?s a wph:C"]),
        ("SELECT * { { SELECT ?s { ?s a wph:A } } ?s a wph:C }", ["?s a wph:C"]),
        ("SELECT * { VALUES ?s { id:a id:b } ?s a wph:C }", ["?s a wph:C"]),
        ("SELECT * { BIND(id:a AS ?s) ?s a wph:C }", ["?s a wph:C"]),
        ("SELECT * { ?z ^wph:p+|wph:q? [ a wph:X ; wph:y ?w ] }", ["?z ^wph:p+|wph:q? [ a wph:X ; wph:y ?w ]"]),
        (
            'SELECT * { ?s wph:n "x"@en , "1"^^xsd:int, (1 2) }',
            ['?s wph:n "x"@en', '?s wph:n "1"^^xsd:int', "?s wph:n ( 1 2 )"],
        ),
        ("CONSTRUCT { ?s a <urn:new> } WHERE { ?s a wph:A }", ["?s a wph:A"]),
        ("SELECT * { ?s a wph:A # } ?s a wph:B\n }", ["?s a wph:A"]),
        ("DESCRIBE id:a", []),
        ("SELECT * { ?s a", []),
    ],
)
def test_patterns_that_every_solution_matches_are_read_in_order(query: str, expected: list[str]) -> None:
    assert [pattern.text for pattern in triple_patterns(query)] == expected


def test_a_pattern_keeps_the_graph_around_it() -> None:
    found = triple_patterns("SELECT * { GRAPH ?g { ?s a wph:A } GRAPH graph:history { ?x ?y ?z } ?s ?t ?u }")

    assert [pattern.graph for pattern in found] == ["?g", "graph:history", ""]
    assert found[1].group == "GRAPH graph:history { ?x ?y ?z }"


def test_the_prologue_is_what_stands_before_the_query() -> None:
    assert prologue_of("PREFIX x: <urn:x> BASE <urn:y> ASK { ?s a x:a }") == "PREFIX x: <urn:x> BASE <urn:y>"
