"""Lifespans as they are written: every form of a date counts, and what is no date is refused."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.conftest import silent
from tests.reason.closures import check_maintained, write
from tests.reason.conftest import HEAD, closure_on, quads, rules
from westphalia.errors import InputError
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.evaluation.maintenance import maintain
from westphalia.reason.materialize import close_file, close_quads, materialized_lines

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("begins", "ends", "inside", "outside"),
    [
        (
            '"1991-12-16"^^xsd:date',
            '"1999-01-01"^^xsd:date',
            ["1991-12-16", "1998-12-31"],
            ["1991-12-15", "1999-01-01"],
        ),
        ('"1991"^^xsd:gYear', '"1999"^^xsd:gYear', ["1991-01-01", "1999-12-31"], ["1990-12-31", "2000-01-01"]),
        ('"1991-02"^^xsd:gYearMonth', '"1991-02"^^xsd:gYearMonth', ["1991-02-28"], ["1991-01-31", "1991-03-01"]),
        ('"1990-12-31T24:00:00Z"^^xsd:dateTime', '"1992Z"^^xsd:gYear', ["1991-01-01"], ["1990-12-31", "1993-01-01"]),
    ],
)
def test_each_form_of_a_date_bounds_a_life(begins: str, ends: str, inside: list, outside: list) -> None:
    data = quads(f":C rdfs:subClassOf :D . :x a :C ; wph:validFrom {begins} ; wph:validUntil {ends} .")
    holds = {day for day in (*inside, *outside) if any(s.endswith("/x>") for s, _, _ in closure_on(data, day))}

    assert holds == set(inside)


def test_a_life_before_the_year_1_has_its_dates() -> None:
    text = ':C rdfs:subClassOf :D . :x a :C ; wph:validFrom "-0099"^^xsd:gYear ; wph:validUntil "-0043-03-15"^^xsd:date .'
    [row] = [row for row in close_quads(quads(text), rules()).triples if row[0].endswith("/x>")]

    assert row[3:] == ("-0099-01-01", "-0043-03-15")


@pytest.mark.parametrize("form", ["validFrom", "validUntil", "coverageFrom"])
@pytest.mark.parametrize(
    "written",
    ['"1991-02-29T00:00:00Z"^^xsd:dateTime', '"1991"', "1991", '"soon"@en', ":x", '"1991-13"^^xsd:gYearMonth'],
)
def test_what_is_no_date_is_refused_with_file_and_line(form: str, written: str, tmp_path: Path) -> None:
    path = tmp_path / "lives.ttl"
    path.write_text(f"{HEAD}:y a :C .\n:a a :C ;\n  wph:{form} {written} .\n")

    for read in (lambda: close_file(path, []), lambda: list(materialized_lines(path, None, [], None))):
        with pytest.raises(
            InputError, match=rf"lives.ttl, line \d+: .* as its wph:{form}, which is not a calendar date"
        ):
            read()


def test_an_update_that_gives_no_date_is_refused(tmp_path: Path) -> None:
    start = write(tmp_path, "start.nq", quads(":C rdfs:subClassOf :D . :x a :C ."))
    added = write(tmp_path, "added.nq", quads(':x wph:validUntil "1991-02-29T00:00:00Z"^^xsd:dateTime .'))
    with duckdb.connect() as connection:
        engine = Engine(connection, rules(), silent)
        engine.load(start)
        engine.close()
        with pytest.raises(
            InputError, match="1991-02-29T00:00:00Z as its wph:validUntil, which is not a calendar date"
        ):
            maintain(connection, rules(), added, write(tmp_path, "removed.nq", []), silent)


LIVES = """:state wph:validFrom "1991"^^xsd:gYear ; wph:validUntil "1999"^^xsd:gYear ."""


@pytest.mark.parametrize(
    ("declared", "fact", "days"),
    [
        ("", ":office :of :state .", (False, True, False)),
        (':of wph:outlivesObject "why" .', ":office :of :state .", (True, True, True)),
        ("", ":state :of :office .", (False, True, False)),
        (':of wph:outlivesSubject "why" .', ":state :of :office .", (True, True, True)),
        (':of wph:outlivesSubject "why" .', ":office :of :state .", (False, True, False)),
        (':wider wph:outlivesObject "why" . :of rdfs:subPropertyOf :wider .', ":office :of :state .", (False, True, False)),
        (":of a owl:AnnotationProperty .", ":office :of :state .", (True, True, True)),
    ],
    ids=["object", "outlives-object", "subject", "outlives-subject", "other-end", "not-inherited", "annotation"],
)  # fmt: skip
def test_a_relation_holds_while_both_its_ends_live(declared: str, fact: str, days: tuple) -> None:
    data = quads(f":of rdfs:subPropertyOf :tie . {declared} {fact} {LIVES}")

    found = tuple(
        any(p == "<http://example.org/tie>" for _, p, _ in closure_on(data, f"{year}-06-01"))
        for year in (1990, 1995, 2001)
    )

    assert found == days


def test_the_range_of_a_relation_gives_no_kind_before_birth() -> None:
    data = quads(f":of rdfs:range :State . :office :of :state . {LIVES}")
    kind = (
        "<http://example.org/state>",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
        "<http://example.org/State>",
    )

    assert [kind in closure_on(data, day) for day in ("1900-01-01", "1995-01-01")] == [False, True]


def test_what_depends_on_a_thing_lives_only_while_that_does() -> None:
    data = quads(
        f""":of wph:boundsSubject "An office is of a state." . :Office rdfs:subClassOf :Post .
        :deputy a :Office ; :of :office . :office a :Office ; :of :state . {LIVES}"""
    )

    def posts(day: str) -> int:
        return sum(o.endswith("/Post>") for _, _, o in closure_on(data, day))

    assert [posts(day) for day in ("1900-01-01", "1995-01-01", "2005-01-01")] == [0, 2, 0]


def test_the_graph_that_dates_an_object_itself_is_the_one_that_bounds_its_statements() -> None:
    own = quads(f":of rdfs:subPropertyOf :tie . :office :of :state . {LIVES}")
    other = quads(':state wph:validFrom "1995"^^xsd:gYear .', "urn:other")
    tie = ("<http://example.org/office>", "<http://example.org/tie>", "<http://example.org/state>")

    assert [tie in closure_on([*own, *other], day) for day in ("1992-01-01", "2005-01-01")] == [True, False]


def test_lists_and_annotated_axioms_name_things_that_live_at_other_times() -> None:
    text = f":C owl:oneOf ( :state :x ) . [] a owl:Axiom ; owl:annotatedTarget :state . {LIVES}"

    assert not close_quads(quads(text), rules()).ignored


RECORD = """:list wph:coverageFrom "2011"^^xsd:gYear . :in owl:propertyChainAxiom ( [ owl:inverseOf :member ] :organization ) .
:record :member :a ; :organization :o ; wph:source :list ; wph:locator "paragraph 1" ."""


@pytest.mark.parametrize(
    ("own", "elsewhere", "expected"),
    [
        ("", "", ("2011-01-01", None)),
        ("", ':record wph:validUntil "2019-03-20"^^xsd:date .', ("2011-01-01", "2019-03-20")),
        ("", ':record wph:validFrom "1991"^^xsd:gYear ; wph:validUntil "2018"^^xsd:gYear .', ("2011-01-01", "2019-01-01")),
        ("", ':record wph:validUntil "2005"^^xsd:gYear .', ("2011-01-01", None)),
        (':record wph:validFrom "2009"^^xsd:gYear .', ':record wph:validUntil "2018"^^xsd:gYear .', ("2009-01-01", None)),
    ],
    ids=["alone", "ended", "dated", "ended-before", "dated-itself"],
)  # fmt: skip
def test_a_record_without_dates_ends_when_another_graph_says_so(
    tmp_path: Path, own: str, elsewhere: str, expected: tuple[str, str | None]
) -> None:
    """What an older source says of its own time would otherwise go on after everybody knows that it is over."""
    before, other = quads(f"{RECORD} {own}"), quads(elsewhere, "urn:other") if elsewhere else []
    [row] = [row for row in close_quads([*before, *other], rules()).triples if row[1] == "<http://example.org/in>"]

    assert row[3:] == expected
    for name, change in (("there", (before, [*before, *other])), ("back", ([*before, *other], before))):
        folder = tmp_path / name
        folder.mkdir()
        check_maintained(folder, *change, date(2015, 1, 1), date(2020, 1, 1))
