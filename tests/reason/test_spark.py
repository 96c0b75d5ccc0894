"""Apache Spark derives what DuckDB derives, with the same dates, contradictions and ignored axioms."""

import sys
from datetime import date
from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from tests.conftest import silent
from tests.reason.closures import close_each, closure, write
from tests.reason.conftest import all_rules, quads, rules_named
from tests.reason.test_cases import CASES, PREFIXES
from westphalia.cli import main
from westphalia.errors import MissingExtraError, ReasoningError, SettingsError
from westphalia.inputs.ontology import rule_paths
from westphalia.reason.dated import DATABASE, DatedReasoner, Resources, open_closure
from westphalia.reason.evaluation.maintenance import maintain
from westphalia.reason.evaluation.tables.term_dictionary import create_tables
from westphalia.reason.proofs.explainer import Explainer
from westphalia.reason.reasoners import spark_place
from westphalia.reason.spark.connection import SparkConnection
from westphalia.reason.spark.engine import SparkEngine, SparkPlace
from westphalia.reason.spark.session import spark_session
from westphalia.settings import PROJECT_ROOT, Settings

HERE = SparkPlace("local[2]")
STEP = 8
"""Every how manieth case is closed: a statement of Spark takes a tenth of a second, however little it is about."""

# pyspark warns of releases of pandas, which is not used.
spark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def _on_loopback(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    # In a minute the optimising compiler of the Java virtual machine costs more than it saves.
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell")


def test_an_address_that_is_no_master_is_refused():
    with pytest.raises(SettingsError, match=r"The engine is 'sparc://x'; expected duckdb, or a master .* local\[2\]"):
        spark_session("sparc://x").__enter__()


def test_a_build_reasons_where_the_settings_say():
    there = Settings(reasoner_engine="spark://host:7077", reasoner_work_dir="hdfs://host/x")

    assert spark_place(there) == SparkPlace("spark://host:7077", "hdfs://host/x")
    assert spark_place(Settings()) is None


def test_a_build_with_an_engine_that_is_none_says_so(tiny_project: Path, tmp_path: Path):
    told = CliRunner().invoke(
        main,
        ["build", "--engine", "sparc://x"],
        env={"WESTPHALIA_ROOT": str(tiny_project), "WESTPHALIA_DATA_DIR": str(tmp_path / "var")},
    )

    assert told.exit_code == 1
    assert "The engine is 'sparc://x'; expected duckdb" in told.output


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(MissingExtraError, match=r"install 'westphalia\[spark\]'"):
        spark_session("local[2]").__enter__()


@spark
@pytest.mark.thorough
def test_cases_are_closed_as_duckdb_closes_them():
    pytest.importorskip("pyspark", reason="pyspark is not installed; make thorough installs it where Java is")
    texts = {name: case.text for name, case in list(CASES.items())[::STEP] if not case.alone}

    here, there = (close_each(texts, all_rules(), PREFIXES, place) for place in (None, HERE))

    assert any(row[3] or row[4] for closed in here.values() for row in closed.triples)
    assert any(closed.clashes for closed in here.values())
    assert there == here


@spark
@pytest.mark.thorough
def test_terms_with_one_hash_are_refused(tmp_path):
    pytest.importorskip("pyspark", reason="pyspark is not installed; make thorough installs it where Java is")
    with spark_session(HERE.master) as session:
        connection = SparkConnection(session, str(tmp_path))
        create_tables(connection)
        connection.fill("term", [(8, "<urn:a>"), (8, "<urn:b>"), (10, "<urn:c>")])

        with pytest.raises(ReasoningError, match="The terms <urn:a> and <urn:b> have one hash"):
            SparkEngine(connection, [], lambda _: None).refuse_collisions()


WORLD = """
:Cat rdfs:subClassOf :Animal ; owl:disjointWith :Dog . :Pet rdfs:subClassOf :Animal . :tom a :Cat, :Dog .
:murr a :Cat ; wph:validFrom "1920-01-10"^^xsd:date ; wph:validUntil "1935-01-01"^^xsd:date .
:partOf a owl:TransitiveProperty ; owl:inverseOf :hasPart . :a :partOf :b . :b :partOf :c . :c :partOf :d .
:same owl:sameAs :murr . :x :size "1"^^xsd:integer, "01"^^xsd:integer . :y :partOf :y2 .
"""
DAY = date(1930, 1, 1)
FEW = {
    *("cax-sco", "scm-sco", "cax-dw", "prp-trp", "prp-inv1", "prp-inv2"),
    *("eq-sym", "eq-trans", "eq-rep-s", "eq-rep-o"),
}
"""Rules of each kind; with all of them two workers take minutes."""


def kept(folder: Path, name: str, spark: SparkPlace | None) -> Path:
    """The folder of the closure of a small world, as a build would keep it."""
    made = folder / name
    made.mkdir()
    paths = [path for path in rule_paths(PROJECT_ROOT / "ontology") if path.stem in FEW]
    assert len(paths) == len(FEW)
    reasoner = DatedReasoner(paths, DAY, cache=Settings().cache_dir, resources=Resources(spark=spark))
    reasoner.close(write(folder, f"{name}.nq", quads(WORLD)), made, silent)
    return made


@spark
@pytest.mark.thorough
def test_a_closure_of_two_workers_is_kept_explained_and_brought_up_to_date_as_that_of_duckdb(tmp_path: Path):
    pytest.importorskip("pyspark", reason="pyspark is not installed; make thorough installs it where Java is")
    from bench.reasoner.spark import compare
    from bench.reasoner.spark_cluster import cluster

    (tmp_path / "cluster").mkdir()
    here = kept(tmp_path, "here", None)
    with cluster(2, tmp_path / "cluster") as master:
        there = kept(tmp_path, "there", SparkPlace(master))

    assert (here / "closure.json").read_text() == (there / "closure.json").read_text()
    for differences in compare(here / DATABASE, there / DATABASE):
        assert differences.rows > 30
        assert (differences.lacking, differences.more) == (0, 0)
    with open_closure(here) as one, open_closure(there) as other:
        facts = derived(one)
        assert explained(one, facts) == explained(other, facts)
    assert changed(here, tmp_path) == changed(there, tmp_path)


def derived(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """The derived statements about things of the small world."""
    rows = connection.execute(
        """SELECT DISTINCT s.text, p.text, o.text FROM longest_fact AS f JOIN term AS s ON s.id = f.s
        JOIN term AS p ON p.id = f.p JOIN term AS o ON o.id = f.o
        WHERE f.rule <> 0 AND contains(s.text, 'example.org') AND contains(o.text, 'example.org') ORDER BY ALL"""
    ).fetchall()
    assert len(rows) > 5
    return rows


def explained(connection: duckdb.DuckDBPyConnection, facts: list[tuple[str, str, str]]) -> list[object]:
    explainer = Explainer(connection, rules_named(FEW))
    found = [explainer.explain(fact, DAY) for fact in facts]
    assert any(explanation.proofs for explanation in found)
    return [
        (explanation.triple, explanation.periods, [proof.size for proof in explanation.proofs])
        for explanation in found
    ]


def changed(folder: Path, temporary: Path) -> set[tuple[str, str, str, int, int]]:
    """The closure after a change."""
    more = quads(':d :partOf :e . :x :size "1.0"^^xsd:decimal .')
    gone = [quad for quad in quads(WORLD) if quad.subject == ox.NamedNode("http://example.org/a")]
    with duckdb.connect(folder / DATABASE) as connection:
        done = maintain(
            connection, rules_named(FEW), write(temporary, "more.nq", more), write(temporary, "gone.nq", gone), silent
        )
        assert done.changed, "it is brought up to date, not closed anew"
        return closure(connection)
