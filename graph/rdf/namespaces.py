"""Namespaces, prefixes and graph names: the one place where IRIs of the project begin."""

from __future__ import annotations

from rdflib import Namespace
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

BASE = "https://w3id.org/westphalia/"

ONTOLOGY_IRI = f"{BASE}ontology"
WPH = Namespace(f"{ONTOLOGY_IRI}#")
ID = Namespace(f"{BASE}id/")
SOURCE = Namespace(f"{BASE}source/")
GRAPH = Namespace(f"{BASE}graph/")
GENID = f"{BASE}.well-known/genid/"
"""Where the skolem IRIs begin that stand for blank nodes (RDF 1.1 Concepts, section 3.5)."""
RULE = Namespace(f"{BASE}rule#")
"""Helper statements of the reasoner, which no output shows."""

ONTOLOGY_GRAPH = GRAPH["ontology"]
CATALOG_GRAPH = GRAPH["catalog"]
NOTES_GRAPH = GRAPH["notes"]
INFERRED_GRAPH = GRAPH["inferred"]
HISTORY_GRAPH = GRAPH["history"]
QUERIES_GRAPH = GRAPH["queries"]
LOCAL_GRAPH = GRAPH["local"]
LOCAL_CATALOG_GRAPH = GRAPH["local-catalog"]
DERIVED_GRAPHS = frozenset({INFERRED_GRAPH, HISTORY_GRAPH})
"""Graphs that the reasoner makes."""
NOT_DERIVED = " && ".join(f"?g != <{graph}>" for graph in sorted(DERIVED_GRAPHS))
"""In a SPARQL filter: that the graph `?g` holds what is stated."""
RESERVED_GRAPHS = frozenset(
    {ONTOLOGY_GRAPH, CATALOG_GRAPH, NOTES_GRAPH, LOCAL_GRAPH, LOCAL_CATALOG_GRAPH, QUERIES_GRAPH, *DERIVED_GRAPHS}
)
"""Graphs that are not a source's own; no source may be called like one of them."""

PREFIXES: dict[str, str] = {
    "wph": str(WPH),
    "id": str(ID),
    "source": str(SOURCE),
    "graph": str(GRAPH),
    "dcterms": str(DCTERMS),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sh": str(SH),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""Prefixes that every Turtle export declares and every query may use without declaring them."""
