"""Writes followed by the dated reasoner: its closure is maintained, and the outcome is that of a new build."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import silent
from tests.versions.kept import days
from tests.versions.transactions.conftest import served
from westphalia.check import ignored_axioms
from westphalia.rdf.namespaces import ID, PREFIXES, WPH
from westphalia.reason import DatedReasoner
from westphalia.reason.reasoners import make_reasoner
from westphalia.reason.views.dated_quads import ALL_DAYS
from westphalia.settings import Settings
from westphalia.versions import day_stores, kept_days
from westphalia.versions.build import build
from westphalia.versions.day_snapshots import Snapshots
from westphalia.versions.folders import current_folder
from westphalia.versions.kept_days import lasting_store
from westphalia.versions.manifest import read_manifest
from westphalia.versions.transactions import CuratedDataset, MaintainDated, Writer
from westphalia.web import create_app
from westphalia.web.request_context import writing
from westphalia.workers import WorkerPool

pytestmark = pytest.mark.slow

TOKEN = "a-token-for-the-tests"
MEMBERSHIP = """INSERT DATA { GRAPH graph:mine {
    id:syldavia a wph:State ; rdfs:label "Syldavia"@en .
    id:syldavia-membership a wph:FullMembership ; wph:member id:syldavia ; wph:organization id:league ;
        wph:validFrom "2005-01-01T00:00:00Z"^^xsd:dateTime ; wph:source source:tiny ; wph:locator "page 2" } }"""
ALLIED = ox.Triple(ox.NamedNode(ID.ruritania), ox.NamedNode(WPH.alliedWith), ox.NamedNode(ID.syldavia))


@pytest.fixture(scope="module")
def dated_build(tiny_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("dated") / "var"
    build(Settings(root=tiny_project, data_dir=data_dir), silent)
    return data_dir


@pytest.fixture
def project(tiny_project: Path, dated_build: Path, tmp_path: Path) -> Settings:
    shutil.copytree(dated_build, tmp_path / "var", symlinks=True)
    return Settings(root=tiny_project, data_dir=tmp_path / "var")


@pytest.fixture
def dated_writer(project: Settings) -> Iterator[Writer]:
    maintainer = MaintainDated(lambda: make_reasoner(project), lambda: project.reference_day)
    found = Writer(project.data_dir, CuratedDataset(project.data_dir, maintainer))
    yield found
    found.close()


def update(writer: Writer, text: str) -> None:
    writer.write(lambda evaluation: evaluation.update(text))


def everything(settings: Settings) -> set[str]:
    """Every quad that readers see, blank nodes told apart by what is said of them alone."""
    return {str(quad) for quad in served(settings.data_dir)}


def test_a_membership_makes_an_alliance_and_without_it_the_alliance_is_gone(
    project: Settings, dated_writer: Writer
) -> None:
    before = everything(project)
    update(dated_writer, MEMBERSHIP)
    allied = {quad.graph_name for quad in served(project.data_dir) if quad.triple == ALLIED}

    assert allied == {ox.DefaultGraph(), ox.NamedNode("https://w3id.org/westphalia/graph/inferred")}
    found = served(project.data_dir).query(
        "SELECT ?from { GRAPH graph:history { ?a owl:annotatedProperty wph:alliedWith ; wph:heldFrom ?from } }",
        prefixes=PREFIXES,
    )
    assert {row["from"].value for row in found} == {"2005-01-01T00:00:00Z"}
    update(dated_writer, "DROP GRAPH graph:mine")
    assert everything(project) == before


@pytest.mark.thorough
def test_the_outcome_is_that_of_a_new_build(project: Settings, dated_writer: Writer) -> None:
    update(dated_writer, MEMBERSHIP)
    maintained, report = everything(project), read_manifest(current_folder(project.data_dir))
    kept = days(project)
    build(project, silent, force=True)
    again = read_manifest(current_folder(project.data_dir))

    assert everything(project) == maintained
    assert days(project) == kept
    assert (report.inferred, report.asserted, report.contradictions) == (
        again.inferred,
        again.asserted,
        again.contradictions,
    )


def test_a_write_that_touches_the_ontology_keeps_what_other_days_are_made_from(
    project: Settings, dated_writer: Writer
) -> None:
    update(dated_writer, "INSERT DATA { GRAPH graph:mine { wph:remark a owl:AnnotationProperty } }")
    update(dated_writer, MEMBERSHIP)
    kept = days(project)
    build(project, silent, force=True)

    assert days(project) == kept


def test_a_day_after_a_write_is_made_from_what_the_write_kept(
    project: Settings, worker_pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the dated quads were made again")

    monkeypatch.setattr(day_stores, "make_dated", refuse)
    client = create_app(replace(project, write_token=TOKEN), worker_pool).test_client()
    ask = "ASK { id:ruritania wph:alliedWith id:syldavia }"
    for written in (MEMBERSHIP, "INSERT DATA { GRAPH graph:mine { id:x a wph:State } }"):
        client.post("/sparql", data={"update": written}, headers={"Authorization": f"Bearer {TOKEN}"})
    with client.application.app_context():
        writing().writer.close()
    answers = {
        day: client.get(f"/at/{day}/sparql", query_string={"query": ask, "format": "csv"}).text.strip()
        for day in ("2004", "2005", "2011-06-01")
    }

    assert answers == {"2004": "false", "2005": "true", "2011-06-01": "true"}


def test_after_many_changes_what_lasts_is_made_anew(
    project: Settings, dated_writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_days, "_MOST_CHANGES", 3)
    update(dated_writer, MEMBERSHIP)
    version = current_folder(project.data_dir)
    ask = "ASK { id:ruritania wph:alliedWith id:syldavia }"
    store = Snapshots(kept=1).store_at(version, date(2005, 1, 1))

    assert not lasting_store(version, ALL_DAYS).folder.exists()
    assert ox.Store.read_only(str(store)).query(ask, prefixes=PREFIXES)


def test_a_write_that_contradicts_is_told(project: Settings, dated_writer: Writer) -> None:
    update(dated_writer, "INSERT DATA { id:ruritania a wph:City }")

    codes = {found["code"] for found in read_manifest(current_folder(project.data_dir)).contradictions}
    assert "cax-adc" in codes or "cax-dw" in codes


BROKEN = "INSERT DATA { GRAPH graph:mine { wph:memberOf owl:propertyChainAxiom [ rdf:first wph:hasMembership ] } }"


def test_an_axiom_that_is_not_whole_is_no_contradiction(project: Settings, dated_writer: Writer) -> None:
    before = read_manifest(current_folder(project.data_dir))
    update(dated_writer, BROKEN)
    after = read_manifest(current_folder(project.data_dir))
    update(dated_writer, "DROP GRAPH graph:mine")

    assert after.contradictions == before.contradictions
    assert [axiom["code"] for axiom in after.ignored_axioms] == ["list-not-whole"]
    assert [finding.code for finding in ignored_axioms(after)] == ["list-not-whole"]
    assert before.ignored_axioms == read_manifest(current_folder(project.data_dir)).ignored_axioms == []


def test_a_date_that_cannot_be_read_is_400_with_a_sentence(project: Settings, worker_pool: WorkerPool) -> None:
    before = current_folder(project.data_dir)
    client = create_app(replace(project, write_token=TOKEN), worker_pool).test_client()
    bad = 'INSERT DATA { GRAPH graph:mine { id:x wph:validUntil "1991-02-29T00:00:00Z"^^xsd:dateTime } }'
    response = client.post("/sparql", data={"update": bad}, headers={"Authorization": f"Bearer {TOKEN}"})
    with client.application.app_context():
        writing().writer.close()

    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert response.text == (
        "id:x has 1991-02-29T00:00:00Z as its wph:validUntil, which is not a calendar date; expected an "
        "xsd:dateTime such as 1991-12-16T00:00:00Z, or an xsd:date, xsd:gYearMonth or xsd:gYear.\n"
    )
    assert current_folder(project.data_dir) == before


def test_it_is_the_dated_reasoner_that_follows(project: Settings) -> None:
    assert isinstance(make_reasoner(project), DatedReasoner)
