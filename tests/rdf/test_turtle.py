"""Turtle for people: the same triples, names first, nodes where they belong, long lists one a line."""

import hypothesis.strategies as st
import pyoxigraph as ox
import pytest
from hypothesis import given

from westphalia.rdf.turtle import turtle_lines

PREFIXES = {
    "e": "https://example.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def read(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def written(triples: list[ox.Triple]) -> str:
    return "\n".join(turtle_lines(triples, PREFIXES)) + "\n"


def canonical(triples: list[ox.Triple]) -> set[str]:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def laid_out(text: str) -> str:
    """The document without its prefixes."""
    return written(read(HEAD + text)).partition("\n\n")[2]


def test_names_stand_before_other_statements_and_kinds_together() -> None:
    text = laid_out('e:b a e:Town . e:a a e:Land ; e:area 1 ; rdfs:label "A"@en . e:c a e:Town .')

    assert text == (
        '# e:Land\n\ne:a a e:Land ;\n    rdfs:label "A"@en ;\n    e:area 1 .\n\n'
        "# e:Town\n\ne:b a e:Town .\n\ne:c a e:Town .\n"
    )


def test_many_objects_stand_one_a_line_in_order() -> None:
    text = laid_out("e:a e:near " + ", ".join(f"e:place-{number:02}" for number in range(20, 0, -1)) + " .")

    assert text.splitlines()[:3] == ["e:a e:near", "        e:place-01,", "        e:place-02,"]
    assert text.endswith("e:place-20 .\n")


def test_an_opaque_iri_has_its_name_as_a_comment() -> None:
    text = laid_out('e:a e:near e:x17, e:oslo . e:x17 rdfs:label "Bergen"@en . e:oslo rdfs:label "Oslo"@en .')

    assert "        e:x17  # Bergen\n" in text.replace(",", "").replace(" .", "")
    assert "# Oslo" not in text


def test_nodes_and_lists_stand_where_they_are_referred_to() -> None:
    assert laid_out("e:a e:of [ e:b ( 1 [ e:c 2 ] ) ] .") == "e:a e:of [ e:b ( 1 [ e:c 2 ] ) ] .\n"


NODES = [ox.BlankNode(f"b{number}") for number in range(5)]
IRIS = [ox.NamedNode(f"https://example.org/{name}") for name in ("a", "b.c", "1", "x/y", "q~")]
PROPERTIES = [ox.NamedNode(f"{PREFIXES['rdf']}{name}") for name in ("first", "rest", "type")] + IRIS[:1]
LITERALS = [
    ox.Literal('a\n"#\0'),
    ox.Literal("x", language="en"),
    ox.Literal(5),
    ox.Literal(1.5),
    ox.Literal(value=True),
]
NIL = ox.NamedNode(f"{PREFIXES['rdf']}nil")
TRIPLES = st.builds(
    ox.Triple,
    st.sampled_from(NODES + IRIS),
    st.sampled_from(PROPERTIES),
    st.sampled_from([*NODES, *IRIS, *LITERALS, NIL]),
)


@given(st.lists(TRIPLES, max_size=14))
def test_any_triples_are_read_again(triples: list[ox.Triple]) -> None:
    """Circles, lists with two heads, nodes that are referred to twice and nodes of which nothing is stated too."""
    assert canonical(read(written(triples))) == canonical(list(dict.fromkeys(triples)))


@pytest.mark.parametrize("link", ["e:p", "rdf:rest"])
def test_what_is_nested_deeply_is_written(link: str) -> None:
    chain = "".join(f"_:n{number} {link} _:n{number + 1} .\n" for number in range(3000))
    triples = read(f"{HEAD}e:a e:p _:n0 .\n{chain}")

    assert len(read(written(triples))) == len(triples)
