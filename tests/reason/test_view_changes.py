"""Changes of a view from day to day, and how long a view stays. Those of a maintained closure: `test_maintenance`."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given

from tests.reason.closures import check_changes, close_in, shown
from tests.reason.conftest import examples, lifespan, quads
from tests.reason.strategies import days, edits
from westphalia.reason.view import stretch_around
from westphalia.reason.view_changes import changes_between

pytestmark = pytest.mark.slow


@examples
@given(edits(), days, days)
def test_two_days_differ_by_what_begins_or_ends_between_them(tmp_path_factory, edit, first, second) -> None:
    with duckdb.connect(close_in(tmp_path_factory.mktemp("days"), "closure", edit[0]), read_only=True) as connection:
        changes = changes_between(connection, first, second)

        check_changes(changes, shown(connection, first), shown(connection, second))


@pytest.mark.parametrize(
    ("day", "ends"), [(date(2003, 1, 1), date(2005, 1, 1)), (date(2006, 1, 1), date(2010, 1, 1))]
)
def test_a_view_holds_until_an_asserted_triple_is_only_derived(tmp_path: Path, day: date, ends: date) -> None:
    """`:x a :B` is asserted until 2005 and follows until 2010, so in 2005 it enters `graph:inferred`."""
    turtle = f":A rdfs:subClassOf :B . :x a :B . {lifespan('x', 2000, 2005)}"
    data = [*quads(turtle), *quads(f":x a :A . {lifespan('x', 2000, 2010)}", "urn:other")]
    with duckdb.connect(close_in(tmp_path, "closure", data), read_only=True) as connection:
        assert stretch_around(connection, day).ends == ends
