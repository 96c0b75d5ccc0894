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


@pytest.mark.parametrize(
    ("typed", "path", "fill"),
    [
        ("kaz", "/id/kazakhstan", ""),
        ("allies of fra", "/ask?q=allies+of+France", ""),
        ("how are serb", "", "how are Serbia"),
        ("NATO 1990", "/ask?q=NATO+1990", ""),
    ],
)
def test_the_box_suggests_pages_and_questions(ask, typed, path, fill):
    found = json.loads(ask("/ask/suggestions.json", q=typed).text)

    assert found[0]["path"] == path
    assert found[0]["fill"] == fill


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("allies of France in 1913", "/ask?q=allies+of+France+in+1913"),
        ("was uzbekstan in the CSTO in 2007", "/ask?q=was+uzbekstan+in+the+CSTO+in+2007"),
        ("members of NATO", "/ask?q=members+of+NATO"),
        ("Treaty of Versailles", None),
        ("uzbekstan", None),
        ("xyzzy", None),
    ],
)
def test_the_box_leads_a_question_to_its_answer_and_a_name_to_its_pages(ask, typed, leads_to):
    response = ask("/search", q=typed)

    assert response.headers.get("Location") == leads_to
    assert response.status_code == (303 if leads_to else 200)


def test_what_is_no_question_can_be_searched(ask):
    assert 'href="/search?q=unicorns+of+mars&amp;page=1"' in ask(q="unicorns of mars").text
    assert ask("/search", q="members of NATO", page="1").status_code == 200


def test_parameters_of_the_library_take_names_and_any_date(client):
    page = client.get("/query?library=ties-of-pair&p_first=France&p_second=FRA").text

    assert "id:france" in page or "id/france" in page
