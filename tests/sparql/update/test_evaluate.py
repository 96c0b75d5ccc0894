"""Updates: what our evaluation does is what the engine does; and the change that it tells is what happened."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.sparql.conftest import Dataset, Update
from westphalia.errors import QueryError, RefusedError
from westphalia.sparql.update import PLAIN, Change, Evaluation, GraphRules, RequestOptions

DATA = """
<urn:s1> <urn:p> <urn:o1> . <urn:s2> <urn:p> "two" . <urn:o1> <urn:p> <urn:s2> .
<urn:s1> <urn:n> 1 . <urn:s2> <urn:n> 5 . _:b <urn:p> _:b .
<urn:g1> { <urn:s1> <urn:p> <urn:o1> . <urn:s2> <urn:p> 2 . <urn:s2> <urn:n> 2 . _:c <urn:p> _:c }
<urn:g2> { <urn:s3> <urn:p> <urn:o3> . <urn:s1> <urn:p> <urn:o1> }
"""
LOCAL = ox.NamedNode("urn:local")
BASE = "http://localhost/sparql"
ASTRAL = pytest.param(
    "\U00010400",
    marks=pytest.mark.xfail(reason="the engine takes no character beyond U+FFFF in a variable", strict=True),
)


def cases() -> list:
    parts = (Path(__file__).parent / "cases.sparql").read_text(encoding="utf-8").split("### ")[1:]
    named = [part.split("\n", 1) for part in parts]
    return [pytest.param(text, id=name) for name, text in named]


def store_of(trig: str) -> ox.Store:
    store = ox.Store()
    store.load(trig, format=ox.RdfFormat.TRIG)
    return store


@pytest.mark.parametrize("text", cases())
def test_an_update_does_what_the_engine_does_and_reports_the_change(update: Update, text: str) -> None:
    before, theirs = store_of(DATA), ox.Store()
    theirs.extend(before)
    theirs.update(text, base_iri=BASE)
    ours, change = update(before, text, RequestOptions(base=BASE))

    assert ours.canonical() == Dataset.of(theirs).canonical()
    assert change.added == set(ours.quads) - set(before)
    assert change.removed == set(before) - set(ours.quads)
    assert change.created == ours.graphs - set(before.named_graphs())
    assert change.dropped == set(before.named_graphs()) - ours.graphs


def test_there_are_cases_for_every_operation() -> None:
    text = (Path(__file__).parent / "cases.sparql").read_text(encoding="utf-8")

    assert [
        verb for verb in ("INSERT DATA", "CREATE", "CLEAR", "DROP", "ADD", "COPY", "MOVE") if verb not in text
    ] == []
    assert len(cases()) > 40


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INSERT DATA {", "syntax error in line 1, column 14"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }\n;\nINSERT { ?s } WHERE {}", "syntax error in line 3, column 15"),
        ("INSERT DATA { no:a <urn:b> 1 }", "The update uses the prefix no:"),
        ("SELECT * { ?s ?p ?o }", "The update has a syntax error in line 1, column 7"),
        (";", "syntax error in line 1, column 1, at ';': expected an operation before this semicolon"),
        ("INSERT DATA {} ;\n;", "syntax error in line 2, column 1"),
        ("INSERT DATA {} ; PREFIX e: <urn:e:> ; INSERT DATA {}", "syntax error in line 1, column 37"),
        ("INSERT DATA { _:a <urn:p> 1 } ; INSERT DATA { _:a <urn:p> 2 }", "label _:a occurs in two INSERT DATA"),
        ("INSERT {} WHERE { _:a ?p 1 } ; INSERT {} WHERE { _:a ?p 2 }", "label _:a occurs in two WHERE"),
        ("DROP GRAPH <urn:none>", "graph urn:none does not exist"),
        ("CLEAR GRAPH <urn:none>", "graph urn:none does not exist"),
        ("CREATE GRAPH <urn:g1>", "graph urn:g1 exists already"),
        ("COPY <urn:none> TO <urn:g1>", "graph urn:none does not exist"),
        ("INSERT {} WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "does not send requests"),
        ("DELETE DATA { _:b <urn:p> 1 }", "syntax error"),
        ("PREFIX e: 5 INSERT DATA { e:a e:b 1 }", "The update has a syntax error"),
        ("INSERT DATA {} ; 5", "syntax error in line 1"),
        ("INSERT DATA { <urn:a> <urn:b> 1 } INSERT DATA {}", "syntax error in line 1"),
    ],
)
def test_a_wrong_update_is_told_in_one_sentence_and_changes_nothing(text: str, words: str) -> None:
    store = store_of(DATA)
    before = set(store)

    with pytest.raises(QueryError) as raised:
        Evaluation(store, PLAIN).update(text)

    assert words in str(raised.value)
    assert str(raised.value).count("\n") == 0
    assert set(store) == before


@pytest.mark.parametrize("text", ["", "# nothing", "PREFIX e: <urn:e:>", "BASE <http://b/> PREFIX e: <e>"])
def test_an_empty_update_changes_nothing(update: Update, text: str) -> None:
    """[29] Update ::= Prologue ( Update1 ( ';' Update )? )?"""
    _, change = update(store_of(DATA), text)

    assert not change


def test_one_label_may_stand_in_insert_data_and_in_patterns(update: Update) -> None:
    text = "INSERT DATA { _:a <urn:q> 1 } ; INSERT { _:a <urn:q> 2 } WHERE { _:a <urn:n> 5 } ; INSERT { _:a <urn:q> 3 } WHERE {}"
    _, change = update(store_of(DATA), text)

    assert len({quad.subject for quad in change.added}) == len(change.added) == 3


@pytest.mark.parametrize("name", ["नाम", "v\u0301", "x\u00b7y", "été", "変数", ASTRAL])
def test_variables_have_the_characters_of_the_grammar(update: Update, name: str) -> None:
    text = f"DELETE {{ ?{name} <urn:n> 5 }} INSERT {{ ?{name} <urn:n> 6 }} WHERE {{ ?{name} <urn:n> 5 }}"
    _, change = update(store_of(DATA), text)

    assert len(change.added) == len(change.removed) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (RequestOptions(using_graphs=["urn:g1"]), {"urn:s1", "urn:s2"}),
        (RequestOptions(using_graphs=["urn:g2"]), {"urn:s1", "urn:s3"}),
        (RequestOptions(using_named_graphs=["urn:g2"]), set()),
        (RequestOptions(using_graphs=["urn:unknown"]), set()),
    ],
)
def test_the_protocol_chooses_the_dataset_of_where(
    update: Update, options: RequestOptions, expected: set[str]
) -> None:
    _, change = update(
        store_of(DATA),
        "INSERT { GRAPH <urn:found> { ?s <urn:in> 1 } } WHERE { ?s <urn:p> ?o FILTER(isIRI(?s)) }",
        options,
    )

    assert {quad.subject.value for quad in change.added} == expected


@pytest.mark.parametrize(
    ("text", "named", "options"),
    [
        ("WITH <urn:g2> INSERT { ?s <urn:in> 1 } WHERE { GRAPH <urn:g1> { ?s <urn:n> ?o } }", "urn:s2", None),
        ("INSERT { ?s <urn:in> 1 } WHERE { GRAPH ?g { ?s <urn:n> ?o } }", "urn:s2", None),
        (
            "INSERT { ?s <urn:in> 1 } USING NAMED <urn:g1> WHERE { GRAPH ?g { ?s <urn:n> ?o } }",
            "urn:s2",
            None,
        ),
        ("INSERT { ?s <urn:in> 1 } USING <urn:g2> WHERE { GRAPH <urn:g1> { ?s ?p ?o } }", None, None),
        ("INSERT { ?s <urn:in> 1 } USING NAMED <urn:g1> WHERE { ?s ?p ?o }", None, None),
        (
            "INSERT { ?s <urn:in> 1 } WHERE { GRAPH ?g { ?s <urn:n> ?o } }",
            None,
            RequestOptions(using_graphs=["urn:g2"]),
        ),
        (
            "INSERT { ?s <urn:in> 1 } WHERE { GRAPH ?g { ?s <urn:n> ?o } }",
            "urn:s2",
            RequestOptions(graph=ox.NamedNode("urn:g2")),
        ),
    ],
)
def test_graph_reaches_what_with_and_using_leave_in_the_dataset(
    update: Update, text: str, named: str | None, options: RequestOptions | None
) -> None:
    """WITH changes only the default graph of WHERE (section 3.1.3); USING gives the whole dataset."""
    _, change = update(store_of(DATA), text, options)

    assert {quad.subject.value for quad in change.added} == ({named} if named else set())


@pytest.mark.parametrize("dataset", ["WITH <urn:g1> INSERT {} WHERE {}", "INSERT {} USING <urn:g1> WHERE {}"])
def test_a_dataset_from_both_protocol_and_text_is_refused(dataset: str) -> None:
    with pytest.raises(QueryError, match="expected only one"):
        Evaluation(store_of(DATA), PLAIN, options=RequestOptions(using_graphs=["urn:g2"])).update(dataset)


def test_a_silent_move_of_nothing_changes_nothing() -> None:
    # The engine would empty the target here; section 3.2.4 asks that a SILENT operation that fails does nothing.
    store = store_of(DATA)
    before = set(store)
    Evaluation(store, PLAIN).update("MOVE SILENT <urn:none> TO <urn:g2>")

    assert set(store) == before


def test_load_is_refused_unless_allowed() -> None:
    with pytest.raises(RefusedError, match=r"LOAD <http://127\.0\.0\.1:1/x> is refused"):
        Evaluation(ox.Store(), PLAIN).update("LOAD <http://127.0.0.1:1/x>")


@pytest.mark.parametrize(
    "text",
    [
        "LOAD SILENT <http://127.0.0.1:1/x>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:local>",
        "CREATE SILENT GRAPH <urn:g1>",
        "CLEAR SILENT GRAPH <urn:g1>",
        "CLEAR SILENT ALL",
        "DROP SILENT GRAPH <urn:none>",
        "DROP SILENT NAMED",
        "COPY SILENT <urn:g2> TO <urn:g1>",
        "MOVE SILENT <urn:g1> TO <urn:g2>",
        "ADD SILENT <urn:none> TO <urn:g2>",
        "ADD SILENT <urn:g2> TO <urn:g1>",
    ],
)
def test_silent_makes_any_failure_or_refusal_a_success_that_changes_nothing(text: str) -> None:
    """The failure of a SILENT operation is no failure of the request: what stands beside it is carried out."""
    evaluation = Evaluation(store_of(DATA), rules())
    evaluation.update(f"{text} ; INSERT DATA {{ <urn:a> <urn:q> 1 }}")

    assert [quad.subject.value for quad in evaluation.change.added] == ["urn:a"]
    assert not evaluation.change.removed | evaluation.change.dropped
    assert evaluation.change.created == {LOCAL}


def test_load_puts_what_is_fetched_where_it_is_told() -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x"))
    store = ox.Store()
    Evaluation(store, PLAIN, load=lambda _: [triple]).update(
        "PREFIX h: <http://h/> LOAD h:x INTO GRAPH h:g ; LOAD h:x"
    )

    assert {str(quad.graph_name) for quad in store} == {"<http://h/g>", "DEFAULT"}


def rules() -> GraphRules:
    """Unnamed writes go to <urn:local>; <urn:g1> may not be written, nor the default graph."""

    def refusal(graph: object) -> str | None:
        return "is not yours" if graph in {ox.NamedNode("urn:g1"), ox.DefaultGraph()} else None

    return GraphRules(LOCAL, refusal)


def test_a_write_that_names_no_graph_goes_to_the_target() -> None:
    store = store_of(DATA)
    Evaluation(store, rules()).update(
        "INSERT DATA { <urn:a> <urn:p> 1 } ; INSERT { ?s <urn:seen> true } WHERE { ?s <urn:n> 5 }"
    )

    assert len(list(store.quads_for_pattern(None, None, None, LOCAL))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <urn:g1> { <urn:a> <urn:p> 1 } }",
        "DELETE WHERE { GRAPH ?g { ?s <urn:n> ?o } }",
        "CLEAR GRAPH <urn:g1>",
        "DROP GRAPH <urn:g1>",
        "DROP ALL",
        "CLEAR NAMED",
        "COPY <urn:g2> TO <urn:g1>",
        "MOVE <urn:g1> TO <urn:g2>",
        "WITH <urn:g1> INSERT { <urn:a> <urn:p> 1 } WHERE {}",
        "INSERT { GRAPH ?g { ?s <urn:x> 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_graph_that_may_not_be_written_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(RefusedError, match="graph urn:g1 is not yours"):
        Evaluation(store_of(DATA), rules()).update(text)


def test_a_delete_that_would_leave_the_triple_in_the_default_graph_is_refused() -> None:
    store = store_of("<urn:a> <urn:p> 1 . <urn:g1> { <urn:a> <urn:p> 1 }")

    with pytest.raises(RefusedError, match=r"not in <urn:local>.* but in <urn:g1>"):
        Evaluation(store, rules()).update("DELETE WHERE { ?s ?p ?o }")


def test_changes_add_up_to_the_net_change() -> None:
    quads = [ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in range(3)]
    first = Change(added=frozenset(quads[:1]), removed=frozenset(quads[1:2]))

    undone = Change(added=first.removed, removed=first.added)
    assert first.then(undone) == Change()
    assert first.then(Change(added=frozenset(quads[1:]))) == Change(added=frozenset({quads[0], quads[2]}))
    assert not Change()


def test_a_prologue_may_precede_every_operation() -> None:
    # The grammar has it ([29] Update); the engine's own parser does not.
    store = ox.Store()
    Evaluation(store, PLAIN).update(
        "PREFIX e: <urn:e:> INSERT DATA { e:a e:p 1 } ;\nPREFIX f: <urn:f:> BASE <http://b/> INSERT DATA { e:a f:p <x> } ;"
    )

    assert {quad.predicate.value for quad in store} == {"urn:e:p", "urn:f:p"}


def test_within_a_graph_that_one_is_meant_and_every_other_refuses() -> None:
    store, graph = store_of(DATA), ox.NamedNode("urn:g1")
    evaluation = Evaluation(store, PLAIN)
    evaluation.update("DELETE { ?s <urn:p> ?o } INSERT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }", within=graph)

    assert {quad.graph_name for quad in (*evaluation.change.added, *evaluation.change.removed)} == {graph}
    assert len(evaluation.change.added) == 3
    for text in ("INSERT DATA { GRAPH <urn:g2> { <urn:a> <urn:p> 1 } }", "CLEAR ALL", "COPY DEFAULT TO <urn:g2>"):
        with pytest.raises(RefusedError, match="is not the graph that the request is about"):
            evaluation.update(text, within=graph)


def test_literals_are_compared_as_the_store_keeps_them() -> None:
    triple = ox.Triple(
        ox.NamedNode("urn:a"),
        ox.NamedNode("urn:p"),
        ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    )
    store, graph = ox.Store(), ox.NamedNode("urn:g")
    for _ in range(2):
        evaluation = Evaluation(store, PLAIN)
        evaluation.replace(graph, [triple])

    assert len(store) == 1
    assert not evaluation.change
    evaluation.merge(graph, [triple])
    assert not evaluation.change
