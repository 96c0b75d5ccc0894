"""Exports: the right part of the graph, readable by other tools, and the same bytes every time."""

import json
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from tests.conftest import SNAPSHOTS, silent
from westphalia.errors import InputError
from westphalia.export import State, exported, exported_graph, exported_pieces, write, write_export
from westphalia.rdf.formats import JSON_LD, N_TRIPLES, RDF_FORMATS, TRIG, TURTLE, RdfFormat
from westphalia.rdf.json_ld import json_ld_lines
from westphalia.rdf.namespaces import GRAPH, ID, WPH
from westphalia.rdf.nested_nodes import Subject
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build
from westphalia.versions.day_snapshots import Snapshots
from westphalia.versions.folders import current_folder

OTHER_DAY = date(1999, 3, 3)


def triples(body: bytes, fmt: ox.RdfFormat) -> set[str]:
    """The triples of an export, blank nodes named canonically."""
    dataset = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(body, format=fmt))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@cache
def as_n_triples(folder: Path, selection: str) -> bytes:
    """A selection of the build that all tests share, which changes no more."""
    return exported(folder, selection, N_TRIPLES)


@pytest.mark.parametrize("selection", ["rousseau-2011", "ontology"])
@pytest.mark.parametrize("rdf", RDF_FORMATS, ids=[rdf.name for rdf in RDF_FORMATS])
def test_each_format_holds_the_same_graph(article: Settings, rdf, selection: str) -> None:
    folder = current_folder(article.data_dir)

    found = triples(exported(folder, selection, rdf), rdf.engine)
    expected = triples(as_n_triples(folder, selection), N_TRIPLES.engine)

    assert len(expected) > 1500
    assert found == expected


def test_rdflib_reads_the_turtle(article: Settings) -> None:
    graph = rdflib.Graph().parse(
        data=exported(current_folder(article.data_dir), "rousseau-2011", TURTLE), format="turtle"
    )

    assert (ID.kazakhstan, rdflib.RDF.type, WPH.State) in graph


def test_selections_part_the_graph(article: Settings) -> None:
    folder = current_folder(article.data_dir)
    parts = {
        name: set(exported_graph(folder, name, N_TRIPLES).splitlines())
        for name in ("everything", "asserted", "inferred", "ontology", "rousseau-2011")
    }
    both = parts["asserted"] & parts["inferred"]
    member = f"<{ID.kazakhstan}> <{WPH.memberOf}> <{ID.csto}> .".encode()

    assert member in parts["inferred"] - parts["asserted"]
    assert parts["asserted"] | parts["inferred"] == parts["everything"]
    assert parts["rousseau-2011"] < parts["asserted"]
    assert parts["ontology"] < parts["asserted"]
    # What is asserted of an earlier time may follow today by other ways.
    dated = {line.split()[0] for line in parts["asserted"] if str(WPH.validUntil).encode() in line}
    assert {line.split()[0] for line in both} <= dated


def test_trig_keeps_the_named_graphs(article: Settings) -> None:
    quads = ox.parse(exported(current_folder(article.data_dir), "everything", TRIG), format=ox.RdfFormat.TRIG)
    names = {quad.graph_name for quad in quads}

    assert {ox.NamedNode(GRAPH["rousseau-2011"]), ox.NamedNode(GRAPH.inferred)} <= names
    assert ox.DefaultGraph() not in names


def test_json_ld_has_a_context_and_sorted_subjects(article: Settings) -> None:
    document = json.loads(exported(current_folder(article.data_dir), "rousseau-2011", JSON_LD))
    subjects = [node["@id"] for node in document["@graph"]]

    assert document["@context"]["wph"] == str(WPH)
    assert "id:kazakhstan" in subjects
    assert subjects == sorted(subjects)


