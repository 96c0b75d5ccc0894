"""Nanopublications: valid for the library, with the source's place as provenance, signed on request."""

import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from tests.conftest import silent
from westphalia.cli import main
from westphalia.errors import InputError, RefusedError
from westphalia.export.nanopublications import NP, nanopublications, trig
from westphalia.export.signing import signed_trig
from westphalia.rdf.namespaces import WPH
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder


@pytest.fixture(autouse=True)
def _tolerate_the_library():
    """The library uses what rdflib has deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@pytest.fixture
def version(built: Settings) -> Path:
    return current_folder(built.data_dir)


def test_each_record_is_published_with_source_and_place(version: Path):
    [published] = nanopublications(version, "tiny")
    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in published.quads:
        by_graph.setdefault(quad.graph_name.value.partition("#")[2], []).append(quad)

    assert published.iri == "https://w3id.org/westphalia/np/tiny/tiny-membership"
    assert set(by_graph) == {"Head", "assertion", "provenance", "pubinfo"}
    stated = {quad.predicate.value.rpartition("#")[2] for quad in by_graph["assertion"]}
    assert {"type", "member", "organization", "validFrom"} <= stated
    assert not stated & {"source", "locator"}
    assert '"page 1"' in {str(quad.object) for quad in by_graph["provenance"]}
    assert "publicdomain/zero" in str(by_graph["pubinfo"])


def test_the_library_takes_them(version: Path):
    library, rdflib = pytest.importorskip("nanopub"), pytest.importorskip("rdflib")
    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=trig(nanopublications(version, "tiny")).decode(), format="trig")

    nanopub = library.Nanopub(rdf=graph)

    assert nanopub.is_valid and nanopub.metadata.np_uri is not None


def test_a_signed_one_has_a_trusty_address_and_a_valid_signature(version: Path, tmp_path: Path):
    library, rdflib = pytest.importorskip("nanopub"), pytest.importorskip("rdflib")
    profile = library.Profile(orcid_id="https://orcid.org/0000-0000-0000-0001", name="A Reader")
    profile.store(tmp_path)

    body = signed_trig(nanopublications(version, "tiny"), tmp_path / "profile.yml")

    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=body.decode(), format="trig")
    nanopub = library.Nanopub(rdf=graph)
    assert nanopub.is_valid and nanopub.has_valid_signature and nanopub.has_valid_trusty
    assert "/RA" in str(nanopub.metadata.np_uri)


def test_a_profile_that_cannot_be_used_is_named(version: Path, tmp_path: Path):
    pytest.importorskip("nanopub")

    with pytest.raises(InputError, match=r"none\.yml is no profile") as refused:
        signed_trig(nanopublications(version, "tiny"), tmp_path / "none.yml")

    assert "\n" not in str(refused.value)


def test_the_command_writes_trig(built: Settings, tmp_path: Path):
    environment = {"WESTPHALIA_ROOT": str(built.root), "WESTPHALIA_DATA_DIR": str(built.data_dir)}
    out = tmp_path / "tiny.trig"

    result = CliRunner().invoke(main, ["export", "tiny", "--format", "nanopub", "--out", str(out)], env=environment)

    assert result.exit_code == 0, result.output
    quads = list(ox.parse(out.read_bytes(), format=ox.RdfFormat.TRIG))
    assert ox.NamedNode(f"{NP}Nanopublication") in {quad.object for quad in quads}


def test_selections_and_closed_sources_are_refused(tiny: Settings, version: Path):
    with pytest.raises(InputError, match="expected the key of a source"):
        nanopublications(version, "everything")

    description = tiny.sources_dir / "tiny" / "source.ttl"
    text = description.read_text(encoding="utf-8")
    description.write_text(text.replace("redistributable true", "redistributable false"), encoding="utf-8")
    build(tiny, silent)
    with pytest.raises(RefusedError, match="passed on"):
        nanopublications(current_folder(tiny.data_dir), "tiny")
    assert WPH.redistributable
