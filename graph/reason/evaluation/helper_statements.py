"""The tables of what is read from the lists of axioms: helper statements, and lists that are not whole.

helper(s, p, o, f, u, axiom_s, axiom_p, axiom_o)   a helper statement, when it holds, and its axiom
broken_list(s, p, o, f, u, fault)                  an axiom that is ignored in [f, u), and why
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from ..closure import IgnoredAxiom
from ..proofs.terms import readable_text
from ..rules.list_cells import DatedStatement, ordinal
from ..rules.lists import LIST_PROPERTIES, PAIRED_CLASSES, BrokenList, Helper, expand_lists
from ..rules.rule import TYPE
from .days import iso_of
from .term_dictionary import add_constants, listed_ids

BROKEN_LIST = "list-not-whole"
"""The code of the report on an axiom whose list is not whole; not a rule of the specification."""


def add_helpers(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `helper` and `broken_list` from the table `base(s, p, o, f, u)`."""
    expansion = expand_lists(_list_statements(connection))
    _make_helpers(connection, expansion.helpers)
    _make_broken(connection, expansion.broken)


def list_rows(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """A query for the rows of `table(s, p, o, …)` that helper statements are read from."""
    lists, kind, paired = (listed_ids(connection, names) for names in (LIST_PROPERTIES, [TYPE], PAIRED_CLASSES))
    return f"FROM {table} WHERE p IN ({lists}) OR p IN ({kind}) AND o IN ({paired})"


def ignored_axioms(connection: duckdb.DuckDBPyConnection) -> list[IgnoredAxiom]:
    """A report on each axiom that is ignored, in the order of their sentences."""
    return sorted(_ignored_axioms(connection), key=lambda report: (report.message, report.held_from or ""))


def _ignored_axioms(connection: duckdb.DuckDBPyConnection) -> Iterator[IgnoredAxiom]:
    rows = connection.execute(
        """SELECT s.text, p.text, o.text, f, u, fault FROM broken_list AS b
        JOIN term AS s ON s.id = b.s JOIN term AS p ON p.id = b.p JOIN term AS o ON o.id = b.o"""
    ).fetchall()
    for subject, predicate, head, f, u, fault in rows:
        axiom = " ".join(_named(term) for term in (subject, predicate, head))
        message = f"The axiom {axiom} is ignored: its list is not whole; {fault}."
        yield IgnoredAxiom(BROKEN_LIST, message, (subject, predicate, head), iso_of(f), iso_of(u))


def _named(term: str) -> str:
    """A term for a sentence: labels of blank nodes differ from reading to reading, so they are not shown."""
    return "[…]" if term.startswith("_:") else readable_text(term)


def _fault(broken: BrokenList) -> str:
    after = f", after {', '.join(map(_named, broken.before))}," if broken.before else ""
    return f"its {ordinal(len(broken.before) + 1)} cell{after} {broken.fault}"


def _list_statements(connection: duckdb.DuckDBPyConnection) -> list[DatedStatement]:
    return connection.execute(
        f"""SELECT s.text, p.text, o.text, f, u FROM ({list_rows(connection, "base")}) AS a
        JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o"""
    ).fetchall()


def _make_helpers(connection: duckdb.DuckDBPyConnection, helpers: Iterable[Helper]) -> None:
    listed = list(helpers)
    ids = add_constants(connection, {term for helper in listed for term in (*helper.statement, *helper.axiom)})
    rows = [
        (*(ids[t] for t in helper.statement), helper.f, helper.u, *(ids[t] for t in helper.axiom))
        for helper in listed
    ]
    names = ("s", "p", "o", "f", "u", "axiom_s", "axiom_p", "axiom_o")
    columns = ", ".join(f"unnest(${place}::INTEGER[]) AS {name}" for place, name in enumerate(names, start=1))
    encoded = [[row[at] for row in rows] for at in range(len(names))]
    connection.execute(f"CREATE OR REPLACE TABLE helper AS SELECT {columns}", encoded)


def _make_broken(connection: duckdb.DuckDBPyConnection, broken: Iterable[BrokenList]) -> None:
    connection.execute(
        """CREATE OR REPLACE TABLE broken_list
        (s INTEGER, p INTEGER, o INTEGER, f INTEGER, u INTEGER, fault VARCHAR)"""
    )
    rows = list(broken)
    ids = add_constants(connection, {term for row in rows for term in row.axiom})
    for row in rows:
        values = [*(ids[term] for term in row.axiom), row.f, row.u, _fault(row)]
        connection.execute("INSERT INTO broken_list VALUES (?, ?, ?, ?, ?, ?)", values)
