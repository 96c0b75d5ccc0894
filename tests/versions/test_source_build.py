"""A build after a change of few sources reads these alone, and comes to what a build of everything gives."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import TINY_SOURCE, silent
from tests.versions.kept import assert_as_built_anew, content
from westphalia.errors import InputError, ValidationError
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.checksums import DERIVED
from westphalia.versions.explanations import explain
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import Manifest

pytestmark = pytest.mark.slow

STATES = """\
@prefix id: <https://w3id.org/westphalia/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
id:graustark a wph:State ; rdfs:label "Graustark"@en .
id:syldavia a wph:State ; rdfs:label "Syldavia"@en .
"""
HEADER = "organization,member,status,from,until,reference,locator,note\n"
GRAUSTARK = "league,graustark,full,1990-05-01,2010,charter,page 3,\n"
SYLDAVIA = "league,syldavia,full,2003,,charter,page 4,\n"
REFERENCES = """\
key,title,author,publisher,issued,kind,note
charter,Charter of the League,,,1989,treaty,
"""


@pytest.fixture(scope="module")
def two_sources(tiny_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project with a second source, whose memberships are a list, and its build in `var`."""
    root = tmp_path_factory.mktemp("sources") / "project"
    shutil.copytree(tiny_project, root)
    folder = root / "sources" / "listed"
    folder.mkdir()
    source = TINY_SOURCE.replace("tiny", "listed").replace("2001-01-01", "2011-01-01")
    for name, text in (
        ("source.ttl", source),
        ("states.ttl", STATES),
        ("memberships.csv", HEADER + GRAUSTARK),
        ("references.csv", REFERENCES),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    build(Settings(root=root, data_dir=root / "var"), silent)
    return root


@pytest.fixture
def project(two_sources: Path, tmp_path: Path) -> Settings:
    shutil.copytree(two_sources, tmp_path / "project", symlinks=True)
    return Settings(root=tmp_path / "project", data_dir=tmp_path / "project" / "var")


def edit(project: Settings, name: str, old: str, new: str) -> None:
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def rebuild(project: Settings) -> tuple[Manifest, bool]:
    """Build again; returns the manifest, and whether only what has changed was read."""
    said: list[str] = []
    manifest, made = build(project, said.append)
    assert made
    return manifest, not any("Loading ontology and sources" in sentence for sentence in said)


LIST = "sources/listed/memberships.csv"
CHANGES = {
    "a date": [(LIST, "1990-05-01", "1991")],
    "a row added": [(LIST, GRAUSTARK, GRAUSTARK + SYLDAVIA)],
    "a row removed": [(LIST, GRAUSTARK, "")],
    "a locator": [(LIST, "page 3", "page 5")],
    "what a source covers": [("sources/listed/source.ttl", "2011-01-01", "2015-06-01")],
    "two sources": [(LIST, ",2010,", ",,"), ("sources/tiny/facts.ttl", '"2000-01-01T', '"1999-01-01T')],
    "a name that lists use": [("sources/listed/states.ttl", '"Graustark"', '"Great Graustark"')],
    "a name that the list of another source uses": [("sources/tiny/facts.ttl", '"The League"', '"The Great League"')],
    "an entity that the list of another source uses": [
        (
            "sources/tiny/facts.ttl",
            "id:league a",
            'id:borduria a wph:State ; rdfs:label "Borduria"@en .\nid:league a',
        ),
        (LIST, GRAUSTARK, GRAUSTARK + SYLDAVIA.replace("syldavia", "borduria")),
    ],
    "an entity that is gone": [
        ("sources/listed/states.ttl", 'id:syldavia a wph:State ; rdfs:label "Syldavia"@en .', "")
    ],
    "a graph that a source gives up": [
        ("sources/listed/states.ttl", 'id:syldavia a wph:State ; rdfs:label "Syldavia"@en .', ""),
        (
            "sources/tiny/facts.ttl",
            "id:league a",
            'id:syldavia a wph:State ; rdfs:label "Syldavia"@en .\nid:league a',
        ),
    ],
}


def test_changes_one_after_the_other_come_to_what_a_new_build_gives(project: Settings, tmp_path: Path) -> None:
    changes = [
        *(CHANGES[change] for change in ("a row added", "what a source covers", "two sources")),
        [(LIST, SYLDAVIA, "")],
        CHANGES["an entity that is gone"],
        CHANGES["a name that the list of another source uses"],
        [*CHANGES["an entity that the list of another source uses"][:1]],
        [(LIST, "graustark,full", "borduria,full")],
    ]
    for change in changes:
        for edited in change:
            edit(project, *edited)
        manifest, quick = rebuild(project)
        assert quick

    assert any("alliedWith" in line and "inferred" in line for line in content(project))
    assert_as_built_anew(project, manifest, tmp_path)


@pytest.mark.thorough
@pytest.mark.parametrize("change", CHANGES)
def test_each_change_comes_to_what_a_new_build_gives(project: Settings, tmp_path: Path, change: str) -> None:
    for edited in CHANGES[change]:
        edit(project, *edited)
    manifest, quick = rebuild(project)

    assert quick
    assert_as_built_anew(project, manifest, tmp_path)


def test_what_follows_from_a_changed_row_has_the_proofs_of_a_new_build(project: Settings, tmp_path: Path) -> None:
    edit(project, LIST, "1990-05-01", "2005")
    _, quick = rebuild(project)
    other = replace(project, data_dir=tmp_path / "anew")
    build(other, silent)
    allied = ("id:graustark", "wph:alliedWith", "id:ruritania")
    days = date(2004, 6, 1), date(2006, 6, 1)
    proofs, anew = (
        [explain(each, current_folder(each.data_dir), allied, day, alternatives=2) for day in days]
        for each in (project, other)
    )

    assert quick
    assert [proof.holds for proof in proofs] == [False, True]
    assert proofs == anew


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sources/listed/states.ttl", "id:graustark a", "[] wph:remark 'x' . id:graustark a"),
        ("ontology/core.ttl", "@prefix", "# a remark\n@prefix"),
    ],
    ids=["a blank node", "the ontology"],
)
def test_what_touches_more_than_one_source_is_read_with_all(project: Settings, name: str, old: str, new: str) -> None:
    if "remark" in new and name.endswith("states.ttl"):
        new = new.replace("wph:remark 'x'", "rdfs:seeAlso id:graustark")
    edit(project, name, old, new)
    _, quick = rebuild(project)

    assert not quick


