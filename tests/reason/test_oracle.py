"""Against owlrl, the oracle: our closure is its closure, less the trivial triples."""

from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given

from tests.conftest import silent
from tests.reason.conftest import examples, quads, rules_named
from tests.reason.strategies import datasets, ontologies
from westphalia.inputs.ontology import domain_rule_paths, rule_paths
from westphalia.rdf.namespaces import GRAPH
from westphalia.reason import OwlrlReasoner
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.evaluation.trivial_triples import is_informative
from westphalia.reason.owlrl_reference import is_trivial
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.sparql.files import read_sparql_file
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.slow

ONTOLOGY = PROJECT_ROOT / "ontology"


def is_of_the_tables(path: Path) -> bool:
    """Whether a rule stands in the tables of the specification, which are what owlrl implements."""
    status = read_sparql_file(path).values("status")
    return not status or status[0] == "implemented" or status[0].startswith("part of")


RULES = rules_named(path.stem for path in rule_paths(ONTOLOGY) if is_of_the_tables(path))


def ours(folder: Path, data: list[ox.Quad]) -> set[str]:
    path = folder / "ours.nq"
    ox.serialize(data, path, ox.RdfFormat.N_QUADS)
    connection = duckdb.connect()
    engine = Engine(connection, RULES, silent, dated=False)
    engine.load(path)
    engine.close()
    rows = connection.execute(
        f"""SELECT s.text || ' ' || p.text || ' ' || o.text FROM longest_fact JOIN term AS s ON s.id = s
        JOIN term AS p ON p.id = p JOIN term AS o ON o.id = o WHERE rule <> 0 AND {is_informative(connection)}"""
    ).fetchall()
    return {text for (text,) in rows}


def theirs(folder: Path, data: list[ox.Quad]) -> set[str]:
    path = folder / "theirs.nq"
    ox.serialize(data, path, ox.RdfFormat.N_QUADS)
    view = OwlrlReasoner(domain_rule_paths(ONTOLOGY)).close(path, folder, silent).view
    return {str(quad.triple) for quad in ox.parse(path=view.derived, format=ox.RdfFormat.N_QUADS)}


@pytest.mark.thorough
@examples
@given(ontologies, datasets)
def test_random_graphs_have_the_closure_that_owlrl_gives(tmp_path_factory, axioms, facts) -> None:
    data = quads("\n".join([*axioms, *facts]))
    folder = tmp_path_factory.mktemp("oracle")

    assert ours(folder, data) == theirs(folder, data)


@pytest.mark.thorough
def test_the_article_has_the_closure_that_owlrl_gives(settings: Settings, tmp_path: Path) -> None:
    store = ox.Store.read_only(str(current_folder(settings.data_dir) / "store"))
    # Without the catalog: owlrl 7 takes sources with different keys for the same one (owl:hasKey).
    names = {GRAPH.ontology, GRAPH["rousseau-2011"], GRAPH.notes}
    data = [quad for name in names for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name))]
    found = ours(tmp_path, data)

    assert len(found) > 2000
    assert found == theirs(tmp_path, data)
    assert not any(
        is_trivial(quad.triple)
        for quad in ox.parse("".join(f"{t} .\n" for t in found), format=ox.RdfFormat.N_TRIPLES)
    )
