"""The closure at a store: what the embedded engine derives, undated, on the article and in small."""

from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest

from tests.conftest import silent
from westphalia.errors import ReasoningError
from westphalia.inputs.ontology import rule_paths
from westphalia.rdf.formats import CSV
from westphalia.rdf.namespaces import INFERRED_GRAPH
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.evaluation.trivial_triples import make_term_sets
from westphalia.reason.rules.cache import read_rules_cached
from westphalia.reason.rules.reader import ON_REQUEST
from westphalia.reason.views.view import make_shown
from westphalia.replication import materialize_at_store, replicate, replicated_version, skolemized
from westphalia.replication.rules_in_store import WORKING_GRAPH, as_update
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.sparql.files import SparqlFile
from westphalia.store import WritableEmbeddedStore, WritableStore
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.slow

RULES = rule_paths(PROJECT_ROOT / "ontology")
DERIVED = {ox.NamedNode(INFERRED_GRAPH), ox.NamedNode("https://w3id.org/westphalia/graph/history")}


def derived_by_engine(quads: list[ox.Quad], folder: Path) -> set[str]:
    """What the embedded engine infers, undated, as it would be shown."""
    path = folder / "asserted.nq"
    path.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    with duckdb.connect() as connection:
        rules = [rule for rule in read_rules_cached(RULES, Settings().cache_dir) if not rule.on_request]
        engine = Engine(connection, rules, silent, dated=False)
        engine.load(path)
        engine.close()
        make_term_sets(connection)
        make_shown(connection)
        rows = connection.execute(
            """SELECT s.text || ' ' || p.text || ' ' || o.text FROM (SELECT s, p, o FROM shown ANTI JOIN asserted
            USING (s, p, o)) AS r JOIN term AS s ON s.id = r.s JOIN term AS p ON p.id = r.p JOIN term AS o ON o.id = r.o"""
        ).fetchall()
    return {line for (line,) in rows}


def named_quads(version: Path) -> list[ox.Quad]:
    found = ox.Store.read_only(str(version / "store"))
    return [skolemized(quad) for quad in found if quad.graph_name not in {ox.DefaultGraph(), *DERIVED}]


def inferred(store: WritableEmbeddedStore) -> set[str]:
    return {
        str(quad.triple) for quad in store._store.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED_GRAPH))
    }


def test_the_store_derives_what_the_engine_derives_on_the_article(article: Settings, tmp_path: Path) -> None:
    version, store = current_folder(article.data_dir), WritableEmbeddedStore.create()
    told: list[str] = []
    name = replicate(version, store, tmp_path, told.append, rules=RULES)
    expected = derived_by_engine([with_blank_nodes(quad) for quad in named_quads(version)], tmp_path)

    assert {unnamed(line) for line in inferred(store)} == expected
    assert len(expected) > 1000
    assert replicated_version(store) == name
    assert any(line.startswith("Round 3") for line in told)
    assert not store._store.contains_named_graph(ox.NamedNode(WORKING_GRAPH))


GENID = "https://w3id.org/westphalia/.well-known/genid/"


def unnamed(line: str) -> str:
    """A line with the names of blank nodes made blank nodes again."""
    parts = line.split("<" + GENID)
    return parts[0] + "".join("_:" + part.replace(">", "", 1) for part in parts[1:])


def with_blank_nodes(quad: ox.Quad) -> ox.Quad:
    [found] = ox.parse(f"{unnamed(str(quad))} .", format=ox.RdfFormat.N_QUADS)
    return found


def test_a_small_closure_is_made_in_every_kind_of_store(store: WritableStore) -> None:
    text = """<urn:Cat> rdfs:subClassOf <urn:Animal> . <urn:tom> a <urn:Cat> . <urn:Pet> owl:intersectionOf
        ( <urn:Cat> <urn:Owned> ) . <urn:tom> a <urn:Owned>""".replace("( <urn:Cat> <urn:Owned> )", "<urn:l1>")
    lists = """<urn:l1> rdf:first <urn:Cat> ; rdf:rest <urn:l2> . <urn:l2> rdf:first <urn:Owned> ; rdf:rest rdf:nil"""
    store.update(f"INSERT DATA {{ GRAPH <urn:a> {{ {text} }} GRAPH <urn:b> {{ {lists} . <urn:tom> a <urn:Cat> }} }}")
    rules = [path for path in RULES if path.stem in {"cax-sco", "cls-int1", "scm-sco", "scm-int"}]
    count = materialize_at_store(store, ["urn:a", "urn:b"], rules, silent)

    rows = store.run("SELECT ?c { <urn:tom> a ?c }", lambda _kind: CSV).body.decode().split()[1:]
    assert sorted(rows) == ["urn:Animal", "urn:Cat", "urn:Owned", "urn:Pet"]
    assert count >= 2


def test_blank_nodes_at_the_store_are_refused() -> None:
    store = WritableEmbeddedStore.create()
    store.update("INSERT DATA { GRAPH <urn:a> { [] a <urn:Cat> } }")

    with pytest.raises(ReasoningError, match="have blank nodes"):
        materialize_at_store(store, ["urn:a"], RULES[:1], silent)


@pytest.mark.parametrize(
    ("header", "text"),
    [((), "SELECT ?x WHERE { ?x a ?y }"), ((("when", ON_REQUEST),), "CONSTRUCT { ?x a ?y } WHERE { ?x a ?y }")],
)
def test_rules_that_derive_nothing_of_their_own_are_left_out(header: tuple, text: str) -> None:
    assert as_update(SparqlFile(Path("x.rq"), header, text), "urn:g") is None


def test_a_file_that_is_no_rule_is_named() -> None:
    with pytest.raises(ReasoningError, match=r"x\.rq has neither"):
        as_update(SparqlFile(Path("x.rq"), (), "ASK {}"), "urn:g")


def test_every_rule_of_the_project_becomes_an_update() -> None:
    from westphalia.sparql.files import read_sparql_file

    updates = [as_update(read_sparql_file(path), "urn:g") for path in RULES]
    made = [update for update in updates if update is not None]

    assert len(made) > 50
    for update in made:
        ox.Store().update(update)
