"""Any character that RDF allows, through the graph store in every format and out in every format of graphs and results."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.unicode_terms import TRICKY, iris, literals
from westphalia.rdf.formats import RESULT_FORMATS, UPLOAD_FORMATS, RdfFormat

Terms = list[ox.Literal | ox.NamedNode]

GRAPH = ox.NamedNode("urn:unicode")
ADDRESS = f"/gsp?graph={GRAPH.value}"
PREDICATE = ox.NamedNode("urn:test:p")
SELECT = f"SELECT ?s ?o {{ GRAPH {GRAPH} {{ ?s ?p ?o }} }}"
SPARQL_XML = "{http://www.w3.org/2005/sparql-results#}"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
ALL_TRICKY: Terms = [ox.Literal(text) for text in TRICKY]

quick = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def triples(terms: Terms) -> set[ox.Triple]:
    """One triple for each term, whose subject says which it is."""
    return {ox.Triple(ox.NamedNode(f"urn:test:{i}"), PREDICATE, term) for i, term in enumerate(terms)}


def in_xml(terms: Terms) -> bool:
    """Whether XML 1.0 can carry every character (section 2.2), a carriage return as a reference."""

    def allowed(code: int) -> bool:
        return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    return all(allowed(ord(character)) for term in terms for character in term.value)


def store(client: FlaskClient, terms: Terms, fmt: RdfFormat, method: str) -> None:
    client.delete(ADDRESS)
    body = ox.serialize(triples(terms), format=fmt.engine)
    response = client.open(ADDRESS, method=method, data=body, content_type=fmt.media_types[0])
    assert response.status_code == 201, (fmt.name, response.text)


def read_json(body: bytes) -> dict[str, tuple[str, str, str]]:
    return {row["s"]["value"]: _of_json(row["o"]) for row in json.loads(body)["results"]["bindings"]}


def _of_json(cell: dict[str, str]) -> tuple[str, str, str]:
    return cell["value"], cell.get("xml:lang", ""), cell.get("datatype", "")


def read_xml(body: bytes) -> dict[str, tuple[str, str, str]]:
    rows = {}
    for result in ET.fromstring(body).iter(f"{SPARQL_XML}result"):
        subject, term = (binding[0] for binding in result)
        language = term.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        rows[subject.text or ""] = term.text or "", language, term.get("datatype", "")
    return rows


def read_tsv(body: bytes) -> dict[str, tuple[str, str, str]]:
    rows = [line.split("\t") for line in body.decode("utf-8").split("\n")[1:] if line]
    return {subject[1:-1]: key(parsed(cell)) for subject, cell in rows}


def parsed(cell: str) -> ox.Literal | ox.NamedNode:
    [quad] = ox.parse(f"<urn:s> <urn:p> {cell} .", format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.Literal | ox.NamedNode)
    return quad.object


def read_csv(body: bytes) -> dict[str, tuple[str, str, str]]:
    rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    return {subject: (value, "", "") for subject, value in list(rows)[1:]}


READERS: dict[str, Callable[[bytes], dict[str, tuple[str, str, str]]]] = {
    "json": read_json,
    "xml": read_xml,
    "csv": read_csv,
    "tsv": read_tsv,
}


def key(term: ox.Literal | ox.NamedNode) -> tuple[str, str, str]:
    """A term as results have it: value, language, and a datatype other than xsd:string and rdf:langString."""
    if isinstance(term, ox.NamedNode):
        return term.value, "", ""
    datatype = "" if term.language or term.datatype.value == XSD_STRING else term.datatype.value
    return term.value, term.language or "", datatype


def check_graphs(client: FlaskClient, terms: Terms) -> None:
    for fmt in UPLOAD_FORMATS:
        response = client.get(ADDRESS, headers={"Accept": fmt.media_types[0]})
        if fmt.name == "rdfxml" and not in_xml(terms):
            assert response.status_code == 406, fmt.name
            continue
        assert response.status_code == 200, (fmt.name, response.text)
        found = {quad.triple for quad in ox.parse(response.data, format=fmt.engine)}
        assert found == triples(terms), fmt.name


def check_results(client: FlaskClient, terms: Terms) -> None:
    expected = {f"urn:test:{i}": key(term) for i, term in enumerate(terms)}
    for fmt in RESULT_FORMATS:
        response = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": fmt.media_types[0]})
        if fmt.name == "xml" and not in_xml(terms):
            assert response.status_code == 406, fmt.name
            continue
        assert response.status_code == 200, (fmt.name, response.text)
        values_only = {subject: (value, "", "") for subject, (value, _, _) in expected.items()}
        assert READERS[fmt.name](response.data) == (values_only if fmt.name == "csv" else expected), fmt.name


@quick
@given(
    st.lists(literals() | iris(), min_size=1, max_size=6),
    st.sampled_from(UPLOAD_FORMATS),
    st.sampled_from(["PUT", "POST"]),
)
@example(ALL_TRICKY, UPLOAD_FORMATS[0], "PUT")
def test_what_goes_in_comes_out_in_every_format(bare: FlaskClient, terms: Terms, fmt: RdfFormat, method: str) -> None:
    carried = terms if fmt.name != "rdfxml" else [term for term in terms if in_xml([term]) and "\r" not in term.value]
    store(bare, carried or [ox.Literal("x")], fmt, method)
    check_graphs(bare, carried or [ox.Literal("x")])
    check_results(bare, carried or [ox.Literal("x")])


@pytest.mark.parametrize("fmt", UPLOAD_FORMATS, ids=lambda fmt: fmt.name)
def test_every_tricky_text_goes_in_by_every_format(bare: FlaskClient, fmt: RdfFormat) -> None:
    carried = [term for term in ALL_TRICKY if fmt.name != "rdfxml" or (in_xml([term]) and "\r" not in term.value)]
    store(bare, carried, fmt, "PUT")
    check_graphs(bare, carried)
    check_results(bare, carried)


@pytest.mark.parametrize(
    "body",
    [b'<urn:s> <urn:p> "\\uD800" .', b'<urn:s> <urn:p> "\xed\xa0\x80" .', b'<urn:s> <urn:p> "\\U0000DFFF" .'],
    ids=["escaped", "in bytes", "long escape"],
)
def test_a_lone_surrogate_is_refused_with_a_sentence(bare: FlaskClient, body: bytes) -> None:
    response = bare.put(ADDRESS, data=body, content_type="text/turtle")

    assert response.status_code == 400
    assert response.text.strip().endswith(".")
    assert bare.get(ADDRESS).status_code == 404
