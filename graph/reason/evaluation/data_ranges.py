"""Literals inside and outside the datatypes of axioms, as helper statements that rules read.

    ?literal rule:inside ?datatype     for the fillers of someValuesFrom (OWL 2 RL, rule dt-type2)
    ?literal rule:outside ?datatype    for ranges and the fillers of allValuesFrom

Of a range only literals of the datatype's own value space are listed as outside: that different spaces share no
value is what prp-rng-datatype states, without a statement for each literal.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
from rdflib.namespace import OWL, RDFS

from ...rdf.literal_values import SPACES, STRING, Value, is_of, value_of
from ...rdf.namespaces import RULE
from .term_dictionary import add_constants, listed_ids
from .validity import ALWAYS_FROM, ALWAYS_UNTIL

INSIDE, OUTSIDE = RULE.inside.n3(), RULE.outside.n3()
_SOME, _ALL, _RANGE = OWL.someValuesFrom.n3(), OWL.allValuesFrom.n3(), RDFS.range.n3()
RANGE_PROPERTIES = (_SOME, _ALL, _RANGE)
"""The properties whose objects are the datatypes of interest."""
_WHOLE_SPACES = frozenset(kind for kind, space in SPACES.items() if kind == space)

_ALL_LITERALS = "SELECT id, text FROM term WHERE id < 0"

_DataRange = tuple[str, str]
"""A property of RANGE_PROPERTIES and its datatype, both in N-Triples form."""


def add_membership(connection: duckdb.DuckDBPyConnection, table: str, literals: str = _ALL_LITERALS) -> None:
    """Make the temporary `table(s, p, o, f, u)` of the helper statements for `literals` (a query: id, text)."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} (s INTEGER, p INTEGER, o INTEGER, f INTEGER, u INTEGER)"
    )
    ranges = _data_ranges(connection)
    if not ranges:
        return
    # Most literals are plain strings, and most data ranges have none among their values.
    strings = any(prop == _ALL or SPACES[kind] == STRING for prop, kind in ranges)
    wanted = literals if strings else f"SELECT * FROM ({literals}) WHERE text[-1:] = '>'"
    candidates = connection.execute(wanted).fetchall()
    rows = [(term, *row) for term, text in candidates for row in _statements(text, ranges)]
    ids = add_constants(connection, {INSIDE, OUTSIDE, *(datatype for _, datatype in ranges)})
    columns = [[row[0] for row in rows], *([ids[row[at]] for row in rows] for at in (1, 2))]
    connection.execute(
        f"""INSERT INTO {table} SELECT unnest($1::INTEGER[]), unnest($2::INTEGER[]), unnest($3::INTEGER[]),
        {ALWAYS_FROM}, {ALWAYS_UNTIL}""",
        columns,
    )


def _data_ranges(connection: duckdb.DuckDBPyConnection) -> frozenset[_DataRange]:
    """The datatypes of axioms; a range that is a whole value space is left to prp-rng-datatype."""
    rows = connection.execute(
        f"""SELECT DISTINCT p.text, o.text FROM asserted AS a
        JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o
        WHERE a.p IN ({listed_ids(connection, RANGE_PROPERTIES)})"""
    ).fetchall()
    return frozenset(
        (prop, kind) for prop, kind in rows if kind in SPACES and not (prop == _RANGE and kind in _WHOLE_SPACES)
    )


def _statements(literal: str, ranges: frozenset[_DataRange]) -> Iterator[tuple[str, str]]:
    value = value_of(literal)
    if not isinstance(value, Value):
        return
    for prop, kind in ranges:
        within = is_of(value, kind)
        if within and prop == _SOME:
            yield INSIDE, kind
        elif within is False and (prop == _ALL or (prop == _RANGE and value.space == SPACES[kind])):
            yield OUTSIDE, kind
