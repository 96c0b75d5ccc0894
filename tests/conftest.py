"""Fixtures that tests share: the project as it is, built once; a small project to break; a client."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

import westphalia.reason.reasoners
from tests.sharing import exclusive, made_once
from westphalia.check import stored_findings
from westphalia.codes import CodeTable, read_code_table
from westphalia.questions.names.stored_lexicon import stored_lexicon
from westphalia.rdf.namespaces import INFERRED_GRAPH
from westphalia.reason import Closure, Contradiction, View
from westphalia.search import open_index
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.store import EmbeddedStore
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder
from westphalia.versions.published import CurrentVersion
from westphalia.views.dates.precision import instants_of
from westphalia.views.entities.lifetimes import lifetimes_of
from westphalia.views.numbers import numbers_of
from westphalia.views.situations.stored_overview import overview_of
from westphalia.web import create_app
from westphalia.workers import PoolLimits, WorkerPool

# No test fails because a machine is slow.
hypothesis.settings.register_profile(
    "westphalia", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("westphalia")

SHARED = PROJECT_ROOT.parent / "shared" / "reference"

KEPT_DATA = "WESTPHALIA_TEST_DATA"
"""The environment variable with a folder where the build of the project is kept from one run of tests to the next.

It is built again when ontology, sources or rules change, not when code of the build does; hence only where it is set.
"""
DAY_OF_RUN = os.environ.setdefault("WESTPHALIA_TEST_DAY", datetime.now(UTC).date().isoformat())
"""The reference date of the builds that tests share: one for all workers of a run, also of one that midnight passes."""
SNAPSHOTS = 40
"""As many days as tests ask for: one that was forgotten takes up to ten seconds of processor time to make again."""
COSTLY_FIXTURES = {
    "settings": "built",  # a build of the whole project
    "article": "built",  # a build of ontology and article
    "tiny": "built",  # a build of the ontology and a handful of facts, each test its own
    "worker_pool": "processes",
    "judge": "java",
    "page": "browser",
}
"""Fixtures that take seconds to make, with the marker that each gives to the tests that use it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the costly fixtures that they use, directly or through others, so that `make quick` leaves them out."""
    for item in items:
        for name in COSTLY_FIXTURES.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(COSTLY_FIXTURES[name])


@pytest.fixture(autouse=True)
def _what_is_costly_is_marked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that asked for a costly fixture by its name while it ran: collection could not see that."""
    yield
    missing = missing_markers(request.fixturenames, {marker.name for marker in request.node.iter_markers()})
    if missing:
        pytest.fail(f"It uses costly fixtures without a marker for them: mark the parameter that asks: {missing}")


def missing_markers(fixtures: Iterable[str], markers: set[str]) -> dict[str, str]:
    """The costly ones among the names of fixtures, each with the marker that it gives, where that is not in `markers`."""
    return {
        name: COSTLY_FIXTURES[name]
        for name in sorted(COSTLY_FIXTURES.keys() & set(fixtures))
        if COSTLY_FIXTURES[name] not in markers
    }


class KeptTemplates(BytecodeCache):
    """Compiled templates, kept for all applications of a process.

    Nearly every test of a page makes an application, and each would compile its templates again: 0.3 seconds a page.
    """

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": KeptTemplates()}


TINY_SOURCE = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <https://w3id.org/westphalia/graph/> .
@prefix source: <https://w3id.org/westphalia/source/> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

source:tiny a wph:Document ;
    dcterms:title "A tiny source"@en ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
    wph:sourceKey "tiny" ;
    wph:namedGraph graph:tiny ;
    wph:redistributable true ;
    wph:coverageFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ;
    wph:coverageUntil "2001-01-01T00:00:00Z"^^xsd:dateTime .
"""
TINY_FACTS = """\
@prefix id: <https://w3id.org/westphalia/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/westphalia/source/> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

id:ruritania a wph:State ;
    rdfs:label "Ruritania"@en .

id:league a wph:DefenceOrganization ;
    rdfs:label "The League"@en .

id:tiny-membership a wph:FullMembership ;
    rdfs:label "Ruritania is in the League"@en ;
    wph:member id:ruritania ;
    wph:organization id:league ;
    wph:validFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ;
    wph:datePrecision wph:yearPrecision ;
    wph:source source:tiny ;
    wph:locator "page 1" .
