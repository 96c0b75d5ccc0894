"""Closures in files: what they hold, what they show, and how a maintained one is checked."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb
import pyoxigraph as ox

from tests.conftest import silent
from tests.reason.conftest import EX, HEAD, rules
from westphalia.reason.closure import Contradiction, Report
from westphalia.reason.evaluation.contradictions import find_clashes, recheck, to_contradictions
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.evaluation.maintenance import maintain
from westphalia.reason.evaluation.tables.term_dictionary import attach
from westphalia.reason.evaluation.trivial_triples import make_term_sets
from westphalia.reason.materialize import ClosedFile, DerivedRow, close_quads
from westphalia.reason.rules.rule import Rule
from westphalia.reason.spark.engine import SparkPlace
from westphalia.reason.views.view import INFERRED, WHOLE, Extent, cut, lines
from westphalia.reason.views.view_changes import ViewChanges, changes_since

_Report = TypeVar("_Report", bound=Report)
Closed = set[tuple[str, str, str, int, int]]
_OWNER = re.compile(rf"(?:<{EX}|_:)case(\d+)(?:/|x)")


def close_each(
    documents: Mapping[str, str],
    ran: Sequence[Rule] | None = None,
    head: str = HEAD,
    spark: SparkPlace | None = None,
) -> dict[str, ClosedFile]:
    """The closures of many small Turtle documents without prefixes, by name, all of them made at once.

    A closure costs a quarter of a second however small it is. So each document gets names of its own for the prefix
    `:` and for its blank nodes, and what follows is shared out by these names, which are then taken off again. What
    names none of them, or several, is left out; documents whose axioms are about all things have to be closed alone.
    """
    data = [quad for number, text in enumerate(documents.values()) for quad in _own_quads(text, number, head)]
    closed = close_quads(data, ran or rules(), spark=spark)
    triples: dict[int, list[DerivedRow]] = defaultdict(list)
    for row in closed.triples:
        for number in _owner(*row[:3]):
            triples[number].append((*(_without_owner(term) for term in row[:3]), *row[3:]))
    clashes, ignored = _shared_out(closed.clashes), _shared_out(closed.ignored)
    return {
        name: ClosedFile(sorted(triples[number], key=str), clashes[number], ignored[number])
        for number, name in enumerate(documents)
    }


def _own_quads(text: str, number: int, head: str) -> Iterator[ox.Quad]:
    own = head.replace(f"@prefix : <{EX}>", f"@prefix : <{EX}case{number}/>")
    for quad in ox.parse(own + text, format=ox.RdfFormat.TURTLE):
        subject, target = (_own_node(term, number) for term in (quad.subject, quad.object))
        yield ox.Quad(subject, quad.predicate, target, ox.NamedNode("urn:input"))


def _own_node(term, number: int):
    return ox.BlankNode(f"case{number}x{term.value}") if isinstance(term, ox.BlankNode) else term


def _owner(*terms: str) -> set[int]:
    """The number of the document whose names these terms hold; nothing when it is not exactly one."""
    numbers = {int(match[1]) for term in terms if (match := _OWNER.match(term))}
    return numbers if len(numbers) == 1 else set()


def _without_owner(text: str) -> str:
    return re.sub(r"\bcase\d+(?:/|x)", "", text)


def _shared_out(reports: Sequence[_Report]) -> dict[int, list[_Report]]:
    shared: dict[int, list[_Report]] = defaultdict(list)
    for report in reports:
        terms = tuple(map(_without_owner, report.terms))
        for number in _owner(*report.terms):
            shared[number].append(replace(report, message=_without_owner(report.message), terms=terms))
    return shared


def write(folder: Path, name: str, data: list[ox.Quad]) -> Path:
    path = folder / name
    path.write_text("".join(f"{quad} .\n" for quad in data), encoding="utf-8")
    return path


def close_in(folder: Path, name: str, data: list[ox.Quad]) -> Path:
    """The database of a new closure."""
    path = folder / f"{name}.duckdb"
    with duckdb.connect(path) as connection:
        _close(connection, write(folder, f"{name}.nq", data))
    return path


def _close(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Contradiction]:
    engine = Engine(connection, rules(), silent)
    engine.load(path)
    return to_contradictions(connection, find_clashes(connection, engine.close()))


def closure(connection: duckdb.DuckDBPyConnection) -> Closed:
    rows = connection.execute(
        """SELECT s.text, p.text, o.text, f, u FROM longest_fact JOIN term AS s ON s.id = s
        JOIN term AS p ON p.id = p JOIN term AS o ON o.id = o"""
    ).fetchall()
    return set(rows)


def shown(connection: duckdb.DuckDBPyConnection, day: date, extent: Extent = WHOLE) -> list[str]:
    """Every line of the view of a day, cut as a whole."""
    make_term_sets(connection)
    query = " UNION ALL ".join(lines(graph, rows) for graph, rows in cut(connection, day, extent).items())
    return [line for (line,) in connection.execute(query).fetchall()]


def check_changes(changes: ViewChanges, before: list[str], after: list[str]) -> None:
    """That changes are the difference of two views."""
    leaving, entering = set(changes.leaving.splitlines()), set(changes.entering.splitlines())
    counts = [sum(f" {INFERRED} ." in line for line in view) for view in (before, after)]

    assert len(before) == len(set(before)), "a view is a set"
    assert (leaving, entering) == (set(before) - set(after), set(after) - set(before))
    assert changes.growth == counts[1] - counts[0]


def check_maintained(folder: Path, before: list[ox.Quad], after: list[ox.Quad], shown_day: date, day: date) -> bool:
    """That a closure of `before`, brought up to date, is a new closure of `after`, and tells how its view changes.

    Returns whether it was brought up to date without closing everything again.
    """
    earlier, now = folder / "earlier.duckdb", folder / "now.duckdb"
    with duckdb.connect(earlier) as connection:
        known = _close(connection, write(folder, "earlier.nq", before))
    now.write_bytes(earlier.read_bytes())
    added = write(folder, "added.nq", [quad for quad in after if quad not in before])
    removed = write(folder, "removed.nq", [quad for quad in before if quad not in after])
    with duckdb.connect() as connection:
        found = _close(connection, write(folder, "afresh.nq", after))
        expected, view_after = closure(connection), shown(connection, day)
    with duckdb.connect(now) as connection:
        attach(connection, earlier, "earlier")
        view_before = shown(connection, shown_day, Extent("earlier"))
        done = maintain(connection, rules(), added, removed, silent)

        assert closure(connection) == expected
        assert recheck(connection, done.fixpoint, done.changed, known) == found
        check_changes(changes_since(connection, "earlier", shown_day, day, done.changed), view_before, view_after)
    return bool(done.changed)
