"""The query library: every file is as it must be, and parameters cannot smuggle anything in."""

from pathlib import Path

import pytest

from westphalia.errors import InputError, QueryError
from westphalia.inputs.query_library import load_library, read_library_query
from westphalia.settings import PROJECT_ROOT

LIBRARY = load_library(PROJECT_ROOT / "queries")

HEADER = "#+ title: T\n#+ description: D\n"
COLUMN = "#+ column: s | the subject\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "library" / "one.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_there_are_twenty_queries_and_fifteen_competency_questions() -> None:
    assert len(LIBRARY) >= 20
    assert sum(query.folder == "competency" for query in LIBRARY.values()) >= 15


def test_a_parameter_takes_its_default_or_the_value_given() -> None:
    query = LIBRARY["affiliations"]

    assert "<https://w3id.org/westphalia/id/kazakhstan>" in query.render()
    assert "<https://w3id.org/westphalia/id/russia>" in query.render({"actor": "id:russia"})


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("affiliations", {"state": "id:russia"}, "no parameter 'state'; expected actor"),
        ("affiliations", {"actor": "id:x> ?p ?o . <urn:y"}, "expected an IRI"),
        ("affiliations", {"actor": "nowhere:x"}, "prefix 'nowhere'"),
        ("affiliations", {"actor": "Russia"}, "'Russia' is not an IRI"),
        ("holding-on", {"day": "yesterday"}, "expected a date"),
        ("by-paragraph", {"paragraph": "4 } DELETE"}, "expected a whole number"),
    ],
)
def test_a_wrong_parameter_is_refused_in_one_sentence(name: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(QueryError) as raised:
        LIBRARY[name].render(values)

    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#+ title: T\nSELECT ?s {?s ?p ?o}", "'#+ description: …'"),
        (HEADER + "SELECT ?s {?s ?p ?o}", "describes the columns [] but returns ['s']"),
        (HEADER + COLUMN + "SELECT ?s {?s ?p", "syntax error in line 4, column"),
        (HEADER + COLUMN + "#+ param: x = id:a | the x\nSELECT ?s {?s ?p ?o}", "does not use its parameter"),
        (HEADER + COLUMN + "#+ param: x\nSELECT ?s {?s ?p $x}", "expected 'name = default | description'"),
        (HEADER + COLUMN + "#+ front: 0\nSELECT ?s {?s ?p ?o}", "expected one whole number from 1"),
        (HEADER + COLUMN + "#+ front: 1\n#+ front: 2\nSELECT ?s {?s ?p ?o}", "expected one whole number from 1"),
        (HEADER + "#+ column s\nSELECT ?s {?s ?p ?o}", ":3: '#+ column s' is not a header line"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)

    with pytest.raises(InputError) as raised:
        read_library_query(path)

    assert words in str(raised.value)
    assert str(path) in str(raised.value)


def test_the_first_page_has_nine_questions_each_in_its_own_place() -> None:
    assert sorted(query.front for query in LIBRARY.values() if query.front) == list(range(1, 10))


def test_an_empty_library_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no queries"):
        load_library(tmp_path)
