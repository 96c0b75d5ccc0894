"""The resource `/holds`, what `/explain` says of what does not hold, and the coverage of a day over HTTP."""

import json
import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from tests.web.conftest import client_of
from westphalia.rdf.namespaces import WPH
from westphalia.web import create_app

pytestmark = pytest.mark.slow

NATO = {"subject": "id:kazakhstan", "predicate": "wph:memberOf", "object": "id:nato", "at": "2011-06-01"}


@pytest.fixture(scope="module")
def client(settings, worker_pool):
    yield from client_of(create_app(settings, worker_pool))


def test_an_answer_comes_in_each_format(client: FlaskClient) -> None:
    body = json.loads(client.get("/holds", query_string=NATO).text)
    turtle = client.get("/holds", query_string=NATO, headers={"Accept": "text/turtle"})
    text = client.get("/holds", query_string={**NATO, "format": "text"})
    page = client.get("/holds", query_string=NATO, headers={"Accept": "text/html"})

    assert (body["verdict"], body["ground"], body["holds"]) == ("does not hold", "coverage", False)
    assert body["coverage"][0]["completeness"] == "complete"
    triples = list(ox.parse(turtle.data, format=ox.RdfFormat.TURTLE))
    assert ox.NamedNode(WPH.doesNotHoldVerdict) in {triple.object for triple in triples}
    assert text.text.startswith("Does not hold.")
    assert page.status_code == 200 and "is complete on 1 Jun 2011" in page.text


def test_a_whole_list_says_whether_it_is_complete(client: FlaskClient) -> None:
    asked = {"predicate": "wph:memberOf", "object": "id:csto", "at": "2011-06-01"}
    body = json.loads(client.get("/holds", query_string=asked).text)

    assert (body["complete"], body["count"], len(body["members"])) == (True, 7, 7)
    assert "Armenia" in client.get("/holds", query_string=asked, headers={"Accept": "text/html"}).text
    assert "- Armenia" in client.get("/holds", query_string={**asked, "format": "text"}).text
    assert client.get("/holds", query_string={**asked, "format": "turtle"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"subject": "id:kazakhstan"}, "predicate"),
        ({"predicate": "wph:memberOf"}, "subject"),
        ({**NATO, "format": "xml"}, "format is 'xml'"),
        ({**NATO, "at": "soon"}, "soon"),
        ({**NATO, "day": "1913"}, "no parameter 'day'; expected subject, predicate, object, at, format."),
        ({"predicate": "wph:memberOf", "object": '"x"'}, "literal"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_with_a_sentence(client: FlaskClient, asked, sentence) -> None:
    response = client.get("/holds", query_string=asked)

    assert response.status_code == 400
    assert sentence in response.text


def test_an_explanation_says_that_something_is_not_known(client: FlaskClient) -> None:
    asked = {"s": "id:panama", "p": "wph:recognizes", "o": "id:palestine", "at": "2015"}
    page = client.get("/explain", query_string=asked, headers={"Accept": "text/html"})

    assert json.loads(client.get("/explain", query_string=asked).text)["verdict"] == "not known"
    assert "It is not known whether it holds" in page.text and "selection" in page.text


def test_the_endpoint_of_a_day_says_how_it_lies_to_the_coverage(client: FlaskClient) -> None:
    ask = {"query": "ASK { ?s ?p ?o }"}

    assert (
        'baseline-borders=before;from="1946-01-01"'
        in client.get("/at/1913/sparql", query_string=ask).headers["Westphalia-Coverage"]
    )
    assert (
        'baseline-states=beyond;until="2025-01-01"'
        in client.get("/at/2030/sparql", query_string=ask).headers["Westphalia-Coverage"]
    )


def test_a_day_that_no_list_covers_gets_a_notice(client: FlaskClient) -> None:
    html = {"Accept": "text/html"}
    future = client.get("/id/kazakhstan?at=2030-01-01", headers=html).text

    assert "No list covers 1 Jan 2030" in future
    assert re.search(r"last confirmed [0-9]+ [A-Z][a-z]+ 20", future)
    assert "begins on 1 Jan 1946" in client.get("/id/france?at=1913-01-01", headers=html).text
    assert "No list covers" not in client.get("/id/kazakhstan?at=2011-06-01", headers=html).text


def test_the_claims_of_a_day_beyond_coverage_are_one_query_of_the_library(client: FlaskClient) -> None:
    query = """SELECT (COUNT(?s) AS ?n) WHERE { ?s wph:lastConfirmed ?d
        FILTER(?d < "2030-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>) }"""
    rows = json.loads(client.get("/at/2030/sparql", query_string={"query": query}).text)["results"]["bindings"]

    assert int(rows[0]["n"]["value"]) > 1000
