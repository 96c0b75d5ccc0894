"""The network without scripts: a table of relations, or paths in sentences; and the data from which scripts draw."""

import re

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def test_paths_are_given_in_sentences_with_their_explanations(client: FlaskClient) -> None:
    page = client.get("/network?a=Poland&b=Germany&at=2000", headers=HTML).text
    found = client.get("/network/paths.json?a=Poland&b=Germany&at=2000&most=2").json

    assert "shortest paths" in page
    assert page.count("Why?") >= 5
    assert len(found["paths"]) == 2
    assert found["paths"][0]["entities"][-1].endswith("/germany")
    assert client.get(found["paths"][0]["steps"][0]["ties"][0]["why"], headers=HTML).status_code == 200


def test_a_state_that_did_not_exist_is_followed_to_its_predecessor(client: FlaskClient) -> None:
    page = client.get("/network?a=Serbia&b=China&at=1999-06-01", headers=HTML).text

    assert "Serbia did not exist on 1 Jun 1999" in page
    assert "Serbia and Montenegro" in page


def test_chosen_relations_alone_link(client: FlaskClient) -> None:
    by_alliance = client.get("/network/paths.json?a=Poland&b=Canada&at=2000&relation=alliedWith").json
    nothing = client.get("/network/paths.json?a=Poland&b=Canada&at=2000&relation=wph:borders").json

    assert len(by_alliance["paths"][0]["entities"]) == 2
    assert all(len(path["entities"]) > 2 for path in nothing["paths"])


def test_the_table_has_what_surrounds_an_entity_on_the_day(client: FlaskClient) -> None:
    page = client.get("/network?a=Kazakhstan&at=2011", headers=HTML).text
    around = client.get("/network/around.json?a=Kazakhstan").json

    assert "Kazakhstan member of Collective Security Treaty Organization" in page
    assert around["entity"][1] == "Kazakhstan"
    assert {bond["theme"] for bond in around["bonds"]} == {name for name, _ in around["themes"]}


@pytest.mark.parametrize(
    ("query", "status"),
    [("a=zzzzzz", 404), ("a=France&b=Italy&relation=label", 400), ("a=France&b=Italy&most=99", 400), ("at=x", 400)],
)
def test_what_cannot_be_shown_is_said(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/network?{query}").status_code == status
    assert client.get("/network/paths.json?a=France").status_code == 400


def test_graph_leads_to_the_network(client: FlaskClient) -> None:
    answer = client.get("/graph?a=France")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/network?a=France")


def test_the_table_dates_relations_as_precisely_as_their_records(client: FlaskClient) -> None:
    page = client.get("/network?a=Afghanistan&at=2011", headers=HTML).text
    memberships = client.get("/id/afghanistan/member-of.json?at=2011").json
    cells = re.findall(r'<td class="when" data-key="([^"]*)">(.*?) <a', page)
    periods = {row["period"] for row in memberships if row["holds"]}

    assert any(re.match(r"since \d{4}\b", period) for period in periods)
    assert periods <= {words for _, words in cells}


def test_the_picture_has_the_words_of_the_table(client: FlaskClient) -> None:
    page = client.get("/network?a=Luxembourg", headers=HTML).text
    bonds = client.get("/network/around.json?a=Luxembourg").json["bonds"]

    assert all(len(bond["periods"]) == len(bond["days"]) for bond in bonds)
    words = {words for bond in bonds for words in bond["periods"]}
    assert set(re.findall(r'<td class="when" data-key="[^"]*">(.*?) <a', page)) <= words
