"""SPARQL as text: keywords are told from strings, comments and names; errors read as sentences."""

import doctest
from pathlib import Path

import pyoxigraph as ox
import pytest

import westphalia.rdf.curies
import westphalia.sparql.files
import westphalia.sparql.lexer
import westphalia.sparql.rewriting
from westphalia.errors import QueryError
from westphalia.rdf.curies import expand, shorten
from westphalia.rdf.namespaces import PREFIXES
from westphalia.rdf.reading import read_turtle
from westphalia.sparql.files import read_sparql_file
from westphalia.sparql.lexer import keywords, tokens
from westphalia.sparql.rewriting import refuse_outgoing_requests, replace_parameters, spell_out_star
from westphalia.sparql.syntax_errors import syntax_error


@pytest.mark.parametrize(
    "module",
    [westphalia.sparql.lexer, westphalia.sparql.rewriting, westphalia.sparql.files, westphalia.rdf.curies],
    ids=lambda module: module.__name__,
)
def test_the_examples_in_docstrings_run(module) -> None:
    results = doctest.testmod(module)

    assert (results.failed, results.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
        "select * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE<http://x>{} }",
        'SELECT * { ?s ?p """a " b""" SERVICE <http://x> {} }',
        "SELECT * { FILTER(1<2) SERVICE <http://x> {} }",
        "SELECT * { ?s ?p 'it\\'s' . SERVICE <http://x> {} }",
    ],
)
def test_a_request_to_another_server_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="does not send requests"):
        refuse_outgoing_requests(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?service a 'SERVICE' }",
        "ASK { ?s a <http://example.org/SERVICE> } # SERVICE",
        'ASK { ?s ex:SERVICE """SERVICE""" }',
    ],
)
def test_the_word_alone_does_not_count(text: str) -> None:
    refuse_outgoing_requests(text)
    assert "ASK" in keywords(text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p", "line 1, column 17, at its end: expected"),
        ("SELECT *\n{ ?s ?p ] }", "line 2, column "),
        ("ASK { ?s no:p ?o }", "uses the prefix no: without declaring it; add PREFIX no: <…>."),
        ("ASK { ?s wpn:p ?o }", "without declaring it; add PREFIX wpn: <…>, or write wph:."),
        ("SELECT ?x WHERE { ?s ?p ?o } GROUP BY ?s", "The SELECT contains a variable that is unbound"),
    ],
)
def test_a_syntax_error_reads_as_a_sentence(query: str, expected: str) -> None:
    with pytest.raises(SyntaxError) as raised:
        ox.Store().query(query, prefixes=PREFIXES)

    sentence = str(syntax_error(query, str(raised.value)))
    assert expected in sentence
    assert sentence.startswith("The query ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_parameter_is_replaced_only_where_it_is_one() -> None:
    text = "ASK { ?x a $x . ?y rdfs:label '$x' } # $x"

    assert replace_parameters(text, {"x": "<urn:a>"}) == "ASK { ?x a <urn:a> . ?y rdfs:label '$x' } # $x"


@pytest.mark.parametrize("curie", ["id:kazakhstan", "wph:State", "graph:inferred", "rdfs:label"])
def test_curies_go_there_and_back(curie: str) -> None:
    assert shorten(expand(curie)) == curie


@pytest.mark.parametrize("text", ["kazakhstan", "foo:bar", ""])
def test_what_is_not_an_iri_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        expand(text)


@pytest.mark.parametrize(
    "text",
    ["." * 100_000, "a-" * 50_000, '"\\' * 50_000, '"""a' * 25_000, "<a" * 50_000, ":a\\" * 30_000, "'" * 99_999],
)
def test_tokens_of_hostile_text_take_time_in_proportion(text: str) -> None:
    """With a quadratic tokenizer this test would take minutes."""
    assert sum(len(token.text) for token in tokens(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("SELECT * { ?b ?a ?b }", ["a", "b"], "SELECT ?b ?a { ?b ?a ?b }"),
        ("select distinct * { $b ?a ?b }", ["a", "b"], "select distinct ?b ?a { $b ?a ?b }"),
        ("SELECT * # ?z\n { ?b ?a 1 }", ["a", "b"], "SELECT ?b ?a # ?z\n { ?b ?a 1 }"),
        ("SELECT * { ?a ?b ?c }", ["a", "b", "c"], None),
        ("SELECT ?b ?a { ?a ?b ?c }", ["b", "a"], None),
        ("SELECT (2 * 3 AS ?n) { }", ["n"], None),
        ("SELECT ?n { { SELECT * { ?n ?b 1 } } }", ["n"], None),
    ],
)
def test_the_star_of_the_outermost_select_is_spelled_out(
    text: str, variables: list[str], expected: str | None
) -> None:
    assert spell_out_star(text, variables) == expected


def test_a_blank_node_is_no_undeclared_prefix() -> None:
    assert "prefix" not in str(syntax_error("ASK { _:b ?p }", "error at 1:14: expected one of x"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?नाम $v\u0301 ?x-1", "variable variable variable mark number"),
        ('"x"@en-GB "y"@ar--rtl', "string language string language"),
        ("a.b:c a.:b :x. e:a\\~b e:%41 e:a.b.", "prefix word mark prefix prefix mark prefix prefix prefix mark"),
        ("_:b1. _:1 _x", "blank mark blank word"),
        ("1 1.5 .5 1. 1e3 1.e3 2.5E-1", "number number number number mark number number number"),
        ("<http://e/\\u00e9> 1<2 <a b>", "iri number mark number mark word word mark"),
        ("prefix-less # c", "word mark word comment"),
        ("a\u00a0b\u2028", "word mark word mark"),
    ],
)
def test_tokens_are_those_of_the_grammar(text: str, kinds: str) -> None:
    assert " ".join(token.kind for token in tokens(text)) == kinds


def test_a_comment_declares_no_prefix() -> None:
    text = "# PREFIX no: <urn:no:>\nASK { no:a ?p ?o }"

    assert "uses the prefix no: without declaring it" in str(syntax_error(text, "error at 2:7: expected one of x"))


def test_a_byte_order_mark_before_a_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes("\ufeff#+ title: A\nASK {}\n".encode())
    (tmp_path / "g.ttl").write_bytes("\ufeff<urn:a> <urn:b> 1 .".encode())

    assert read_sparql_file(tmp_path / "q.rq").value("title") == "A"
    assert len(read_turtle(tmp_path / "g.ttl", "urn:g").triples) == 1
