"""The check of the ontology: documented terms, resolved imports, and the limits of OWL 2 DL."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ..errors import InputError
from ..inputs.dataset import Inputs
from ..inputs.findings import Finding
from ..inputs.ontology import catalog, imports, merge, module_iri
from ..rdf.curies import shorten
from ..rdf.imports import CATALOG_NAME
from ..rdf.namespaces import WPH
from ..rdf.rdflib_bridge import to_rdflib
from .part import Part

_TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_NOT_SIMPLE_FORBIDS = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)


_VERB = re.compile(r"(?:has|is|was|held|\w+s|\w+ed) .|\w+(?:s|ed)$")
_PREPOSITIONS = frozenset({"at", "by", "from", "in", "of", "on", "to", "towards", "under", "until", "with"})


def check_ontology(inputs: Inputs, ontology_dir: Path) -> Part:
    """Check that terms are documented, that imports resolve, and that complex properties keep within OWL 2 DL.

    Raises InputError when the ontology declares no term.
    """
    ontology = to_rdflib(merge(inputs.modules))
    terms = sorted(own_terms(ontology))
    if not terms:
        raise InputError(f"{ontology_dir} declares no term of the project; expected at least one.")
    named = sorted({*terms, *_own(ontology.subjects(RDF.type, OWL.NamedIndividual))})
    findings = [
        *_undocumented(ontology, terms),
        *_several_labels(ontology, named),
        *_same_text(ontology, named, RDFS.label, "label"),
        *_same_text(ontology, terms, SKOS.definition, "definition"),
        *_noun_labels(ontology, terms),
        *_one_way_only(ontology, terms),
        *_undated(ontology, terms),
        *_not_simple(ontology),
        *_undeclared(ontology),
        *_import_findings(inputs, ontology_dir),
    ]
    return Part("ontology terms", len(terms), tuple(findings))


def own_terms(ontology: rdflib.Graph) -> set[rdflib.URIRef]:
    """Every class and property of the project that the ontology declares."""
    declared = {term for kind in _TERM_KINDS for term in ontology.subjects(RDF.type, kind)}
    return _own(declared)


def _own(nodes: Iterable[rdflib.term.Node]) -> set[rdflib.URIRef]:
    return {node for node in nodes if isinstance(node, rdflib.URIRef) and node in WPH}


def _undocumented(ontology: rdflib.Graph, terms: list[rdflib.URIRef]) -> Iterator[Finding]:
    wanted = ((RDFS.label, "label"), (SKOS.definition, "definition"), (SKOS.example, "example"))
    for term in terms:
        for prop, name in wanted:
            count = sum(1 for text in ontology.objects(term, prop) if getattr(text, "language", None) == "en")
            if count != 1:
                yield _error(f"term-{name}", f"has {count} English texts as its {name}; expected exactly one", term)
        if (term, RDFS.isDefinedBy, None) not in ontology:
            yield _error("term-module", "does not say which module defines it; expected rdfs:isDefinedBy", term)


def _same_text(
    ontology: rdflib.Graph, terms: Iterable[rdflib.URIRef], prop: rdflib.URIRef, name: str
) -> Iterator[Finding]:
    """Terms with the same text in a language, which readers and their tools cannot distinguish."""
    users: dict[tuple[str, str], list[rdflib.URIRef]] = defaultdict(list)
    for term in terms:
        for text in ontology.objects(term, prop):
            users[str(text).casefold(), getattr(text, "language", None) or ""].append(term)
    for (shared, language), sharing in sorted(users.items()):
        for term in sharing[1:]:
            message = (
                f"has the same {name} in {language or 'no language'} as {shorten(sharing[0])}, {shared!r}; "
                "expected a distinct text"
            )
            yield _error(f"same-{name}", message, term)


def _several_labels(ontology: rdflib.Graph, terms: Iterable[rdflib.URIRef]) -> Iterator[Finding]:
    """Terms with several labels in a language, of which tools show any one."""
    for term in terms:
        languages = Counter(getattr(text, "language", None) for text in ontology.objects(term, RDFS.label))
        for language, count in languages.items():
            if count > 1:
                yield _error("labels", f"has {count} labels in {language}; expected at most one a language", term)


def _noun_labels(ontology: rdflib.Graph, terms: Iterable[rdflib.URIRef]) -> Iterator[Finding]:
    """Properties whose label is a noun, which reads as the name of a class.

    A label may begin with a verb (`has unit`, `borders`) or end with a preposition (`member of`), so that subject,
    label and object read as a sentence, but for an article.
    """
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for term in terms:
        for text in ontology.objects(term, RDFS.label):
            is_english_property = term not in classes and getattr(text, "language", None) == "en"
            if is_english_property and not is_relational(str(text)):
                message = f"is a property with the label {text!s}; expected a verb first or a preposition last"
                yield _error("label-verb", message, term)


def _one_way_only(ontology: rdflib.Graph, terms: Iterable[rdflib.URIRef]) -> Iterator[Finding]:
    """Object properties that do not say how they read from object to subject, in one way and in words of their own.

    An inverse, symmetry or `wph:inverseLabel` says it.
    """
    relations = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    labels = {str(text).casefold(): term for term in terms for text in _english(ontology, term, RDFS.label)}
    for term in terms:
        backwards = [str(text) for text in _english(ontology, term, WPH.inverseLabel)]
        if term in relations and len(backwards) + _reads_both_ways(ontology, term) != 1:
            message = (
                "does not say in one way how it reads backwards; expected an inverse, symmetry or wph:inverseLabel"
            )
            yield _error("inverse", message, term)
        for text in backwards:
            other = labels.setdefault(text.casefold(), term)
            if other != term:
                message = f"reads backwards as {shorten(str(other))} does, {text!r}; expected a text of its own"
                yield _error("inverse-label", message, term)
            if not is_relational(text):
                message = f"reads backwards as {text!r}; expected a verb first or a preposition last"
                yield _error("inverse-label", message, term)


def _reads_both_ways(ontology: rdflib.Graph, term: rdflib.URIRef) -> bool:
    return (
        (term, RDF.type, OWL.SymmetricProperty) in ontology
        or (term, OWL.inverseOf, None) in ontology
        or (None, OWL.inverseOf, term) in ontology
    )


def _undated(ontology: rdflib.Graph, terms: Iterable[rdflib.URIRef]) -> Iterator[Finding]:
    """Properties between entities that neither follow from dated situations nor say why they need no dates."""
    entities = set(ontology.transitive_subjects(RDFS.subClassOf, WPH.Entity))
    derived = set(ontology.transitive_subjects(RDFS.subPropertyOf, WPH.relatedTo))
    for term in terms:
        ends = [set(ontology.objects(term, side)) & entities for side in (RDFS.domain, RDFS.range)]
        if all(ends) and term not in derived and not any(_english(ontology, term, WPH.undatedBecause)):
            message = "relates entities without dates; expected wph:relatedTo above it, or wph:undatedBecause"
            yield _error("undated", message, term)


def _english(ontology: rdflib.Graph, term: rdflib.URIRef, prop: rdflib.URIRef) -> Iterator[rdflib.Literal]:
    texts = (text for text in ontology.objects(term, prop) if isinstance(text, rdflib.Literal))
    return (text for text in texts if text.language == "en")


def is_relational(label: str) -> bool:
    """Whether a label begins like a verb or ends with a preposition."""
    return bool(_VERB.match(label)) or label.rpartition(" ")[2] in _PREPOSITIONS


def _not_simple(ontology: rdflib.Graph) -> Iterator[Finding]:
    """Complex properties with a characteristic of simple ones (OWL 2 Structural Specification, section 11.2)."""
    for term in sorted(_complex_properties(ontology), key=str):
        for kind in _NOT_SIMPLE_FORBIDS:
            if (term, RDF.type, kind) in ontology:
                message = (
                    f"has a chain or is transitive, or lies above such a property, and is a {shorten(str(kind))}; "
                    "OWL 2 DL allows only one"
                )
                yield _error("not-simple", message, term)


def _complex_properties(ontology: rdflib.Graph) -> set[rdflib.term.Node]:
    """Properties with a chain, transitive ones, and those above one of them or inverse to one."""
    waiting = [*ontology.subjects(OWL.propertyChainAxiom), *ontology.subjects(RDF.type, OWL.TransitiveProperty)]
    found: set[rdflib.term.Node] = set()
    while waiting:
        term = waiting.pop()
        if term not in found:
            found.add(term)
            waiting += ontology.objects(term, RDFS.subPropertyOf)
            waiting += [*ontology.objects(term, OWL.inverseOf), *ontology.subjects(OWL.inverseOf, term)]
    return found


def _undeclared(ontology: rdflib.Graph) -> Iterator[Finding]:
    declared = set(ontology.subjects(RDF.type, None))
    used = {node for triple in ontology for node in triple if isinstance(node, rdflib.URIRef) and node in WPH}
    for term in sorted(used - declared):
        yield _error("undeclared", "is used in an axiom but not declared; expected a declaration", term)


def _import_findings(inputs: Inputs, ontology_dir: Path) -> Iterator[Finding]:
    declared = {module_iri(module) for module in inputs.modules}
    for module in inputs.modules:
        for iri in imports(module):
            if iri not in declared:
                message = f"imports {iri}, which no file declares; a failed import turns facts into annotations"
                yield Finding("import", "error", message, str(module.path))
    path = ontology_dir / CATALOG_NAME
    if not path.exists() or path.read_text(encoding="utf-8") != catalog(inputs.modules, ontology_dir):
        yield Finding(
            "catalog", "error", "does not list the present modules; write it with 'westphalia docs'", str(path)
        )


def _error(code: str, message: str, term: rdflib.term.Node) -> Finding:
    return Finding(code, "error", message, shorten(str(term)))
