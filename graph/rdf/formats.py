"""RDF and SPARQL result formats: names, media types and file extensions, in one table each."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True)
class RdfFormat:
    """A serialisation of RDF. The first of `media_types` is sent in responses, the others are accepted."""

    name: str
    label: str
    media_types: tuple[str, ...]
    extension: str
    engine: ox.RdfFormat


@dataclass(frozen=True)
class ResultFormat:
    """A serialisation of SPARQL results. The first of `media_types` is sent in responses, the others are accepted."""

    name: str
    label: str
    media_types: tuple[str, ...]
    extension: str
    engine: ox.QueryResultsFormat


# Further media types are those that clients sent before registration, and generic ones that some still prefer.
TURTLE = RdfFormat(
    "turtle",
    "Turtle",
    ("text/turtle", "application/x-turtle", "application/turtle"),
    "ttl",
    ox.RdfFormat.TURTLE,
)
N_TRIPLES = RdfFormat("ntriples", "N-Triples", ("application/n-triples", "text/plain"), "nt", ox.RdfFormat.N_TRIPLES)
RDF_XML = RdfFormat(
    "rdfxml", "RDF/XML", ("application/rdf+xml", "application/xml", "text/xml"), "rdf", ox.RdfFormat.RDF_XML
)
JSON_LD = RdfFormat("jsonld", "JSON-LD", ("application/ld+json",), "jsonld", ox.RdfFormat.JSON_LD)
TRIG = RdfFormat("trig", "TriG", ("application/trig",), "trig", ox.RdfFormat.TRIG)
N_QUADS = RdfFormat("nquads", "N-Quads", ("application/n-quads",), "nq", ox.RdfFormat.N_QUADS)

GRAPH_FORMATS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
"""Formats of a single graph, in order of preference."""
DATASET_FORMATS = (TRIG, N_QUADS)
"""Formats of a whole dataset, or of one graph as its default graph."""
RDF_FORMATS = (*GRAPH_FORMATS, TRIG)
UPLOAD_FORMATS = (*GRAPH_FORMATS, *DATASET_FORMATS)
"""Formats that a client may send, and may ask for where the answer is a graph."""

JSON = ResultFormat(
    "json",
    "SPARQL JSON",
    ("application/sparql-results+json", "application/json", "text/javascript", "application/javascript"),
    "srj",
    ox.QueryResultsFormat.JSON,
)
XML = ResultFormat(
    "xml",
    "SPARQL XML",
    ("application/sparql-results+xml", "application/xml", "text/xml"),
    "srx",
    ox.QueryResultsFormat.XML,
)
CSV = ResultFormat("csv", "CSV", ("text/csv",), "csv", ox.QueryResultsFormat.CSV)
TSV = ResultFormat("tsv", "TSV", ("text/tab-separated-values",), "tsv", ox.QueryResultsFormat.TSV)

RESULT_FORMATS = (JSON, XML, CSV, TSV)
"""Formats of SELECT and ASK results, in order of preference."""
