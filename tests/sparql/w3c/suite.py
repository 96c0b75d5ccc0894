"""The W3C test suite of SPARQL 1.1: its manifests read as cases.

The suite lies beside the checkout, as an archive; where it is absent, its tests are skipped.
"""

import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from tests.conftest import SHARED

ARCHIVE = SHARED / "w3c-sparql11-tests.tar.xz"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

needs_suite = pytest.mark.skipif(not ARCHIVE.exists(), reason="the W3C suite (w3c-sparql11-tests.tar.xz) is not here")


@dataclass(frozen=True)
class Entry:
    """A case of a manifest; `name` is its own, with the name of its folder before it."""

    name: str
    kind: str
    node: Any
    manifest: "Manifest"


class Manifest:
    """A manifest as a graph to walk in."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent.name
        self._store = ox.Store()
        self._store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())

    def objects(self, subject: Any, predicate: str) -> list[Any]:
        return [quad.object for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def value(self, subject: Any, predicate: str) -> Any:
        return next(iter(self.objects(subject, predicate)), None)

    def entries(self) -> Iterator[Entry]:
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(f"{MF}entries"), None):
            cell = quad.object
            while cell.value != f"{RDF}nil":
                node = self.value(cell, f"{RDF}first")
                kind = self.value(node, f"{RDF}type").value.removeprefix(MF)
                yield Entry(f"{self.folder}/{node.value.rpartition('#')[2]}", kind, node, self)
                cell = self.value(cell, f"{RDF}rest")


@cache
def root() -> Path:
    """The unpacked suite."""
    folder = tempfile.TemporaryDirectory(prefix="w3c-sparql11-")
    _kept.append(folder)  # until the process ends
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder.name, filter="data")
    return Path(folder.name) / "sparql" / "sparql11"


_kept: list[Any] = []


@cache
def entries(*kinds: str, folder: str = "*") -> tuple[Entry, ...]:
    """The cases of some kinds, in the order of folders and manifests; none where the suite is absent."""
    if not ARCHIVE.exists():
        return ()
    manifests = sorted(root().glob(f"{folder}/manifest.ttl"))
    return tuple(entry for path in manifests for entry in _manifest_entries(path) if entry.kind in kinds)


@cache
def _manifest_entries(path: Path) -> tuple[Entry, ...]:
    return tuple(Manifest(path).entries())


def parameters(found: tuple[Entry, ...], failures: dict[str, str] | None = None) -> list[Any]:
    """The cases as parameters; those in `failures` (name: reason) are expected to fail, and to go on failing."""
    reasons = failures or {}
    marks = {name: [pytest.mark.xfail(reason=reason, strict=True)] for name, reason in reasons.items()}
    return [pytest.param(entry, id=entry.name, marks=marks.get(entry.name, [])) for entry in found]


def path_of(node: Any) -> Path:
    """The file that a manifest names."""
    return Path(unquote(urlsplit(node.value).path))


def is_update(entry: Entry) -> bool:
    """Whether a syntax test is of an update."""
    return path_of(entry.manifest.value(entry.node, f"{MF}action")).suffix == ".ru"


def text_of(node: Any) -> str:
    return path_of(node).read_bytes().decode()


def quads_of(node: Any, graph: Any) -> list[ox.Quad]:
    """The triples of a data file as quads of a graph."""
    fmt = ox.RdfFormat.from_extension(path_of(node).suffix.removeprefix(".")) or ox.RdfFormat.TURTLE
    parsed = ox.parse(path=str(path_of(node)), format=fmt, base_iri=node.value, rename_blank_nodes=True)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]
