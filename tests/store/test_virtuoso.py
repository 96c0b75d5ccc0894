"""Virtuoso holds named graphs; it has no default graph that can be written, so that no build is carried there."""

import shutil
import subprocess
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from tests.conftest import silent
from tests.store.conftest import free_port, wait_for
from tests.store.test_contract import found, triples
from westphalia.errors import QueryError, StoreError
from westphalia.rdf.formats import CSV, JSON
from westphalia.replication import replicate
from westphalia.settings import Settings
from westphalia.store import Endpoints, RemoteStore, select
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder

pytestmark = pytest.mark.thorough

SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Virtuoso server, which everybody may write."""
    command, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if command is None or isql is None:
        pytest.skip("Virtuoso is not installed (Debian's virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http))
    with subprocess.Popen(
        [command, "+foreground", "+configfile", "virtuoso.ini"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(f"127.0.0.1:{http}")
            wait_for(f"127.0.0.1:{sql}")
            granted = 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'
            subprocess.run([isql, f"127.0.0.1:{sql}", "dba", "dba", granted], check=True, capture_output=True)
            yield f"http://127.0.0.1:{http}"
        finally:
            process.kill()


@pytest.fixture
def store(address: str) -> RemoteStore:
    return RemoteStore(Endpoints(f"{address}/sparql", f"{address}/sparql", f"{address}/sparql-graph-crud"))


def test_named_graphs_are_added_to_replaced_and_dropped(store: RemoteStore) -> None:
    store.add("urn:a", triples(1))
    store.add("urn:a", triples(2))
    assert found(store, "urn:a") == {"urn:s1", "urn:s2"}

    store.replace("urn:a", triples(3))
    assert found(store, "urn:a") == {"urn:s3"}

    store.drop("urn:a")
    assert found(store, "urn:a") == set()


def test_queries_and_updates_of_named_graphs_are_answered(store: RemoteStore) -> None:
    text = ox.Literal('é\n"q" \\', language="fr")
    store.add("urn:b", [*triples(1), ox.Triple(ox.NamedNode("urn:t"), ox.NamedNode("urn:q"), text)])
    store.update("INSERT { GRAPH <urn:c> { ?s a id:kazakhstan } } WHERE { GRAPH <urn:b> { ?s <urn:p> ?o } }")

    assert store.run("SELECT ?s { GRAPH <urn:c> { ?s ?p ?o } }", lambda _kind: CSV).body.split() == [
        b'"s"',
        b'"urn:s1"',
    ]
    [row] = select(store, "SELECT ?o { GRAPH <urn:b> { <urn:t> <urn:q> ?o } }")
    assert (row["o"]["value"], row["o"]["xml:lang"]) == (text.value, "fr")
    with pytest.raises(QueryError):
        store.run("SELECT * {", lambda _kind: JSON)


def test_a_build_is_refused_before_anything_has_changed(store: RemoteStore, tiny: Settings, tmp_path) -> None:
    build(tiny, silent)
    before = select(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")

    with pytest.raises(StoreError, match="not configured to have default graph"):
        replicate(current_folder(tiny.data_dir), store, tmp_path, silent)

    assert select(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == before
