"""The build: atomic, reused when nothing changed, and never in the way of the build that is served."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import westphalia.reason.reasoners
from tests.conftest import QuickReasoner, silent
from westphalia.code_digest import PACKAGE, imported_files
from westphalia.errors import InputError, StoreError, ValidationError
from westphalia.rdf.namespaces import GRAPH, ID, WPH
from westphalia.reason import DatedReasoner
from westphalia.reason.reasoners import make_reasoner as make_real_reasoner
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder, whole_versions
from westphalia.versions.inputs_hash import hash_inputs
from westphalia.versions.manifest import current_manifest

pytestmark = pytest.mark.slow


def facts_file(settings: Settings) -> Path:
    return settings.sources_dir / "tiny" / "facts.ttl"


def replace_in_facts(settings: Settings, old: str, new: str) -> None:
    text = facts_file(settings).read_text(encoding="utf-8")
    assert old in text
    facts_file(settings).write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_reports_what_it_did(tiny: Settings) -> None:
    report, made = build(tiny, silent)

    assert made
    assert report.triples[str(GRAPH.tiny)] == 12
    assert report.inferred == 1
    assert report.reasoner == "quick"
    assert list(report.seconds) == ["load", "sort", "validate", "reason", "store"]


def test_the_default_graph_is_a_set_and_the_named_graphs_are_kept(tiny: Settings) -> None:
    build(tiny, silent)
    store = ox.Store.read_only(str(current_folder(tiny.data_dir) / "store"))

    default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    named = [quad for quad in store if quad.graph_name != ox.DefaultGraph()]

    assert len(default) == len({quad.triple for quad in named})
    assert ox.NamedNode(GRAPH.tiny) in set(store.named_graphs())


def test_a_published_store_is_compacted(tiny: Settings) -> None:
    """Compacting it once more finds nothing to do."""
    build(tiny, silent)
    folder = current_folder(tiny.data_dir) / "store"
    before = {path.name for path in folder.glob("*.sst")}

    store = ox.Store(str(folder))
    store.optimize()
    store.flush()

    assert {path.name for path in folder.glob("*.sst")} == before


def test_nothing_is_built_twice_unless_forced(tiny: Settings) -> None:
    first, _ = build(tiny, silent)
    second, made_again = build(tiny, silent)
    _, forced = build(tiny, silent, force=True)

    assert (second.version, made_again, forced) == (first.version, False, True)


def test_a_changed_source_is_built_anew(tiny: Settings) -> None:
    build(tiny, silent)
    replace_in_facts(tiny, '"Ruritania"@en', '"Kingdom of Ruritania"@en')

    assert build(tiny, silent)[1]


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("id:league a", "id:league a a", InputError, ["facts.ttl:10:", "Turtle"]),
        ("wph:member id", "wph:belongsTo id", ValidationError, ["facts.ttl:13", "wph:belongsTo", "not declared"]),
        ('    wph:locator "page 1"', '    rdfs:comment "x"', ValidationError, ["id:tiny-membership", "locator"]),
        ("wph:source source:tiny ;", "", ValidationError, ["id:tiny-membership", "wph:source"]),
        (
            "wph:datePrecision",
            'wph:validUntil "1999-01-01T00:00:00Z"^^xsd:dateTime ; wph:datePrecision',
            ValidationError,
            ["id:tiny-membership", "does not end after it begins"],
        ),
    ],
)
def test_bad_input_is_named_and_leaves_the_build_before(
    tiny: Settings, old: str, new: str, kind: type[Exception], words: list[str]
) -> None:
    before, _ = build(tiny, silent)
    replace_in_facts(tiny, old, new)

    with pytest.raises(kind) as raised:
        build(tiny, silent)

    assert all(word in str(raised.value) for word in words), str(raised.value)
    assert current_manifest(tiny.data_dir) == before


def test_a_step_that_fails_leaves_the_build_before_and_nothing_half_written(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = build(tiny, silent)

    class Failing(QuickReasoner):
        def close(self, asserted: Path, workdir: Path, progress: object) -> object:
            (workdir / "half").write_text("written")
            raise KeyboardInterrupt

    monkeypatch.setattr(westphalia.reason.reasoners, "make_reasoner", lambda *_: Failing())
    with pytest.raises(KeyboardInterrupt):
        build(tiny, silent, force=True)

    assert current_manifest(tiny.data_dir) == before
    assert [path.name for path in (tiny.data_dir / "builds").iterdir()] == [before.version]


def test_a_killed_build_leaves_the_build_before_and_the_next_one_clears_up(tiny: Settings) -> None:
    before, _ = build(tiny, silent)
    script = (
        "import sys, time, westphalia.versions.build as b, westphalia.reason.reasoners as r\n"
        "from pathlib import Path\n"
        "from westphalia.settings import Settings\n"
        "class Slow:\n"
        "    name = 'slow'\n"
        "    def close(self, *a): print('reasoning', flush=True); time.sleep(60)\n"
        "r.make_reasoner = lambda *_: Slow()\n"
        "b.build(Settings(root=Path(sys.argv[1]), data_dir=Path(sys.argv[2])), lambda s: None, force=True)\n"
    )
    arguments = [sys.executable, "-c", script, str(tiny.root), str(tiny.data_dir)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=PROJECT_ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"reasoning\n"
        with pytest.raises(StoreError, match=f"process {process.pid}"):
            build(tiny, silent)
        os.kill(process.pid, signal.SIGKILL)

    assert current_manifest(tiny.data_dir) == before
    assert list((tiny.data_dir / "builds").glob("*.unfinished"))
    after, _ = build(tiny, silent, force=True)
    assert not list((tiny.data_dir / "builds").glob("*.unfinished"))
    assert current_manifest(tiny.data_dir) == after


def test_only_the_current_build_and_the_one_before_are_kept(tiny: Settings) -> None:
    for _ in range(3):
        report, _ = build(tiny, silent, force=True)

    names = sorted(path.name for path in (tiny.data_dir / "builds").iterdir())
    assert len(names) == 2
    assert names[-1] == report.version


def test_a_folder_that_cannot_be_written_is_named(tiny: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    with pytest.raises(StoreError, match="The data folder cannot be locked for writing"):
        build(Settings(root=tiny.root, data_dir=blocked / "var"), silent)


def test_without_a_build_the_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="westphalia build"):
        current_folder(Settings(data_dir=tmp_path).data_dir)


def test_the_project_itself_builds_without_contradictions_and_knows_what_follows(settings: Settings) -> None:
    report = current_manifest(settings.data_dir)
    assert report is not None
    store = ox.Store.read_only(str(current_folder(settings.data_dir) / "store"))
    derived = ox.Quad(
        ox.NamedNode(ID.kazakhstan),
        ox.NamedNode(WPH.alliedWith),
        ox.NamedNode(ID.russia),
        ox.NamedNode(GRAPH.inferred),
    )

    assert report.contradictions == []
    assert report.warnings == []
    assert derived in store


def test_pages_commands_and_exports_count_for_no_build() -> None:
    names = {path.relative_to(PACKAGE).as_posix() for path in imported_files(PACKAGE / "versions" / "build.py")}

    assert not [name for name in names if name.startswith(("web/", "cli/", "views/", "serve/", "export/", "search/"))]


@pytest.mark.parametrize(
    "changed", ["ontology/actors.ttl", "sources/tiny/facts.ttl", "sources/tiny/new.csv", "queries/new.rq"]
)
def test_a_changed_input_changes_the_hash(tiny: Settings, changed: str) -> None:
    before = hash_inputs(tiny)
    with (tiny.root / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    assert hash_inputs(tiny) != before


def test_the_hash_stays_when_the_project_is_moved(tiny: Settings, tmp_path: Path) -> None:
    shutil.copytree(tiny.root, tmp_path / "moved")

    assert hash_inputs(Settings(root=tmp_path / "moved")) == hash_inputs(tiny)


@pytest.fixture(scope="session")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an input and, in `closure`, what the dated reasoner derived from it."""
    folder = tmp_path_factory.mktemp("derived")
    (folder / "asserted.nq").write_text(f"<urn:a> <{WPH.memberOf}> <urn:b> <{GRAPH.tiny}> .\n", encoding="utf-8")
    (folder / "closure").mkdir()
    make_dated(folder, []).close(folder / "asserted.nq", folder / "closure", silent)
    return folder


def make_dated(folder: Path, earlier: list[Path]) -> DatedReasoner:
    reasoner = make_real_reasoner(Settings(data_dir=folder), earlier)
    assert isinstance(reasoner, DatedReasoner)
    return reasoner


@pytest.mark.parametrize("ending", [*"0123456789abcdef", "write", "restored"])
def test_a_closure_is_reused_whatever_its_version_is_called(derived: Path, tmp_path: Path, ending: str) -> None:
    version = tmp_path / "builds" / f"20260101T000000000000-{ending}"
    shutil.copytree(derived / "closure", version)
    (tmp_path / "work").mkdir()
    sentences: list[str] = []

    make_dated(tmp_path, whole_versions(tmp_path)).close(derived / "asserted.nq", tmp_path / "work", sentences.append)

    assert any("Input and rules are unchanged" in sentence for sentence in sentences), sentences


def test_an_unfinished_version_is_not_reused(tmp_path: Path) -> None:
    for name in ("2-write", "1-abcd", "3-abcd.unfinished"):
        (tmp_path / "builds" / name).mkdir(parents=True)

    assert [path.name for path in whole_versions(tmp_path)] == ["2-write", "1-abcd"]
