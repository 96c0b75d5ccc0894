"""The build: atomic, reused when nothing changed, and never in the way of the build that is served."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import westphalia.versions.build
from tests.conftest import QuickReasoner, silent
from westphalia.errors import InputError, StoreError, ValidationError
from westphalia.rdf.namespaces import GRAPH, ID, WPH
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder
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
    assert list(report.seconds) == ["load", "validate", "reason", "store"]


def test_the_default_graph_is_a_set_and_the_named_graphs_are_kept(tiny: Settings) -> None:
    build(tiny, silent)
    store = ox.Store.read_only(str(current_folder(tiny.data_dir) / "store"))

    default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    named = [quad for quad in store if quad.graph_name != ox.DefaultGraph()]

    assert len(default) == len({quad.triple for quad in named})
    assert ox.NamedNode(GRAPH.tiny) in set(store.named_graphs())


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

    monkeypatch.setattr(westphalia.versions.build, "make_reasoner", lambda _settings: Failing())
    with pytest.raises(KeyboardInterrupt):
        build(tiny, silent, force=True)

    assert current_manifest(tiny.data_dir) == before
    assert [path.name for path in (tiny.data_dir / "builds").iterdir()] == [before.version]


def test_a_killed_build_leaves_the_build_before_and_the_next_one_clears_up(tiny: Settings) -> None:
    before, _ = build(tiny, silent)
    script = (
        "import sys, time, westphalia.versions.build as b\n"
        "from pathlib import Path\n"
        "from westphalia.settings import Settings\n"
        "class Slow:\n"
        "    name = 'slow'\n"
        "    def close(self, *a): print('reasoning', flush=True); time.sleep(60)\n"
        "b.make_reasoner = lambda s: Slow()\n"
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

    with pytest.raises(StoreError, match="file"):
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
