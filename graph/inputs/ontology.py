"""The ontology as files: modules, their imports by the catalog, and the merged ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from ..errors import InputError
from ..rdf.imports import CATALOG_VOCABULARY
from ..rdf.namespaces import ONTOLOGY_GRAPH, ONTOLOGY_IRI
from ..rdf.reading import Document, read_turtle

_MODULES = ("*.ttl", "alignments/*.ttl", "examples/*.ttl", "languages/*.ttl")
_TYPE = ox.NamedNode(RDF.type)
_ONTOLOGY = ox.NamedNode(OWL.Ontology)
_IMPORTS = ox.NamedNode(OWL.imports)


def module_paths(ontology_dir: Path) -> list[Path]:
    """The Turtle files of the ontology: modules, alignments, examples and labels in languages, sorted by name.

    Raises InputError when there are none.
    """
    paths = sorted(path for pattern in _MODULES for path in ontology_dir.glob(pattern))
    if not paths:
        raise InputError(f"{ontology_dir} holds no ontology modules; expected *.ttl files.")
    return paths


def load_modules(ontology_dir: Path) -> list[Document]:
    """Read every module and alignment as a document of the ontology's graph."""
    return [read_turtle(path, str(ONTOLOGY_GRAPH)) for path in module_paths(ontology_dir)]


def module_iri(module: Document) -> str:
    """The ontology IRI that a module declares.

    Raises InputError unless it declares exactly one.
    """
    iris = [t.subject.value for t in _typed_ontologies(module) if isinstance(t.subject, ox.NamedNode)]
    if len(iris) != 1:
        raise InputError(f"{module.path} declares {len(iris)} ontologies with an IRI; expected exactly one.")
    return iris[0]


def imports(module: Document) -> list[str]:
    """The IRIs that a module imports, sorted."""
    return sorted(
        t.object.value for t in module.triples if t.predicate == _IMPORTS and isinstance(t.object, ox.NamedNode)
    )


def merge(modules: list[Document]) -> list[ox.Triple]:
    """The modules as one ontology without imports, headed by the root's description alone."""
    headers = {ox.NamedNode(module_iri(module)) for module in modules} - {ox.NamedNode(ONTOLOGY_IRI)}
    return [
        triple
        for module in modules
        for triple in module.triples
        if triple.predicate != _IMPORTS and triple.subject not in headers
    ]


def catalog(modules: list[Document], ontology_dir: Path) -> str:
    """The OASIS XML catalog by which Protégé and the OWL API find each module's file.

    Protégé does not discover Turtle files by itself, so every module has an entry of its own.
    """
    return catalog_of({module_iri(module): module.path.relative_to(ontology_dir).as_posix() for module in modules})


def catalog_of(files: Mapping[str, str]) -> str:
    """A catalog that maps ontology IRIs to files, whose paths are relative to the catalog's folder."""
    lines = [f"    <uri name={quoteattr(iri)} uri={quoteattr(path)}/>" for iri, path in sorted(files.items())]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    catalog_tag = f'<catalog prefer="public" xmlns="{CATALOG_VOCABULARY}">'
    return "\n".join([head, catalog_tag, *lines, "</catalog>", ""])


def released_versions(ontology_dir: Path) -> dict[str, Path]:
    """The merged ontology of each earlier version, which stays at its address, by number, the oldest first."""
    paths = ontology_dir.glob("releases/*.ttl")
    return {path.stem: path for path in sorted(paths, key=lambda path: [int(part) for part in path.stem.split(".")])}


def rule_paths(ontology_dir: Path) -> list[Path]:
    """All rule files, those of OWL 2 RL and the project's own, sorted by name."""
    return [*sorted(ontology_dir.glob("rules/owl-rl/*.rq")), *domain_rule_paths(ontology_dir)]


def domain_rule_paths(ontology_dir: Path) -> list[Path]:
    """The project's own rule files, sorted by name."""
    return sorted(ontology_dir.glob("rules/domain/*.rq"))


def shape_paths(ontology_dir: Path) -> list[Path]:
    """The SHACL files, sorted by name."""
    return sorted(ontology_dir.glob("shapes/*.ttl"))


def _typed_ontologies(module: Document) -> Iterator[ox.Triple]:
    return (t for t in module.triples if t.predicate == _TYPE and t.object == _ONTOLOGY)
