"""The core of the ontology, which is what its root imports, names no actor; examples do."""

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from westphalia.inputs.ontology import imports, load_modules, module_iri
from westphalia.rdf.namespaces import ID, ONTOLOGY_IRI, WPH
from westphalia.settings import Settings

TYPE, CLASS = ox.NamedNode(RDF.type), ox.NamedNode(OWL.Class)
CHANGES = f"{ONTOLOGY_IRI}/changes"
"""Notes on what versions changed, in all modules."""
MODULES = {module_iri(module): module for module in load_modules(Settings().ontology_dir)}


def imported(iri: str) -> set[str]:
    """A module and what it imports, directly or not."""
    found, waiting = set(), [iri]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports(MODULES[module])
    return found


def terms(iris: set[str]) -> set[str]:
    return {
        term.value
        for iri in iris
        for triple in MODULES[iri].triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode)
    }


def test_the_root_imports_no_example_and_names_no_actor() -> None:
    core = imported(ONTOLOGY_IRI)
    examples = {iri for iri in MODULES if "/examples/" in iri}
    of_examples = {
        triple.subject.value
        for iri in examples
        for triple in MODULES[iri].triples
        if (triple.predicate, triple.object) == (TYPE, CLASS) and isinstance(triple.subject, ox.NamedNode)
    }
    named = terms(core - {CHANGES})

    assert len(core) > 30
    assert not core & examples
    assert str(WPH.MultiVectorState) in of_examples
    assert not of_examples & named
    assert not {term for term in named if term.startswith(str(ID))}
