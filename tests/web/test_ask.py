"""Cards over HTTP: a page, JSON and CSV, and completions of the box."""

import json

import pytest


@pytest.fixture
def ask(client):
    return lambda path="/ask", **query: client.get(path, query_string=query)


def test_a_card_is_a_page_with_its_twins(ask):
    page = ask(q="allies of France in 1913").text

    assert "Russian Empire" in page
    for twin in ("/ask.csv?q=", "/ask.json?q=", "/query?query=", "/explain?"):
        assert twin in page


def test_programs_get_the_card_as_json(client):
    response = client.get("/ask?q=was+Uzbekistan+in+the+CSTO+in+2007", headers={"Accept": "application/json"})

    assert response.mimetype == "application/json"
    assert json.loads(response.text)["verdict"] == "holds"


def test_rows_are_csv(ask):
    lines = ask("/ask.csv", q="members of NATO on 2010-01-01").text.splitlines()

    assert lines[0].startswith("name,period,from,until,iri")
    assert len(lines) == 29


@pytest.mark.parametrize("path", ["/ask.csv", "/ask.json"])
def test_without_a_question_one_is_expected(ask, path):
    response = ask(path)

    assert response.status_code == 400
    assert "expected a question" in response.text


def test_the_page_without_a_question_shows_what_can_be_asked(ask):
    assert "What can be asked" in ask().text


def test_completions_lead_to_cards_or_go_on(ask):
    found = json.loads(ask("/ask/suggestions.json", q="allies of fra").text)

    assert any(hit["path"] or hit["fill"] for hit in found)


def test_parameters_of_the_library_take_names_and_any_date(client):
    page = client.get("/query?library=ties-of-pair&p_first=France&p_second=FRA").text

    assert "id:france" in page or "id/france" in page
