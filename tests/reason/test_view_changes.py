"""What is shown from day to day, and how long a view stays. Changes of a maintained closure: `test_maintenance`."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from rdflib.namespace import RDF

from tests.reason.closures import close_in, shown
from tests.reason.conftest import EX, examples, lifespan, quads
from tests.reason.strategies import days, edits
from westphalia.rdf.namespaces import HISTORY_GRAPH
from westphalia.reason.evaluation.dates.days import day_number
from westphalia.reason.views.dated_quads import ALL_DAYS, DatedQuads, DayRange, make_dated, write_passing
from westphalia.reason.views.view import INFERRED, stretch_around
from westphalia.reason.views.view_files import write_view

pytestmark = pytest.mark.slow


def dated_quads(connection: duckdb.DuckDBPyConnection, folder: Path) -> DatedQuads:
    make_dated(connection)
    write_passing(connection, folder / "dated.parquet")
    return DatedQuads(connection, folder / "dated.parquet")


def view(connection: duckdb.DuckDBPyConnection, day: date) -> set[str]:
    """What changes from day to day in the view, cut as a whole."""
    return {line for line in shown(connection, day) if HISTORY_GRAPH.n3() not in line}


def difference(dated: DatedQuads, folder: Path, before: DayRange, after: DayRange) -> tuple[set[str], set[str]]:
    """The lines that enter and leave; that none is written twice is checked on the way."""
    entering, leaving = folder / "entering.nq", folder / "leaving.nq"
    dated.write_difference(before, after, entering, leaving)
    lines = [path.read_text(encoding="utf-8").splitlines() for path in (entering, leaving)]
    assert [len(part) for part in lines] == [len(set(part)) for part in lines]
    return set(lines[0]), set(lines[1])


@examples
@given(edits(), days, days, days)
def test_what_enters_and_leaves_is_the_difference_of_two_views(tmp_path_factory, edit, first, day, last) -> None:
    first, day, last = sorted([first, day, last])
    folder = tmp_path_factory.mktemp("days")
    with duckdb.connect(close_in(folder, "closure", edit[0]), read_only=True) as connection:
        on_first, on_day, on_last = (view(connection, shown_day) for shown_day in (first, day, last))
        dated = dated_quads(connection, folder)
        span, one = DayRange(day_number(first), day_number(last) + 1), DayRange.of(day_number(day))

        assert difference(dated, folder, DayRange.of(day_number(last)), one) == (on_day - on_last, on_last - on_day)
        for days_around in (span, ALL_DAYS):  # nothing leaves what lasts through a range that has the day
            entering, leaving = difference(dated, folder, days_around, one)
            assert not leaving
            assert on_day - entering <= on_first & on_last
            assert difference(dated, folder, one, days_around) == (set(), entering)


@examples
@given(edits(), days, days)
def test_files_and_change_points_are_those_of_the_view(tmp_path_factory, edit, first, second) -> None:
    first, second = sorted([first, second])
    folder = tmp_path_factory.mktemp("files")
    with duckdb.connect(close_in(folder, "closure", edit[0]), read_only=True) as connection:
        expected = sorted(shown(connection, first))
        files = write_view(connection, first, folder)
        lines = [line for path in files.files for line in path.read_text(encoding="utf-8").splitlines()]
        assert sorted(lines) == expected
        assert files.inferred == sum(f" {INFERRED} ." in line for line in lines)

        points = dated_quads(connection, folder).change_points()
        changes = any(day_number(first) < point <= day_number(second) for point in points)
        assert changes or view(connection, first) == view(connection, second)


BOTH = [
    *quads(f":A rdfs:subClassOf :B . :x a :B . {lifespan('x', 2000, 2005)}"),
    *quads(f":x a :A . {lifespan('x', 2000, 2010)}", "urn:other"),
]
"""`:x a :B` is asserted until 2005 and follows until 2010."""


def test_what_is_only_derived_from_a_day_on_enters_the_inferred_graph_then(tmp_path: Path) -> None:
    with duckdb.connect(close_in(tmp_path, "closure", BOTH), read_only=True) as connection:
        dated = dated_quads(connection, tmp_path)
        y2003, y2006 = (DayRange.of(day_number(date(year, 6, 1))) for year in (2003, 2006))
        entering, _ = difference(dated, tmp_path, y2003, y2006)

    assert f"<{EX}x> {RDF.type.n3()} <{EX}B> {INFERRED} ." in entering


@pytest.mark.parametrize(
    ("day", "ends"), [(date(2003, 1, 1), date(2005, 1, 1)), (date(2006, 1, 1), date(2010, 1, 1))]
)
def test_a_view_holds_until_an_asserted_triple_is_only_derived(tmp_path: Path, day: date, ends: date) -> None:
    with duckdb.connect(close_in(tmp_path, "closure", BOTH), read_only=True) as connection:
        assert stretch_around(connection, day).ends == ends
