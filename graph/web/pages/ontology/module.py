"""Pages of modules: what a file of the ontology is about, what it needs, and the terms that it defines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from flask import Response
from rdflib.namespace import DCTERMS, RDFS, SKOS

from ....inputs.ontology import imports, load_modules, module_iri
from ....rdf.curies import local_name
from ....rdf.namespaces import ONTOLOGY_IRI, WPH
from ....rdf.reading import Document
from ....rdf.triple_index import TripleIndex
from ....views.schema import schema_of
from ...request_context import published
from ..common.rendering import page

_PROJECT = "Westphalia: "
_CHANGE_NOTE, _LABEL = (ox.NamedNode(str(prop)) for prop in (SKOS.changeNote, RDFS.label))


@dataclass(frozen=True)
class Module:
    """A module of the ontology: its IRI, title and description, what it imports, and the names of its own terms."""

    iri: str
    title: str
    description: str
    imports: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The part of its IRI after that of the ontology."""
        return self.iri.removeprefix(f"{ONTOLOGY_IRI}/")


ChangeNote = tuple[str, str, str]
"""The IRI of a term, its label as it is now, and a note of its changes."""


@dataclass(frozen=True)
class _Ontology:
    """What pages say of the modules of a folder: each by its IRI, and the notes of changes of their terms."""

    modules: dict[str, Module]
    change_notes: tuple[ChangeNote, ...]


def modules_of(ontology_dir: Path) -> dict[str, Module]:
    """The modules of the ontology by IRI."""
    return _read(ontology_dir).modules


def module_title(ontology_dir: Path, iri: str) -> str:
    """What a module is called; its IRI where there is no such module."""
    module = modules_of(ontology_dir).get(iri)
    return module.title if module else iri


def change_notes(ontology_dir: Path) -> tuple[ChangeNote, ...]:
    """What the modules say of changes of their terms."""
    return _read(ontology_dir).change_notes


@lru_cache(maxsize=4)
def _read(ontology_dir: Path) -> _Ontology:
    """Read the modules of a folder once, for all that is asked of them."""
    documents = tuple(load_modules(ontology_dir))
    return _Ontology({module.iri: module for module in map(_module, documents)}, _change_notes(documents))


def _change_notes(documents: Iterable[Document]) -> tuple[ChangeNote, ...]:
    triples = [triple for document in documents for triple in document.triples]
    literals = [
        (t.subject.value, t.predicate, t.object)
        for t in triples
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.Literal)
    ]
    labels = {term: text.value for term, prop, text in literals if prop == _LABEL and text.language == "en"}
    return tuple(
        (term, labels.get(term, local_name(term)), text.value)
        for term, prop, text in literals
        if prop == _CHANGE_NOTE
    )


def module_page(ontology_dir: Path, iri: str) -> Response:
    """The page of a module that there is."""
    modules = modules_of(ontology_dir)
    schema = schema_of(published())
    module = modules[iri]
    terms = sorted(
        ((name, schema.label(str(WPH[name]))) for name in module.terms), key=lambda term: term[1].casefold()
    )
    return page(
        "module.html",
        module=module,
        terms=terms,
        needs=[modules[other] for other in module.imports if other in modules],
        needed_by=[other for other in modules.values() if iri in other.imports and other.iri != ONTOLOGY_IRI],
    )


def _module(document: Document) -> Module:
    iri, axioms = module_iri(document), TripleIndex(document.triples)
    header = ox.NamedNode(iri)
    title, description = (_text(axioms, header, str(name)) for name in (DCTERMS.title, DCTERMS.description))
    own = {term.value for term in axioms.subjects(str(RDFS.isDefinedBy), header)}
    names = sorted(term.removeprefix(str(WPH)) for term in own if term.startswith(str(WPH)))
    return Module(iri, title.removeprefix(_PROJECT) or iri, description, tuple(imports(document)), tuple(names))


def _text(axioms: TripleIndex, subject: ox.NamedNode, predicate: str) -> str:
    return next((value.value for value in axioms.values(subject, predicate) if isinstance(value, ox.Literal)), "")
