"""Notices about queries: terms that do not exist are named with the nearest, and patterns that nothing matches."""

from datetime import date
from io import BytesIO

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from rdflib.query import Result

import westphalia
from westphalia.cli import main
from westphalia.errors import StoreError
from westphalia.rdf.namespaces import ID, WPH
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore, Store
from westphalia.versions.published import CurrentVersion
from westphalia.views.answers.completeness import own_rules
from westphalia.views.notices import missing_terms, notices_of
from westphalia.views.notices.coverage_reasons import CoverageOf, coverage_reason, read_coverage_of
from westphalia.views.notices.unknown_terms import our_iris

SATE = "SELECT ?s WHERE { ?s a wph:Sate }"


@pytest.fixture(scope="module")
def store(settings: Settings) -> Store:
    return CurrentVersion(settings).current().store


@pytest.fixture(scope="module")
def coverage(settings: Settings, store: Store) -> CoverageOf:
    return read_coverage_of(store, own_rules(settings))


@pytest.mark.parametrize(
    ("query", "missing", "nearest"),
    [
        (SATE, "wph:Sate", "wph:State"),
        ("SELECT * { ?s wph:memberof id:nato }", "wph:memberof", "wph:memberOf"),
        ("SELECT * { id:kazakstan ?p ?o }", "id:kazakstan", "id:kazakhstan"),
        ("SELECT * { id:KAZ ?p ?o }", "id:KAZ", "id:kazakhstan"),
        ("SELECT * { ?s wph:source source:rouseau-2011 }", "source:rouseau-2011", "source:rousseau-2011"),
        ("SELECT * { GRAPH graph:histroy { ?s ?p ?o } }", "graph:histroy", "graph:history"),
        (
            "SELECT * { ?s a <https://w3id.org/westphalia/ontology#Sate> }",
            "wph:Sate",
            "wph:State",
        ),
        ("PREFIX w: <https://w3id.org/westphalia/ontology#> SELECT * { ?s a w:Sate }", "wph:Sate", "wph:State"),
        ("SELECT * { ?s wph:isMemberOf id:nato }", "wph:isMemberOf", "wph:memberOf"),
        ("SELECT * { ?s wph:ally id:france }", "wph:ally", "wph:"),
        ("SELECT * { id:usa wph:alliedWith ?s }", "id:usa", "id:united-states"),
        ("SELECT * { ?s a wph:State OPTIONAL { ?s wph:aliedWith ?o } }", "wph:aliedWith", "wph:alliedWith"),
        ("SELECT * { ?s wph:borders/wph:aliedWith ?o }", "wph:aliedWith", "wph:alliedWith"),
        ("SELECT * { ?s a wph:State FILTER NOT EXISTS { ?s wph:borderz ?o } }", "wph:borderz", "wph:border"),
        (
            "SELECT * { ?s a <http://w3id.org/westphalia/ontology#State> }",
            "http://w3id.org/westphalia/ontology#State",
            "wph:State",
        ),
        (
            "SELECT * { <https://w3id.org/westphalia/kazakhstan> ?p ?o }",
            "https://w3id.org/westphalia/kazakhstan",
            "id:kazakhstan",
        ),
    ],
)
def test_a_term_that_does_not_exist_is_named_with_the_nearest(
    store: Store, query: str, missing: str, nearest: str
) -> None:
    notice = notices_of(query, store, is_empty=True)[0]

    assert notice.code == "unknown-term"
    assert f" {missing}; did you mean {nearest}" in notice.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a wph:State }",
        "SELECT * { ?s rdfs:label 'wph:Sate' } # wph:Sate",
        "CONSTRUCT { ?s a wph:Sate } WHERE { ?s a wph:State }",
        "PREFIX wph: <urn:other:> SELECT * { ?s a wph:Sate }",
        "SELECT * { ?s a <http://xmlns.com/foaf/0.1/Persn> }",
        "SELECT * { GRAPH graph:history { ?s ?p ?o } }",
    ],
)
def test_what_exists_or_is_not_ours_gives_no_notice(store: Store, query: str) -> None:
    assert notices_of(query, store, is_empty=False) == ()


