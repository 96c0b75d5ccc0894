"""Real clients that write, against a real server on the loopback address."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from tests.web.conftest import TOKEN
from westphalia.rdf.namespaces import GRAPH, WPH
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.web.services import services_of
from westphalia.workers import WorkerPool

MINE = rdflib.URIRef(GRAPH["mine"])
FACT = (rdflib.URIRef("urn:a"), rdflib.URIRef("urn:p"), rdflib.Literal("é \"quoted\" 'x'\n\\", lang="fr"))


@pytest.fixture
def url(built: Settings, worker_pool: WorkerPool) -> Iterator[str]:
    app = create_app(replace(built, write_token=TOKEN, threads=4), worker_pool)
    server = make_server(app, services_of(app).settings, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()
    services_of(app).writing.writer.close()


def update_store(url: str, **arguments: object) -> SPARQLUpdateStore:
    return SPARQLUpdateStore(f"{url}/sparql", f"{url}/sparql", auth=("anybody", TOKEN), **arguments)


def test_rdflib_adds_and_removes_triples(url: str) -> None:
    graph = rdflib.Graph(store=update_store(url), identifier=MINE)
    graph.add(FACT)
    graph.add((FACT[0], rdflib.RDF.type, WPH.State))

    assert FACT in graph
    assert len(graph) == 2
    graph.remove(FACT)
    assert FACT not in graph
    assert set(graph) == {(FACT[0], rdflib.RDF.type, WPH.State)}


def test_rdflib_collects_updates_and_sends_them_as_one(url: str) -> None:
    store = update_store(url, autocommit=False)
    graph = rdflib.Graph(store=store, identifier=MINE)
    for number in range(20):
        graph.add((FACT[0], FACT[1], rdflib.Literal(number)))
    store.commit()

    assert len(graph) == 20


def test_rdflib_without_the_token_is_refused(url: str) -> None:
    graph = rdflib.Graph(store=SPARQLUpdateStore(f"{url}/sparql", f"{url}/sparql"), identifier=MINE)
    with pytest.raises(Exception, match="401"):
        graph.add(FACT)


def test_rdflib_sends_an_update_that_names_no_graph(url: str) -> None:
    store = update_store(url)
    store.update("INSERT DATA { <urn:a> a wph:State }", initNs={"wph": WPH})
    [row] = store.query("SELECT ?g { GRAPH ?g { <urn:a> a ?t } }")

    assert row[0] == rdflib.URIRef(GRAPH["local"])


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_sends_updates_and_files_as_the_how_to_says(url: str, tmp_path) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--write-out", "%{http_code}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout

    token = ["-H", f"Authorization: Bearer {TOKEN}"]
    (tmp_path / "mine.ttl").write_text("<urn:a> <urn:p> 'from a file' .")
    form = curl(f"{url}/sparql", *token, "--data-urlencode", "update=INSERT DATA { <urn:a> <urn:p> 'by form' }")
    put = curl(
        "-X",
        "PUT",
        f"{url}/gsp/mine",
        *token,
        "-H",
        "Content-Type: text/turtle",
        "--data-binary",
        f"@{tmp_path}/mine.ttl",
    )
    many = curl(f"{url}/gsp/mine", *token, "-F", f"one=@{tmp_path}/mine.ttl;type=text/turtle")

    assert (form, put, many) == ("204", "201", "204")
    assert "from a file" in curl(f"{url}/gsp/mine")
    assert curl("-X", "DELETE", f"{url}/gsp/mine", *token) == "204"
