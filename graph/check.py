"""The checks behind `westphalia check`: ontology hygiene, shapes, quality queries, contradictions."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from .errors import InputError
from .inputs.dataset import Inputs
from .inputs.findings import Finding, Severity
from .inputs.ontology import CATALOG_NAME, catalog, imports, merge, module_iri
from .rdf.curies import readable, shorten
from .rdf.namespaces import PREFIXES, WPH
from .rdf.rdflib_bridge import to_rdflib
from .reason.proofs.proof import ClashExplanation
from .reason.proofs.proof_text import clash_lines, clash_sources, period_text
from .settings import Settings
from .sparql.files import SparqlFile, fill, read_sparql_file
from .sparql.syntax_errors import syntax_error
from .versions.explanations import explain_contradictions
from .versions.manifest import Manifest, read_manifest

_TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_NOT_SIMPLE_FORBIDS = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)


@dataclass(frozen=True)
class Part:
    """A part of the check: what is checked, how many items of it were examined, and the findings."""

    name: str
    examined: int
    findings: tuple[Finding, ...]


def check_ontology(inputs: Inputs, ontology_dir: Path) -> Part:
    """Check that terms are documented, that imports resolve, and that complex properties keep within OWL 2 DL.

    Raises InputError when the ontology declares no term.
    """
    ontology = to_rdflib(merge(inputs.modules))
    terms = sorted(own_terms(ontology))
    if not terms:
        raise InputError(f"{ontology_dir} declares no term of the project; expected at least one.")
    findings = [
        *_undocumented(ontology, terms),
        *_same_text(ontology, terms, RDFS.label, "label"),
        *_same_text(ontology, terms, SKOS.definition, "definition"),
        *_not_simple(ontology),
        *_undeclared(ontology),
        *_import_findings(inputs, ontology_dir),
    ]
    return Part("ontology terms", len(terms), tuple(findings))


def own_terms(ontology: rdflib.Graph) -> set[rdflib.URIRef]:
    """Every class and property of the project that the ontology declares."""
    declared = {term for kind in _TERM_KINDS for term in ontology.subjects(RDF.type, kind)}
    return {term for term in declared if isinstance(term, rdflib.URIRef) and term in WPH}


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
    ontology: rdflib.Graph, terms: list[rdflib.URIRef], prop: rdflib.URIRef, name: str
) -> Iterator[Finding]:
    """Terms with the same text, which readers cannot distinguish; a class and a property may share a label."""
    users: dict[tuple[str, bool], list[rdflib.URIRef]] = defaultdict(list)
    for term in terms:
        is_class = (term, RDF.type, OWL.Class) in ontology
        for text in ontology.objects(term, prop):
            if getattr(text, "language", None) == "en":
                users[str(text), is_class].append(term)
    for (shared, _), sharing in users.items():
        for term in sharing[1:]:
            message = f"has the same {name} as {shorten(sharing[0])}, {shared!r}; expected a distinct text"
            yield _error(f"same-{name}", message, term)


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


def check_quality(store: ox.Store, queries_dir: Path) -> Part:
    """Run every quality query; each row is a finding, marked as explained if `explained.csv` has its reason.

    Raises InputError when there is no quality query or one of them is malformed.
    """
    paths = sorted((queries_dir / "quality").glob("*.rq"))
    if not paths:
        raise InputError(f"{queries_dir / 'quality'} holds no queries; expected at least one .rq file.")
    explanations = read_explanations(queries_dir / "quality" / "explained.csv")
    findings = [finding for path in paths for finding in quality_findings(store, read_sparql_file(path))]
    return Part("quality queries", len(paths), tuple(_explain(findings, explanations)))


def quality_findings(store: ox.Store, query: SparqlFile) -> list[Finding]:
    """The rows of a quality query as findings; the first column is the record at fault.

    Raises InputError when the query is not a SELECT or cannot be read.
    """
    try:
        results = store.query(query.text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError(f"{query.path}: {syntax_error(query.text, str(error))}") from None
    if not isinstance(results, ox.QuerySolutions):
        raise InputError(f"{query.path} is not a SELECT query; expected SELECT.")
    names = [variable.value for variable in results.variables]
    rows = [{name: readable(row[name]) for name in names} for row in results]
    problem, severity = query.value("problem"), _severity(query)
    return [Finding(query.name, severity, fill(problem, row), row[names[0]]) for row in rows]


def _severity(query: SparqlFile) -> Severity:
    value = query.value("severity")
    if value == "error":
        return "error"
    if value == "warning":
        return "warning"
    raise InputError(f"{query.path} has the severity {value!r}; expected error or warning.")


def read_explanations(path: Path) -> dict[tuple[str, str], str]:
    """Read the findings that are accepted with a reason: from (query, subject) to the reason."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["query"], row["subject"]): row["reason"] for row in csv.DictReader(file)}


def _explain(findings: list[Finding], explanations: dict[tuple[str, str], str]) -> Iterator[Finding]:
    used = set()
    for finding in findings:
        reason = explanations.get((finding.code, finding.where))
        used.add((finding.code, finding.where))
        if reason is None:
            yield finding
        else:
            yield replace(finding, severity="explained", message=f"{finding.message} Explained: {reason}")
    for query, subject in explanations.keys() - used:
        yield Finding(
            "explanation",
            "error",
            f"has an explanation for {query}, which does not report it; remove the line",
            subject,
        )


def check_contradictions(manifest: Manifest, proofs: Sequence[ClashExplanation | None]) -> Part:
    """The contradictions in a version as warnings with their proofs.

    `proofs` has a proof for each contradiction of the manifest, or None where there is none.
    """
    pairs = zip(manifest.contradictions, proofs, strict=True)
    findings = [_contradiction(contradiction, proof) for contradiction, proof in pairs]
    return Part("triples reasoned over", manifest.asserted, tuple(findings))


def _contradiction(contradiction: dict[str, object], proof: ClashExplanation | None) -> Finding:
    code, message = str(contradiction["code"]), str(contradiction["message"])
    if proof is None:
        return Finding(code, "warning", message, "contradiction")
    sources = "; ".join(clash_sources(proof)) or "contradiction"
    period = f"{message.rstrip('.')}, {period_text(proof.period)}"
    return Finding(code, "warning", period, sources, tuple(clash_lines(proof)))


def open_store(build_folder: Path) -> ox.Store:
    """The store of a version, for the quality queries."""
    return ox.Store.read_only(str(build_folder / "store"))


def check_all(settings: Settings, inputs: Inputs, shape_findings: list[Finding], build: Path) -> list[Part]:
    """Every part of the check, in order, on the version in the folder `build`."""
    triples = sum(len(document.triples) for document in inputs.source_documents)
    manifest = read_manifest(build)
    return [
        check_ontology(inputs, settings.ontology_dir),
        Part("source triples against shapes", triples, tuple(shape_findings)),
        check_quality(open_store(build), settings.queries_dir),
        check_contradictions(manifest, explain_contradictions(settings, build, manifest)),
    ]
