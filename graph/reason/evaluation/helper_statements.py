"""The tables of what is read from the lists of axioms: helper statements, and lists that are not whole.

helper(s, p, o, f, u, axiom_s, axiom_p, axiom_o)   a helper statement, when it holds, and its axiom
broken_list(s, p, o, f, u, fault)                  an axiom that is ignored in [f, u), and why
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..closure import IgnoredAxiom
from ..proofs.terms import readable_text
from ..rules.list_cells import DatedStatement, ordinal
from ..rules.lists import LIST_PROPERTIES, PAIRED_CLASSES, BrokenList, Helper, expand_lists
from ..rules.rule import TYPE
from .dates.days import iso_of
from .tables.dialect import Connection, dialect_of
from .tables.term_dictionary import add_constants, listed_ids

BROKEN_LIST = "list-not-whole"
"""The code of the report on an axiom whose list is not whole; not a rule of the specification."""


def add_helpers(connection: Connection) -> None:
    """Make the tables `helper` and `broken_list` from the table `base(s, p, o, f, u)`."""
    expansion = expand_lists(_list_statements(connection))
    _make_helpers(connection, expansion.helpers)
    _make_broken(connection, expansion.broken)


def list_rows(connection: Connection, table: str) -> str:
    """A query for the rows of `table(s, p, o, …)` that helper statements are read from."""
    lists, kind, paired = (listed_ids(connection, names) for names in (LIST_PROPERTIES, [TYPE], PAIRED_CLASSES))
    return f"SELECT * FROM {table} WHERE p IN ({lists}) OR p IN ({kind}) AND o IN ({paired})"


def ignored_axioms(connection: Connection) -> list[IgnoredAxiom]:
    """A report on each axiom that is ignored, in the order of their sentences."""
    return sorted(_ignored_axioms(connection), key=lambda report: (report.message, report.held_from or ""))


def _ignored_axioms(connection: Connection) -> Iterator[IgnoredAxiom]:
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


def _list_statements(connection: Connection) -> list[DatedStatement]:
    return connection.execute(
        f"""SELECT s.text, p.text, o.text, f, u FROM ({list_rows(connection, "base")}) AS a
        JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o"""
    ).fetchall()


def _make_helpers(connection: Connection, helpers: Iterable[Helper]) -> None:
    listed = list(helpers)
    ids = add_constants(connection, {term for helper in listed for term in (*helper.statement, *helper.axiom)})
    rows = [
        (*(ids[t] for t in helper.statement), helper.f, helper.u, *(ids[t] for t in helper.axiom))
        for helper in listed
    ]
    term, day = dialect_of(connection).id_type, "INTEGER"
    triple, interval = dict.fromkeys("spo", term), dict.fromkeys("fu", day)
    types = {**triple, **interval, **{f"axiom_{name}": term for name in triple}}
    _make_table(connection, "helper", types, rows)


def _make_broken(connection: Connection, broken: Iterable[BrokenList]) -> None:
    listed = list(broken)
    ids = add_constants(connection, {term for row in listed for term in row.axiom})
    rows = [(*(ids[term] for term in row.axiom), row.f, row.u, _fault(row)) for row in listed]
    term, day = dialect_of(connection).id_type, "INTEGER"
    types = {**dict.fromkeys("spo", term), **dict.fromkeys("fu", day), "fault": "STRING"}
    _make_table(connection, "broken_list", types, rows)


def _make_table(connection: Connection, name: str, types: dict[str, str], rows: Sequence[Sequence[object]]) -> None:
    columns = ", ".join(f"{column} {kind}" for column, kind in types.items())
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    dialect_of(connection).fill(connection, name, list(types.values()), rows)
