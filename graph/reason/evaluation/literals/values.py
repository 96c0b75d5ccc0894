"""Literals by value: what `=`, `<` and `datatype()` in a rule compare, and what a variable shared by patterns meets.

    literal_value(id, same, number, instant, text, datatype, is_known, key)   a row for each literal
    ill_typed(id)     the literals whose text is not of their datatype (OWL 2 RL, rule dt-not-type)
    twin(id, same)    the literals that share their value with another: taken from `literal_value`

`same` is one id shared by all literals of one value (`"1"^^xsd:integer` and `"01"^^xsd:integer`): that of the oldest,
so that it stays when others come. `number`, `instant` (in seconds) and `text` order numbers, points in time and plain
strings. `datatype` is the id of the datatype. Of a literal that is ill-typed, or of a datatype that is not read,
`is_known` is false: it is the same as itself, and not known to differ from any other.
"""

from __future__ import annotations

from weakref import WeakSet

import pyoxigraph as ox

from ....rdf.literal_values import ILL_TYPED, LANG_STRING, STRING, Value, value_of
from ....rdf.xsd_dates import DATE_TYPES, Exact
from ..tables.dialect import Connection, dialect_of
from ..tables.term_dictionary import add_terms, count

VALUE_TABLE = "literal_value"
TWINS = "twin"


def ensure_values(connection: Connection) -> None:
    """Create `literal_value` and `ill_typed` for the literals of the dictionary, unless they are there."""
    if not _have_values(connection):
        ids = dialect_of(connection).id_type
        connection.execute(
            f"""CREATE OR REPLACE TABLE {VALUE_TABLE} (id {ids}, same {ids}, number DOUBLE, instant DOUBLE,
            text STRING, datatype {ids}, is_known BOOLEAN, key STRING)"""
        )
        connection.execute(f"CREATE OR REPLACE TABLE ill_typed (id {ids})")
        connection.execute(f"CREATE OR REPLACE TABLE {TWINS} (id {ids}, same {ids})")
        extend_values(connection)


def ensure_values_for(connection: Connection, query: str) -> None:
    """Create the tables if a query compares values; most datasets never need them while rules run."""
    if VALUE_TABLE in query or f" {TWINS} " in query:
        ensure_values(connection)


def extend_values(connection: Connection) -> None:
    """Give values to literals that are new in the dictionary; to be called when it has grown, if there are values."""
    if _have_values(connection):
        _split(connection)
        if count(connection, "new_value"):
            _add_values(connection)
            _pair_twins(connection)


def have_twins(connection: Connection) -> bool:
    """Whether some literals are known to share their value with another."""
    return _have_values(connection) and count(connection, TWINS) > 0


_with_values: WeakSet[Connection] = WeakSet()
"""Connections whose database has the tables: once there they stay, and to look costs as much as a small join."""


def _have_values(connection: Connection) -> bool:
    if connection in _with_values:
        return True
    # A version before twins had values without them.
    if not {VALUE_TABLE, TWINS} <= dialect_of(connection).tables(connection, ""):
        return False
    _with_values.add(connection)
    return True


def _split(connection: Connection) -> None:
    """The table `new_value` of the literals that are new: those without a datatype in SQL, the others in Python.

    `key` is the text of the literal by which its value is known; NULL, where that is its own text.
    """
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE new_literal AS
        SELECT id, text, closing, substring(text, closing + 1, 1) AS mark FROM (
            SELECT t.id, t.text, length(t.text) - instr(reverse(t.text), '"') + 1 AS closing
            FROM term AS t ANTI JOIN {VALUE_TABLE} AS v ON v.id = t.id WHERE t.id < 0)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE new_value AS
        SELECT id, NULL::DOUBLE AS number, NULL::DOUBLE AS instant, true AS is_known, false AS is_ill_typed,
            CASE mark WHEN '@' THEN '{LANG_STRING}' ELSE '{STRING}' END AS type_name,
            CASE mark WHEN '@' THEN NULL ELSE substring(text, 2, closing - 2) END AS text,
            CASE WHEN mark = '@' AND substring(text, closing) <> lower(substring(text, closing))
                THEN concat(left(text, closing), lower(substring(text, closing + 1))) END AS key
        FROM new_literal WHERE mark IS DISTINCT FROM '^'"""
    )
    rows = connection.execute("SELECT id, text FROM new_literal WHERE mark = '^'").fetchall()
    dialect = dialect_of(connection)
    types = [dialect.id_type, "DOUBLE", "DOUBLE", "BOOLEAN", "BOOLEAN", "STRING", "STRING", "STRING"]
    dialect.fill(connection, "new_value", types, [_typed_row(*row) for row in rows])


_TypedRow = tuple[int, float | None, float | None, bool, bool, str, None, str | None]


def _typed_row(term: int, literal: str) -> _TypedRow:
    """Id, number, instant, whether the value is known, whether it is ill-typed, datatype, text, key of a literal."""
    datatype = literal[literal.rindex("^^") + 2 :]
    value = value_of(literal)
    if not isinstance(value, Value):
        return term, None, None, False, value == ILL_TYPED, datatype, None, None
    order = None if value.exact is None else _rounded(value.exact)
    is_date = datatype in DATE_TYPES
    return term, None if is_date else order, order if is_date else None, True, False, datatype, None, value_key(value)


def _rounded(number: Exact) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def value_key(value: Value) -> str:
    """The text by which a value is known: a string's is that of the plain literal."""
    if value.space == STRING:
        return str(ox.Literal(value.text or ""))
    if value.space == LANG_STRING:
        tag, _, text = value.key.partition(" ")
        return str(ox.Literal(text, language=tag))
    return f"{value.space} {value.key}"


def _add_values(connection: Connection) -> None:
    """Add the new literals to `literal_value`. Ids of literals are negative: that of the oldest is the greatest."""
    add_terms(connection, "SELECT DISTINCT type_name FROM new_value")
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE keyed AS SELECT n.id, coalesce(n.key, t.text) AS key
        FROM new_value AS n JOIN term AS t USING (id)"""
    )
    connection.execute(
        f"""INSERT INTO {VALUE_TABLE}
        WITH wanted AS (SELECT DISTINCT key FROM keyed WHERE id IN (SELECT id FROM new_value WHERE key IS NOT NULL)
            UNION SELECT k.key FROM keyed AS k JOIN {VALUE_TABLE} AS v ON v.key = k.key),
        oldest AS (SELECT key, max(id) AS same FROM (
            SELECT key, id FROM keyed SEMI JOIN wanted USING (key)
            UNION ALL SELECT key, id FROM {VALUE_TABLE} SEMI JOIN wanted USING (key)
            UNION ALL SELECT w.key, t.id FROM wanted AS w JOIN term AS t ON t.text = w.key) GROUP BY key)
        SELECT n.id, coalesce(o.same, n.id), n.number, n.instant, n.text, t.id, n.is_known, n.key
        FROM new_value AS n JOIN term AS t ON t.text = n.type_name
        JOIN keyed AS k ON k.id = n.id LEFT JOIN oldest AS o ON o.key = k.key"""
    )
    connection.execute("INSERT INTO ill_typed SELECT id FROM new_value WHERE is_ill_typed")


def _pair_twins(connection: Connection) -> None:
    connection.execute(
        f"""CREATE OR REPLACE TABLE {TWINS} AS SELECT id, same FROM {VALUE_TABLE}
        WHERE same IN (SELECT same FROM {VALUE_TABLE} WHERE same <> id)"""
    )
