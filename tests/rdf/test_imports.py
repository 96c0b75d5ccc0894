"""Following `owl:imports`: by catalogs, beside the file, in circles, and never to a server that is not allowed."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.errors import InputError, RefusedError
from westphalia.inputs.ontology import catalog_of
from westphalia.rdf.imports import Imports
from westphalia.rdf.reading import read_rdf

OWL = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"


def closed(path: Path, imports: Imports) -> set[str]:
    """The local names of the subjects of a file and of what it imports; of blank nodes their labels."""
    quads = imports.closure(read_rdf(path, rename_blank_nodes=False), path)
    return {str(quad.subject).rstrip(">").rpartition("/")[2] for quad in quads}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three ontologies: the first imports the second by its name and the third by its place, which import each other."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "first.ttl").write_text(
        f"{OWL}<urn:x/first> owl:imports <urn:x/second>, <deep/third.ttl> . _:b a owl:Class ."
    )
    (tmp_path / "deep" / "second.ttl").write_text(f"{OWL}<urn:x/second> owl:imports <third.ttl> . _:b a owl:Class .")
    (tmp_path / "deep" / "third.ttl").write_text(f"{OWL}<urn:x/third> owl:imports <urn:x/second> .")
    (tmp_path / "catalog-v001.xml").write_text(catalog_of({"urn:x/second": "deep/second.ttl"}))
    return tmp_path


def test_imports_are_followed_once_each_with_blank_nodes_apart(folder: Path) -> None:
    imports = Imports()

    assert closed(folder / "first.ttl", imports) == {"first", "second", "third", "_:b", "_:import1xb"}
    assert imports.missing == []


def test_what_is_not_found_is_named_and_no_server_is_asked(folder: Path) -> None:
    (folder / "catalog-v001.xml").unlink()
    (folder / "deep" / "third.ttl").unlink()
    imports = Imports()

    assert closed(folder / "first.ttl", imports) == {"first", "_:b"}
    assert [reason for _, reason in imports.missing] == [
        "no entry of catalog-v001.xml beside first.ttl names its file",
        f"there is no file {folder / 'deep' / 'third.ttl'}",
    ]


def test_an_allowed_server_is_asked_and_another_is_named(folder: Path) -> None:
    def fetch(address: str) -> list[ox.Triple]:
        if address != "urn:x/second":
            raise RefusedError(f"{address} is not allowed.")
        second = ox.NamedNode(address)
        return [
            ox.Triple(second, ox.NamedNode("http://www.w3.org/2002/07/owl#imports"), ox.NamedNode("urn:x/fourth"))
        ]

    (folder / "catalog-v001.xml").unlink()
    imports = Imports(fetch)

    assert "second" in closed(folder / "first.ttl", imports)
    assert imports.missing == [("urn:x/fourth", "urn:x/fourth is not allowed")]


def test_a_broken_catalog_is_an_error_that_names_it(folder: Path) -> None:
    (folder / "catalog-v001.xml").write_text("<catalog")

    with pytest.raises(InputError, match=r"catalog-v001\.xml is no XML catalog"):
        closed(folder / "first.ttl", Imports())
