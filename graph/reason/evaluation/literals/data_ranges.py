"""Literals inside and outside the data ranges of axioms, as helper statements that rules read.

    ?literal rule:inside ?range       for the fillers of someValuesFrom and onDataRange (OWL 2 RL, rule dt-type2)
    ?literal rule:outside ?range      for ranges and the fillers of allValuesFrom
    ?range rule:valueSpace ?space     for ranges that are no datatypes of the specification

Of a range only literals of its own value space are listed as outside: that different spaces share no value is what
prp-rng-datatype states, without a statement for each literal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib.namespace import OWL, RDFS

from ....rdf.data_ranges import DataRange, Datatype, contains, space_of
from ....rdf.literal_values import SPACES, STRING, Value, value_of
from ....rdf.namespaces import RULE
from ..dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ..tables.dialect import Connection, dialect_of
from ..tables.term_dictionary import add_constants, listed_ids
from .data_range_reader import read_data_ranges

INSIDE, OUTSIDE, VALUE_SPACE = RULE.inside.n3(), RULE.outside.n3(), RULE.valueSpace.n3()
_SOME, _QUALIFIED = OWL.someValuesFrom.n3(), OWL.onDataRange.n3()
_ALL, _RANGE = OWL.allValuesFrom.n3(), RDFS.range.n3()
RANGE_PROPERTIES = (_SOME, _QUALIFIED, _ALL, _RANGE)
"""The properties whose objects are the data ranges of interest."""
_WHOLE_SPACES = frozenset(kind for kind, space in SPACES.items() if kind == space)

_ALL_LITERALS = "SELECT id, text FROM term WHERE id < 0"

_Uses = frozenset[tuple[str, str]]
"""Properties of RANGE_PROPERTIES, each with the term of a data range."""


def add_membership(connection: Connection, table: str, literals: str = _ALL_LITERALS) -> None:
    """Make the temporary `table(s, p, o, f, u)` of the helper statements for `literals` (a query: id, text)."""
    ids = dialect_of(connection).id_type
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (s {ids}, p {ids}, o {ids}, f INTEGER, u INTEGER)")
    uses = _uses(connection)
    ranges = _data_ranges(connection, uses)
    uses = frozenset((prop, name) for prop, name in uses if name in ranges)
    if not uses:
        return
    # Most literals are plain strings, and most data ranges have none among their values.
    strings = any(prop == _ALL or space_of(ranges[name]) in {STRING, None} for prop, name in uses)
    wanted = literals if strings else f"SELECT * FROM ({literals}) WHERE right(text, 1) = '>'"
    candidates = connection.execute(wanted).fetchall()
    rows: list[tuple[int, str, str]] = [
        (term, *row) for term, text in candidates for row in _statements(text, uses, ranges)
    ]
    _insert(connection, table, rows, _spaces(ranges))


def _insert(
    connection: Connection,
    table: str,
    rows: list[tuple[int, str, str]],
    spaces: list[tuple[str, str, str]],
) -> None:
    """Add statements about literals, whose subjects are ids, and about data ranges."""
    texts = {text for _, *pair in rows for text in pair} | {text for row in spaces for text in row}
    ids = add_constants(connection, {INSIDE, OUTSIDE, *texts})
    encoded = [(term, ids[prop], ids[name]) for term, prop, name in rows]
    encoded += [(ids[name], ids[prop], ids[space]) for name, prop, space in spaces]
    dialect = dialect_of(connection)
    types = [dialect.id_type] * 3 + ["INTEGER"] * 2
    dialect.fill(connection, table, types, [(*row, ALWAYS_FROM, ALWAYS_UNTIL) for row in encoded])


def _uses(connection: Connection) -> _Uses:
    """The objects of RANGE_PROPERTIES; a range that is a whole value space is left to prp-rng-datatype."""
    rows = connection.execute(
        f"""SELECT DISTINCT p.text, o.text FROM asserted AS a
        JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o
        WHERE a.p IN ({listed_ids(connection, RANGE_PROPERTIES)})"""
    ).fetchall()
    return frozenset((prop, name) for prop, name in rows if not (prop == _RANGE and name in _WHOLE_SPACES))


def _data_ranges(connection: Connection, uses: _Uses) -> dict[str, DataRange]:
    """The data ranges among the objects of RANGE_PROPERTIES, by term."""
    names = {name for _, name in uses}
    ranges: dict[str, DataRange] = {name: Datatype(name) for name in names & SPACES.keys()}
    return ranges | read_data_ranges(connection, names - SPACES.keys())


def _spaces(ranges: Mapping[str, DataRange]) -> list[tuple[str, str, str]]:
    """The value spaces of ranges that are no datatypes of the specification; the rule dt-space has these."""
    spaces = ((name, space_of(data_range)) for name, data_range in ranges.items() if name not in SPACES)
    return [(name, VALUE_SPACE, space) for name, space in spaces if space]


def _statements(literal: str, uses: _Uses, ranges: Mapping[str, DataRange]) -> Iterator[tuple[str, str]]:
    value = value_of(literal)
    if not isinstance(value, Value):
        return
    for prop, name in uses:
        within = contains(ranges[name], value)
        if within and prop in {_SOME, _QUALIFIED}:
            yield INSIDE, name
        elif within is False and (prop == _ALL or (prop == _RANGE and _is_listed(value, ranges[name]))):
            yield OUTSIDE, name


def _is_listed(value: Value, data_range: DataRange) -> bool:
    """Whether a value outside a range is listed, rather than found by its value space."""
    return space_of(data_range) in {None, value.space}
