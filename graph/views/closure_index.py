"""What the closure of a version has on single things, in memory: what is stated, and what holds when.

A page reads what it shows of a thing from here in some 20 ms, for any day; the store of the day takes half a second
for the same, since it looks each term up on disk. A version whose reasoner keeps no dates has no index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
from rdflib.namespace import RDF

from ..rdf.instants import instant
from ..rdf.literal_values import LANG_STRING, STRING, split_literal
from ..reason.evaluation.dates.days import iso_of
from ..reason.views.dated_rows import copy_dated_rows, dated_edges
from ..versions.closures import attached_closure, has_sound_closure, opened_closure
from ..versions.published import PublishedVersion
from .version_cache import PerVersion

Dated = tuple[str, str, int, int, bool]
"""A property, the thing at its other end, from which day on and before which day it holds, and whether the row is of
the history. All things are IRIs."""
Edge = tuple[str, str, str, int, int]
"""Subject, property and object, and from which day on and before which day the statement holds."""


class ClosureIndex:
    """The copied rows of a closure, and its dictionary. Threads may use it concurrently."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT id, text FROM memory.term").fetchall()
        self._names = {term: text[1:-1] if text[0] == "<" else text for term, text in rows}
        """IRIs as they are; literals and blank nodes, which no IRI is like, in N-Triples form."""
        self._ids = {name: term for term, name in self._names.items()}
        connection.execute("DROP TABLE memory.term")

    def from_subject(self, iri: str) -> list[Dated]:
        """The dated relations and classes of a thing."""
        return self._dated(self._rows("SELECT p, o, f, u, past FROM dated WHERE s = ?", iri))

    def to_object(self, iri: str) -> list[Dated]:
        """The dated relations of other things to a thing."""
        return self._dated(self._rows("SELECT p, s, f, u, past FROM dated_to WHERE o = ?", iri))

    def stated(self, iri: str) -> Iterator[tuple[str, str]]:
        """What sources state of a thing: properties with values, each once."""
        for prop, value in self._rows("SELECT p, o FROM stated WHERE s = ?", iri):
            yield self._names[prop], self._names[value]

    def stated_of_those_naming(self, iri: str, literals: Collection[str]) -> Iterator[tuple[str, str, str]]:
        """What sources state of the subjects that name a thing, other than as their class or source.

        Subjects, properties and values, which are IRIs, or texts of the properties in `literals`.
        """
        names = self._names
        query = f"SELECT s, p, o FROM named WHERE thing = ? AND (o > 0 OR p IN ({self._listed(literals)}))"
        for subject, prop, value in self._rows(query, iri):
            text = names[value]
            if not (_is_blank(names[subject]) or _is_blank(text)):
                yield names[subject], names[prop], text if value > 0 else split_literal(text)[0]

    def edges(self, props: Collection[str], classes: Collection[str]) -> Iterator[Edge]:
        """Every statement between IRIs with one of the properties, or of an instance of one of the classes."""
        names = self._names
        rows = self._connection.cursor().execute(
            f"""SELECT s, p, o, f, u FROM dated WHERE p IN ({self._listed(props)})
            OR p IN ({self._listed([str(RDF.type)])}) AND o IN ({self._listed(classes)})"""
        )
        for subject, prop, target, begin, end in rows.fetchall():
            if not (_is_blank(names[subject]) or _is_blank(names[target])):
                yield names[subject], names[prop], names[target], begin, end

    def relations(self, props: Collection[str], day: int) -> Iterator[Edge]:
        """The dated statements between IRIs with one of the properties that hold on a day, given as its number."""
        names = self._names
        rows = self._connection.cursor().execute(
            f"SELECT s, p, o, f, u FROM dated WHERE past AND p IN ({self._listed(props)}) AND f <= ? AND ? < u",
            [day, day],
        )
        for subject, prop, target, begin, end in rows.fetchall():
            yield names[subject], names[prop], names[target], begin, end

    def _dated(self, rows: list[Any]) -> list[Dated]:
        names = self._names
        found = ((names[prop], names[other], *bounds) for prop, other, *bounds in rows)
        return [row for row in found if not _is_blank(row[1])]

    def _rows(self, query: str, iri: str) -> list[Any]:
        term = self._ids.get(iri)
        return [] if term is None else self._connection.cursor().execute(query, [term]).fetchall()

    def _listed(self, iris: Collection[str]) -> str:
        """The ids of IRIs as an SQL list; 0, which is no term's id, is among them."""
        return ", ".join(str(self._ids.get(iri, 0)) for iri in {*iris, ""})


def read_edges(version: Path, props: Collection[str], classes: Collection[str]) -> Iterator[Edge]:
    """What `ClosureIndex.edges` gives, read from the closure in a version's folder for a reader without an index."""
    with opened_closure(version) as connection:
        rows = dated_edges(connection, props, classes)
    return ((subject[1:-1], prop[1:-1], target[1:-1], begin, end) for subject, prop, target, begin, end in rows)


def _is_blank(name: str) -> bool:
    return name[:2] == "_:"


@lru_cache(maxsize=8192)
def instant_of(day: int) -> str:
    """The instant at which a numbered day begins, as `xsd:dateTime`; empty for an open end."""
    iso = iso_of(day)
    return instant(iso) if iso else ""


def cell_of(name: str) -> dict[str, str]:
    """A term as SPARQL's JSON results have it, from an IRI, or a blank node or literal in N-Triples form."""
    if name[0] != '"':
        return {"type": "bnode", "value": name[2:]} if _is_blank(name) else {"type": "uri", "value": name}
    lexical, datatype, language = split_literal(name)
    cell = {"type": "literal", "value": lexical}
    if datatype == LANG_STRING:
        return cell | {"xml:lang": language}
    return cell if datatype == STRING else cell | {"datatype": datatype[1:-1]}


def read_index(version: PublishedVersion) -> ClosureIndex | None:
    """Copy the index of a version; None where its reasoner has left no closure, or it is damaged.

    Raises StorageError when the system refuses to read.
    """
    if not has_sound_closure(version.folder):
        return None
    with attached_closure(version.folder) as connection:
        copy_dated_rows(connection, "memory")
    return ClosureIndex(connection)


_INDEXES = PerVersion(read_index)
index_of = _INDEXES.of
"""The index of a version, read once."""
