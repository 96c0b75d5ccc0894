"""Literals with a language and a base direction (RDF 1.2) come out as they went in, in every format that has a place."""

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from westphalia.api.values import Text, read_term
from westphalia.errors import NotRepresentableError
from westphalia.export.write import WRITERS
from westphalia.rdf.formats import GRAPH_FORMATS, JSON, RDF_FORMATS, TSV, XML, RdfFormat, ResultFormat
from westphalia.rdf.rdflib_bridge import to_rdflib

LITERAL = ox.Literal("שלום", language="he", direction=ox.BaseDirection.RTL)
TRIPLE = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:x#p"), LITERAL)


@pytest.fixture
def holding(bare: FlaskClient) -> FlaskClient:
    assert bare.post("/sparql", data={"update": f"CLEAR ALL; INSERT DATA {{ {TRIPLE} }}"}).status_code == 204
    return bare


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_graphs_keep_the_direction(holding: FlaskClient, fmt: RdfFormat) -> None:
    body = holding.get("/gsp?default", headers={"Accept": fmt.media_types[0]}).data

    assert [quad.triple for quad in ox.parse(body, format=fmt.engine)] == [TRIPLE]
    put = holding.put("/gsp?graph=urn:g", data=body, headers={"Content-Type": fmt.media_types[0]})
    assert put.status_code == 201
    count = holding.get("/sparql", query_string={"query": f"ASK {{ GRAPH <urn:g> {{ {TRIPLE} }} }}", "format": "tsv"})
    assert count.text.strip() == "true"


@pytest.mark.parametrize("fmt", [JSON, XML, TSV], ids=lambda fmt: fmt.name)
def test_results_keep_the_direction(holding: FlaskClient, fmt: ResultFormat) -> None:
    body = holding.get("/sparql", query_string={"query": "SELECT ?o { ?s ?p ?o }", "format": fmt.name}).data

    assert [row["o"] for row in ox.parse_query_results(body, format=fmt.engine)] == [LITERAL]


@pytest.mark.parametrize("fmt", RDF_FORMATS, ids=lambda fmt: fmt.name)
def test_exports_keep_the_direction(fmt: RdfFormat) -> None:
    body = b"".join(WRITERS[fmt.name]([ox.Quad(*TRIPLE)]))

    assert [quad.triple for quad in ox.parse(body, format=fmt.engine)] == [TRIPLE]


def test_rows_in_python_have_the_direction() -> None:
    value = read_term({"type": "literal", "value": "שלום", "xml:lang": "he", "its:dir": "rtl"})

    assert isinstance(value, Text)
    assert (value, value.language, value.direction) == ("שלום", "he", "rtl")


def test_what_cannot_hold_a_direction_says_so() -> None:
    with pytest.raises(NotRepresentableError, match="base direction, which rdflib cannot hold"):
        to_rdflib([TRIPLE])