@pytest.mark.parametrize(
    ("query", "code", "pattern"),
    [
        (
            "ASK { id:kazakhstan wph:borders id:france }",
            "pattern-without-match",
            "id:kazakhstan wph:borders id:france",
        ),
        (
            "SELECT * { ?s a wph:State ; wph:memberOf id:csto ; wph:alliedWith id:france . ?s rdfs:label ?l }",
            "patterns-without-joint-match",
            "?s wph:alliedWith id:france",
        ),
        ("SELECT * { ?c wph:codeText 'KAX' ; wph:codeOf ?s }", "pattern-without-match", "?c wph:codeText 'KAX'"),
        (
            "SELECT * { GRAPH graph:notes { ?s a wph:State } }",
            "pattern-without-match",
            "?s a wph:State in the graph graph:notes",
        ),
    ],
)
def test_the_first_pattern_without_a_match_is_named(store: Store, query: str, code: str, pattern: str) -> None:
    notice, *_ = notices_of(query, store, is_empty=True)

    assert notice.code == code
    assert f"Nothing matches the triple pattern {pattern}" in notice.text


@pytest.mark.parametrize(
    ("query", "day", "expected"),
    [
        ("ASK { id:kazakhstan wph:borders id:france }", "2030-01-01", ("not-covered", "says nothing of 1 Jan 2030")),
        ("ASK { id:panama wph:recognizes id:palestine }", "2020-01-01", ("not-covered", "157 states recognize")),
        ("ASK { id:france wph:memberOf id:csto }", "2010-01-01", ("complete-coverage", "complete on 1 Jan 2010")),
    ],
)
def test_coverage_is_named_where_it_may_be_the_reason(
    coverage: CoverageOf, store: Store, query: str, day: str, expected: tuple[str, str]
) -> None:
    code, words = expected
    reason = coverage_reason(lambda: coverage, date.fromisoformat(day))
    first, second = notices_of(query, store, is_empty=True, reason=reason)

    assert (first.code, second.code) == ("pattern-without-match", code)
    assert words in second.text


def test_a_pattern_about_no_relation_of_the_ontology_has_no_coverage(coverage: CoverageOf, store: Store) -> None:
    reason = coverage_reason(lambda: coverage, date(2020, 1, 1))
    notices = notices_of("ASK { ?code wph:codeText 'KAX' }", store, is_empty=True, reason=reason)

    assert [notice.code for notice in notices] == ["pattern-without-match", "unknown-literal"]


def test_a_name_that_a_standard_vocabulary_does_not_define_is_named(store: Store) -> None:
    [notice] = notices_of("SELECT * { ?s a wph:State OPTIONAL { ?s rdfs:lable ?l } }", store, is_empty=False)

    assert notice.text.startswith("rdfs:lable is not defined; did you mean rdfs:label")
    assert notices_of("SELECT * { ?s a owl:Class ; skos:prefLabel ?l }", store, is_empty=False) == ()


