"""What the service says of itself in RDF: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pyoxigraph as ox
import rdflib
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, VOID, XSD
from rdflib.term import Node

from ...rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, UPLOAD_FORMATS, RdfFormat
from ...rdf.namespaces import BASE, ONTOLOGY_IRI, WPH
from ...rdf.rdflib_bridge import from_rdflib
from ...rdf.writing import serialized
from ...settings import Settings
from ...views.numbers import Number
from ...views.partitions import Partitions
from ..protocol.prepared_query import EndpointDataset
from ..protocol.rdf_documents import LICENCE
from ..request_context import writing
from .geosparql import FUNCTIONS

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")
ENTAILMENT = rdflib.Namespace("http://www.w3.org/ns/entailment/")
SCHEMA = rdflib.Namespace("https://schema.org/")

_W3C_NAMES = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}
_LIMITS = (
    "timeout_seconds",
    "max_query_bytes",
    "max_query_depth",
    "max_query_patterns",
    "max_result_bytes",
    "worker_memory_mb",
    "rate",
    "rate_burst",
)
"""The settings that a client meets as limits."""


def service_description(
    endpoint: str, served: EndpointDataset, settings: Settings, fmt: RdfFormat, default_triples: Number | None = None
) -> bytes:
    """Describe the endpoint at the address `endpoint` over `served`, in the format `fmt`.

    `default_triples` counts the default graph, where that is known.
    """
    graph = rdflib.Graph()
    service, dataset = URIRef(f"{endpoint}#service"), URIRef(f"{endpoint}#dataset")
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, RDFS.label, Literal("Westphalia", lang="en")))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    if served.takes_updates and (writing().token is not None or writing().open):
        graph.add((service, SD.supportedLanguage, SD.SPARQL11Update))
    for fmt_offered in (*UPLOAD_FORMATS, *RESULT_FORMATS):
        graph.add((service, SD.resultFormat, FORMATS[_W3C_NAMES[fmt_offered.name]]))
    for function in FUNCTIONS:
        graph.add((service, SD.extensionFunction, URIRef(function)))
    graph.add((service, SD.defaultDataset, dataset))
    _add_entailment(graph, service, served)
    _add_dataset(graph, dataset, served, default_triples)
    _add_limits(graph, service, settings)
    return _serialised(graph, fmt)


def _add_entailment(graph: rdflib.Graph, service: URIRef, served: EndpointDataset) -> None:
    if served.derived:
        graph.add((service, SD.defaultEntailmentRegime, ENTAILMENT["OWL-RDF-Based"]))
        graph.add((service, SD.defaultSupportedEntailmentProfile, URIRef("http://www.w3.org/ns/owl-profile/RL")))
    else:
        graph.add((service, SD.defaultEntailmentRegime, ENTAILMENT.Simple))


def _add_dataset(
    graph: rdflib.Graph, dataset: URIRef, served: EndpointDataset, default_triples: Number | None
) -> None:
    graph.add((dataset, RDF.type, SD.Dataset))
    default = BNode("default")
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    _add_count(graph, default, default_triples)
    for number, (name, triples) in enumerate(sorted(served.graphs.items())):
        named, contents = BNode(f"named{number}"), BNode(f"graph{number}")
        graph.add((dataset, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, URIRef(name)))
        graph.add((named, SD.graph, contents))
        graph.add((contents, RDF.type, SD.Graph))
        graph.add((contents, VOID.triples, Literal(triples)))


def _add_count(graph: rdflib.Graph, subject: Node, number: Number | None) -> None:
    """A number of triples with the words that say what it counts."""
    if number is not None:
        graph.add((subject, VOID.triples, Literal(number.count)))
        graph.add((subject, DCTERMS.description, Literal(number.label, lang="en")))


def _add_limits(graph: rdflib.Graph, service: URIRef, settings: Settings) -> None:
    """The limits as schema.org property values; the vocabulary of service descriptions has no terms for them."""
    meanings = {field.name: field.metadata["meaning"] for field in fields(Settings)}
    for name in _LIMITS:
        limit = BNode(f"limit-{name}")
        graph.add((service, SCHEMA.additionalProperty, limit))
        graph.add((limit, RDF.type, SCHEMA.PropertyValue))
        graph.add((limit, SCHEMA.name, Literal(name)))
        graph.add((limit, SCHEMA.value, Literal(getattr(settings, name))))
        graph.add((limit, SCHEMA.description, Literal(meanings[name], lang="en")))


def void_description(  # noqa: PLR0913, PLR0917 - what is counted, and where it is served
    root: str,
    served: EndpointDataset,
    built: str,
    numbers: Mapping[str, Number],
    fmt: RdfFormat,
    partitions: Partitions,
) -> bytes:
    """Describe the dataset served at the address `root` with VoID: sizes, endpoint, dumps, vocabulary, parts."""
    graph = rdflib.Graph()
    dataset = URIRef(f"{root}/.well-known/void#dataset")
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, DCTERMS.title, Literal("Westphalia", lang="en")))
    counted = numbers["stored-triples"].label
    about = f"A knowledge graph of the international order. The number of triples is that of {counted}."
    graph.add((dataset, DCTERMS.description, Literal(about, lang="en")))
    graph.add((dataset, DCTERMS.modified, Literal(built, datatype=XSD.dateTime)))
    graph.add((dataset, DCTERMS.license, URIRef(LICENCE)))
    graph.add((dataset, DCTERMS.publisher, URIRef(f"{BASE}contributors")))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{root}/sparql")))
    graph.add((dataset, VOID.uriSpace, Literal(BASE)))
    graph.add((dataset, VOID.vocabulary, URIRef(ONTOLOGY_IRI)))
    graph.add((dataset, VOID.exampleResource, URIRef(f"{BASE}id/kazakhstan")))
    graph.add((dataset, VOID.triples, Literal(numbers["stored-triples"].count)))
    for name in ("default-triples", "asserted-triples"):
        part = URIRef(f"{root}/.well-known/void#{name}")
        graph.add((dataset, VOID.subset, part))
        graph.add((part, RDF.type, VOID.Dataset))
        _add_count(graph, part, numbers[name])
    _add_partitions(graph, URIRef(f"{root}/.well-known/void#default-triples"), partitions)
    graph.add((dataset, VOID.dataDump, URIRef(f"{root}/download/everything.nq.gz")))
    for offered in GRAPH_FORMATS:
        graph.add((dataset, VOID.dataDump, URIRef(f"{root}/download/everything.{offered.extension}")))
        graph.add((dataset, VOID.feature, FORMATS[_W3C_NAMES[offered.name]]))
    for name, triples in sorted(served.graphs.items()):
        graph.add((dataset, VOID.subset, URIRef(name)))
        graph.add((URIRef(name), RDF.type, VOID.Dataset))
        graph.add((URIRef(name), VOID.triples, Literal(triples)))
    return _serialised(graph, fmt)


def _add_partitions(graph: rdflib.Graph, dataset: URIRef, partitions: Partitions) -> None:
    """The entities of a dataset by class, and its triples by property (VoID, section 4.5)."""
    parts = (
        (VOID.classPartition, VOID["class"], VOID.entities, partitions.classes),
        (VOID.propertyPartition, VOID.property, VOID.triples, partitions.properties),
    )
    for has_part, names, counts, found in parts:
        for number, (iri, count) in enumerate(found.items()):
            part = BNode(f"{names.rpartition('#')[2]}-{number}")
            graph.add((dataset, has_part, part))
            graph.add((part, names, URIRef(iri)))
            graph.add((part, counts, Literal(count)))


def _serialised(graph: rdflib.Graph, fmt: RdfFormat) -> bytes:
    triples = [ox.Triple(*map(from_rdflib, triple)) for triple in graph]
    prefixes = {"sd": str(SD), "void": str(VOID), "dcterms": str(DCTERMS), "schema": str(SCHEMA), "wph": str(WPH)}
    return serialized(sorted(triples, key=str), fmt, prefixes)
