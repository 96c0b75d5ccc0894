"""A build after a small change: the same version as a build of everything, and only where it can be the same."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import silent
from tests.versions.kept import assert_as_built_anew, content
from westphalia.rdf.namespaces import QUERIES_GRAPH
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.manifest import Manifest

pytestmark = pytest.mark.slow

SECOND = """
id:syldavia a wph:State ; rdfs:label "Syldavia"@en .
id:syldavia-membership a wph:FullMembership ; rdfs:label "Syldavia is in the League"@en ;
    wph:member id:syldavia ; wph:organization id:league ;
    wph:validFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ; wph:datePrecision wph:yearPrecision ;
    wph:source source:tiny ; wph:locator "page 2" .
"""


@pytest.fixture(scope="module")
def first_build(tiny_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("incremental") / "var"
    build(Settings(root=tiny_project, data_dir=data_dir), silent)
    return data_dir


@pytest.fixture
def project(tiny_project: Path, first_build: Path, tmp_path: Path) -> Settings:
    """The tiny project, built by the dated reasoner."""
    shutil.copytree(tiny_project, tmp_path / "project")
    shutil.copytree(first_build, tmp_path / "var", symlinks=True)
    return Settings(root=tmp_path / "project", data_dir=tmp_path / "var")


def edit_facts(project: Settings, old: str, new: str) -> None:
    path = project.sources_dir / "tiny" / "facts.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def rebuild(project: Settings) -> tuple[Manifest, bool]:
    """Build again; returns the manifest, and whether the version before was brought up to date."""
    said: list[str] = []
    manifest, made = build(project, said.append)
    assert made
    return manifest, any("Little has changed" in sentence for sentence in said)


def test_changes_of_a_source_come_to_what_a_new_build_gives(project: Settings, tmp_path: Path) -> None:
    edit_facts(project, '"Ruritania is in the League"@en', '"Ruritania joined the League"@en')
    edit_facts(project, '    wph:locator "page 1" .\n', f'    wph:locator "page 1" .\n{SECOND}')

    manifest, followed = rebuild(project)

    assert followed
    assert any("alliedWith" in line and "inferred" in line for line in content(project))
    assert_as_built_anew(project, manifest, tmp_path)


@pytest.mark.thorough
def test_a_second_change_follows_the_first_and_takes_back_what_it_added(project: Settings, tmp_path: Path) -> None:
    edit_facts(project, '    wph:locator "page 1" .\n', f'    wph:locator "page 1" .\n{SECOND}')
    rebuild(project)
    before = content(project)
    edit_facts(project, SECOND, "")

    manifest, followed = rebuild(project)

    assert followed
    assert content(project) < before
    assert_as_built_anew(project, manifest, tmp_path)


@pytest.mark.thorough
def test_graphs_that_a_source_gives_up_and_queries_that_change_are_followed(
    project: Settings, tmp_path: Path
) -> None:
    notes = project.sources_dir / "tiny" / "notes.ttl"
    notes.write_text(
        "@prefix wph: <https://w3id.org/westphalia/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://w3id.org/westphalia/id/league> rdfs:comment "A note"@en .\n',
        encoding="utf-8",
    )
    rebuild(project)
    notes.unlink()
    query = next((project.queries_dir / "library").glob("*.rq"))
    query.unlink()

    manifest, followed = rebuild(project)

    assert followed
    assert not any("graph/notes" in line for line in content(project) if QUERIES_GRAPH not in line)
    assert_as_built_anew(project, manifest, tmp_path)


@pytest.mark.thorough
def test_other_rules_are_followed_by_a_new_build(project: Settings) -> None:
    rule = next((project.ontology_dir / "rules" / "domain").glob("*.rq"))
    rule.write_text(rule.read_text(encoding="utf-8").replace("#+ title: ", "#+ title: New "), encoding="utf-8")

    _, followed = rebuild(project)

    assert not followed


def test_force_builds_everything_anew(project: Settings) -> None:
    said: list[str] = []
    build(project, said.append, force=True)

    assert not any("Little has changed" in sentence for sentence in said)


def test_many_changes_are_followed_by_a_new_build(project: Settings) -> None:
    states = "".join(f'id:s{n} a wph:State ; rdfs:label "State {n}"@en .\n' for n in range(400))
    edit_facts(project, '    wph:locator "page 1" .\n', f'    wph:locator "page 1" .\n{states}')

    _, followed = rebuild(project)

    assert not followed
