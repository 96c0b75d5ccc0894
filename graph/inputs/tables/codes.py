"""codes.csv: notations of entities in code schemes, each with its period of use."""

from __future__ import annotations

import re

import pyoxigraph as ox
from rdflib.namespace import SKOS

from ...rdf.namespaces import SOURCE
from .rdf_terms import entity_iri, term
from .recorder import Recorder, Subject
from .table import Table, TableRow

NAME = "codes.csv"
COLUMNS = ("entity", "scheme", "notation", "valid_from", "valid_until", "reference", "locator")

WIKIDATA = "wikidata"
SCHEMES = {
    "iso-3166-1-alpha-2": "iso3166Alpha2",
    "iso-3166-1-alpha-3": "iso3166Alpha3",
    "iso-3166-1-numeric": "iso3166Numeric",
    "cow": "cowStateNumber",
    "cow-abbreviation": "cowStateAbbreviation",
    "gleditsch-ward": "gleditschWardNumber",
    "gleditsch-ward-abbreviation": "gleditschWardAbbreviation",
    WIKIDATA: WIKIDATA,
}
# A code without its scheme is ambiguous: 970 is Nauru in COW and Kiribati in Gleditsch-Ward.
FORMS = {
    "iso-3166-1-alpha-2": ("two capital letters", re.compile(r"[A-Z]{2}")),
    "iso-3166-1-alpha-3": ("three capital letters", re.compile(r"[A-Z]{3}")),
    "iso-3166-1-numeric": ("three digits", re.compile(r"[0-9]{3}")),
    "cow": ("a number", re.compile(r"[0-9]{1,3}")),
    "cow-abbreviation": ("three capital letters", re.compile(r"[A-Z]{3}")),
    "gleditsch-ward": ("a number", re.compile(r"[0-9]{1,4}")),
    "gleditsch-ward-abbreviation": ("three capital letters", re.compile(r"[A-Z]{3}")),
    WIKIDATA: ("an item such as Q232", re.compile(r"Q[1-9][0-9]*")),
}

_EXACT_MATCH = ox.NamedNode(SKOS.exactMatch)


def record(table: Table, recorder: Recorder) -> None:
    """Describe each notation as a code of its entity; a Wikidata item becomes an exact match."""
    for row in table.rows:
        entity = recorder.required(row, "entity")
        scheme = recorder.choice(row, "scheme", SCHEMES)
        if entity and scheme and _has_form(row, recorder):
            _record_code(row, entity, scheme, recorder)


def _has_form(row: TableRow, recorder: Recorder) -> bool:
    words, form = FORMS[row["scheme"]]
    if form.fullmatch(row["notation"]):
        return True
    recorder.mistakes.add(row, "notation", words)
    return False


def _record_code(row: TableRow, entity: Subject, scheme: str, recorder: Recorder) -> None:
    if scheme == WIKIDATA:
        item = ox.NamedNode(f"http://www.wikidata.org/entity/{row['notation']}")
        recorder.triples.append(ox.Triple(entity, _EXACT_MATCH, item))
        recorder.cite(row, entity)
        return
    code = entity_iri(f"{recorder.source}/code-{row['entity']}-{row['scheme']}-{row['notation'].lower()}")
    recorder.kind(code, "Code")
    recorder.label(code, f"{row['notation']}, {row['scheme']} code of {recorder.name_of(row['entity'])}")
    recorder.add(code, "codeOf", entity)
    recorder.add(code, "codeScheme", term(scheme))
    recorder.add(code, "codeText", ox.Literal(row["notation"]))
    recorder.dates(code, recorder.period(row, "valid_from", "valid_until"))
    recorder.add(code, "source", ox.NamedNode(SOURCE[recorder.source]))
    recorder.cite(row, code)
