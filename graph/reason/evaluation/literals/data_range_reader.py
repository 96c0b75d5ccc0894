"""Data ranges read from the triples that stand for them (OWL 2 Mapping to RDF Graphs, tables 12 and 16).

Definitions count only where all their statements always hold: a datatype that changes its values from day to day
would need a membership of literals for each of its periods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib.namespace import OWL

from ....rdf.data_ranges import (
    FACETS,
    Complement,
    DataRange,
    Datatype,
    Enumeration,
    Intersection,
    Restricted,
    Union,
)
from ....rdf.literal_values import SPACES, Value, value_of
from ...rules.list_cells import FIRST, REST, ListCells
from ..dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ..tables.dialect import Connection
from ..tables.term_dictionary import listed_ids

_ON_DATATYPE, _RESTRICTIONS = OWL.onDatatype.n3(), OWL.withRestrictions.n3()
_ONE_OF, _COMPLEMENT = OWL.oneOf.n3(), OWL.datatypeComplementOf.n3()
_AND, _OR, _SAME = OWL.intersectionOf.n3(), OWL.unionOf.n3(), OWL.equivalentClass.n3()
DEFINING_PROPERTIES = (_ON_DATATYPE, _RESTRICTIONS, _ONE_OF, _COMPLEMENT, _AND, _OR, _SAME, *FACETS)
"""The properties, beside those of list cells, by which data ranges are defined."""

_ALWAYS = (ALWAYS_FROM, ALWAYS_UNTIL)


def read_data_ranges(connection: Connection, names: Iterable[str]) -> dict[str, DataRange]:
    """Those of the terms that stand for data ranges and are no datatypes of the specification, by term."""
    if not _have_definitions(connection):
        return {}
    reader = _Reader(_statements(connection))
    ranges = ((name, reader.read(name, frozenset())) for name in names)
    return {name: data_range for name, data_range in ranges if data_range is not None}


def _have_definitions(connection: Connection) -> bool:
    """Whether anything restricts a datatype, or lists literals; most datasets have neither."""
    rows = connection.execute(
        f"""SELECT 1 FROM base WHERE p IN ({listed_ids(connection, [_ON_DATATYPE, _COMPLEMENT])})
        OR p IN ({listed_ids(connection, [FIRST])}) AND o < 0 LIMIT 1"""
    ).fetchall()
    return bool(rows)


def _statements(connection: Connection) -> list[tuple[str, str, str]]:
    return connection.execute(
        f"""SELECT s.text, p.text, o.text FROM base AS b
        JOIN term AS s ON s.id = b.s JOIN term AS p ON p.id = b.p JOIN term AS o ON o.id = b.o
        WHERE b.p IN ({listed_ids(connection, [*DEFINING_PROPERTIES, FIRST, REST])})
        AND f = {ALWAYS_FROM} AND u = {ALWAYS_UNTIL} ORDER BY ALL"""
    ).fetchall()


class _Reader:
    """Reads data ranges; `above` are the enclosing terms, by which cycles are detected."""

    def __init__(self, statements: Iterable[tuple[str, str, str]]) -> None:
        rows = list(statements)
        self._cells = ListCells((s, p, o, *_ALWAYS) for s, p, o in rows if p in {FIRST, REST})
        self._objects: Mapping[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, target in rows:
            self._objects[subject][predicate].append(target)

    def read(self, term: str, above: frozenset[str]) -> DataRange | None:
        """The data range of a term; None when it is none, or its definition cannot be read."""
        if term in SPACES:
            return Datatype(term)
        if term in above or term not in self._objects:
            return None
        return self._constructed(self._objects[term], above | {term})

    def _constructed(self, objects: dict[str, list[str]], above: frozenset[str]) -> DataRange | None:
        for base in objects.get(_ON_DATATYPE, ()):
            return self._restricted(base, objects, above)
        for head in objects.get(_ONE_OF, ()):
            return self._enumeration(head)
        for part in objects.get(_COMPLEMENT, ()):
            of = self.read(part, above)
            return of and Complement(of)
        for predicate, junction in ((_AND, Intersection), (_OR, Union)):
            for head in objects.get(predicate, ()):
                parts = self._parts(head, above)
                return junction(parts) if parts else None
        same = (self.read(other, above) for other in objects.get(_SAME, ()))
        return next((data_range for data_range in same if data_range is not None), None)

    def _parts(self, head: str, above: frozenset[str]) -> tuple[DataRange, ...]:
        """The data ranges of a list; nothing when one of its members is none."""
        parts = [self.read(member, above) for member in self._members(head)]
        return () if None in parts else tuple(part for part in parts if part is not None)

    def _enumeration(self, head: str) -> Enumeration | None:
        members = self._members(head)
        values = [value_of(member) for member in members if member.startswith('"')]
        known = tuple(value for value in values if isinstance(value, Value))
        return Enumeration(known) if members and len(known) == len(members) else None

    def _restricted(self, base: str, objects: dict[str, list[str]], above: frozenset[str]) -> DataRange | None:
        data_range = self.read(base, above)
        facets = [
            (facet, value_of(bound))
            for head in objects.get(_RESTRICTIONS, ())
            for node in self._members(head)
            for facet in FACETS
            for bound in self._objects.get(node, {}).get(facet, ())
            if bound.startswith('"')
        ]
        known = tuple((facet, bound) for facet, bound in facets if isinstance(bound, Value))
        return Restricted(data_range, known) if data_range and facets and len(known) == len(facets) else None

    def _members(self, head: str) -> tuple[str, ...]:
        [part] = self._cells.members(head, *_ALWAYS)
        return part.members
