"""coverage.csv: how complete the lists of a source are, by relation or class, by scope, and between two dates."""

from __future__ import annotations

import re

import pyoxigraph as ox
from rdflib.namespace import SKOS

from ...rdf.namespaces import SOURCE
from .rdf_terms import english, entity_iri, midnight, name_of_record, term
from .recorder import Recorder, Subject
from .table import Table, TableRow, period_suffix

NAME = "coverage.csv"
COLUMNS = ("relation", "scope", "from", "until", "completeness", "rests_on", "reference", "note")
COMPLETENESS = {
    "complete": "completeCoverage",
    "selected": "selectedCoverage",
    "unknown": "unknownCoverage",
}

_SCOPE_NOTE = ox.NamedNode(SKOS.scopeNote)
_TERM = re.compile("[A-Za-z][A-Za-z0-9]*")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each coverage statement."""
    for row in table.rows:
        completeness = recorder.choice(row, "completeness", COMPLETENESS)
        if not _TERM.fullmatch(row["relation"]):
            recorder.mistakes.add(row, "relation", "the name of a property or class, such as memberOf")
        elif not row["rests_on"]:
            recorder.mistakes.add(row, "rests_on", "a sentence that says what the statement rests on")
        elif completeness:
            _statement(row, recorder, completeness)


def _statement(row: TableRow, recorder: Recorder, completeness: str) -> None:
    # Sections of a source may speak of the same relation, each of its own list.
    section = recorder.lists.file_of(row).removesuffix(NAME).strip("/")
    name = name_of_record(section, "coverage", row["relation"], row["scope"], row["from"])
    subject = entity_iri(f"{recorder.source}/{name}")
    recorder.claim_line(row, subject)
    recorder.kind(subject, "CoverageStatement")
    recorder.label(subject, _label(row, recorder))
    recorder.add(subject, "coveredRelation", term(row["relation"]))
    recorder.add(subject, "completeness", term(completeness))
    recorder.add(subject, "restsOn", english(row["rests_on"]))
    recorder.add(subject, "source", ox.NamedNode(SOURCE[recorder.source]))
    scope = recorder.named(row, "scope")
    if scope:
        recorder.add(subject, "coverageScope", scope)
    _dates(row, recorder, subject)
    if row["reference"]:
        recorder.cite(row, subject)
    elif row["note"]:
        recorder.triples.append(ox.Triple(subject, _SCOPE_NOTE, english(row["note"])))


def _label(row: TableRow, recorder: Recorder) -> str:
    scope = f" for {recorder.name_of(row['scope'])}" if row["scope"] else ""
    return f"Coverage of {row['relation']}{scope}" + period_suffix(row, "from", "until")


def _dates(row: TableRow, recorder: Recorder, subject: Subject) -> None:
    """Record the period that the statement is about; without a date it is that of the source."""
    period = recorder.period(row, "from", "until")
    if period and period.begin:
        recorder.add(subject, "coverageFrom", midnight(period.begin))
    if period and period.end:
        recorder.add(subject, "coverageUntil", midnight(period.end))
