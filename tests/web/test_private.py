"""Private sources: no way out of the public service or its files gives them away, and the private graph has them."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import westphalia
import westphalia.reason.reasoners
from tests.conftest import QuickReasoner, silent
from westphalia.cli import main
from westphalia.errors import InputError, RefusedError
from westphalia.settings import Settings
from westphalia.versions.backup import backup, restore
from westphalia.versions.build import build
from westphalia.versions.private_sources import (
    keep_private_source,
    private_sources,
    refuse_public_host,
    remove_private_source,
    with_private,
)
from westphalia.web import create_app

SECRET = "Zenda-4711"
"""A name that only the private source has."""
SOURCE = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <https://w3id.org/westphalia/graph/> .
@prefix source: <https://w3id.org/westphalia/source/> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
source:zenda a wph:Dataset ; dcterms:title "Zenda-4711"@en ; dcterms:license <http://localhost/licence> ;
    wph:sourceKey "zenda" ; wph:namedGraph graph:zenda ; wph:redistributable false ;
    wph:coverageFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ; wph:coverageUntil "2001-01-01T00:00:00Z"^^xsd:dateTime .
"""
FACTS = """\
@prefix id: <https://w3id.org/westphalia/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/westphalia/source/> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
id:zenda a wph:DefenceOrganization ; rdfs:label "Zenda-4711"@en .
id:zenda-membership a wph:FullMembership ; rdfs:label "Ruritania is in Zenda-4711"@en ; wph:member id:ruritania ;
    wph:organization id:zenda ; wph:source source:zenda ; wph:locator "row 2" .
"""
GRAPH = "https://w3id.org/westphalia/graph/zenda"


