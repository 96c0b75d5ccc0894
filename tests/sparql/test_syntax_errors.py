"""Syntax errors name the place, and what was probably meant."""

import pyoxigraph as ox
import pytest

from westphalia.rdf.namespaces import PREFIXES
from westphalia.settings import PROJECT_ROOT
from westphalia.sparql.keywords import misspelt_keyword
from westphalia.sparql.syntax_errors import syntax_error


def sentence(query: str) -> str:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query, prefixes=PREFIXES)
    return str(syntax_error(query, str(caught.value)))


@pytest.mark.parametrize(
    ("query", "line", "column", "hint"),
    [
        ("SELCT ?s WHERE { ?s ?p ?o }", 1, 1, "did you mean SELECT?"),
        ("PREFIX e: <urn:e>\n  selct ?s { ?s ?p ?o }", 2, 3, "did you mean SELECT?"),
        ("SELECT ?s WHER { ?s ?p ?o }", 1, 11, "did you mean WHERE?"),
        ("SELECT ?s { ?s ?p ?o\nFITLER(?o > 1) }", 2, 1, "did you mean FILTER?"),
        ("SELECT ?s { ?s ?p ?o } ODER BY ?s", 1, 24, "did you mean ORDER?"),
        ("SELECT (CUONT(*) AS ?n) { ?s ?p ?o }", 1, 9, "did you mean COUNT?"),
        ("SELECT ?s { ?s wph:memberOf nato }", 1, 29, "a name has a prefix, as in id:nato."),
    ],
)
def test_a_word_that_is_no_keyword_is_named_with_the_one_that_is_near(query, line, column, hint):
    text = sentence(query)

    assert f"line {line}, column {column}, " in text
    assert text.endswith(hint)


@pytest.mark.parametrize(
    "query", ["INSERT DATA { id:a wph:b 1 }", "PREFIX e: <urn:e>\nDELETE WHERE { ?s ?p ?o }", "CLEAR ALL"]
)
def test_an_update_in_place_of_a_query_is_called_one(query):
    text = sentence(query)

    assert text.startswith("This is an update: it begins with ")
    assert "SELECT, CONSTRUCT, ASK or DESCRIBE" in text


def test_a_query_without_misspelt_words_has_none():
    query = 'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a wph:State ; rdfs:label ?l FILTER(lang(?l) = "en" && true) # no word\n }'

    assert misspelt_keyword(query) is None


def test_no_query_of_the_project_has_a_word_that_is_no_keyword():
    queries = [path.read_text(encoding="utf-8") for path in sorted((PROJECT_ROOT / "queries").rglob("*.rq"))]

    assert len(queries) > 20
    assert [query for query in queries if misspelt_keyword(query)] == []
