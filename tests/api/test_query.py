"""Queries from Python: rows as Python values, labels, tables, and errors of the package's own tree."""

import pickle
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pytest

import westphalia
from westphalia.api.tables import MAX_HTML_ROWS, Table
from westphalia.api.values import BlankNode, read_term
from westphalia.errors import MissingExtraError, QueryError, StoreError
from westphalia.settings import Settings

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def graph(built: Settings):
    with westphalia.open(settings=built) as opened:
        yield opened


def test_rows_are_tuples_under_the_names_of_the_variables(graph):
    result = graph.query("SELECT ?state ?name WHERE { GRAPH graph:tiny { ?state a wph:State ; rdfs:label ?name } }")

    assert result.columns == ("state", "name")
    assert list(result) == [("https://w3id.org/westphalia/id/ruritania", "Ruritania")]
    assert result[0][0].curie == "id:ruritania"
    assert result[0][1].language == "en"
    assert len(result) == 1 and bool(result)
    assert repr(result) == "<QueryResult: 1 row of state, name>"


def test_labels_of_iris_come_with_the_result(graph):
    result = graph.query("SELECT ?s WHERE { VALUES ?s { id:ruritania <urn:nothing> } }")

    assert result.labels == {"https://w3id.org/westphalia/id/ruritania": "Ruritania"}


def test_no_labels_are_looked_up_for_plain_data(graph, monkeypatch):
    result = graph.query("SELECT ?s WHERE { VALUES ?s { id:ruritania } }")
    monkeypatch.setattr(result, "_find_labels", None)

    assert result.table(labels=False).data() == {"s": ["https://w3id.org/westphalia/id/ruritania"]}


def test_ask_is_a_truth_value(graph):
    yes, no = graph.query("ASK { id:ruritania a wph:State }"), graph.query("ASK { id:ruritania a wph:City }")

    assert (bool(yes), bool(no)) == (True, False)
    assert list(no) == [(False,)]
    assert (repr(yes), repr(no)) == ("<QueryResult: true>", "<QueryResult: false>")


def test_a_query_without_rows_is_false(graph):
    assert not graph.query("SELECT ?s WHERE { ?s a wph:Glacier }")


def test_a_graph_has_its_triples_as_rows_and_can_be_written(graph):
    result = graph.query('CONSTRUCT { ?s <urn:p> "x"@en, 1, _:b } WHERE { BIND(id:ruritania AS ?s) }')

    assert result.columns == ("subject", "predicate", "object")
    assert {type(row[2]).__name__ for row in result} == {"Text", "int", "BlankNode"}
    assert "id:ruritania <urn:p>" in result.rdf()
    assert '"x"@en .' in result.rdf("ntriples")


def test_a_format_that_does_not_exist_is_one_sentence(graph):
    with pytest.raises(QueryError, match="expected one of turtle, ntriples, rdfxml, jsonld"):
        graph.query("CONSTRUCT WHERE { ?s a wph:State }").rdf("word")
    with pytest.raises(QueryError, match="expected CONSTRUCT or DESCRIBE"):
        graph.query("ASK {}").rdf()


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ({"type": "literal", "value": "7", "datatype": XSD + "nonNegativeInteger"}, 7),
        ({"type": "literal", "value": "1.50", "datatype": XSD + "decimal"}, Decimal("1.50")),
        ({"type": "literal", "value": "1e3", "datatype": XSD + "double"}, 1000.0),
        ({"type": "literal", "value": "true", "datatype": XSD + "boolean"}, True),
        ({"type": "literal", "value": "2011-06-01", "datatype": XSD + "date"}, date(2011, 6, 1)),
        (
            {"type": "literal", "value": "2011-06-01T00:00:00Z", "datatype": XSD + "dateTime"},
            datetime.fromisoformat("2011-06-01T00:00:00+00:00"),
        ),
        ({"type": "literal", "value": "-0044-03-15", "datatype": XSD + "date"}, "-0044-03-15"),
        ({"type": "literal", "value": "x", "datatype": XSD + "decimal"}, "x"),
        ({"type": "literal", "value": "1992", "datatype": XSD + "gYear"}, "1992"),
        ({"type": "bnode", "value": "b0"}, "_:b0"),
        (None, None),
    ],
)
def test_terms_become_the_python_values_they_stand_for(term, value):
    assert read_term(term) == value
    assert type(read_term(term)) is (BlankNode if value == "_:b0" else type(value))


def test_a_triple_term_is_written_as_one():
    term = {
        "type": "triple",
        "value": {name: {"type": "uri", "value": f"urn:{name}"} for name in ("subject", "predicate", "object")},
    }

    assert read_term(term) == "<<( urn:subject urn:predicate urn:object )>>"


def test_a_text_keeps_its_language_when_it_is_copied():
    text = westphalia.Text("Kasachstan", "de")

    assert pickle.loads(pickle.dumps(text)).language == "de"


