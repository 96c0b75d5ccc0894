"""references.csv: the documents that a source cites for its rows; they are described in the catalog."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDFS

from .rdf_terms import reference_iri
from .recorder import Recorder
from .table import Table

NAME = "references.csv"
COLUMNS = ("key", "title", "author", "publisher", "issued", "kind", "note")
KINDS = {
    word: word.replace("-", " ")
    for word in (
        "treaty",
        "law",
        "resolution",
        "membership-list",
        "official-statistics",
        "yearbook",
        "dataset",
        "book",
        "press-release",
    )
}

_TITLE = ox.NamedNode(DCTERMS.title)
_PLAIN = {
    "author": ox.NamedNode(DCTERMS.creator),
    "publisher": ox.NamedNode(DCTERMS.publisher),
    "issued": ox.NamedNode(DCTERMS.issued),
    "note": ox.NamedNode(RDFS.comment),
}


def document_keys(table: Table) -> Iterator[str]:
    """The keys by which rows of other lists cite the documents."""
    return (row["key"] for row in table.rows)


def record(table: Table, recorder: Recorder) -> None:
    """Describe each cited document."""
    for row in table.rows:
        subject = reference_iri(recorder.source, row["key"])
        recorder.claim_line(row, subject)
        recorder.kind(subject, "CitedDocument")
        recorder.label(subject, row["title"])
        recorder.triples.append(ox.Triple(subject, _TITLE, ox.Literal(row["title"], language="en")))
        recorder.add(subject, "referenceKey", ox.Literal(row["key"]))
        kind = recorder.choice(row, "kind", KINDS)
        if kind:
            recorder.add(subject, "documentKind", ox.Literal(kind))
        for column, prop in _PLAIN.items():
            if row[column]:
                recorder.triples.append(ox.Triple(subject, prop, ox.Literal(row[column])))
