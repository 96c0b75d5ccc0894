"""Which format a file of RDF has, by its name and its first bytes; what is no RDF is refused by its own name."""

from __future__ import annotations

import re
from pathlib import PurePath

from ..errors import InputError, SyntaxInputError
from .formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, RdfFormat

BY_ENDING = {
    ".ttl": TURTLE,
    ".turtle": TURTLE,
    ".n3": TURTLE,
    ".nt": N_TRIPLES,
    ".nq": N_QUADS,
    ".trig": TRIG,
    ".jsonld": JSON_LD,
    ".json": JSON_LD,
    ".rdf": RDF_XML,
    ".xml": RDF_XML,
    ".rdfs": RDF_XML,
}
_SILENT_ENDINGS = {"", ".owl", ".txt"}
"""Ontologies called .owl are published as RDF/XML, Turtle, functional syntax and more."""
_OTHER_ENDINGS = {
    ".owx": "OWL/XML",
    ".ofn": "OWL functional syntax",
    ".fss": "OWL functional syntax",
    ".omn": "OWL Manchester syntax",
    ".obo": "OBO format",
}
_PROLOGUE = rb"\A(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*"
_OTHER_BEGINNINGS = {
    "OWL/XML": rb"<(?:\w+:)?Ontology\b",
    "OWL functional syntax": rb"(?:Prefix|Ontology)\s*\(",
    "OWL Manchester syntax": rb"(?:Prefix|Ontology)\s*:\s",
    "OBO format": rb"format-version:",
    "HTML": rb"(?i:<html|<!doctype html)",
}
HEAD_BYTES = 65_536
"""How much of a file is enough to tell its format: document types of ontologies list dozens of entities."""


def format_of_file(name: str, head: bytes) -> RdfFormat:
    """The format of the file called `name` that begins with the bytes `head`.

    Raises SyntaxInputError for formats of OWL that are no RDF, with what to do, and InputError for other endings.
    """
    ending = PurePath(name).suffix.lower()
    other = _OTHER_ENDINGS.get(ending) or next(
        (label for label, start in _OTHER_BEGINNINGS.items() if re.match(_PROLOGUE + start, head, re.DOTALL)), None
    )
    if other:
        raise SyntaxInputError(
            f"{name} is {other}, which is not RDF; expected Turtle, RDF/XML, N-Triples, N-Quads, TriG or JSON-LD. "
            f"Protégé (Save as …) and ROBOT (robot convert) write an ontology as Turtle."
        )
    if ending in _SILENT_ENDINGS:
        return _by_beginning(head)
    if ending not in BY_ENDING:
        raise InputError(f"{name} has an unknown ending; expected one of {', '.join([*BY_ENDING, '.owl'])}.")
    return BY_ENDING[ending]


def _by_beginning(head: bytes) -> RdfFormat:
    """RDF/XML, JSON-LD or Turtle (of which N-Triples is a part), by the first character that is no white space."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"<(?:\?xml|!DOCTYPE|!--|(?:\w+:)?RDF\b)", text):
        return RDF_XML
    return JSON_LD if text[:1] in {b"{", b"["} and not text.startswith(b"[]") else TURTLE