@pytest.fixture(scope="module")
def unchanged(tiny_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The tiny project with a private source, both graphs built; nobody changes it."""
    settings = Settings(root=tiny_project, data_dir=tmp_path_factory.mktemp("private") / "var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(westphalia.reason.reasoners, "make_reasoner", lambda *_: QuickReasoner())
        keep_private_source(settings.data_dir, "zenda", {"source.ttl": SOURCE.encode(), "facts.ttl": FACTS.encode()})
        build(settings, silent)
        build(with_private(settings), silent)
        yield settings


@pytest.fixture
def kept(unchanged: Settings, tmp_path: Path) -> Settings:
    """A copy to change."""
    shutil.copytree(unchanged.data_dir, tmp_path / "var", symlinks=True)
    return replace(unchanged, data_dir=tmp_path / "var")


@pytest.fixture
def public(unchanged, worker_pool):
    return create_app(unchanged, worker_pool).test_client()


@pytest.fixture
def private(unchanged, worker_pool):
    return create_app(with_private(unchanged), worker_pool).test_client()


QUERIES = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    f"SELECT * FROM <{GRAPH}> {{ ?s ?p ?o }}",
    f"SELECT * FROM NAMED <{GRAPH}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <https://w3id.org/westphalia/id/zenda> <https://w3id.org/westphalia/id/ruritania>",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("endpoint", ["/sparql", "/at/2000-06-01/sparql"])
@pytest.mark.parametrize(
    "dataset", [{}, {"default-graph-uri": GRAPH}, {"named-graph-uri": GRAPH}, {"infer": "false"}]
)
def test_no_query_reaches_a_private_source(public, endpoint, query, dataset):
    if endpoint != "/sparql" and "default-graph-uri" not in dataset:
        pytest.skip("without a dataset of its own a day answers from the same store")
    answer = public.get(endpoint, query_string={"query": query, **dataset})

    assert SECRET.encode() not in answer.data and b"zenda-membership" not in answer.data


ADDRESSES = [
    "/id/zenda",
    "/id/zenda.ttl",
    "/id/zenda-membership",
    "/id/ruritania",
    "/id/ruritania.trig",
    "/id/ruritania?days=all",
    "/source/zenda",
    "/source/zenda.ttl",
    "/graph/zenda",
    "/graph/zenda.trig",
    f"/gsp?graph={GRAPH}",
    "/gsp",
    "/gsp?default",
    "/download/everything.nq",
    "/download/asserted.nt",
    "/download/everything.trig",
    "/download/zenda.ttl",
    "/downloads",
    "/.well-known/void",
    "/sparql",
    "/sitemap.xml",
    "/search?q=Zenda",
    "/search.json?q=Zenda",
    "/reconcile/suggest/entity?prefix=Zenda",
    '/reconcile?queries={"q":{"query":"Zenda-4711"}}',
    "/browse",
    "/browse/defence organization",
    "/conflicts",
    "/conflicts/coverage",
    "/map.json",
    "/health",
    "/dyad/ruritania/zenda",
    "/holds?subject=id:ruritania&predicate=wph:memberOf",
    "/explain?s=id:ruritania&p=wph:memberOf&o=id:zenda",
    "/openapi.json",
    "/",
]


def text_of(response) -> bytes:
    if response.mimetype != "application/zip":
        return response.data
    with zipfile.ZipFile(io.BytesIO(response.data)) as kit:
        return b"".join(kit.read(name) for name in kit.namelist())


@pytest.mark.parametrize("address", [*ADDRESSES, "/download/protege.zip"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle, application/json;q=0.9, */*;q=0.5"])
def test_no_address_gives_a_private_source_away(public, address, accept):
    with public.get(address, headers={"Accept": accept}) as response:
        body = text_of(response)

    # What was sent may come back in the page of an error or a search.
    assert body.count(SECRET.encode()) <= address.count(SECRET)
    assert b"in Zenda-4711" not in body


def test_every_page_of_the_private_graph_says_that_it_is_private(private, public):
    for address in ("/conflicts", "/panel"):
        assert "Private graph: it has sources that may not be passed on." in private.get(address).text
        assert "Private graph" not in public.get(address).text


def test_the_private_graph_has_it(private):
    found = private.get("/sparql", query_string={"query": f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"})

    assert "true" in found.text.lower()
    assert SECRET in private.get("/search.json?q=Zenda").text
    assert SECRET in private.get("/id/zenda", headers={"Accept": "text/html"}).text
    # Exports leave its statements out there too, unless its key is named.
    assert "in Zenda-4711" not in private.get("/download/everything.trig").text
    assert SECRET in private.get("/download/zenda.ttl").text


def test_no_file_outside_its_folder_has_a_private_source(unchanged):
    folder = unchanged.data_dir / "private"
    files = [path for path in unchanged.data_dir.rglob("*") if path.is_file() and folder not in path.parents]

    assert len(files) > 5
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
    assert folder.stat().st_mode & 0o077 == 0


def command(settings, *arguments):
    environment = {"WESTPHALIA_ROOT": str(settings.root), "WESTPHALIA_DATA_DIR": str(settings.data_dir)}
    return CliRunner().invoke(main, [str(each) for each in arguments], env=environment)


ASK = "SELECT ?s { GRAPH ?g { ?s wph:locator 'row 2' } }"


def test_commands_see_it_with_private_only(unchanged):
    assert "zenda" not in command(unchanged, "query", ASK, "--format", "csv").stdout
    assert "zenda-membership" in command(unchanged, "query", ASK, "--format", "csv", "--private").stdout
    assert SECRET not in command(unchanged, "export", "everything", "--format", "trig").stdout
    assert command(unchanged, "export", "zenda").exit_code == 1
    assert SECRET in command(unchanged, "export", "zenda", "--private").stdout


def test_python_opens_the_private_graph_on_request(unchanged):
    with westphalia.open(settings=unchanged, build="never") as graph:
        assert not graph.query(ASK)
    with westphalia.open(settings=unchanged, build="never", private=True) as graph:
        assert [row[0].local_name for row in graph.query(ASK)] == ["zenda-membership"]


def test_the_private_graph_stays_on_this_machine(unchanged):
    there = command(unchanged, "build", "--private", "--store", "http://127.0.0.1:9/sparql")
    served = command(unchanged, "serve", "--private", "--host", "0.0.0.0")

    assert "may not be passed on" in there.stderr and there.exit_code == 1
    assert "may not be passed on" in served.stderr and served.exit_code == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_hosts_that_others_reach_are_refused(host):
    with pytest.raises(RefusedError, match="such as 127"):
        refuse_public_host(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_hosts_of_this_machine_are_not(host):
    refuse_public_host(host)


def test_a_backup_is_the_exception(kept, tmp_path: Path):
    backup(kept.data_dir, tmp_path / "saved")
    remove_private_source(kept.data_dir, "zenda")
    assert private_sources(kept.data_dir) == []

    restore(kept.data_dir, tmp_path / "saved")

    assert private_sources(kept.data_dir) == ["zenda"]
    assert not [
        path
        for path in (tmp_path / "saved" / "version").rglob("*")
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]


def test_a_source_takes_the_place_of_an_earlier_one(kept):
    keep_private_source(kept.data_dir, "zenda", {"source.ttl": b"new"})

    folder = kept.data_dir / "private" / "sources"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["source.ttl"]
    assert (folder / "zenda" / "source.ttl").read_bytes() == b"new"


def test_without_private_sources_there_is_no_private_graph(built):
    with pytest.raises(InputError, match="expected one that 'westphalia add' has read"):
        with_private(built)
    with pytest.raises(InputError, match="no private source 'zenda'; there are: none"):
        remove_private_source(built.data_dir, "zenda")
    assert "no private source" in command(built, "query", ASK, "--private").stderr
