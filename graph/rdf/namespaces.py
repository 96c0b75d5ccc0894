"""Namespaces, prefixes and names of graphs: every IRI of the project is made from these."""

from __future__ import annotations

from rdflib import Namespace, URIRef
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
"""Helper statements of the reasoner, which no output contains."""

ONTOLOGY_GRAPH = GRAPH["ontology"]
CATALOG_GRAPH = GRAPH["catalog"]
NOTES_GRAPH = GRAPH["notes"]
COVERAGE_GRAPH = GRAPH["coverage"]
INFERRED_GRAPH = GRAPH["inferred"]
HISTORY_GRAPH = GRAPH["history"]
QUERIES_GRAPH = GRAPH["queries"]
LOCAL_GRAPH = GRAPH["local"]
LOCAL_CATALOG_GRAPH = GRAPH["local-catalog"]
CONCLUSIONS = "-conclusions"
"""After the name of a source's graph: the graph of what the source's own rules conclude."""
DERIVED_GRAPHS = frozenset({INFERRED_GRAPH, HISTORY_GRAPH})
"""Graphs that the reasoner derives; those of the conclusions of sources' rules are others, see `is_derived`."""
NOT_DERIVED = " && ".join(f"?g != <{graph}>" for graph in sorted(DERIVED_GRAPHS))
"""A SPARQL filter expression: the graph `?g` holds asserted statements."""
RESERVED_GRAPHS = frozenset(
    {
        ONTOLOGY_GRAPH,
        CATALOG_GRAPH,
        COVERAGE_GRAPH,
        NOTES_GRAPH,
        LOCAL_GRAPH,
        LOCAL_CATALOG_GRAPH,
        QUERIES_GRAPH,
        *DERIVED_GRAPHS,
    }
)
"""Graphs that do not belong to a source; no source may have the name of one of them."""


def is_derived(graph: str) -> bool:
    """Whether the graph of this name holds what the reasoner derives."""
    return URIRef(graph) in DERIVED_GRAPHS or (graph.startswith(str(GRAPH)) and graph.endswith(CONCLUSIONS))


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
"""Prefixes that every Turtle export declares and that every query may use without a declaration."""

VOCABULARIES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
}
"""Prefixes of further vocabularies, which exports declare beside PREFIXES."""