@pytest.mark.parametrize(
    ("pattern", "code", "words"),
    [
        ('?s rdfs:label "Kazakhstan"', "literal-in-another-form", 'The graph has "Kazakhstan"@en'),
        ('?s rdfs:label "Kazakstan"@en', "unknown-literal", "did you mean id:kazakhstan"),
        ('?c wph:codeText "KZA"', "unknown-literal", 'did you mean "KAZ"'),
        ('?s wph:validFrom "1991-12-16"', "literal-in-another-form", '"1991-12-16T00:00:00Z"^^xsd:dateTime'),
        ('?s wph:memberOf "NATO"', "unknown-literal", "did you mean id:nato?"),
    ],
)
def test_a_literal_is_named_in_the_form_that_the_graph_has(store: Store, pattern: str, code: str, words: str) -> None:
    first, second = notices_of(f"SELECT * {{ {pattern} }}", store, is_empty=True)

    assert (first.code, second.code) == ("pattern-without-match", code)
    assert words in second.text


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        (
            "SELECT * { ?s a wph:State FILTER NOT EXISTS { ?s rdfs:label ?l } }",
            "all-solutions-removed",
            "removed by FILTER NOT EXISTS { ?s rdfs:label ?l }.",
        ),
        ("SELECT * { FILTER(?l = 'x') ?s rdfs:label ?l }", "all-solutions-removed", "FILTER(?l = 'x')"),
        ("SELECT * { ?s a wph:State MINUS { ?s a wph:Actor } }", "all-solutions-removed", "MINUS { ?s a wph:Actor }"),
        (
            "SELECT * { { ?s wph:borders id:iceland } UNION { id:iceland wph:borders ?s } ?s rdfs:label ?l }",
            "clause-without-match",
            "the group { ?s wph:borders id:iceland } UNION { id:iceland wph:borders ?s }.",
        ),
        (
            "SELECT * { VALUES ?x { id:iceland } ?x wph:borders ?s }",
            "patterns-without-joint-match",
            "?x wph:borders ?s together with those before it",
        ),
        ("SELECT * { { SELECT ?s { ?s wph:borders id:iceland } } }", "clause-without-match", "{ SELECT ?s"),
        (
            "SELECT * { ?s a wph:State OPTIONAL { ?s wph:hasCapital ?c } ?s wph:borders id:iceland }",
            "patterns-without-joint-match",
            "?s wph:borders id:iceland",
        ),
    ],
)
def test_a_clause_that_leaves_nothing_is_named(store: Store, query: str, code: str, words: str) -> None:
    [notice] = notices_of(query, store, is_empty=True)

    assert notice.code in {code, "pattern-without-match"} if "joint" in code else notice.code == code
    assert words.partition(" together")[0] in notice.text


def test_a_count_of_nothing_is_looked_at_as_an_empty_result(store: Store) -> None:
    nothing = "SELECT (COUNT(?s) AS ?n) { ?s wph:borders id:iceland }"

    assert [notice.code for notice in notices_of(nothing, store, is_empty=False)] == ["pattern-without-match"]
    assert notices_of("SELECT (COUNT(?s) AS ?n) { ?s wph:borders id:france }", store, is_empty=False) == ()
    by_state = "SELECT ?s (COUNT(?o) AS ?n) { ?s wph:borders ?o } GROUP BY ?s"
    assert notices_of(by_state, store, is_empty=False) == ()


def test_what_another_service_gives_is_not_judged(store: Store) -> None:
    query = "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } FILTER(?o = 1) ?s a wph:State }"

    assert notices_of(query, store, is_empty=True) == ()


def test_a_failure_while_looking_for_notices_fails_no_query(store: Store) -> None:
    def fail(_query: str) -> bool:
        raise StoreError("gone")

    assert notices_of("SELECT * { ?s a wph:State }", store, is_empty=True, ask=fail) == ()


def test_only_terms_that_a_query_reads_are_looked_up() -> None:
    query = "PREFIX x: <https://w3id.org/westphalia/id/> CONSTRUCT { ?s a wph:New } { x:a wph:b <urn:c> ; ?p id:rousseau-2011\\/x }"

    assert [iri.rsplit("westphalia/")[1] for iri in our_iris(query)] == ["id/a", "ontology#b", "id/rousseau-2011/x"]


@pytest.mark.parametrize("fmt", ["json", "csv", "xml", "tsv"])
def test_over_http_notices_are_in_a_header_and_the_body_is_as_ever(client: FlaskClient, fmt: str) -> None:
    for _ in range(2):  # the second answer comes from the cache
        answer = client.get("/sparql", query_string={"query": SATE, "format": fmt}, headers={"Origin": "http://a"})
        first, second = answer.headers.getlist("Westphalia-Notice")
        assert (answer.status_code, "wph:State" in first, "?s a wph:Sate" in second) == (200, True, True)
        assert "Notice" not in answer.text
        listed = [notice["text"] for notice in answer.get_json()["notices"]] if fmt == "json" else []
        assert listed == [first, second][: len(listed)] and bool(listed) == (fmt == "json")
    assert "Westphalia-Notice" in answer.headers.get("Access-Control-Expose-Headers", "Westphalia-Notice")
    good = client.get("/sparql", query_string={"query": "ASK { id:france a wph:State }", "format": "json"})
    assert "Westphalia-Notice" not in good.headers


