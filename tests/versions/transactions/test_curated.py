"""Writes to the curated graph: local graphs alone, described, followed by the reasoner, and kept for the next build."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCTERMS

import westphalia.reason.reasoners
from tests.conftest import QuickReasoner, silent, write_view
from tests.versions.transactions.conftest import served
from westphalia.errors import InputError, QueryError, RefusedError, StoreError
from westphalia.rdf.namespaces import COVERAGE_GRAPH, GRAPH, ID, LOCAL_CATALOG_GRAPH, LOCAL_GRAPH, SOURCE, WPH
from westphalia.reason import Closure
from westphalia.settings import Settings
from westphalia.versions.backup import backup, restore
from westphalia.versions.build import build
from westphalia.versions.edit_log import fold, read_local
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import Manifest, read_manifest
from westphalia.versions.transactions import Writer

pytestmark = pytest.mark.slow

LABEL = 'INSERT DATA { id:syldavia a wph:State ; rdfs:label "Syldavia"@en }'
MINE = 'INSERT DATA { GRAPH graph:mine { id:borduria a wph:State ; rdfs:label "Borduria"@en } }'
RURITANIA = ox.NamedNode(ID.ruritania)


def update(writer: Writer, text: str) -> str:
    return writer.write(lambda evaluation: evaluation.update(text)).version


def in_graph(data_dir: Path, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in served(data_dir).quads_for_pattern(None, None, None, ox.NamedNode(name))}


def report(settings: Settings) -> Manifest:
    return read_manifest(current_folder(settings.data_dir))


def check_default_graph_is_a_set(data_dir: Path) -> None:
    store = served(data_dir)
    named = {quad.triple for quad in store if quad.graph_name != ox.DefaultGraph()}
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())} == named


class Repeating(QuickReasoner):
    """Derives that every labelled thing is <urn:seen>, so that what follows depends on what is written."""

    def close(self, asserted: Path, workdir: Path, progress: object) -> Closure:
        label = "http://www.w3.org/2000/01/rdf-schema#label"
        quads = ox.parse(path=asserted, format=ox.RdfFormat.N_QUADS)
        derived = {f"{quad.subject} <urn:seen> <urn:yes>" for quad in quads if quad.predicate.value == label}
        return Closure(write_view(asserted, derived, workdir), ())


@pytest.fixture
def reasoned(curated: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(westphalia.reason.reasoners, "make_reasoner", lambda *_: Repeating())
    build(curated, silent, force=True)
    return curated


def test_a_write_without_a_graph_goes_to_the_local_graph_and_is_described(
    curated: Settings, curated_writer: Writer
) -> None:
    before = report(curated)
    update(curated_writer, LABEL)

    assert len(in_graph(curated.data_dir, LOCAL_GRAPH)) == 2
    described = ox.Triple(ox.NamedNode(SOURCE.local), ox.NamedNode(WPH.namedGraph), ox.NamedNode(LOCAL_GRAPH))
    assert described in in_graph(curated.data_dir, LOCAL_CATALOG_GRAPH)
    check_default_graph_is_a_set(curated.data_dir)
    after = report(curated)
    assert after.asserted == before.asserted + 2 + 8
    assert after.triples[str(LOCAL_GRAPH)] == 2
    assert after.local == [str(LOCAL_GRAPH), str(LOCAL_CATALOG_GRAPH)]
    assert after.inputs == before.inputs


def test_what_follows_is_derived_and_what_no_longer_follows_goes(reasoned: Settings, curated_writer: Writer) -> None:
    seen = ox.Triple(ox.NamedNode(ID.syldavia), ox.NamedNode("urn:seen"), ox.NamedNode("urn:yes"))
    before = report(reasoned).inferred
    update(curated_writer, LABEL)

    assert seen in in_graph(reasoned.data_dir, GRAPH.inferred)
    check_default_graph_is_a_set(reasoned.data_dir)
    assert report(reasoned).inferred == before + 2  # the thing and its source
    update(curated_writer, "DELETE WHERE { id:syldavia ?p ?o }")
    assert seen not in in_graph(reasoned.data_dir, GRAPH.inferred)
    assert report(reasoned).inferred == before
    check_default_graph_is_a_set(reasoned.data_dir)


def test_a_pattern_sees_what_is_derived(reasoned: Settings, curated_writer: Writer) -> None:
    update(curated_writer, "INSERT { ?s wph:note 'x' } WHERE { ?s <urn:seen> <urn:yes> FILTER(?s = id:ruritania) }")

    assert {triple.subject for triple in in_graph(reasoned.data_dir, LOCAL_GRAPH)} == {RURITANIA}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INSERT DATA { GRAPH graph:tiny { id:a a wph:State } }", "graph/tiny is read from files"),
        ("INSERT DATA { GRAPH graph:ontology { id:a a wph:State } }", "graph/ontology is read from files"),
        ("INSERT DATA { GRAPH graph:catalog { id:a a wph:State } }", "graph/catalog is read from files"),
        ("INSERT DATA { GRAPH graph:inferred { id:a a wph:State } }", "graph/inferred is derived by the reasoner"),
        ("INSERT DATA { GRAPH graph:history { id:a a wph:State } }", "graph/history is derived by the reasoner"),
        ("DELETE WHERE { GRAPH ?g { id:ruritania ?p ?o } }", "is read from files"),
        ("DELETE WHERE { id:ruritania a wph:State }", "graph/tiny>; name the graph if it is yours"),
        ("DELETE DATA { id:ruritania <urn:derived> <urn:x> }", "graph/inferred>; name the graph if it is yours"),
        ("DROP GRAPH graph:tiny", "is read from files"),
        ("CLEAR ALL", "is read from files"),
    ],
)
def test_what_is_not_the_users_refuses_writes_with_the_reason(
    curated: Settings, curated_writer: Writer, text: str, words: str
) -> None:
    before = report(curated)
    with pytest.raises(RefusedError, match=words):
        update(curated_writer, text)

    assert report(curated) == before


def test_an_uploaded_graph_is_described_as_the_uploaders_until_it_is_empty(
    curated: Settings, curated_writer: Writer
) -> None:
    update(curated_writer, MINE)
    catalog = in_graph(curated.data_dir, LOCAL_CATALOG_GRAPH)
    source = ox.NamedNode(SOURCE.mine)

    assert ox.Triple(source, ox.NamedNode(WPH.redistributable), ox.Literal(value=False)) in catalog
    assert any(
        "uploader" in triple.object.value for triple in catalog if triple.predicate.value == str(DCTERMS.rights)
    )
    update(curated_writer, "DROP GRAPH graph:mine")
    assert in_graph(curated.data_dir, LOCAL_CATALOG_GRAPH) == set()


def test_a_graph_that_its_uploader_describes_gets_no_other_description(
    curated: Settings, curated_writer: Writer
) -> None:
    described = 'id:borduria a wph:State . source:atlas wph:namedGraph graph:mine ; wph:sourceKey "atlas"'
    update(curated_writer, f"INSERT DATA {{ GRAPH graph:mine {{ {described} }} }}")

    assert in_graph(curated.data_dir, LOCAL_CATALOG_GRAPH) == set()


def test_edits_are_there_after_a_rebuild_from_changed_files(curated: Settings, curated_writer: Writer) -> None:
    update(curated_writer, LABEL)
    update(curated_writer, MINE)
    update(
        curated_writer,
        'DELETE { id:syldavia rdfs:label ?l } INSERT { id:syldavia rdfs:label "Syldavie"@fr } WHERE { id:syldavia rdfs:label ?l }',
    )
    facts = curated.sources_dir / "tiny" / "facts.ttl"
    facts.write_text(facts.read_text(encoding="utf-8").replace("Ruritania", "Old Ruritania"), encoding="utf-8")
    written = in_graph(curated.data_dir, LOCAL_GRAPH)
    after, made = build(curated, silent)

    assert made
    assert in_graph(curated.data_dir, LOCAL_GRAPH) == written
    assert in_graph(curated.data_dir, GRAPH.mine)
    assert (after.edits, after.triples[str(LOCAL_GRAPH)]) == (3, 2)
    assert [path.name for path in (curated.data_dir / "local").iterdir()] == ["00000003.whole"]
    update(curated_writer, "DROP GRAPH graph:mine")
    assert report(curated).edits == 4


def test_edits_are_there_when_the_builds_are_gone(curated: Settings, curated_writer: Writer) -> None:
    import shutil

    update(curated_writer, LABEL)
    shutil.rmtree(curated.data_dir / "builds")
    build(curated, silent)

    assert len(in_graph(curated.data_dir, LOCAL_GRAPH)) == 2


def test_an_edit_that_was_never_published_is_not_read_and_is_written_over(
    curated: Settings, curated_writer: Writer
) -> None:
    update(curated_writer, LABEL)
    stray = curated.data_dir / "local" / "00000002.edit"
    stray.write_text(f"+ <urn:lost> <urn:p> <urn:o> <{LOCAL_GRAPH}> .\n")
    build(curated, silent, force=True)

    assert len(in_graph(curated.data_dir, LOCAL_GRAPH)) == 2
    update(curated_writer, MINE)
    assert "urn:lost" not in stray.read_text()
    assert report(curated).edits == 2


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("* what\n")])
def test_a_damaged_edit_is_taken_from_the_version_that_holds_it(
    curated: Settings, curated_writer: Writer, damage: Callable[[Path], object]
) -> None:
    update(curated_writer, LABEL)
    update(curated_writer, MINE)
    before = read_local(curated.data_dir)
    damage(curated.data_dir / "local" / "00000001.edit")
    build(curated, silent, force=True)

    assert read_local(curated.data_dir) == before


def test_an_edit_that_is_damaged_with_the_version_is_named(curated: Settings, curated_writer: Writer) -> None:
    update(curated_writer, LABEL)
    (curated.data_dir / "local" / "00000001.edit").write_text("* what\n")
    (current_folder(curated.data_dir) / "store" / "CURRENT").write_text("none")

    with pytest.raises(StoreError, match=r"00000001\.edit cannot be read"):
        build(curated, silent, force=True)


def test_line_separators_of_unicode_survive_a_build_a_fold_and_a_backup(
    curated: Settings, curated_writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("westphalia.versions.edit_log._MAX_EDITS", 1)
    for text in ("line\u2028sep", "par\u2029sep", "next\u0085line", "form\\ffeed"):
        update(curated_writer, f"INSERT DATA {{ id:syldavia wph:note '{text}' }}")
    before = in_graph(curated.data_dir, LOCAL_GRAPH)
    backup(curated.data_dir, tmp_path / "saved")
    build(curated, silent, force=True)

    assert in_graph(curated.data_dir, LOCAL_GRAPH) == before
    restore(curated.data_dir, tmp_path / "saved")
    build(curated, silent, force=True)
    assert in_graph(curated.data_dir, LOCAL_GRAPH) == before


def test_many_edits_are_folded_into_one_file(
    curated: Settings, curated_writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("westphalia.versions.edit_log._MAX_EDITS", 2)
    for number in range(5):
        update(curated_writer, f"INSERT DATA {{ id:syldavia wph:note 'note {number}' }}")

    files = sorted(path.name for path in (curated.data_dir / "local").iterdir())
    assert "00000005.edit" in files
    assert len(files) <= 3
    local = read_local(curated.data_dir)
    assert sum(quad.graph_name == ox.NamedNode(LOCAL_GRAPH) for quad in local.quads) == 5
    fold(curated.data_dir, local)
    assert read_local(curated.data_dir) == local


def test_blank_nodes_of_edits_keep_their_names(curated: Settings, curated_writer: Writer) -> None:
    update(curated_writer, "INSERT DATA { _:a wph:note 'a' . [] wph:note _:a }")
    before = in_graph(curated.data_dir, LOCAL_GRAPH)
    build(curated, silent, force=True)

    assert in_graph(curated.data_dir, LOCAL_GRAPH) == before


def test_a_source_may_not_take_the_name_of_a_local_graph(curated: Settings, curated_writer: Writer) -> None:
    update(curated_writer, MINE)
    (curated.sources_dir / "tiny").rename(curated.sources_dir / "mine")
    for name in ("source.ttl", "facts.ttl"):
        path = curated.sources_dir / "mine" / name
        path.write_text(path.read_text(encoding="utf-8").replace("tiny", "mine"), encoding="utf-8")

    with pytest.raises(InputError, match="graph/mine, which holds writes through the service"):
        build(curated, silent)


def test_a_reasoner_that_fails_leaves_the_version_before(
    curated: Settings, curated_writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(QuickReasoner):
        def close(self, asserted: Path, workdir: Path, progress: object) -> Closure:
            raise QueryError("no")

    before = report(curated)
    monkeypatch.setattr(westphalia.reason.reasoners, "make_reasoner", lambda *_: Failing())
    with pytest.raises(QueryError):
        update(curated_writer, LABEL)

    assert report(curated) == before
    assert read_local(curated.data_dir, 0).number == 0


COVERED = """INSERT DATA {
  GRAPH graph:diary-catalog { source:diary wph:coverageFrom "1950-01-01T00:00:00Z"^^xsd:dateTime ;
    wph:coverageUntil "2000-01-01T00:00:00Z"^^xsd:dateTime } }"""
RECORD = 'INSERT DATA { id:pact a wph:Situation ; wph:source source:diary ; wph:locator "page 1" }'


def marks(data_dir: Path) -> dict[str, str]:
    triples = in_graph(data_dir, COVERAGE_GRAPH)
    mine = (triple for triple in triples if triple.subject == ox.NamedNode(ID.pact))
    return {triple.predicate.value.removeprefix(str(WPH)): str(triple.object.value)[:10] for triple in mine}


@pytest.mark.parametrize("texts", [(COVERED, RECORD), (RECORD, COVERED)], ids=["source-first", "record-first"])
def test_a_record_that_is_written_is_confirmed_as_long_as_its_source_covers(
    curated: Settings, curated_writer: Writer, texts: tuple[str, str]
) -> None:
    for text in texts:
        update(curated_writer, text)

    assert marks(curated.data_dir) == {"lastConfirmed": "1999-12-31", "attestedSince": "1950-01-01"}
    check_default_graph_is_a_set(curated.data_dir)
    assert str(COVERAGE_GRAPH) not in report(curated).local
    assert str(COVERAGE_GRAPH) not in {graph.value for graph in read_local(curated.data_dir, None).graphs}


def test_confirmations_follow_what_is_written_and_a_build_makes_the_same(
    curated: Settings, curated_writer: Writer
) -> None:
    update(curated_writer, RECORD)
    assert marks(curated.data_dir) == {}  # a source without coverage confirms nothing
    update(curated_writer, COVERED)
    update(curated_writer, 'INSERT DATA { id:pact wph:validFrom "1960-01-01T00:00:00Z"^^xsd:dateTime }')
    written = in_graph(curated.data_dir, COVERAGE_GRAPH)
    assert marks(curated.data_dir) == {"lastConfirmed": "1999-12-31"}
    build(curated, silent, force=True)
    assert in_graph(curated.data_dir, COVERAGE_GRAPH) == written
    update(curated_writer, 'INSERT DATA { id:pact wph:validUntil "1961-01-01T00:00:00Z"^^xsd:dateTime }')
    assert marks(curated.data_dir) == {}
    update(curated_writer, "DELETE WHERE { id:pact wph:validUntil ?day }")
    assert marks(curated.data_dir) == {"lastConfirmed": "1999-12-31"}
    update(curated_writer, "DELETE WHERE { id:pact ?p ?o }")
    assert marks(curated.data_dir) == {}
