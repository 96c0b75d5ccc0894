"""Lists of axioms: those that are not whole are ignored and reported, and dated ones count in their days alone."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reason.closures import close_each
from tests.reason.conftest import EX, HEAD, closure_on, examples, quads, rules
from westphalia.reason.evaluation.helper_statements import BROKEN_LIST
from westphalia.reason.materialize import close_file, close_quads, materialized_lines
from westphalia.reason.rules.list_cells import FIRST, NIL, REST, ListCells

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIX = f"@prefix rdf: <{RDF}> .\n"
FAULTS = {
    "no rest": "_:l rdf:first :m1 ; rdf:rest _:k . _:k rdf:first :m2 .",
    "no first": "_:l rdf:first :m1 ; rdf:rest _:k . _:k rdf:rest rdf:nil .",
    "two firsts": "_:l rdf:first :m1, :m3 ; rdf:rest _:k . _:k rdf:first :m2 ; rdf:rest rdf:nil .",
    "a branch": "_:l rdf:first :m1 ; rdf:rest _:k, _:j . _:k rdf:first :m2 ; rdf:rest rdf:nil . "
    "_:j rdf:first :m3 ; rdf:rest rdf:nil .",
    "rest and nil": "_:l rdf:first :m1 ; rdf:rest _:k, rdf:nil . _:k rdf:first :m2 ; rdf:rest rdf:nil .",
    "a cycle": "_:l rdf:first :m1 ; rdf:rest _:k . _:k rdf:first :m2 ; rdf:rest _:l .",
    "a cell that is its own rest": "_:l rdf:first :m1 ; rdf:rest _:l .",
    "a literal rest": '_:l rdf:first :m1 ; rdf:rest _:k . _:k rdf:first :m2 ; rdf:rest "end" .',
    "a rest that is no cell": "_:l rdf:first :m1 ; rdf:rest _:k . _:k rdf:first :m2 ; rdf:rest :elsewhere .",
    "no cell": ":l a :NoList .",
}
AXIOMS = {
    "chain": (":p owl:propertyChainAxiom _:l .", ":x :m1 :y . :y :m2 :z ."),
    "key": (":C owl:hasKey _:l .", ":x a :C ; :m1 :v ; :m2 :w . :y a :C ; :m1 :v ; :m2 :w ."),
    "intersection": (":C owl:intersectionOf _:l .", ":x a :m1, :m2, :m3 . :y a :C ."),
    "union": (":C owl:unionOf _:l .", ":x a :m1 ."),
    "disjoint union": (":C owl:disjointUnionOf _:l .", ":x a :m1, :m2 ."),
    "enumeration": (":C owl:oneOf _:l .", ":x :q :m1 ."),
    "different": ("[] a owl:AllDifferent ; owl:members _:l .", ":m1 owl:sameAs :m2 ."),
    "distinct": ("[] a owl:AllDifferent ; owl:distinctMembers _:l .", ":m1 owl:sameAs :m2 ."),
    "disjoint classes": ("[] a owl:AllDisjointClasses ; owl:members _:l .", ":x a :m1, :m2 ."),
    "disjoint properties": ("[] a owl:AllDisjointProperties ; owl:members _:l .", ":x :m1 :y ; :m2 :y ."),
    "restrictions": (":D a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions _:l .", ":x :p 1 ."),
    "properties": (":C owl:onProperties _:l ; owl:someValuesFrom :D .", ":x :m1 1 ; :m2 2 ."),
}
WHOLE = "_:l rdf:first :m1 ; rdf:rest _:k . _:k rdf:first :m2 ; rdf:rest rdf:nil ."
READ_BY_NO_RULE = {"restrictions", "properties"}


PAIRS = [(axiom, fault) for axiom in AXIOMS for fault in FAULTS]
READ = sorted(AXIOMS.keys() - READ_BY_NO_RULE)
EMPTY = ":p owl:propertyChainAxiom () . :C owl:hasKey () . :U owl:unionOf () . :x a :C, :U . :y a :C ."


def dated_text(axiom: str, subject: str) -> str:
    """An axiom with its list and its facts, the axiom or a cell of the list dated."""
    statement, facts = AXIOMS[axiom]
    text = f"{statement} {WHOLE} {facts}\n".replace("_:k", ":k").replace("_:l", ":l").replace("[]", ":axiom")
    return text + _dated(subject, 2000, 2005)


def _dated(name: str, begin: int, end: int) -> str:
    return f':{name} wph:validFrom "{begin}"^^xsd:gYear ; wph:validUntil "{end - 1}"^^xsd:gYear .\n'


def dated_subject(axiom: str, dated: str) -> str:
    named = AXIOMS[axiom][0].split()[0].removeprefix(":").replace("[]", "axiom")
    return "k" if dated == "cell" else named


@cache
def undated_closures():
    texts = [facts for _, facts in AXIOMS.values()]
    for axiom, fault in PAIRS:
        statement, facts = AXIOMS[axiom]
        texts += [f"{statement} {FAULTS[fault]} {facts}", f"{FAULTS[fault]} {facts}"]
    texts += [f"{AXIOMS[axiom][0]} {WHOLE} {AXIOMS[axiom][1]}" for axiom in READ]
    return close_each({text: text for text in [*texts, EMPTY]}, head=HEAD + PREFIX)


@cache
def dated_closures():
    texts = [dated_text(axiom, dated_subject(axiom, dated)) for axiom in READ for dated in ("axiom", "cell")]
    return close_each({text: text for text in texts}, head=HEAD + PREFIX)


def closed(text: str):
    return undated_closures()[text]


@pytest.mark.parametrize("axiom", AXIOMS)
@pytest.mark.parametrize("fault", FAULTS)
def test_an_axiom_whose_list_is_not_whole_is_ignored_and_reported(axiom: str, fault: str) -> None:
    statement, facts = AXIOMS[axiom]
    without = closed(facts)
    found = closed(f"{statement} {FAULTS[fault]} {facts}")

    assert {row[:3] for row in found.triples} <= {row[:3] for row in without.triples} | {
        row[:3] for row in closed(f"{FAULTS[fault]} {facts}").triples
    }
    assert found.clashes == without.clashes
    assert [finding.code for finding in found.ignored] == [BROKEN_LIST]
    assert "its list is not whole; its " in found.ignored[0].message


@pytest.mark.parametrize("axiom", READ)
def test_the_same_axiom_counts_while_its_list_is_whole(axiom: str) -> None:
    statement, facts = AXIOMS[axiom]
    found, without = closed(f"{statement} {WHOLE} {facts}"), closed(facts)

    assert not found.ignored
    assert (found.triples, found.clashes) != (without.triples, without.clashes)


def test_a_finding_is_the_same_in_each_run_and_printed_as_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    text = PREFIX + f"@prefix : <{EX}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    path.write_text(f"{text}:p owl:propertyChainAxiom _:l . {FAULTS['two firsts']} :x :m1 :y . :y :m2 :z .")
    unnamed = (
        f"{text}:p owl:propertyChainAxiom [ rdf:first :m1 ; rdf:rest [ rdf:first :m2 ] ] . [] a owl:AllDifferent ;"
    )
    unnamed += " owl:members [ rdf:first :a ; rdf:rest [ rdf:first :b ; rdf:rest :elsewhere ] ] ."
    printed = [list(materialized_lines(path, None, [], None)) for _ in range(3)]
    of_unnamed = [
        [line for line in materialized_lines(path, unnamed.encode(), [], None) if line.startswith("#")]
        for _ in range(3)
    ]

    assert printed[0] == printed[1] == printed[2]
    assert of_unnamed[0] == of_unnamed[1] == of_unnamed[2]
    assert of_unnamed[0] == [
        "# FINDING list-not-whole The axiom […] owl:members […] is ignored: its list is not whole; "
        f"its 3rd cell, after {EX}a, {EX}b, is neither a cell nor rdf:nil.",
        f"# FINDING list-not-whole The axiom {EX}p owl:propertyChainAxiom […] is ignored: its list is not whole; "
        f"its 2nd cell, after {EX}m1, has no rdf:rest, expected one.",
    ]
    assert printed[0][-1] == (
        "# FINDING list-not-whole The axiom http://example.org/p owl:propertyChainAxiom […] is ignored: "
        "its list is not whole; its 1st cell has 2 rdf:first, expected one."
    )
    assert not close_file(path, []).clashes


def test_an_empty_chain_or_key_is_ignored_and_an_empty_union_is_the_empty_class() -> None:
    found = closed(EMPTY)

    assert [axiom.message.rpartition("; ")[2] for axiom in found.ignored] == [
        "its 1st cell is rdf:nil, expected a cell: an axiom of this kind has one member at least."
    ] * 2
    assert [clash.code for clash in found.clashes] == ["cls-nothing2"]


# The law of time for schema

_years = st.integers(2000, 2006)


@st.composite
def _links(draw: st.DrawFn) -> list[tuple[str, str, str, int, int]]:
    """Dated statements of up to four cells, whole or not."""
    cells, targets = ["a", "b", "c"], st.sampled_from(["a", "b", "c", NIL])
    rows = []
    for cell in cells:
        for prop, values in ((FIRST, st.sampled_from(["m", "n"])), (REST, targets)):
            for value in draw(st.lists(values, min_size=1, max_size=2)):
                f, u = sorted((draw(_years), draw(_years)))
                rows.append((cell, prop, value, f, u + 1))
    return rows


@examples
@given(_links())
def test_a_dated_list_is_in_each_year_what_its_cells_of_that_year_make(rows) -> None:
    parts = list(ListCells(rows).members("a", 2000, 2007))

    assert [(part.f, part.u) for part in parts] == list(pairwise([2000, *(part.u for part in parts)]))
    for year in range(2000, 2007):
        now = [(s, p, o, 0, 1) for s, p, o, f, u in rows if f <= year < u]
        [expected] = ListCells(now).members("a", 0, 1)
        [found] = [part for part in parts if part.f <= year < part.u]
        assert (found.members, found.fault) == (expected.members, expected.fault)


@pytest.mark.parametrize("axiom", READ)
@pytest.mark.parametrize("dated", ["axiom", "cell"])
def test_a_dated_axiom_holds_in_its_days_alone(axiom: str, dated: str) -> None:
    subject = dated_subject(axiom, dated)
    found, outside = dated_closures()[dated_text(axiom, subject)], closed(AXIOMS[axiom][1])
    if subject in {"C", "axiom", "p", "k"}:
        periods = {row[3:] for row in found.triples} | {(c.held_from, c.held_until) for c in found.clashes}
        always = {row[3:] for row in outside.triples} | {(None, None)}
        assert ("2000-01-01", "2005-01-01") in periods, "what follows from the axiom"
        assert periods <= {("2000-01-01", "2005-01-01")} | always


def test_a_finding_is_dated_too() -> None:
    text = f":p owl:propertyChainAxiom :l . {WHOLE} :x :m1 :y . :y :m2 :z .".replace("_:l", ":l").replace("_:k", ":k")
    found = close_quads(quads(PREFIX + text + ':k wph:validUntil "2005-01-01T00:00:00Z"^^xsd:dateTime .'), rules())

    assert [(finding.held_from, finding.held_until) for finding in found.ignored] == [("2005-01-01", None)]
    assert ("p" in {p.rpartition("/")[2][:-1] for _, p, _ in closure_on(quads(PREFIX + text), "2004-01-01")}) is True
