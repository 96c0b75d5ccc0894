"""Dates in lists: the form says the precision, and an interval is left open where its end is not known to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.inputs.tables.dates import between, during, parse_date

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 30))


@given(DAYS)
def test_every_form_of_a_day_contains_it(day: date):
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        found = parse_date(day.strftime(form))
        assert found.first <= day < found.after


@given(DAYS)
def test_a_day_is_one_day(day: date):
    found = parse_date(day.isoformat())
    assert (found.first, found.after - found.first, found.precision) == (day, timedelta(days=1), "day")


@pytest.mark.parametrize(
    "text", ["", "91", "1991-13", "1991-02-29", "1991-1-1", "16.12.1991", "1991-12-16T00:00", "1991 "]
)
def test_other_forms_are_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("1991", "1991", (date(1991, 1, 1), date(1992, 1, 1), "year")),
        ("1991-12-21", "1993-12-24", (date(1991, 12, 21), date(1993, 12, 24), "day")),
        ("1991-12-21", "1993-12", (date(1991, 12, 21), date(1994, 1, 1), "month")),
        ("1991-12-21", "1993", (date(1991, 12, 21), date(1994, 1, 1), "year")),
        ("", "1993", (None, date(1994, 1, 1), "year")),
        ("1991-03", "", (date(1991, 3, 1), None, "month")),
    ],
)
def test_an_end_without_its_day_leaves_the_interval_open_to_the_end_of_month_or_year(begin, end, expected):
    found = between(parse_date(begin) if begin else None, parse_date(end) if end else None)
    assert found is not None
    assert (found.begin, found.end, found.precision) == expected


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("1955-06", "1991-07-01", ("month", None, "day")),
        ("1955-05-14", "1991", ("year", "day", None)),
        ("1955", "1991", ("year", None, None)),
        ("1955-05-14", "", ("day", None, None)),
    ],
)
def test_a_date_that_is_known_more_exactly_than_the_other_has_a_precision_of_its_own(begin, end, expected):
    found = between(parse_date(begin), parse_date(end) if end else None)
    assert found is not None
    assert (found.precision, found.begin_precision, found.end_precision) == expected


def test_no_dates_are_no_period():
    assert between(None, None) is None
    assert during(None) is None


def test_an_event_lasts_for_what_its_date_says():
    found = during(parse_date("1992-05"))
    assert found is not None
    assert (found.begin, found.end, found.precision) == (date(1992, 5, 1), date(1992, 6, 1), "month")
