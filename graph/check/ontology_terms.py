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


def is_relational(label: str) -> bool:
    """Whether a label begins like a verb or ends with a preposition."""
    return bool(_VERB.match(label)) or label.rpartition(" ")[2] in _PREPOSITIONS


def _not_simple(ontology: rdflib.Graph) -> Iterator[Finding]:
    """Complex properties with a characteristic of simple ones (OWL 2 Structural Specification, section 11.2)."""
    complex_properties = {
        *ontology.subjects(OWL.propertyChainAxiom, None),
        *ontology.subjects(RDF.type, OWL.TransitiveProperty),
    }
    for term in sorted(complex_properties, key=str):
        for kind in _NOT_SIMPLE_FORBIDS:
            if (term, RDF.type, kind) in ontology:
                message = f"has a chain or is transitive, and is a {shorten(str(kind))}; OWL 2 DL allows only one"
                yield _error("not-simple", message, term)


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
