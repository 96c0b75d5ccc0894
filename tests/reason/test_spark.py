"""Apache Spark derives what DuckDB derives, with the same dates, contradictions and ignored axioms."""

import sys

import pytest

from tests.reason.conftest import all_rules, quads
from tests.reason.test_cases import CASES, PREFIXES
from westphalia.errors import MissingExtraError, ReasoningError, SettingsError
from westphalia.reason.evaluation.term_dictionary import create_tables
from westphalia.reason.materialize import close_quads
from westphalia.reason.spark.connection import SparkConnection
from westphalia.reason.spark.engine import SparkEngine, SparkPlace
from westphalia.reason.spark.session import spark_session

HERE = SparkPlace("local[2]")
STEP = 4
"""Every how manieth case is closed: a statement of Spark takes a tenth of a second, however little it is about."""

# pyspark warns of releases of pandas, which is not used.
spark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def _on_loopback(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")


def test_an_address_that_is_no_master_is_refused():
    with pytest.raises(SettingsError, match=r"The engine is 'sparc://x'; expected duckdb, or a master .* local\[2\]"):
        spark_session("sparc://x").__enter__()


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(MissingExtraError, match=r"install 'westphalia\[spark\]'"):
        spark_session("local[2]").__enter__()


@spark
@pytest.mark.thorough
def test_cases_are_closed_as_duckdb_closes_them():
    pytest.importorskip("pyspark", reason="pyspark is not installed; make thorough installs it where Java is")
    texts = [case.text for case in CASES.values() if not case.alone][::STEP]
    data = [quad for text in texts for quad in quads(text, head=PREFIXES)]

    here, there = close_quads(data, all_rules()), close_quads(data, all_rules(), spark=HERE)

    assert len(here.triples) > 500
    assert any(row[3] or row[4] for row in here.triples)
    assert here.clashes
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
