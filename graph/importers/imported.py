"""The import of a file: read whole, audited, and written as the files of a private source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS

from ..codes import CodeTable
from ..errors import InputError
from ..inputs.sources import DESCRIPTION_NAME
from ..inputs.tables.rdf_terms import english, midnight, term
from ..rdf.curies import prefixes_for
from ..rdf.formats import TURTLE
from ..rdf.namespaces import GRAPH, SOURCE
from ..rdf.writing import serialized
from .dataset import Dataset, Release
from .detection import recognize
from .records import Records
from .registry import RECORD
from .table import read_file, rows_of

FACTS_NAME = "facts.ttl"


@dataclass(frozen=True)
class Import:
    """What was read: the dataset and its release, counts, what was left out with how often, and the files to keep."""

    dataset: Dataset
    release: Release
    rows: int
    situations: int
    left_out: Mapping[str, int]
    files: Mapping[str, bytes]

    def report(self) -> list[str]:
        """The audit in sentences: how much was read, whether that is all, and what was left out."""
        expected = self.release.rows
        lines = [f"{self.dataset.title}, {self.release.version}: {self.rows:,} rows, {self.situations:,} records."]
        if expected is not None and self.rows != expected:
            lines.append(f"The publisher's file has {expected:,} rows; this one is an excerpt or was changed.")
        lines += [f"Left out: {reason} ({count:,})." for reason, count in sorted(self.left_out.items())]
        return lines


def read_dataset(path: Path, table: CodeTable, key: str = "") -> Import:
    """Read the file of a dataset; `table` says what state numbers denote, `key` which dataset the user expects.

    Raises InputError when the header is another, or a cell holds what the codebook does not allow; then nothing of
    the file is kept.
    """
    file = read_file(path)
    dataset, release = recognize(file, key)
    records = Records(dataset, release, table)
    rows = rows_of(file)
    for _ in range(len(file.rows) - len(rows)):
        records.leave_out("rows that repeat an earlier one")
    RECORD[dataset.key](rows, records)
    if not records.situations:
        raise InputError(f"{file.name} gives no record: no number in it denotes a state of the graph.")
    files = {
        DESCRIPTION_NAME: _turtle(_description(dataset, release)),
        FACTS_NAME: _turtle(records.triples),
    }
    return Import(dataset, release, len(file.rows), records.situations, dict(records.left_out), files)


def _turtle(triples: list[ox.Triple]) -> bytes:
    return serialized(triples, TURTLE, prefixes_for(triples))


def _description(dataset: Dataset, release: Release) -> list[ox.Triple]:
    """The description of the source, which says that it may not be redistributed."""
    source = ox.NamedNode(SOURCE[dataset.key])
    statements: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (str(RDF.type), term("Dataset")),
        (str(RDFS.label), english(f"{dataset.title}, {release.version}")),
        (str(DCTERMS.title), english(dataset.title)),
        (str(DCTERMS.publisher), ox.Literal(dataset.publisher)),
        (str(DCTERMS.issued), ox.Literal(release.version)),
        (str(DCTERMS.bibliographicCitation), ox.Literal(dataset.citation)),
        (str(DCTERMS.description), english(_words(dataset, release))),
        (str(DCTERMS.license), ox.NamedNode(dataset.url)),
        (str(DCTERMS.rights), english(dataset.licence)),
        (term("sourceKey").value, ox.Literal(dataset.key)),
        (term("namedGraph").value, ox.NamedNode(GRAPH[dataset.key])),
        (term("redistributable").value, ox.Literal(value=False)),
        (term("coverageFrom").value, midnight(release.begin)),
        (term("coverageUntil").value, midnight(release.until)),
    ]
    return [ox.Triple(source, ox.NamedNode(prop), value) for prop, value in statements]


def _words(dataset: Dataset, release: Release) -> str:
    last = date.fromordinal(release.until.toordinal() - 1)
    return f"Read from the user's own download; covers {release.begin.isoformat()} to {last.isoformat()}."
