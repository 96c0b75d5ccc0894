"""Content negotiation (RFC 9110, section 12.5.1): parameters, quality values, specificity, ties."""

import pytest
from flask import Request
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from westphalia.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from westphalia.web.protocol.negotiation import best, wants_html

SELECT = "SELECT ?s { ?s a wph:State }"


def request(accept: str) -> Request:
    return Request(EnvironBuilder(headers={"Accept": accept}).get_environ())


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle; charset=utf-8", "turtle"),
        ("TEXT/TURTLE;Charset=UTF-8", "turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ('application/ld+json; profile="a,b;q=0"; q=0.4, application/n-triples;q=0.5', "ntriples"),
        ('text/turtle;q=0.3, application/rdf+xml ; version="1.2" ; q=0.9', "rdfxml"),
        ("text/turtle;q=0.2;charset=utf-8, application/n-triples;q=0.1", "turtle"),
        ("*/*;q=0.1, application/n-triples;q=0.2", "ntriples"),
        ("application/*, application/n-triples;q=0.1", "rdfxml"),
        ("text/turtle;q=0, */*", "ntriples"),
        ("text/turtle;x=y;q=0, text/turtle;q=0.5, application/n-triples;q=0.4", "turtle"),
        ("text/plain, application/rdf+xml", "rdfxml"),
        ("application/xml, text/turtle", "turtle"),
        ("", "turtle"),
    ],
)
def test_the_format_with_the_highest_quality_is_chosen(accept: str, name: str) -> None:
    fmt = best(request(accept), GRAPH_FORMATS)

    assert fmt is not None and fmt.name == name


def test_a_type_that_is_refused_or_not_offered_is_not_acceptable() -> None:
    assert best(request("image/png;q=1"), GRAPH_FORMATS) is None
    assert best(request("*/*;q=0"), GRAPH_FORMATS) is None


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html;level=1", True),
        ("text/html;q=0.5, text/turtle;charset=utf-8;q=0.6", False),
        ("text/html, application/xhtml+xml, */*;q=0.8", True),
        ("*/*", False),
    ],
)
def test_a_browser_names_html(accept: str, expected: bool) -> None:
    assert wants_html(request(accept), GRAPH_FORMATS) is expected


def test_an_alias_never_beats_a_proper_type_of_results() -> None:
    """`application/json` stands for two formats' alias lists; the proper type of CSV goes before any alias."""
    fmt = best(request("application/json, text/csv"), RESULT_FORMATS)

    assert fmt is not None and fmt.name == "csv"


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/sparql", "text/turtle; charset=utf-8"),
        ("/gsp?default", 'application/ld+json;profile="urn:x"'),
        ("/id/ruritania", "text/turtle;charset=utf-8"),
        ("/ontology", 'application/rdf+xml;q="0.5"'),
        ("/graph/tiny", "application/n-triples;charset=utf-8"),
        ("/.well-known/void", "text/turtle;charset=utf-8"),
        (f"/sparql?query={SELECT}", "text/csv;header=present"),
    ],
)
def test_every_address_takes_parameters(ask: FlaskClient, path: str, accept: str) -> None:
    response = ask.get(path, headers={"Accept": accept})

    assert response.status_code == 200, response.text
    assert response.mimetype == accept.split(";", maxsplit=1)[0]
