"""How the completeness of a relation follows from coverage statements and from what the relation follows from."""

from datetime import date

from westphalia.reason.proofs.proof import Period
from westphalia.views.answers.completeness import CoverageRules
from westphalia.views.answers.derivations import Derivation
from westphalia.views.answers.disjointness import Disjointness, ancestors
from westphalia.views.answers.statements import Completeness, CoverageStatement

DAY = date(2000, 1, 1)
NO_CLASSES = Disjointness((), {}, {})


def statement(relation: str, completeness: Completeness, scope: str = "", until: int = 2010) -> CoverageStatement:
    period = Period(date(1950, 1, 1), date(until, 1, 1))
    return CoverageStatement(
        f"{relation}/{scope}", relation, relation, scope, scope, period, completeness, "why", "s", "S"
    )


def is_complete(relation: str, statements: list[CoverageStatement], ways: dict, ends=("a", "b"), day=DAY) -> bool:
    return CoverageRules(tuple(statements), ways, NO_CLASSES, ()).completeness(relation, ends, day).is_complete


def test_a_statement_on_an_end_counts_before_one_on_the_whole_relation() -> None:
    whole, end = statement("in", "selected"), statement("in", "complete", "b")

    assert is_complete("in", [whole, end], {})
    assert not is_complete("in", [whole, end], {}, ends=("a", "c"))
    assert not is_complete("in", [statement("in", "complete"), statement("in", "selected", "b")], {})


def test_a_list_says_nothing_of_days_that_it_does_not_cover() -> None:
    assert not is_complete("in", [statement("in", "complete", until=1999)], {})


def test_a_relation_without_a_list_is_as_complete_as_every_way_to_it() -> None:
    ways = {"tie": (Derivation(("in",), direct=True), Derivation(("treaty", "Kind"), direct=False))}
    complete = [statement(name, "complete") for name in ("in", "treaty", "Kind")]

    assert is_complete("tie", complete, ways)
    assert not is_complete("tie", [*complete[:1], statement("treaty", "selected"), complete[2]], ways)
    assert not is_complete("tie", complete[:2], ways)


def test_only_what_relates_the_same_ends_is_limited_to_them() -> None:
    scoped = [statement("in", "complete", "b")]

    assert is_complete("tie", scoped, {"tie": (Derivation(("in",), direct=True),)})
    assert not is_complete("tie", scoped, {"tie": (Derivation(("in",), direct=False),)})


def test_a_relation_that_nothing_leads_to_is_not_known() -> None:
    assert not is_complete("unheard-of", [], {})


def test_the_members_of_a_thing_say_nothing_of_what_it_is_a_member_of() -> None:
    members = [statement("in", "complete", "b"), statement("in", "selected")]

    assert is_complete("in", members, {}, ends=("a", "b"))
    assert is_complete("in", members, {}, ends=("", "b"))
    assert not is_complete("in", members, {}, ends=("b", "a"))
    assert not is_complete("in", members, {}, ends=("b", ""))


def test_an_inverse_has_the_ends_the_other_way_round() -> None:
    ways = {"has": (Derivation(("in",), direct=True, swaps=True),)}
    members = [statement("in", "complete", "b")]

    assert is_complete("has", members, ways, ends=("b", "a"))
    assert not is_complete("has", members, ways, ends=("a", "b"))


def test_a_symmetric_relation_is_denied_only_both_ways_round() -> None:
    ways = {"tie": (Derivation(("tie",), direct=True, swaps=True), Derivation(("in",), direct=True))}

    assert is_complete("tie", [statement("in", "complete", "a"), statement("in", "complete", "b")], ways)
    assert not is_complete("tie", [statement("in", "complete", "b")], ways)


def test_a_list_of_neighbours_speaks_of_either_end() -> None:
    ways = {"borders": (Derivation(("borders",), direct=True, swaps=True),)}

    assert is_complete("borders", [statement("borders", "complete", "a")], ways, ends=("a", "b"))
    assert is_complete("borders", [statement("borders", "complete", "a")], ways, ends=("b", "a"))


def test_a_way_that_sources_alone_could_state_is_a_gap_beside_a_complete_one() -> None:
    lone = {"p": (Derivation(("q",), True, swaps=True),), "q": (Derivation(("p",), True, swaps=True),)}
    ways = lone | {"tie": (Derivation(("in",), direct=True), Derivation(("p",), direct=True))}

    assert not is_complete("tie", [statement("in", "complete")], ways)
    assert is_complete("tie", [statement("in", "complete"), statement("q", "complete")], ways)


def test_one_record_ends_a_tie_that_it_alone_brings_about() -> None:
    membership = Derivation((), direct=False, roles=True)
    ways = {
        "in": (membership, Derivation(("suspended",), direct=True)),
        "with": (membership, Derivation(("treaty",), direct=False)),
        "unlisted": (membership,),
    }
    rules = CoverageRules((statement("in", "selected"), statement("with", "selected")), ways, NO_CLASSES, ())

    assert [rules.is_recorded_once(name) for name in ("in", "with", "unlisted")] == [True, False, False]
    assert rules.is_covered("in", ("a", "b"), DAY)
    assert not rules.is_covered("in", ("a", "b"), date(2020, 1, 1))


def test_relations_that_follow_from_each_other_come_to_an_end() -> None:
    ways = {"p": (Derivation(("q",), direct=True),), "q": (Derivation(("p",), direct=True),)}

    assert not is_complete("p", [], ways)


def test_the_classes_above_a_class_are_found_through_circles() -> None:
    assert ancestors([("a", "b"), ("b", "c"), ("c", "a")])["a"] == {"a", "b", "c"}
