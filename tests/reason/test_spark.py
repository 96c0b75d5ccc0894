"""Apache Spark derives what DuckDB derives, with the same dates, contradictions and ignored axioms."""

import sys

import pytest

from tests.reason.closures import close_each
from tests.reason.conftest import all_rules
from tests.reason.test_cases import CASES, PREFIXES
from westphalia.errors import MissingExtraError, ReasoningError, SettingsError
from westphalia.reason.evaluation.tables.term_dictionary import create_tables
from westphalia.reason.spark.connection import SparkConnection
from westphalia.reason.spark.engine import SparkEngine, SparkPlace
from westphalia.reason.spark.session import spark_session

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
