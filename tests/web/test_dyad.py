"""Two actors side by side."""

import re

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def test_a_pair_shows_what_holds_between_and_what_both_are_in(client: FlaskClient) -> None:
    page = client.get("/dyad/kazakhstan/russia", headers=HTML).text
    between, both = page.index('<h3 id="relations">'), page.index('<h3 id="common">')

    assert between < page.index("borders</a> Russia") < both
    assert re.search(r'Russia(?:</span>)? <a href="/ontology/term/suppliesArmsTo">', page[between:both])
    assert "Commonwealth of Independent States" in page[both:]
    assert re.search(r"explain\?s=id%3Akazakhstan&amp;p=wph%3AmemberOf&amp;o=id%3Acsto", page[both:])
    assert re.search(r'<h3 id="claims">.*?Claims.*? about the pair', page)


def test_a_pair_on_another_day(client: FlaskClient) -> None:
    page = client.get("/dyad/kazakhstan/russia?at=1995-01-01", headers=HTML).text

    assert 'value="1 Jan 1995"' in page
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


def test_what_follows_from_undated_records_is_not_told_to_the_day(client: FlaskClient) -> None:
    page = client.get("/dyad/kazakhstan/russia", headers=HTML).text
    supply = page[page.index('<a href="/ontology/term/suppliesArmsTo">') :]

    assert (
        re.findall(r'<td class="when"[^>]*>(.*?)</td>', supply)[0]
        == "attested since 2011, last confirmed 31 Dec 2011"
    )
    assert "since 1 Jan 2011" not in page
    assert re.search(
        r"Collective Security Treaty Organization</a></td><td class=\"when\"[^>]*>since 18 Sep 2003[,<]", page
    )