def test_damaged_statements_are_read_again(project: Settings) -> None:
    for path in (current_folder(project.data_dir) / DERIVED / "statements").iterdir():
        path.write_text("damaged", encoding="utf-8")
    edit(project, LIST, "1990-05-01", "1991")
    _, quick = rebuild(project)
    edit(project, LIST, "1991", "1992")

    assert not quick
    assert rebuild(project)[1]


def test_a_row_about_an_entity_that_is_gone_is_refused_as_by_a_new_build(project: Settings) -> None:
    edit(project, "sources/listed/states.ttl", 'id:graustark a wph:State ; rdfs:label "Graustark"@en .', "")
    with pytest.raises(InputError, match=r"memberships.csv:2: column 'member' has 'graustark'") as quick:
        build(project, silent)
    with pytest.raises(InputError) as anew:
        build(project, silent, force=True)

    assert str(quick.value) == str(anew.value)


def test_what_does_not_meet_a_shape_is_refused_as_by_a_new_build(project: Settings) -> None:
    edit(project, "sources/tiny/facts.ttl", "wph:source source:tiny ;", "")
    before = current_folder(project.data_dir)
    with pytest.raises(ValidationError) as quick:
        build(project, silent)
    with pytest.raises(ValidationError) as anew:
        build(project, silent, force=True)

    assert str(quick.value) == str(anew.value)
    assert current_folder(project.data_dir) == before
