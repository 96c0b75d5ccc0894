"""The law of the dated reasoner: cutting its closure at a day gives the closure of the data cut at that day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reason.conftest import examples, lifespan, quads, rules
from tests.reason.strategies import THINGS, datasets, lifespans, ontologies
from westphalia.reason.materialize import close_quads

pytestmark = pytest.mark.slow

DATES = "https://w3id.org/westphalia/ontology#valid"


OPEN = (None, None)


def alive(bounds: tuple[int | None, int | None], year: int) -> bool:
    begins, ends = bounds
    return (begins is None or begins <= year) and (ends is None or year < ends)


def parts(statement: str) -> list[str]:
    """Subject, predicate and object of a statement of the strategies."""
    return statement.split()[:3]


def declared(axioms: list[str], exception: str) -> set[str]:
    """The properties of which the ontology declares an exception."""
    return {parts(axiom)[0] for axiom in axioms if f" wph:{exception} " in axiom}


def living(axioms: list[str], facts: list[str], lives: dict, year: int) -> set[str]:
    """The things that live in a year: by their own dates, or without any, by those of what bounds them."""
    bounding = declared(axioms, "boundsSubject")
    undated = {f":{name}" for name in THINGS if lives[name] == OPEN}
    ties = [(s, o) for s, p, o in map(parts, facts) if p in bounding and s in undated]
    alive_now = {f":{name}" for name in THINGS if f":{name}" not in undated and alive(lives[name], year)}
    bounded = {f":{name}" for name in THINGS} - undated
    while grown := {s for s, o in ties if o in bounded} - bounded:
        bounded |= grown
    reached = set(alive_now)
    while grown := {s for s, o in ties if o in reached} - reached:
        reached |= grown
    return reached | undated - bounded


def holds(fact: str, axioms: list[str], alive_now: set[str]) -> bool:
    """Whether what a statement relates lives, exceptions apart."""
    s, p, o = parts(fact)
    if "wph:outlives" in p or "wph:bounds" in p:
        return True
    subject_counts = s[1:] in THINGS and p not in declared(axioms, "outlivesSubject")
    object_counts = o[1:] in THINGS and p not in declared(axioms, "outlivesObject")
    return (not subject_counts or s in alive_now) and (not object_counts or o in alive_now)


def cut(axioms: list[str], facts: list[str], lives: dict, year: int) -> list[str]:
    """The axioms, those about individuals included, and the facts that hold in a year."""
    alive_now = living(axioms, facts, lives, year)
    kept = [_without_dead_value(axiom, alive_now) for axiom in axioms]
    return [*kept, *(fact for fact in facts if holds(fact, axioms, alive_now))]


def _without_dead_value(axiom: str, alive_now: set[str]) -> str:
    """A restriction to a value that does not live restricts nothing."""
    restriction, _, value = axiom.partition(" ; owl:hasValue ")
    return axiom if not value or value.split()[0] in alive_now else f"{restriction} ."


def closure_of_cut(axioms: list[str], facts: list[str], lives: dict, year: int) -> set[tuple[str, str, str]]:
    """Close, without dates, the statements whose subject and object live in a year."""
    data = quads("\n".join(cut(axioms, facts, lives, year)))
    closed = close_quads(data, rules())
    return {row[:3] for row in closed.triples} | {tuple(map(str, quad.triple)) for quad in data}


def cut_of_closure(axioms: list[str], facts: list[str], lives: dict, year: int) -> set[tuple[str, str, str]]:
    """Close the dated statements, then take what holds in a year."""
    dates = [lifespan(name, *lives[name]) for name in THINGS]
    data = quads("\n".join([*axioms, *facts, *dates]))
    day = f"{year}-01-01"
    held = {
        (s, p, o)
        for s, p, o, f, u in close_quads(data, rules()).triples
        if (f is None or f <= day) and (u is None or day < u)
    }
    asserted = {tuple(map(str, quad.triple)) for quad in quads("\n".join(cut(axioms, facts, lives, year)))}
    return {triple for triple in held | asserted if not triple[1].startswith(f"<{DATES}")}


def named(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Without statements about blank nodes, whose names two readings of one text do not share."""
    return {triple for triple in triples if not any(term.startswith("_:") for term in triple)}


@pytest.mark.thorough
@examples
@given(ontologies, datasets, lifespans, st.integers(1999, 2007))
def test_the_cut_of_the_closure_is_the_closure_of_the_cut(axioms, facts, lives, year) -> None:
    assert named(cut_of_closure(axioms, facts, lives, year)) == named(closure_of_cut(axioms, facts, lives, year))


def test_a_join_holds_while_all_its_premises_do() -> None:
    text = (
        """:p owl:propertyChainAxiom ( :q :r ) . :x :q :y . :y :r :z .
        """
        + lifespan("x", 2000, 2005)
        + lifespan("y", 2003, 2010)
    )
    rows = {row for row in close_quads(quads(text), rules()).triples if row[1] == "<http://example.org/p>"}

    assert [row[3:] for row in rows] == [("2003-01-01", "2005-01-01")]


def test_premises_that_never_meet_derive_nothing() -> None:
    text = ":p owl:propertyChainAxiom ( :q :r ) . :x :q :y . :y :r :z .\n" + lifespan("x", 2000, 2003)
    rows = close_quads(quads(text + lifespan("y", 2003, 2010)), rules()).triples

    assert not [row for row in rows if row[1] == "<http://example.org/p>"]


def test_conclusions_that_touch_are_told_as_one_period() -> None:
    text = (
        """:inMember owl:inverseOf :member . :in owl:propertyChainAxiom ( :inMember :organization ) .
        :m1 :member :a ; :organization :o . :m2 :member :a ; :organization :o . :m3 :member :a ; :organization :o .
        """
        + lifespan("m1", 2000, 2003)
        + lifespan("m2", 2003, 2006)
        + lifespan("m3", 2008, None)
    )
    rows = [row[3:] for row in close_quads(quads(text), rules()).triples if row[1] == "<http://example.org/in>"]

    assert rows == [("2000-01-01", "2006-01-01"), ("2008-01-01", None)]
