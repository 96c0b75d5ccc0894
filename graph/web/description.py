"""The service description (SPARQL 1.1 Service Description) of the endpoint."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, RDFS

from ..formats import GRAPH_FORMATS, RESULT_FORMATS, RdfFormat
from ..rdflib_bridge import from_rdflib
from .context import published

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")

_W3C_NAMES = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}


def service_description(endpoint: str, fmt: RdfFormat) -> bytes:
    """Describe the endpoint at the address `endpoint`, in the format `fmt`."""
    triples = [ox.Triple(*map(from_rdflib, triple)) for triple in _graph(endpoint)]
    return ox.serialize(sorted(triples, key=str), format=fmt.engine, prefixes={"sd": str(SD)}) or b""


def _graph(endpoint: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    service, dataset = URIRef(f"{endpoint}#service"), BNode("dataset")
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, RDFS.label, Literal("Westphalia", lang="en")))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.defaultEntailmentRegime, URIRef("http://www.w3.org/ns/entailment/OWL-RDF-Based")))
    graph.add((service, SD.supportedEntailmentProfile, URIRef("http://www.w3.org/ns/owl-profile/RL")))
    for fmt in (*GRAPH_FORMATS, *RESULT_FORMATS):
        graph.add((service, SD.resultFormat, FORMATS[_W3C_NAMES[fmt.name]]))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    for name in published().report.triples:
        node = BNode()
        graph.add((dataset, SD.namedGraph, node))
        graph.add((node, SD.name, URIRef(name)))
    return graph