def test_columns_have_values_of_one_type():
    rows = ((1, "a", True, None), (Decimal("2.5"), 3, False, None))

    assert Table(("number", "mixed", "truth", "nothing"), rows, {}).data() == {
        "number": [1.0, 2.5],
        "mixed": ["a", "3"],
        "truth": [True, False],
        "nothing": [None, None],
    }


def test_labels_stand_beside_the_columns_of_iris():
    table = Table(("s", "n"), ((westphalia.IRI("urn:a"), 1), (None, 2)), {"urn:a": "A"})

    assert table.data(labels=True) == {"s": ["urn:a", None], "s_label": ["A", None], "n": [1, 2]}


def test_a_notebook_shows_labels_as_links_and_escapes_texts(graph):
    html = graph.query(
        'SELECT ?s ?t ?u WHERE { VALUES (?s ?t ?u) { (id:ruritania "<b>" <javascript:x>) } }'
    )._repr_html_()

    assert '<a href="https://w3id.org/westphalia/id/ruritania" title="id:ruritania">Ruritania</a>' in html
    assert "&lt;b&gt;" in html
    assert 'href="javascript' not in html


def test_a_notebook_shows_the_first_of_many_rows():
    html = Table(("n",), tuple((number,) for number in range(1234)), {}).html()

    assert html.count("<tr>") == MAX_HTML_ROWS + 1
    assert f"the first {MAX_HTML_ROWS} of 1,234 rows" in html


@pytest.mark.parametrize(
    ("method", "library", "extra"),
    [("to_pandas", "pandas", "pandas"), ("to_polars", "polars", "polars"), ("to_arrow", "pyarrow", "arrow")],
)
def test_a_missing_library_is_named_with_its_extra(graph, monkeypatch, method, library, extra):
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(MissingExtraError, match=rf"{library} is not installed.*westphalia\[{extra}\]"):
        getattr(graph.query("SELECT * WHERE { ?s a wph:City }"), method)()


def test_pandas_has_dates_numbers_and_labels(graph):
    pytest.importorskip("pandas")
    query = (
        "SELECT ?s ?from ?n WHERE { ?s wph:member ?m ; wph:validFrom ?from BIND(1 AS ?n) FILTER(?m = id:ruritania) }"
    )

    frame = graph.query(query).to_pandas(labels=True)

    assert list(frame.columns) == ["s", "s_label", "from", "n"]
    assert frame["n"].dtype.kind == "i"
    assert frame["from"].dt.year.tolist() == [2000]
    assert frame["s_label"].tolist() == ["Ruritania is in the League"]


def test_polars_and_arrow_have_the_same_columns(graph):
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    result = graph.query("SELECT ?s ?n WHERE { VALUES (?s ?n) { (id:ruritania 1.5) } }")

    assert result.to_polars().columns == result.to_arrow().column_names == ["s", "n"]
    assert result.to_arrow().to_pylist() == [{"s": "https://w3id.org/westphalia/id/ruritania", "n": Decimal("1.5")}]


def test_a_malformed_query_is_a_query_error(graph):
    with pytest.raises(QueryError, match="line 1"):
        graph.query("SELECT {")


@pytest.mark.parametrize("at", ["yesterday", "2011-13", 2011])
def test_what_is_no_date_is_a_query_error(graph, at):
    with pytest.raises(QueryError, match="expected a"):
        graph.query("ASK {}", at=at)


def test_a_date_selects_the_state_of_that_day(article: Settings):
    member = "ASK { id:kazakhstan wph:memberOf id:csto }"
    with westphalia.open(settings=article) as graph:
        answers = [
            bool(graph.query(member, at=at)) for at in ("2011-06-01", date(2011, 6, 1), "1990", None, graph.date)
        ]

    assert answers[0] == answers[1] and answers[3] == answers[4]
    assert answers[0] != answers[2]


def test_a_closed_graph_says_so(built: Settings):
    with westphalia.open(settings=built) as graph:
        pass

    with pytest.raises(StoreError, match="is closed"):
        graph.query("ASK {}")


def test_opening_builds_only_when_there_is_no_version(tiny: Settings):
    steps: list[str] = []
    with pytest.raises(StoreError, match="no build"):
        westphalia.open(settings=tiny, build="never")
    first = westphalia.open(settings=tiny, progress=steps.append)
    assert any("Reasoning" in step for step in steps)

    with (tiny.sources_dir / "tiny" / "facts.ttl").open("a") as file:
        file.write('id:ruritania wph:officialName "Kingdom of Ruritania"@en .\n')

    assert westphalia.open(settings=tiny).version == first.version
    assert westphalia.open(settings=tiny, build="changed").version != first.version
    assert bool(first.query("ASK { id:ruritania a wph:State }"))


def test_the_package_imports_nothing_heavy_until_it_is_used():
    code = "import sys, westphalia; print([name for name in ('pyoxigraph', 'rdflib', 'duckdb', 'flask') if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_unknown_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'graph'"):
        _ = westphalia.graph
