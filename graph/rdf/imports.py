"""An ontology with what it imports: files that a catalog names, files beside it, and servers that are allowed.

`owl:imports` names an ontology, not a place. Where it is stands in an OASIS XML catalog, `catalog-v001.xml` beside
the file, as Protégé and the OWL API write it; without an entry the name itself is the address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import url2pathname
from xml.etree import ElementTree as ET

import pyoxigraph as ox
from rdflib.namespace import OWL

from ..errors import InputError, QueryError, RefusedError
from .reading import read_rdf

CATALOG_NAME = "catalog-v001.xml"
CATALOG_VOCABULARY = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
Fetch = Callable[[str], Iterable[ox.Triple]]
"""Gives the triples at an address of another server; raises RefusedError or QueryError where it cannot."""

_IMPORTS = ox.NamedNode(str(OWL.imports))
_ENTRY = f"{{{CATALOG_VOCABULARY}}}uri"


@dataclass
class Imports:
    """Follows imports, each ontology once; `missing` are those that were not found, each with the reason.

    Without `fetch` no other server is asked.
    """

    fetch: Fetch | None = None
    missing: list[tuple[str, str]] = field(default_factory=list)
    _waiting: list[tuple[str, Path]] = field(default_factory=list)
    _places: set[str] = field(default_factory=set)
    _catalogs: dict[Path, dict[str, str]] = field(default_factory=dict)

    def closure(self, quads: Iterable[ox.Quad], path: Path) -> Iterator[ox.Quad]:
        """The quads of the file at `path`, then those of all that it imports, directly or not.

        Raises InputError for a file or a catalog that cannot be read, SyntaxInputError for one that cannot be parsed.
        """
        self._places.add(path.resolve().as_uri())
        yield from self._noting(quads, path)
        number = 0
        while self._waiting:
            iri, importer = self._waiting.pop(0)
            place = urldefrag(self._place(iri, importer)).url
            if place in self._places:
                continue
            self._places.add(place)
            number += 1
            yield from (_apart(quad, number) for quad in self._imported(iri, place, importer))

    def _noting(self, quads: Iterable[ox.Quad], path: Path) -> Iterator[ox.Quad]:
        """The quads, while what they import is noted."""
        for quad in quads:
            if quad.predicate == _IMPORTS and isinstance(quad.object, ox.NamedNode):
                self._waiting.append((quad.object.value, path))
            yield quad

    def _imported(self, iri: str, place: str, importer: Path) -> Iterator[ox.Quad]:
        """The quads of an ontology that is imported; nothing where it is missing."""
        if urlsplit(place).scheme == "file":
            path = Path(url2pathname(urlsplit(place).path))
            if path.is_file():
                yield from self._noting(read_rdf(path, rename_blank_nodes=False), path)
            else:
                self.missing.append((iri, f"there is no file {path}"))
        elif self.fetch is None:
            self.missing.append((iri, f"no entry of {CATALOG_NAME} beside {importer.name} names its file"))
        else:
            yield from self._noting(self._fetched(iri, place, self.fetch), importer)

    def _fetched(self, iri: str, place: str, fetch: Fetch) -> Iterator[ox.Quad]:
        try:
            yield from (ox.Quad(*triple) for triple in fetch(place))
        except (QueryError, RefusedError) as error:
            self.missing.append((iri, str(error).rstrip(".")))

    def _place(self, iri: str, importer: Path) -> str:
        """Where an ontology is: as the catalog beside its importer says, or beside that which came before."""
        self._catalog(importer.resolve().parent)
        return next((files[iri] for files in self._catalogs.values() if iri in files), iri)

    def _catalog(self, folder: Path) -> None:
        if folder not in self._catalogs:
            self._catalogs[folder] = _entries(folder / CATALOG_NAME)


def _entries(path: Path) -> dict[str, str]:
    """The addresses of a catalog by name; none where there is no file."""
    if not path.is_file():
        return {}
    try:
        entries = ET.parse(path).iter(_ENTRY)
        return {entry.attrib["name"]: urljoin(path.as_uri(), entry.attrib["uri"]) for entry in entries}
    except (ET.ParseError, KeyError) as error:
        raise InputError(f"{path} is no XML catalog ({error}); expected <uri name=… uri=…/> entries.") from None


def _apart(quad: ox.Quad, number: int) -> ox.Quad:
    """A quad whose blank nodes have labels that no other file's have, the same in each run."""
    subject = _labelled(quad.subject, number) if isinstance(quad.subject, ox.BlankNode) else quad.subject
    target = _labelled(quad.object, number) if isinstance(quad.object, ox.BlankNode) else quad.object
    return ox.Quad(subject, quad.predicate, target, quad.graph_name)


def _labelled(node: ox.BlankNode, number: int) -> ox.BlankNode:
    return ox.BlankNode(f"import{number}x{node.value}")