def test_json_results_with_notices_are_read_by_engines(client: FlaskClient) -> None:
    for query in (SATE, "ASK { ?s a wph:Sate }"):
        body = client.get("/sparql", query_string={"query": query, "format": "json"}).data
        parsed = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

        assert not parsed if isinstance(parsed, ox.QueryBoolean) else list(parsed) == []
        assert len(Result.parse(BytesIO(body), format="json")) == isinstance(parsed, ox.QueryBoolean)


def test_a_chosen_day_outside_all_lists_is_among_the_notices_of_json(client: FlaskClient) -> None:
    query = {"query": "SELECT ?s { ?s wph:memberOf id:nato }", "format": "json"}

    chosen = client.get("/at/2030-01-01/sparql", query_string=query).get_json()
    assert [notice["code"] for notice in chosen["notices"]] == ["day-outside-coverage"]
    assert chosen["results"]["bindings"]
    assert "notices" not in client.get("/sparql", query_string=query).get_json()


def test_the_header_is_ascii_and_one_line(client: FlaskClient) -> None:
    query = 'SELECT ?s { ?s rdfs:label """Каз\nX""" }'
    [notice] = client.get("/sparql", query_string={"query": query}).headers.getlist("Westphalia-Notice")

    assert notice.isascii()
    assert "\\u041a\\u0430\\u0437 X" in notice


def test_the_page_of_results_shows_notices(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": SATE}, headers={"Accept": "text/html"}).text

    assert '<p class="notice">The ontology has no term wph:Sate; did you mean wph:State' in page


def test_the_command_prints_notices_to_standard_error(settings: Settings) -> None:
    arguments = ["query", SATE, "--format", "csv"]
    outcome = CliRunner().invoke(main, arguments, env={"WESTPHALIA_DATA_DIR": str(settings.data_dir)})

    assert outcome.exit_code == 0
    assert "Notice: The ontology has no term wph:Sate; did you mean wph:State" in outcome.stderr
    assert outcome.stdout.strip() == "s"


def test_the_python_api_has_them_on_the_result(settings: Settings) -> None:
    with westphalia.open(settings=settings, build="never") as graph:
        assert "wph:State" in graph.query(SATE).notices[0]
        assert graph.query("ASK { id:france a wph:State }", at="2011-06-01").notices == ()


def test_a_day_outside_coverage_is_named_with_every_result(settings: Settings, client: FlaskClient) -> None:
    query, here = "ASK { id:kazakhstan a wph:State }", {"WESTPHALIA_DATA_DIR": str(settings.data_dir)}
    result = CliRunner().invoke(main, ["query", query, "--at", "2030"], env=here)
    within = CliRunner().invoke(main, ["query", query, "--at", "2011-06-01"], env=here)

    assert (result.stdout, result.exit_code) == ("true\n", 0)
    assert "Notice: No list covers 1 Jan 2030." in result.stderr
    assert within.stderr == ""
    with westphalia.open(settings=settings, build="never") as graph:
        assert [text for text in graph.query(query, at="2030").notices if "No list covers 1 Jan 2030" in text]
        assert [text for text in graph.query(query, at="1913").notices if "begins on 1 Jan 1946" in text]
        assert graph.query(query, at="2011-06-01").notices == ()
    address = {"query_string": {"query": query}, "headers": {"Accept": "text/html"}}
    assert "No list covers 1 Jan 2030" in client.get("/at/2030/sparql", **address).text
    assert "Westphalia-Coverage" in client.get("/sparql", query_string={"query": query}).headers


def test_terms_that_were_found_are_not_looked_up_again(store: Store) -> None:
    present: set[str] = set()
    first = missing_terms(
        "PREFIX w: <https://w3id.org/westphalia/ontology#> ASK { id:france a w:State, w:Nope }", store, present
    )
    empty = EmbeddedStore(ox.Store())

    assert first == ["https://w3id.org/westphalia/ontology#Nope"]
    assert missing_terms("ASK { id:france ?p wph:State }", empty, present) == []
    assert missing_terms("ASK { id:france a wph:Nope }", store, present) == first
    assert missing_terms("ASK { id:france ?p wph:State }", empty) == [str(ID.france), str(WPH.State)]
