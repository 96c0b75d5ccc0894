"""Lifespans as they are written: every form of a date counts, and what is no date is refused."""

from pathlib import Path

import duckdb
import pytest

from tests.conftest import silent
from tests.reason.closures import write
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
        with pytest.raises(InputError, match=rf"lives.ttl, line \d+: .* as its wph:{form}, which is no date"):
            read()


def test_an_update_that_gives_no_date_is_refused(tmp_path: Path) -> None:
    start = write(tmp_path, "start.nq", quads(":C rdfs:subClassOf :D . :x a :C ."))
    added = write(tmp_path, "added.nq", quads(':x wph:validUntil "1991-02-29T00:00:00Z"^^xsd:dateTime .'))
    with duckdb.connect() as connection:
        engine = Engine(connection, rules(), silent)
        engine.load(start)
        engine.close()
        with pytest.raises(InputError, match="1991-02-29T00:00:00Z as its wph:validUntil, which is no date"):
            maintain(connection, rules(), added, write(tmp_path, "removed.nq", []), silent)
