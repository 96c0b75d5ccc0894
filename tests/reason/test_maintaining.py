"""Maintenance: a closure that is brought up to date is the one that closing the changed data gives."""

from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.reason.engine import Engine
from graph.reason.maintaining import maintain
from tests.conftest import silent
from tests.reason.conftest import examples, lifespan, quads, rules
from tests.reason.strategies import THINGS, datasets, facts, lifespans, ontologies

Closed = set[tuple[str, str, str, int, int]]


def write(folder: Path, name: str, data: list[ox.Quad]) -> Path:
    path = folder / name
    path.write_text("".join(f"{quad} .\n" for quad in data), encoding="utf-8")
    return path


def closed_database(folder: Path, data: list[ox.Quad]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    engine = Engine(connection, rules(), silent)
    engine.load(write(folder, "asserted.nq", data))
    engine.close()
    return connection


def closure(connection: duckdb.DuckDBPyConnection) -> Closed:
    rows = connection.execute(
        """SELECT s.text, p.text, o.text, f, u FROM longest_fact JOIN term AS s ON s.id = s
        JOIN term AS p ON p.id = p JOIN term AS o ON o.id = o"""
    ).fetchall()
    return set(rows)


def maintained(folder: Path, before: list[ox.Quad], after: list[ox.Quad]) -> Closed:
    connection = closed_database(folder, before)
    added = write(folder, "added.nq", [quad for quad in after if quad not in before])
    removed = write(folder, "removed.nq", [quad for quad in before if quad not in after])
    maintain(connection, rules(), added, removed, silent)
    return closure(connection)


def afresh(folder: Path, data: list[ox.Quad]) -> Closed:
    return closure(closed_database(folder, data))


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """A dataset before and after an edit: facts leave, facts come, and one thing gets another lifespan."""
    schema = quads("\n".join(draw(ontologies)))
    old, new = draw(datasets), draw(st.lists(facts, max_size=3))
    leaving, moved = draw(st.integers(0, 3)), draw(st.sampled_from(THINGS))
    lives, later = draw(lifespans), draw(lifespans)
    dates = quads("".join(lifespan(name, *lives[name]) for name in THINGS))
    changed = quads("".join(lifespan(name, *(later if name == moved else lives)[name]) for name in THINGS))
    before = [*schema, *quads("\n".join(old)), *dates]
    after = [*schema, *quads("\n".join([*old[leaving:], *new])), *changed]
    return list(dict.fromkeys(before)), list(dict.fromkeys(after))


@examples
@given(edits())
def test_what_is_maintained_is_what_is_computed_afresh(tmp_path_factory, edit) -> None:
    folder = tmp_path_factory.mktemp("maintained")

    assert maintained(folder, *edit) == afresh(folder, edit[1])


BASE = """
    :p a owl:TransitiveProperty . :p rdfs:subPropertyOf :tie . :A rdfs:subClassOf :B .
    :x :p :y . :y :p :z . :z :p :w . :x :p :z . :x a :A .
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ":w :p :v ."),
        (":w :p :v .", ""),
        (":y :p :z2 . :z2 :p :w .", ":z2 :p :w ."),
        ("", ":tie rdfs:subPropertyOf :relation ."),
        (":tie rdfs:subPropertyOf :relation .", ""),
        ("", ":C owl:intersectionOf ( :A :B ) ."),
        (lifespan("y", 2000, None), lifespan("y", 2003, 2005)),
        (lifespan("y", 2000, 2003), ""),
        ("", lifespan("x", 1999, 2001)),
        (":y owl:sameAs :y2 .", ""),
    ],
    ids=[
        "fact-added", "fact-removed", "one-way-of-two-removed", "schema-added", "schema-removed", "list-added",
        "lifespan-moved", "lifespan-removed", "lifespan-added", "same-as-removed",
    ],
)  # fmt: skip
def test_each_kind_of_change(tmp_path: Path, before: str, after: str) -> None:
    old, new = quads(BASE + before), quads(BASE + after)
    kept = {str(quad): quad for quad in old}  # so that what both hold is one and the same, blank nodes too
    data = [kept.get(str(quad), quad) for quad in new]

    assert maintained(tmp_path, old, data) == afresh(tmp_path, data)


def test_a_change_of_nothing_changes_nothing(tmp_path: Path) -> None:
    data = quads(BASE)

    assert maintained(tmp_path, data, data) == afresh(tmp_path, data)
