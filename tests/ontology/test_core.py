"""The core of the ontology, which is what its root imports, names no actor; examples do."""

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS

from westphalia.inputs.ontology import imports, load_modules, merge, module_iri
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


ROOTS = {"Entity", "ListedValue", "MetadataItem", "Situation", "Source"}
FOREIGN_ROOTS = {
    "dcat#Resource", "geosparql#Feature", "org#Membership", "org#Organization", "org#Post", "prov#Entity", "prov#Person",
    "core#Concept", "Event", "Organization", "Person", "Place",
}  # fmt: skip
"""Classes of other vocabularies above ours, which the merged ontology shows beside the roots."""
PARENT = ox.NamedNode(RDFS.subClassOf)


def roots(modules: list) -> set[str]:
    """The named classes below no named class, which an editor shows first."""
    triples = merge(modules)
    classes = {t.subject for t in triples if (t.predicate, t.object) == (TYPE, CLASS)}
    below = {t.subject for t in triples if t.predicate == PARENT and isinstance(t.object, ox.NamedNode)}
    return {node.value for node in classes - below if isinstance(node, ox.NamedNode)}


def test_the_class_tree_begins_with_five_classes() -> None:
    core = [MODULES[iri] for iri in imported(ONTOLOGY_IRI)]

    assert roots(core) == {str(WPH[name]) for name in ROOTS}


def test_alignments_add_only_classes_that_lie_above_ours() -> None:
    foreign = {iri for iri in roots(list(MODULES.values())) if not iri.startswith(str(WPH))}

    assert {iri.rpartition("/")[2] for iri in foreign} == FOREIGN_ROOTS


def test_the_tree_tells_the_model_at_one_glance() -> None:
    """Actors, agreements and places stand right below entities; observations right below situations."""
    below = {
        (triple.subject.value, triple.object.value)
        for triple in merge(list(MODULES.values()))
        if triple.predicate == PARENT and isinstance(triple.subject, ox.NamedNode)
        if isinstance(triple.object, ox.NamedNode)
    }

    for name in ("Actor", "Instrument", "Place", "Border"):
        assert (str(WPH[name]), str(WPH.Entity)) in below
    for name in ("Observation", "Membership", "Event", "Claim"):
        assert (str(WPH[name]), str(WPH.Situation)) in below
    for name in ("Unit", "DatePrecision", "Indicator", "Obligation", "Verdict", "VoteChoice"):
        assert (str(WPH[name]), str(WPH.ListedValue)) in below
    for name in ("Code", "CodeScheme", "EditorialNote", "CoverageStatement", "CitedDocument"):
        assert (str(WPH[name]), str(WPH.MetadataItem)) in below
