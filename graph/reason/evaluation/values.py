"""Literals by value: what `=`, `<` and `datatype()` in a rule compare.

The table `literal_value(id, same, number, instant, other, text, datatype)` has a row for each literal. `same` is one
id shared by all literals of one value (`"1"^^xsd:integer` and `"01"^^xsd:integer`): that of the oldest, so that it
stays when others come. The value of a typed literal is in `number`, `instant` (a point in time) or `other`; `text` is
that of a plain string, and `datatype` the id of the datatype. The table `ill_typed(id)` holds the literals whose text
is not of their datatype (W3C OWL 2 RL, rule dt-not-type).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb
from rdflib.namespace import RDF, XSD

from .encoding import add_terms, count

VALUE_TABLE = "literal_value"

_INTEGERS: dict[str, tuple[str, str]] = {
    XSD.integer.n3(): ("NULL", "NULL"),
    XSD.nonNegativeInteger.n3(): ("0", "NULL"),
    XSD.positiveInteger.n3(): ("1", "NULL"),
    XSD.nonPositiveInteger.n3(): ("NULL", "0"),
    XSD.negativeInteger.n3(): ("NULL", "-1"),
    XSD.long.n3(): ("-9223372036854775808", "9223372036854775807"),
    XSD.int.n3(): ("-2147483648", "2147483647"),
    XSD.short.n3(): ("-32768", "32767"),
    XSD.byte.n3(): ("-128", "127"),
    XSD.unsignedLong.n3(): ("0", "18446744073709551615"),
    XSD.unsignedInt.n3(): ("0", "4294967295"),
    XSD.unsignedShort.n3(): ("0", "65535"),
    XSD.unsignedByte.n3(): ("0", "255"),
}
"""Datatypes of whole numbers with the least and the greatest value."""
_REALS = (XSD.decimal.n3(), XSD.double.n3(), XSD.float.n3())
_INSTANTS = (XSD.dateTime.n3(), XSD.dateTimeStamp.n3(), XSD.date.n3())
_SHAPES = {
    **dict.fromkeys(_INTEGERS, r"[+-]?\d+"),
    XSD.decimal.n3(): r"[+-]?(\d+(\.\d*)?|\.\d+)",
    XSD.double.n3(): r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.float.n3(): r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.boolean.n3(): "true|false|1|0",
    XSD.dateTime.n3(): r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    XSD.dateTimeStamp.n3(): r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
}
"""The lexical form of datatypes, as regular expressions (W3C XML Schema Datatypes 1.1)."""


def ensure_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Create `literal_value` and `ill_typed` for the literals of the dictionary, unless they are there."""
    if not _have_values(connection):
        connection.execute(
            f"""CREATE TABLE {VALUE_TABLE} (id INTEGER, same INTEGER, number DOUBLE, instant TIMESTAMPTZ,
            other VARCHAR, text VARCHAR, datatype INTEGER);
            CREATE TABLE ill_typed (id INTEGER)"""
        )
        extend_values(connection)


def ensure_values_for(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Create the tables if a query compares values; most datasets never need them while rules run."""
    if VALUE_TABLE in query:
        ensure_values(connection)


def extend_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Give values to literals that are new in the dictionary; to be called when it has grown, if there are values."""
    if _have_values(connection):
        _make_parts(connection)
        if count(connection, "literal_part"):
            _make_values(connection)
            _find_ill_typed(connection)


def _have_values(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        connection.execute(f"SELECT 1 FROM {VALUE_TABLE} LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True


def _make_parts(connection: duckdb.DuckDBPyConnection) -> None:
    """Split each new literal into lexical form and datatype: `"text"`, `"text"@en`, `"text"^^<iri>`."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE literal_part AS
        WITH split AS (
            SELECT id, text, length(text) - instr(reverse(text), '"') + 1 AS closing
            FROM term ANTI JOIN {VALUE_TABLE} USING (id) WHERE id < 0),
        part AS (SELECT id, text[2:closing - 1] AS lexical, text[closing + 1:] AS suffix FROM split)
        SELECT id, lexical, suffix[1] = '^' AS is_typed, CASE suffix[1] WHEN '^' THEN suffix[3:]
            WHEN '@' THEN '{RDF.langString.n3()}' ELSE '{XSD.string.n3()}' END AS type_name FROM part"""
    )


def _make_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the new literals to `literal_value`. Ids of literals are negative: that of the oldest is the greatest."""
    add_terms(connection, "SELECT DISTINCT type_name FROM literal_part")
    same = " AND ".join(f"o.{name} IS NOT DISTINCT FROM n.{name}" for name in ("number", "instant", "other"))
    numbers, instants = (_quoted(names) for names in ((*_INTEGERS, *_REALS), _INSTANTS))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE new_value AS
        SELECT id, type_name, is_typed, NOT is_typed OR {_has_shape("type_name", "lexical")} AS fits,
            CASE WHEN type_name IN ({numbers}) AND fits THEN try_cast(lexical AS DOUBLE) END AS number,
            CASE WHEN type_name IN ({instants}) THEN try_cast(lexical AS TIMESTAMPTZ) END AS instant,
            CASE WHEN is_typed AND number IS NULL AND instant IS NULL THEN concat(type_name,
                CASE WHEN type_name = '{XSD.boolean.n3()}' THEN replace(replace(lexical, '1', 'true'), '0', 'false')
                ELSE lexical END) END AS other,
            CASE WHEN type_name = '{XSD.string.n3()}' AND NOT is_typed THEN lexical END AS text
        FROM literal_part"""
    )
    connection.execute(
        f"""INSERT INTO {VALUE_TABLE}
        WITH oldest AS (
            SELECT number, instant, other, max(id) AS same FROM (
                FROM new_value UNION ALL BY NAME FROM {VALUE_TABLE}) WHERE is_typed IS NOT false GROUP BY ALL)
        SELECT n.id, coalesce(o.same, n.id), n.number, n.instant, n.other, n.text, t.id
        FROM new_value AS n JOIN term AS t ON t.text = type_name
        LEFT JOIN oldest AS o ON is_typed AND {same}"""
    )


def _find_ill_typed(connection: duckdb.DuckDBPyConnection) -> None:
    """Add those of the new literals to `ill_typed` whose text is not of their datatype."""
    bounds = ", ".join(f"('{name}', {least}, {greatest})" for name, (least, greatest) in _INTEGERS.items())
    connection.execute(
        f"""INSERT INTO ill_typed SELECT id FROM new_value
        LEFT JOIN (VALUES {bounds}) AS whole(type_name, least, greatest) USING (type_name)
        WHERE is_typed AND NOT (fits AND coalesce(number >= least, true) AND coalesce(number <= greatest, true))"""
    )


def _has_shape(type_name: str, lexical: str) -> str:
    """SQL: whether a text is a lexical form of a datatype; true of datatypes that are not known."""
    types: dict[str, list[str]] = defaultdict(list)
    for name, shape in _SHAPES.items():
        types[shape].append(name)
    # Patterns written out are compiled once, those of a column for each row.
    cases = (
        f"WHEN {type_name} IN ({_quoted(names)}) THEN regexp_full_match({lexical}, '{shape}')"
        for shape, names in types.items()
    )
    return f"CASE {' '.join(cases)} ELSE true END"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
