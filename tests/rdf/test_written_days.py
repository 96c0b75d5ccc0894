"""Days as pages write them, and as readers type them."""

from datetime import date

import pytest

from westphalia.rdf.written_days import iso_of_written, written, written_day


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("16 Dec 1991", "1991-12-16"),
        ("16 December 1991", "1991-12-16"),
        ("16. dec. 1991", "1991-12-16"),
        ("December 16, 1991", "1991-12-16"),
        ("Dec 1991", "1991-12"),
        ("1991", "1991"),
        ("1991-12-16", "1991-12-16"),
        ("Brumaire 1799", "Brumaire 1799"),
        ("yesterday", "yesterday"),
    ],
)
def test_days_are_typed_in_any_usual_form(typed: str, iso: str) -> None:
    assert iso_of_written(typed) == iso


def test_what_a_page_writes_may_be_typed() -> None:
    for month in range(1, 13):
        day = date(1991, month, 6)
        assert iso_of_written(written(day)) == day.isoformat()
    assert written_day("2026-11-28") == "28 Nov 2026"
    assert written_day("no particular date") == "no particular date"
