"""Literals inside and outside the datatypes that axioms ask for, as helper statements that rules read.

    ?literal rule:inside ?datatype     for the datatypes that a someValuesFrom asks for (OWL 2 RL, rule dt-type2)
    ?literal rule:outside ?datatype    for those that an allValuesFrom or a range asks for

Of a range only literals of the datatype's own value space are told to be outside: that different spaces share no
value, the rule prp-rng-datatype knows without a statement for each literal.
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
ASKING_PROPERTIES = (_SOME, _ALL, _RANGE)
"""The properties whose objects are datatypes that literals are looked at for."""
_WHOLE_SPACES = frozenset(kind for kind, space in SPACES.items() if kind == space)

_ALL_LITERALS = "SELECT id, text FROM term WHERE id < 0"

_Asked = tuple[str, str]
"""A property of ASKING_PROPERTIES and a datatype, both in N-Triples form."""


def add_membership(connection: duckdb.DuckDBPyConnection, table: str, literals: str = _ALL_LITERALS) -> None:
    """Make the temporary `table(s, p, o, f, u)` of the helper statements for `literals` (a query: id, text)."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} (s INTEGER, p INTEGER, o INTEGER, f INTEGER, u INTEGER)"
    )
    asked = _asked(connection)
    if not asked:
        return
    # Most literals are plain strings, and most datatypes that are asked for have none among their values.
    strings = any(prop == _ALL or SPACES[kind] == STRING for prop, kind in asked)
    wanted = literals if strings else f"SELECT * FROM ({literals}) WHERE text[-1:] = '>'"
    found = connection.execute(wanted).fetchall()
    rows = [(term, *row) for term, text in found for row in _statements(text, asked)]
    ids = add_constants(connection, {INSIDE, OUTSIDE, *(datatype for _, datatype in asked)})
    columns = [[row[0] for row in rows], *([ids[row[at]] for row in rows] for at in (1, 2))]
    connection.execute(
        f"""INSERT INTO {table} SELECT unnest($1::INTEGER[]), unnest($2::INTEGER[]), unnest($3::INTEGER[]),
        {ALWAYS_FROM}, {ALWAYS_UNTIL}""",
        columns,
    )


def _asked(connection: duckdb.DuckDBPyConnection) -> frozenset[_Asked]:
    """The datatypes that axioms ask for; a range that is a whole value space is left to prp-rng-datatype."""
    rows = connection.execute(
        f"""SELECT DISTINCT p.text, o.text FROM asserted AS a
        JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o
        WHERE a.p IN ({listed_ids(connection, ASKING_PROPERTIES)})"""
    ).fetchall()
    return frozenset(
        (prop, kind) for prop, kind in rows if kind in SPACES and not (prop == _RANGE and kind in _WHOLE_SPACES)
    )


def _statements(literal: str, asked: frozenset[_Asked]) -> Iterator[tuple[str, str]]:
    value = value_of(literal)
    if not isinstance(value, Value):
        return
    for prop, kind in asked:
        within = is_of(value, kind)
        if within and prop == _SOME:
            yield INSIDE, kind
        elif within is False and (prop == _ALL or (prop == _RANGE and value.space == SPACES[kind])):
            yield OUTSIDE, kind