"""


class QuickReasoner:
    """A reasoner for tests of the build around it: it derives one fixed triple."""

    name = "quick"
    contradictions: tuple[Contradiction, ...] = ()

    def close(self, asserted: Path, workdir: Path, progress: object) -> Closure:
        derived = {"<https://w3id.org/westphalia/id/ruritania> <urn:derived> <urn:x>"}
        return Closure(write_view(asserted, derived, workdir), self.contradictions)


def write_view(asserted: Path, derived: set[str], workdir: Path) -> View:
    """The view of a reasoner that derives `derived`, triples in N-Triples form, and knows no dates."""
    given = {str(quad.triple) for quad in ox.parse(path=asserted, format=ox.RdfFormat.N_QUADS)}
    default, named = workdir / "default.nt", workdir / "derived.nq"
    default.write_text("".join(f"{triple} .\n" for triple in sorted(given | derived)), encoding="utf-8")
    named.write_text("".join(f"{triple} <{INFERRED_GRAPH}> .\n" for triple in sorted(derived)), encoding="utf-8")
    return View(default, named, len(derived), None)


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: writes go to disk each time, and tests make many."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        dir=shared if os.access(shared, os.W_OK) else None, ignore_cleanup_errors=True
    ) as name:
        yield Path(name)


def silent(_sentence: str) -> None:
    """A progress callback that says nothing."""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project as it stands in the repository, built once for all tests, or once for all runs in `$KEPT_DATA`."""
    kept = os.environ.get(KEPT_DATA)
    if kept:
        data_dir = Path(kept).resolve() / "whole"
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(data_dir.parent / "lock"):
            build_project(data_dir)
    else:
        data_dir = made_once(tmp_path_factory, "var", build_project)
    return Settings(data_dir=data_dir, snapshots=SNAPSHOTS, reference_date=DAY_OF_RUN)


def build_project(data_dir: Path) -> None:
    """Build the whole project, with what is derived from a version once and read by many tests."""
    settings = Settings(data_dir=data_dir, reference_date=DAY_OF_RUN)
    build(settings, silent)
    version = current_folder(data_dir)
    store = EmbeddedStore.open(version / "store")
    open_index(version, store)
    stored_lexicon(version, store, settings.queries_dir / "questions" / "words" / "names.toml")
    stored_findings(version, settings.queries_dir)
    served = CurrentVersion(settings).current()
    for derive in (instants_of, lifetimes_of, numbers_of, overview_of):
        derive(served)


@pytest.fixture(scope="session")
def graph_table(settings: Settings) -> CodeTable:
    """The codes of the project."""
    return read_code_table(EmbeddedStore.open(current_folder(settings.data_dir) / "store"))


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The ontology and the article alone, built: dated and real, and a tenth of the project.

    For what needs many days or a whole export; what is asked of the project as it stands uses `settings`.
    """
    root = made_once(tmp_path_factory, "article", build_article)
    return Settings(root=root, data_dir=root / "var", snapshots=SNAPSHOTS, reference_date=DAY_OF_RUN)


def build_article(root: Path) -> None:
    """Make a project of the ontology and the article in the folder `root`, and build it."""
    for part in ("ontology", "queries"):
        shutil.copytree(PROJECT_ROOT / part, root / part)
    shutil.copytree(PROJECT_ROOT / "sources" / "rousseau-2011", root / "sources" / "rousseau-2011")
    build(Settings(root=root, data_dir=root / "var", reference_date=DAY_OF_RUN), silent)


@pytest.fixture(scope="session")
def worker_pool() -> Iterator[WorkerPool]:
    """Worker processes that all tests of the web layer share; they open whatever store a task names."""
    pool = WorkerPool(PoolLimits(workers=2, seconds=120, queue_seconds=120, memory_mb=400))
    yield pool
    pool.close()


def lasting_app(settings: Settings, pool: WorkerPool) -> Flask:
    """An application for all tests of a process: compiling its routes takes as long as many a page.

    It answers as fast as tests ask; a test of limits, or one that changes an application, makes one of its own.
    """
    return create_app(replace(settings, rate=0.0), pool)


@pytest.fixture(scope="session")
def whole_app(settings: Settings, worker_pool: WorkerPool) -> Flask:
    return lasting_app(settings, worker_pool)


@pytest.fixture
def client(whole_app: Flask) -> FlaskClient:
    return whole_app.test_client()


@pytest.fixture(scope="session")
def article_app(article: Settings, worker_pool: WorkerPool) -> Flask:
    return lasting_app(article, worker_pool)


@pytest.fixture
def article_client(article_app: Flask) -> FlaskClient:
    return article_app.test_client()


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a project with the real ontology and one tiny source; copy it before changing anything."""
    root = tmp_path_factory.mktemp("tiny") / "project"
    shutil.copytree(PROJECT_ROOT / "ontology", root / "ontology")
    shutil.copytree(PROJECT_ROOT / "queries", root / "queries")
    folder = root / "sources" / "tiny"
    folder.mkdir(parents=True)
    (folder / "source.ttl").write_text(TINY_SOURCE, encoding="utf-8")
    (folder / "facts.ttl").write_text(TINY_FACTS, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def tiny_build(tiny_project: Path) -> Path:
    """The data folder of a build of the tiny project; copy it before changing anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(westphalia.reason.reasoners, "make_reasoner", lambda *_: QuickReasoner())
        build(Settings(root=tiny_project, data_dir=tiny_project.parent / "var"), silent)
    return tiny_project.parent / "var"


@pytest.fixture
def tiny(tiny_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with the real ontology, one tiny source and a reasoner that takes no time."""
    shutil.copytree(tiny_project, tmp_path / "project")
    monkeypatch.setattr(westphalia.reason.reasoners, "make_reasoner", lambda *_: QuickReasoner())
    return Settings(root=tmp_path / "project", data_dir=tmp_path / "var")


@pytest.fixture
def built(tiny: Settings, tiny_build: Path) -> Settings:
    """The tiny project as `tiny`, built."""
    shutil.copytree(tiny_build, tiny.data_dir, symlinks=True)
    return tiny
