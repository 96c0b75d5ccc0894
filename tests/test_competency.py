"""Competency questions: each is asked through the HTTP endpoint, and must give exactly the expected answer."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from westphalia.inputs.query_library import LibraryQuery, load_library
from westphalia.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "queries" / "competency"
LIBRARY = load_library(PROJECT_ROOT / "queries")
QUESTIONS = [query for query in LIBRARY.values() if query.folder == "competency"]


def expected_path(query_path: Path) -> Path:
    return query_path.with_suffix(".expected.csv")


def endpoint(query: LibraryQuery) -> str:
    return f"/at/{query.at}/sparql" if query.at else "/sparql"


def test_every_question_has_an_answer_and_every_answer_a_question() -> None:
    assert QUESTIONS
    assert {expected_path(query.path) for query in QUESTIONS} == set(FOLDER.glob("*.csv"))


@pytest.mark.parametrize("query", QUESTIONS, ids=[query.name for query in QUESTIONS])
def test_a_competency_question_has_exactly_the_expected_answer(client: FlaskClient, query) -> None:
    expected = expected_path(query.path).read_text(encoding="utf-8")
    response = client.post(endpoint(query), data={"query": query.render()}, headers={"Accept": "text/csv"})

    assert response.status_code == 200
    assert response.text.replace("\r\n", "\n") == expected
    assert expected.count("\n") > 1, "an empty answer answers nothing"


@pytest.mark.parametrize("query", LIBRARY.values(), ids=LIBRARY)
def test_every_query_of_the_library_finds_something(client: FlaskClient, query) -> None:
    response = client.get(endpoint(query), query_string={"query": query.render(), "format": "csv"})

    assert response.status_code == 200
    assert len(response.text.splitlines()) > 1
