"""Generated pages: the data dictionary, the reference pages, and the ontology's catalog."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ..inputs.ontology import catalog, load_modules, merge
from ..inputs.query_library import LibraryQuery, load_library
from ..inputs.sources import load_sources
from ..rdf.imports import CATALOG_NAME
from ..rdf.namespaces import ONTOLOGY_IRI, WPH
from ..rdf.rdflib_bridge import to_rdflib
from ..settings import Settings
from .architecture import render_architecture
from .datasets import render_datasets
from .panels import render_panels
from .python_api import render_python_api
from .rules import render_rules
from .settings import render_settings
from .sources import render_lists, render_sources
from .term_changes import NAME as CHANGES_NAME
from .term_changes import render_changes

_KINDS = (
    (OWL.Class, "class"),
    (OWL.ObjectProperty, "object property"),
    (OWL.DatatypeProperty, "data property"),
    (OWL.AnnotationProperty, "annotation property"),
    (OWL.NamedIndividual, "individual"),
)
_PACKAGE = Path(__file__).resolve().parent.parent
_CHARACTERISTICS = (
    (OWL.SymmetricProperty, "symmetric"),
    (OWL.TransitiveProperty, "transitive"),
    (OWL.AsymmetricProperty, "asymmetric"),
    (OWL.IrreflexiveProperty, "irreflexive"),
    (OWL.FunctionalProperty, "functional"),
)


def generated_pages(settings: Settings) -> dict[Path, str]:
    """Every generated file of the repository with its up-to-date text."""
    modules = load_modules(settings.ontology_dir)
    docs = settings.root / "docs"
    ontology = to_rdflib(merge(modules))
    return {
        settings.ontology_dir / CHANGES_NAME: render_changes(ontology, settings.ontology_dir),
        settings.ontology_dir / CATALOG_NAME: catalog(modules, settings.ontology_dir),
        docs / "data-dictionary.md": render_dictionary(ontology),
        docs / "explanation" / "architecture.svg": render_architecture(_PACKAGE),
        docs / "reference" / "queries.md": render_queries(load_library(settings.queries_dir).values()),
        docs / "reference" / "rules.md": f"{render_rules(settings.ontology_dir / 'rules')}\n",
        docs / "reference" / "settings.md": render_settings(),
        docs / "reference" / "python.md": render_python_api(),
        docs / "reference" / "panels.md": render_panels(),
        docs / "reference" / "datasets.md": render_datasets(),
        docs / "reference" / "lists.md": render_lists(),
        docs / "reference" / "sources.md": render_sources(load_sources(settings.sources_dir)),
    }


def write_generated_pages(settings: Settings) -> list[Path]:
    """Write the generated files that are out of date; returns their paths."""
    changed = []
    for path, text in generated_pages(settings).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def render_dictionary(ontology: rdflib.Graph) -> str:
    """The data dictionary as Markdown: every term of the project, by module."""
    modules = sorted({str(module) for module in ontology.objects(None, RDFS.isDefinedBy)})
    head = [
        "# Data dictionary",
        "",
        "Every term of the ontology, by module. Written by `westphalia docs`; edit the ontology, not this page.",
    ]
    contents = [f"- [{_module_name(iri)}](#{_module_name(iri)})" for iri in modules]
    languages = render_languages(ontology)
    return "\n".join([*head, "", *contents, "", languages, *(_module(ontology, iri) for iri in modules), ""])


def render_languages(ontology: rdflib.Graph) -> str:
    """How many classes and properties have a label in each language, as a Markdown table."""
    kinds = ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty))
    terms = [{term for kind in of_kind for term in _own_terms(ontology, kind)} for of_kind in kinds]
    languages = sorted({str(label.language) for term in terms[0] for label in _labels(ontology, term)})
    rows = [
        (
            language,
            *(sum(any(label.language == language for label in _labels(ontology, t)) for t in of) for of in terms),
        )
        for language in languages
    ]
    lines = [f"| {language} | {classes} | {properties} |" for language, classes, properties in rows]
    totals = f"Labels by language, of {len(terms[0])} classes and {len(terms[1])} properties:"
    return "\n".join([totals, "", "| Language | Classes | Properties |", "|---|---|---|", *lines])


def _own_terms(ontology: rdflib.Graph, kind: rdflib.URIRef) -> set[rdflib.URIRef]:
    return {term for term in ontology.subjects(RDF.type, kind) if isinstance(term, rdflib.URIRef) and term in WPH}


def _labels(ontology: rdflib.Graph, term: rdflib.URIRef) -> list[rdflib.Literal]:
    return [label for label in ontology.objects(term, RDFS.label) if isinstance(label, rdflib.Literal)]


def render_queries(library: Iterable[LibraryQuery]) -> str:
    """The query library as Markdown: question, parameters and columns of each query."""
    head = ["# Query library", "", "Written by `westphalia docs` from the headers of the files in `queries/`.", ""]
    return "\n".join([*head, *(_query(query) for query in library)])


def _module_name(iri: str) -> str:
    return iri.removeprefix(f"{ONTOLOGY_IRI}/")


def _module(ontology: rdflib.Graph, iri: str) -> str:
    terms = sorted(
        (term for term in ontology.subjects(RDFS.isDefinedBy, rdflib.URIRef(iri)) if isinstance(term, rdflib.URIRef)),
        key=lambda term: (_kind_rank(ontology, term), term),
    )
    return "\n".join(["", f"## {_module_name(iri)}", *(_term(ontology, term) for term in terms)])


def _kind_rank(ontology: rdflib.Graph, term: rdflib.URIRef) -> int:
    return next(rank for rank, (kind, _) in enumerate(_KINDS) if (term, RDF.type, kind) in ontology)


def _term(ontology: rdflib.Graph, term: rdflib.URIRef) -> str:
    kind = _KINDS[_kind_rank(ontology, term)][1]
    rows = [(name, text) for name, text in _rows(ontology, term) if text]
    lines = [f"- {name}: {text}" for name, text in rows]
    definition = _english(ontology, term, SKOS.definition)
    return "\n".join(
        [
            "",
            f"### {_local(term)}",
            "",
            f"*{_english(ontology, term, RDFS.label)}* ({kind}). {definition}",
            "",
            *lines,
        ]
    )


def _rows(ontology: rdflib.Graph, term: rdflib.URIRef) -> list[tuple[str, str]]:
    return [
        ("in plain words", _english(ontology, term, WPH.inPlainWords)),
        ("answers", " ".join(sorted(map(str, ontology.objects(term, WPH.competencyQuestion))))),
        ("under", _links(ontology, term, RDFS.subClassOf) + _links(ontology, term, RDFS.subPropertyOf)),
        ("from", _links(ontology, term, RDFS.domain)),
        ("to", _links(ontology, term, RDFS.range)),
        ("inverse of", _links(ontology, term, OWL.inverseOf)),
        ("read backwards", _english(ontology, term, WPH.inverseLabel)),
        ("no dates", _english(ontology, term, WPH.undatedBecause)),
        ("characteristics", ", ".join(name for kind, name in _CHARACTERISTICS if (term, RDF.type, kind) in ontology)),
        ("derived by the chain", "; ".join(_chains(ontology, term))),
        ("other languages", _other_languages(ontology, term)),
        ("example", _english(ontology, term, SKOS.example)),
    ]


def _links(ontology: rdflib.Graph, term: rdflib.URIRef, prop: rdflib.URIRef) -> str:
    return ", ".join(_link(value) for value in sorted(ontology.objects(term, prop), key=str) if _is_named(value))


def _is_named(node: rdflib.term.Node) -> bool:
    return isinstance(node, rdflib.URIRef)


def _link(node: rdflib.term.Node) -> str:
    name = _local(node)
    return f"[{name}](#{name.lower()})" if str(node).startswith(str(WPH)) else f"`{name}`"


def _local(node: rdflib.term.Node) -> str:
    text = str(node)
    return text.removeprefix(str(WPH)) if text.startswith(str(WPH)) else text.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _chains(ontology: rdflib.Graph, term: rdflib.URIRef) -> list[str]:
    lists = ontology.objects(term, OWL.propertyChainAxiom)
    return sorted(" then ".join(_link(step) for step in Collection(ontology, chain)) for chain in lists)


def _other_languages(ontology: rdflib.Graph, term: rdflib.URIRef) -> str:
    labels = _labels(ontology, term)
    return ", ".join(sorted(f"{label} ({label.language})" for label in labels if label.language != "en"))


def _english(ontology: rdflib.Graph, term: rdflib.URIRef, prop: rdflib.URIRef) -> str:
    texts = (text for text in ontology.objects(term, prop) if isinstance(text, rdflib.Literal))
    return next((str(text) for text in texts if text.language == "en"), "")


def _query(query: LibraryQuery) -> str:
    parameters = [f"- parameter `{p.name}` (default `{p.default}`): {p.description}" for p in query.parameters]
    columns = [f"- column `{name}`: {description}" for name, description in query.columns]
    head = [f"## {query.name}", "", f"**{query.title}** {query.description}", ""]
    return "\n".join([*head, *parameters, *columns, ""])
