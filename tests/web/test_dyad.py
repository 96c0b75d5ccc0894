"""Two actors side by side."""

import re

import pytest
from flask.testing import FlaskClient

from graph.web.dyad import meet
from graph.web.spans import Span

HTML = {"Accept": "text/html"}


def test_a_pair_shows_what_holds_between_and_what_both_are_in(client: FlaskClient) -> None:
    page = client.get("/dyad/kazakhstan/russia", headers=HTML).text
    between, both = page.index("<h2>Between them"), page.index("<h2>Both")

    assert between < page.index("borders</a> Russia") < both
    assert 'Russia <a href="/ontology/term/suppliesArmsTo">' in page[between:both]
    assert "Commonwealth of Independent States" in page[both:]
    assert re.search(r"explain\?s=id%3Akazakhstan&amp;p=wph%3AmemberOf&amp;o=id%3Acsto", page[both:])
    assert "<h2>Opinions about the pair" in page


def test_a_pair_on_another_day(client: FlaskClient) -> None:
    page = client.get("/dyad/kazakhstan/russia?at=1995-01-01", headers=HTML).text

    assert 'value="1995-01-01"' in page
    assert "at=1995-01-01" in page


def test_names_and_codes_lead_to_a_pair(client: FlaskClient) -> None:
    answer = client.get("/dyad?a=KAZ&b=Россия&at=2001-01-01")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/dyad/kazakhstan/russia?at=2001-01-01")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/dyad/kazakhstan/kazakhstan", 400), ("/dyad/kazakhstan/nowhere", 404), ("/dyad?a=zzzz&b=x", 404)],
)
def test_what_is_no_pair_is_told(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path, headers=HTML).status_code == status


def test_both_have_something_only_while_each_has_it() -> None:
    first = [Span("1990", "2000"), Span("2005", "")]
    second = [Span("1995", "2006"), Span("2010", "2012")]

    assert [(one.begin, one.end) for one in meet(first, second)] == [
        ("1995", "2000"),
        ("2005", "2006"),
        ("2010", "2012"),
    ]
    assert list(meet([Span("1990", "1995")], [Span("1995", "")])) == []
    assert list(meet([Span()], [Span()])) == [Span()]
