"""Maintenance: a closure that is brought up to date is the one that closing the changed data gives."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from tests.reason.closures import check_maintained
from tests.reason.conftest import examples, lifespan, quads
from tests.reason.strategies import days, edits

pytestmark = pytest.mark.slow


@pytest.mark.thorough
@examples
@given(edits(), days, days)
def test_what_is_maintained_is_what_is_computed_afresh(tmp_path_factory, edit, shown_day, day) -> None:
    check_maintained(tmp_path_factory.mktemp("maintained"), *edit, shown_day, day)


BASE = """
    :p a owl:TransitiveProperty . :p rdfs:subPropertyOf :tie . :A rdfs:subClassOf :B .
    :x :p :y . :y :p :z . :z :p :w . :x :p :z . :x a :A .
    :size a owl:DatatypeProperty, owl:FunctionalProperty . :x :size "1"^^xsd:byte .
"""


DAY = date(2004, 4, 4)


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
        (lifespan("w", 2000, None), lifespan("w", 2005, 2007)),
        (":p wph:boundsSubject 'w' . " + lifespan("w", 2000, 2010), ":p wph:boundsSubject 'w' . " + lifespan("w", 2005, None)),
        (":p wph:boundsSubject 'w' . " + lifespan("w", 2005, None), ":p wph:boundsSubject 'w' . "),
        (lifespan("w", 2005, None), ":p wph:outlivesObject 'w' . " + lifespan("w", 2005, None)),
        (":y owl:sameAs :y2 .", ""),
        ("", ":x a :B ."),
        ("", ":x a wph:Situation ."),
        ("", ':x :size "01"^^xsd:byte .'),
        ("", ':x :size "2"^^xsd:byte .'),
        (':x :size "300"^^xsd:byte .', ':x :size "301"^^xsd:byte .'),
    ],
    ids=[
        "fact-added", "fact-removed", "one-way-of-two-removed", "schema-added", "schema-removed", "list-added",
        "lifespan-moved", "lifespan-removed", "lifespan-added",
        "object-moved", "dependents-moved", "dependents-freed", "exception-added", "same-as-removed",
        "derived-also-asserted", "situation-added",
        "value-said-otherwise", "value-contradicted", "value-out-of-range",
    ],
)  # fmt: skip
def test_each_kind_of_change(tmp_path: Path, before: str, after: str) -> None:
    old, new = quads(BASE + before), quads(BASE + after)
    kept = {str(quad): quad for quad in old}  # so that what both hold is one and the same, blank nodes too
    data = [kept.get(str(quad), quad) for quad in new]

    check_maintained(tmp_path, old, data, DAY, DAY)


@pytest.mark.parametrize("left", [':x rdfs:label "X"@en .', ":w a :A ."])
def test_what_leaves_the_world_is_no_reason_to_close_anew(tmp_path: Path, left: str) -> None:
    old, new = quads(BASE + left), quads(BASE)

    assert check_maintained(tmp_path, old, new, DAY, DAY)


def test_a_change_of_nothing_changes_nothing(tmp_path: Path) -> None:
    data = quads(BASE)

    check_maintained(tmp_path, data, data, DAY, DAY)
