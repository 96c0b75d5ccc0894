"""A day as an instant, in each form that the project writes."""

import re
from datetime import date

import pyoxigraph as ox
import pytest
from rdflib.namespace import XSD

from westphalia.rdf.instants import instant, instant_literal, instant_term
from westphalia.settings import PROJECT_ROOT

WRITTEN_OUT = r"(?<![:\]])\}T00:00:00Z"


@pytest.mark.parametrize(
    ("day", "expected"), [(date(1991, 12, 16), "1991-12-16T00:00:00Z"), ("-0044-03-15", "-0044-03-15T00:00:00Z")]
)
def test_a_day_begins_at_midnight_in_each_form(day: date | str, expected: str) -> None:
    assert instant(day) == expected
    assert instant_literal(day) == ox.Literal(expected, datatype=ox.NamedNode(XSD.dateTime))
    assert ox.Store().query(f"SELECT ({instant_term(day)} AS ?i) {{}}").variables[0].value == "i"
    assert instant_term(day) == f'"{expected}"^^<{XSD.dateTime}>'


def test_no_other_module_writes_the_instant_of_a_day_itself() -> None:
    """Formatting with `…}T00:00:00Z` is left to `rdf/instants.py`, so that the form of an instant is in one place."""
    package = PROJECT_ROOT / "graph"
    assert re.search(WRITTEN_OUT, (package / "rdf" / "instants.py").read_text("utf-8"))
    writers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(WRITTEN_OUT, path.read_text("utf-8"))
    }
    assert writers == {"rdf/instants.py"}
