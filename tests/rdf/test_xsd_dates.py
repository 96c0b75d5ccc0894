"""Dates of XML Schema: which texts are dates, and which days they begin and end on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.rdf.xsd_dates import DATE, DATE_TIME, DATE_TIME_STAMP, YEAR, YEAR_MONTH, iso_day, parse_moment

_KINDS = {
    "dateTime": DATE_TIME,
    "dateTimeStamp": DATE_TIME_STAMP,
    "date": DATE,
    "gYearMonth": YEAR_MONTH,
    "gYear": YEAR,
}


@pytest.mark.parametrize(
    ("text", "kind", "begins", "ends"),
    [
        ("1991-12-16T00:00:00Z", "dateTime", "1991-12-16", "1991-12-16"),
        ("1991-12-16T00:00:00", "dateTime", "1991-12-16", "1991-12-16"),
        ("1991-12-16T10:30:00Z", "dateTime", "1991-12-16", "1991-12-17"),
        ("1991-12-16T00:00:00.001Z", "dateTime", "1991-12-16", "1991-12-17"),
        ("1991-12-16T00:00:00+06:00", "dateTime", "1991-12-15", "1991-12-16"),
        ("1991-12-15T19:00:00-05:00", "dateTime", "1991-12-16", "1991-12-16"),
        ("1991-12-31T24:00:00Z", "dateTime", "1992-01-01", "1992-01-01"),
        ("1991-12-31T24:00:00.00Z", "dateTimeStamp", "1992-01-01", "1992-01-01"),
        ("1991-12-16", "date", "1991-12-16", "1991-12-16"),
        ("1991-12-16+06:00", "date", "1991-12-16", "1991-12-16"),
        ("1991-12", "gYearMonth", "1991-12-01", "1992-01-01"),
        ("1991-02Z", "gYearMonth", "1991-02-01", "1991-03-01"),
        ("1991", "gYear", "1991-01-01", "1992-01-01"),
        ("-0043-03-15", "date", "-0043-03-15", "-0043-03-15"),
        ("0000", "gYear", "0000-01-01", "0001-01-01"),
        ("-0004-02-29T00:00:00Z", "dateTime", "-0004-02-29", "-0004-02-29"),
        ("12000-01-01", "date", "12000-01-01", "12000-01-01"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, kind: str, begins: str, ends: str) -> None:
    moment = parse_moment(text, _KINDS[kind])

    assert moment is not None
    assert (iso_day(moment.from_day), iso_day(moment.until_day)) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1991-02-29T00:00:00Z", "dateTime"),
        ("1900-02-29", "date"),
        ("2000-02-30", "date"),
        ("2000-04-31", "date"),
        ("2000-13", "gYearMonth"),
        ("2000-00-01", "date"),
        ("99", "gYear"),
        ("01991", "gYear"),
        ("-0000", "gYear"),
        ("1991-12-16T25:00:00Z", "dateTime"),
        ("1991-12-16T24:00:01Z", "dateTime"),
        ("1991-12-16T10:60:00Z", "dateTime"),
        ("1991-12-16T10:00:00+15:00", "dateTime"),
        ("1991-12-16T10:00:00", "dateTimeStamp"),
        ("1991-12-16", "dateTime"),
        ("1991-12-16T10:00:00Z", "date"),
        ("1991-12-16 ", "date"),
        ("١٩٩١-12-16", "date"),
        ("16.12.1991", "date"),
        ("99999999", "gYear"),
    ],
)
def test_what_is_no_date_is_refused(text: str, kind: str) -> None:
    assert parse_moment(text, _KINDS[kind]) is None


@given(st.dates())
def test_days_are_those_of_the_calendar(day: date) -> None:
    moment = parse_moment(day.isoformat(), DATE)

    assert moment is not None
    assert date(1970, 1, 1) + timedelta(days=moment.first) == day
    assert iso_day(moment.first) == day.isoformat()


@given(st.integers(-2_000_000_000, 2_000_000_000))
def test_a_day_written_and_read_is_the_same_day(number: int) -> None:
    moment = parse_moment(iso_day(number), DATE)

    assert moment is None or moment.first == number