@pytest.mark.parametrize("selection", ["day", "history", "rousseau-2011"])
def test_json_ld_is_written_subject_by_subject_and_whole(article: Settings, selection: str) -> None:
    """The axioms of the history are blank nodes in an export, and IRIs in the store from which each is read."""
    folder = current_folder(article.data_dir)
    lines = list(exported_pieces(folder, selection, JSON_LD))
    read = {quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.JSON_LD)}

    assert len(lines) == len({triple.subject for triple in read}) + 3
    assert len(read) == len(as_n_triples(folder, selection).splitlines()) > 1000


@pytest.mark.parametrize("rdf", [TURTLE, N_TRIPLES], ids=lambda rdf: rdf.name)
def test_text_is_written_in_batches(article: Settings, monkeypatch: pytest.MonkeyPatch, rdf: RdfFormat) -> None:
    folder = current_folder(article.data_dir)
    monkeypatch.setattr(write, "_BATCH", 100)
    pieces = list(exported_pieces(folder, "ontology", rdf))

    assert len(pieces) > 20
    assert {piece.count(b"\n") for piece in pieces[:-1]} == {100}
    monkeypatch.undo()
    assert b"".join(pieces) == exported(folder, "ontology", rdf)


def test_json_ld_holds_one_subject_at_a_time() -> None:
    nodes = [ox.NamedNode(f"urn:{number}") for number in range(3)]
    asked: list[object] = []

    def read(subject: Subject) -> list[ox.Triple]:
        asked.append(subject)
        return [ox.Triple(subject, ox.NamedNode("urn:p"), subject)]

    lines = json_ld_lines(reversed(nodes), read, {})

    assert [next(lines) for _ in range(3)][2] == '{"@id": "urn:0", "urn:p": [{"@id": "urn:0"}]},'
    assert asked == nodes[:1]
    assert len(list(lines)) == 3


def test_an_unknown_selection_is_refused(article: Settings) -> None:
    with pytest.raises(InputError, match=r"'moon'; expected one of day, everything, .*rousseau-2011"):
        exported(current_folder(article.data_dir), "moon", TURTLE)


def test_a_source_that_may_not_be_redistributed_is_left_out_unless_named(tiny: Settings) -> None:
    path = tiny.sources_dir / "tiny" / "source.ttl"
    path.write_text(path.read_text().replace("redistributable true", "redistributable false"))
    build(tiny, silent)
    folder = current_folder(tiny.data_dir)

    assert b"ruritania" not in exported(folder, "asserted", N_TRIPLES)
    assert b"ruritania" in exported(folder, "tiny", N_TRIPLES)


def test_a_file_is_written_whole_or_not_at_all(article: Settings, tmp_path: Path) -> None:
    out = tmp_path / "ontology.ttl"
    size = write_export(current_folder(article.data_dir), "ontology", TURTLE, out)

    assert size == out.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == ["ontology.ttl"]
    with pytest.raises(InputError, match="cannot be written"):
        write_export(current_folder(article.data_dir), "ontology", TURTLE, tmp_path / "no" / "folder.ttl")


def digests(settings: Settings) -> dict[str, str]:
    """The digest of each format's export, made by a process of its own (hash seeds differ)."""
    script = (
        "import hashlib, sys\n"
        "from pathlib import Path\n"
        "from westphalia.export import exported\n"
        "from westphalia.rdf.formats import RDF_FORMATS\n"
        "for rdf in RDF_FORMATS:\n"
        "    print(rdf.name, hashlib.sha256(exported(Path(sys.argv[1]), 'everything', rdf)).hexdigest())\n"
    )
    arguments = [sys.executable, "-c", script, str(current_folder(settings.data_dir))]
    output = subprocess.run(arguments, check=True, capture_output=True, text=True, cwd=PROJECT_ROOT).stdout
    return dict(line.split() for line in output.splitlines())


HEADER = """
SELECT ?import ?note ?day { ?export a owl:Ontology ; rdfs:comment ?note ; dcterms:license ?licence ; owl:versionInfo ?v
    OPTIONAL { ?export owl:imports ?import } OPTIONAL { ?export dcterms:valid ?day ; owl:versionIRI ?iri } }"""


