"""Pages of terms: what a term of the ontology means, where it stands, what is asked of it, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rdflib
from flask import Blueprint, Response
from rdflib.namespace import RDF, SH
from werkzeug.exceptions import NotFound

from ..ontology import shape_paths
from ..store import Store
from ..terms import local_name, shorten
from ..vocab import ONTOLOGY_GRAPH, WPH
from .context import published, settings
from .finding import names
from .read import select
from .rendering import page
from .schema import Schema, schema_of

blueprint = Blueprint("term_page", __name__)

EXAMPLES = 3
_CHARACTERISTICS = {
    "SymmetricProperty": "symmetric",
    "TransitiveProperty": "transitive",
    "FunctionalProperty": "functional: at most one value",
    "InverseFunctionalProperty": "inverse functional",
    "AsymmetricProperty": "asymmetric",
    "IrreflexiveProperty": "irreflexive",
    "ReflexiveProperty": "reflexive",
}
_KINDS = {
    "Class": "class",
    "ObjectProperty": "relation between things",
    "DatatypeProperty": "property with a literal",
    "AnnotationProperty": "annotation",
    "NamedIndividual": "individual",
}
_LINKS = {
    "subClassOf": "a kind of",
    "subPropertyOf": "implies",
    "domain": "is said of",
    "range": "leads to",
    "inverseOf": "inverse of",
    "disjointWith": "never also",
    "equivalentClass": "means the same as",
    "isDefinedBy": "defined in",
}


@dataclass(frozen=True)
class Use:
    """A use of a term: the thing, and the value where the term is a property."""

    subject: str
    subject_label: str
    value: str
    value_label: str


@blueprint.get("/ontology/term/<name>")
def term(name: str) -> Response:
    """Describe one term of the ontology."""
    iri, served = str(WPH[name]), published()
    stated = (
        select(served.store, f"SELECT ?p ?o WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ <{iri}> ?p ?o }} }}")
        if name.isidentifier()
        else []
    )
    if not stated:
        raise NotFound(f"The ontology has no term {name!r}; /ontology lists those it has.")
    schema = schema_of(served)
    is_class = iri in schema.classes
    query = _query(name, is_class=is_class)
    return page(
        "term.html",
        name=name,
        iri=iri,
        schema=schema,
        texts=_texts(stated),
        kinds=[_KINDS[kind] for kind in _types(stated) if kind in _KINDS],
        characteristics=[_CHARACTERISTICS[kind] for kind in _types(stated) if kind in _CHARACTERISTICS],
        above=schema.above.get(iri, ()),
        below=sorted(one for one, parents in schema.above.items() if iri in parents),
        links=_links(stated, schema),
        chains=_chains(served.store, iri),
        apart=_apart(served.store, iri),
        shapes=_shapes(settings().ontology_dir).get(iri, []),
        uses=_uses(served.store, iri, is_class=is_class),
        count=_count(served.store, iri, is_class=is_class),
        query=query,
    )


def _types(stated: list[dict[str, dict[str, str]]]) -> list[str]:
    return [local_name(row["o"]["value"]) for row in stated if row["p"]["value"] == str(RDF.type)]


def _texts(stated: list[dict[str, dict[str, str]]]) -> dict[str, list[tuple[str, str]]]:
    """The term's literals by the local name of their property: text and language."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in stated:
        if row["o"]["type"] == "literal":
            found.setdefault(local_name(row["p"]["value"]), []).append(
                (row["o"]["value"], row["o"].get("xml:lang", ""))
            )
    return {name: sorted(texts, key=lambda text: (text[1] != "en", text[1])) for name, texts in found.items()}


def _links(stated: list[dict[str, dict[str, str]]], schema: Schema) -> list[tuple[str, list[tuple[str, str]]]]:
    """Other terms that the term is defined by, by how: IRI and label."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in stated:
        name, target = local_name(row["p"]["value"]), row["o"]
        if name in _LINKS and target["type"] == "uri":
            found.setdefault(_LINKS[name], []).append(
                (target["value"], schema.labels.get(target["value"]) or shorten(target["value"]))
            )
    return sorted(found.items())


def _chains(store: Store, iri: str) -> list[list[str]]:
    """The chains of properties that the term follows from, each in its order."""
    rows = select(
        store,
        f"""SELECT ?chain ?step (COUNT(?before) AS ?place) WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            <{iri}> owl:propertyChainAxiom ?chain . ?chain rdf:rest* ?before . ?before rdf:rest* ?node .
            ?node rdf:first ?step }} }} GROUP BY ?chain ?node ?step ORDER BY ?chain ?place""",
    )
    chains: dict[str, list[str]] = {}
    for row in rows:
        chains.setdefault(row["chain"]["value"], []).append(row["step"]["value"])
    return list(chains.values())


def _apart(store: Store, iri: str) -> list[str]:
    """Classes that nothing of this class is in, by axioms over several classes."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?other WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?axiom a owl:AllDisjointClasses ; owl:members ?list .
            ?list rdf:rest*/rdf:first <{iri}> ; rdf:rest*/rdf:first ?other
            FILTER(?other != <{iri}>) }} }} ORDER BY ?other""",
    )
    return [row["other"]["value"] for row in rows]


@lru_cache(maxsize=4)
def _shapes(ontology_dir: Path) -> dict[str, list[str]]:
    """What shapes ask of each class and property, as the sentences that are told when it is missing."""
    graph = rdflib.Graph()
    for path in shape_paths(ontology_dir):
        graph.parse(path)
    found: dict[str, list[str]] = {}
    for shape, target in [*graph.subject_objects(SH.targetClass), *graph.subject_objects(SH.path)]:
        holders = [shape, *graph.objects(shape, SH.property)]
        messages = sorted({str(text) for holder in holders for text in graph.objects(holder, SH.message)})
        found.setdefault(str(target), []).extend(messages)
    return found


def _pattern(iri: str, *, is_class: bool) -> str:
    return f"?s a <{iri}>" if is_class else f"?s <{iri}> ?o"


def _count(store: Store, iri: str, *, is_class: bool) -> int:
    rows = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {_pattern(iri, is_class=is_class)} }}")
    return int(rows[0]["n"]["value"])


def _uses(store: Store, iri: str, *, is_class: bool) -> list[Use]:
    pattern = f"{_pattern(iri, is_class=is_class)} FILTER(isIRI(?s))"
    rows = select(store, f"SELECT * WHERE {{ {pattern} }} ORDER BY ?s LIMIT {EXAMPLES}")
    cells = [(row["s"]["value"], row.get("o", {}).get("value", "")) for row in rows]
    labels = names().labels(term for cell in cells for term in cell)
    return [Use(s, labels.get(s) or shorten(s), o, labels.get(o) or shorten(o)) for s, o in cells]


_CLASS_QUERY = """\
SELECT ?thing ?label WHERE {
  ?thing a wph:NAME .
  OPTIONAL { ?thing rdfs:label ?label FILTER(lang(?label) = "en") }
}
ORDER BY ?label"""
_PROPERTY_QUERY = """\
SELECT ?subject ?value WHERE {
  ?subject wph:NAME ?value .
}
ORDER BY ?subject
LIMIT 200"""


def _query(name: str, *, is_class: bool) -> str:
    return (_CLASS_QUERY if is_class else _PROPERTY_QUERY).replace("NAME", name)
