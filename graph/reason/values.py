"""Literals by value: what `=`, `<` and `datatype()` in a rule compare.

The table `literal_value(id, same, number, instant, text, datatype)` has a row for each literal: `same` is one id
shared by all literals of one value (`"1"^^xsd:integer` and `"01"^^xsd:integer`), the next three hold the value
where it is a number, a point in time or a string, and `datatype` is the id of the datatype. The table
`ill_typed(id)` holds the literals whose text is not of their datatype (W3C OWL 2 RL, rule dt-not-type).
"""

from __future__ import annotations

import duckdb
from rdflib.namespace import RDF, XSD

from .encoding import add_constants

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
    try:
        connection.execute(f"SELECT 1 FROM {VALUE_TABLE} LIMIT 0")
    except duckdb.CatalogException:
        add_constants(connection, [*_SHAPES, *_INSTANTS, XSD.string.n3(), RDF.langString.n3()])
        _make_bounds(connection)
        _make_parts(connection)
        _make_values(connection)


def forget_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop what `ensure_values` made; to be called when the dictionary has grown."""
    connection.execute("DROP TABLE IF EXISTS literal_value; DROP TABLE IF EXISTS ill_typed")


def _make_values(connection: duckdb.DuckDBPyConnection) -> None:
    instants = ", ".join(f"'{name}'" for name in _INSTANTS)
    numbers = ", ".join(f"'{name}'" for name in (*_INTEGERS, *_REALS))
    connection.execute(
        f"""CREATE TEMP TABLE literal_value AS
        WITH typed AS (
            SELECT id, lexical, type_name, datatype, shape IS NULL OR regexp_full_match(lexical, shape) AS fits,
                CASE WHEN type_name IN ({numbers}) AND fits THEN try_cast(lexical AS DOUBLE) END AS number,
                CASE WHEN type_name IN ({instants}) THEN try_cast(lexical AS TIMESTAMPTZ) END AS instant,
                CASE WHEN number IS NULL AND instant IS NULL THEN type_name END AS kind,
                CASE WHEN kind = '{XSD.boolean.n3()}' THEN replace(replace(lexical, '1', 'true'), '0', 'false')
                    WHEN kind IS NOT NULL THEN lexical END AS other
            FROM literal_part WHERE is_typed)
        SELECT id, min(id) OVER (PARTITION BY number, instant, kind, other) AS same, number, instant,
            NULL::VARCHAR AS text, datatype, fits FROM typed
        UNION ALL SELECT id, id, NULL, NULL, CASE WHEN type_name = '{XSD.string.n3()}' THEN lexical END,
            datatype, true FROM literal_part WHERE NOT is_typed"""
    )
    connection.execute(
        """CREATE TEMP TABLE ill_typed AS SELECT v.id FROM literal_value AS v
        LEFT JOIN whole_number AS w ON w.datatype = v.datatype
        WHERE NOT v.fits OR coalesce(v.number < w.least, false) OR coalesce(v.number > w.greatest, false)"""
    )


def _make_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ", ".join(f"('{name}', {least}, {greatest})" for name, (least, greatest) in _INTEGERS.items())
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE whole_number AS SELECT t.id AS datatype, least::DOUBLE AS least,
        greatest::DOUBLE AS greatest FROM (VALUES {rows}) AS bound(name, least, greatest)
        JOIN term AS t ON t.text = bound.name"""
    )


def _make_parts(connection: duckdb.DuckDBPyConnection) -> None:
    """Split each literal into lexical form and datatype: `"text"`, `"text"@en`, `"text"^^<iri>`."""
    shapes = ", ".join(f"('{name}', '{shape}')" for name, shape in _SHAPES.items())
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE literal_part AS
        WITH split AS (
            SELECT id, text, length(text) - instr(reverse(text), '"') + 1 AS closing FROM term WHERE id < 0),
        part AS (SELECT id, text[2:closing - 1] AS lexical, text[closing + 1:] AS suffix FROM split),
        named AS (SELECT id, lexical, suffix[1] = '^' AS is_typed, CASE suffix[1] WHEN '^' THEN suffix[3:]
            WHEN '@' THEN '{RDF.langString.n3()}' ELSE '{XSD.string.n3()}' END AS type_name FROM part)
        SELECT named.id, lexical, is_typed, type_name, t.id AS datatype, shape
        FROM named LEFT JOIN term AS t ON t.text = type_name
        LEFT JOIN (VALUES {shapes}) AS lexical_form(name, shape) ON name = type_name"""
    )