@pytest.mark.parametrize("selection", ["day", "everything", "inferred", "asserted", "rousseau-2011"])
def test_an_export_is_an_ontology_with_a_header_and_declares_what_it_uses(article: Settings, selection: str) -> None:
    graph = rdflib.Graph().parse(data=exported(current_folder(article.data_dir), selection, N_TRIPLES), format="nt")
    [(imported, note, day)] = graph.query(HEADER)
    relation, kazakhstan = (WPH.member if selection == "rousseau-2011" else WPH.memberOf), ID.kazakhstan

    assert (imported is None) == (selection in {"day", "everything", "asserted"})
    assert (day is None) == (selection in {"asserted", "rousseau-2011"})
    assert ("Not for classification" in note) == (selection in {"everything", "asserted", "rousseau-2011"})
    assert (relation, rdflib.RDF.type, rdflib.OWL.ObjectProperty) in graph
    assert (kazakhstan, rdflib.RDF.type, rdflib.OWL.NamedIndividual) in graph
    assert (WPH.memberOf, rdflib.RDF.type, rdflib.OWL.NamedIndividual) not in graph


def test_the_state_of_a_day_has_no_situation_of_another(article: Settings) -> None:
    """A reasoner of OWL 2 DL reads no dates and would take it for one of the day."""
    folder = current_folder(article.data_dir)
    lease = Snapshots(SNAPSHOTS).lease_at(folder, date(2011, 6, 1))
    of_2011 = exported(folder, "day", N_TRIPLES, State(lease.folder, date(2011, 6, 1)))
    others = {str(node).encode() for node in State(lease.folder, date(2011, 6, 1)).situations_of_other_days()}
    terms = {term for line in of_2011.splitlines() for term in line.split()[:3:2]}

    assert b"2011-06-01T00:00:00Z" in of_2011
    assert len(others) > 5
    assert not others & terms


def test_a_source_is_of_no_day(article: Settings) -> None:
    folder = current_folder(article.data_dir)

    with pytest.raises(InputError, match=r"'rousseau-2011' is not one of a day; expected one of day, everything"):
        exported(folder, "rousseau-2011", TURTLE, State.of_version(folder))


@pytest.mark.slow
def test_two_builds_give_identical_bytes(tiny: Settings, tmp_path: Path) -> None:
    build(tiny, silent)
    first = digests(tiny)
    shutil.rmtree(tiny.data_dir)
    build(tiny, silent)

    assert digests(tiny) == first
    assert len(first) == len(RDF_FORMATS)


@pytest.mark.thorough
def test_a_run_for_another_day_gives_the_bytes_of_this_one_cut_there(settings: Settings, tmp_path: Path) -> None:
    """A second whole build, in a process of its own and with another reference day.

    It shows at once that two runs of the real reasoner give the same quads, names of blank nodes included, and that a
    snapshot is what a build for its day shows, in the default graph too.
    """
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from westphalia.versions.build import build\n"
        "from westphalia.settings import Settings\n"
        "build(Settings(data_dir=Path(sys.argv[1]), reference_date=sys.argv[2]), lambda sentence: None)\n"
    )
    arguments = [sys.executable, "-c", script, str(tmp_path), str(OTHER_DAY)]
    subprocess.run(arguments, check=True, cwd=PROJECT_ROOT)
    built = current_folder(Settings(data_dir=tmp_path).data_dir)
    cut = Snapshots(SNAPSHOTS).store_at(current_folder(settings.data_dir), OTHER_DAY).parent

    assert cut != current_folder(settings.data_dir), "the day has a world of its own"
    assert quads_of(cut) == quads_of(built)


def quads_of(folder: Path) -> list[bytes]:
    """Every quad of a version, of the default graph and the history too: what all exports are written from."""
    dump = ox.Store.read_only(str(folder / "store")).dump(format=ox.RdfFormat.N_QUADS) or b""
    return sorted(dump.split(b"\n"))
