"""Periods as people read them."""

from datetime import date

import pytest

from westphalia.views.dates.periods import COVERAGE, DAY, MONTH, YEAR, Period, year_of


@pytest.mark.parametrize(
    ("begin", "end", "precision", "expected"),
    [
        ("1991-12-16T00:00:00Z", "", DAY, "since 16 Dec 1991"),
        ("2010-12-08T00:00:00Z", "2010-12-09T00:00:00Z", DAY, "8 Dec 2010"),
        ("1999-01-01T00:00:00Z", "2005-03-01T00:00:00Z", DAY, "1 Jan 1999 \N{EN DASH} 1 Mar 2005"),
        ("2008-01-01T00:00:00Z", "2013-01-01T00:00:00Z", YEAR, "2008 \N{EN DASH} 2012"),
        ("2008-01-01T00:00:00Z", "2009-01-01T00:00:00Z", YEAR, "2008"),
        ("2008-02-01T00:00:00Z", "2008-03-01T00:00:00Z", MONTH, "February 2008"),
        ("", "1991-12-26T00:00:00Z", DAY, "until 26 Dec 1991"),
        ("", "", DAY, ""),
    ],
)
def test_a_period_is_told_as_precisely_as_it_is_known(begin, end, precision, expected) -> None:
    assert Period(begin, end, precision).text == expected


def test_start_and_end_are_each_told_as_precisely_as_they_are_known() -> None:
    instants = ("2008-01-01T00:00:00Z", "2013-01-01T00:00:00Z")

    assert Period(*instants, YEAR, DAY).text == "2008 \N{EN DASH} 1 Jan 2013"
    assert Period(*instants, DAY, YEAR).text == "1 Jan 2008 \N{EN DASH} 2012"
    assert Period(instants[0], "", COVERAGE).text == "attested since 2008"
    assert Period(*instants, COVERAGE, YEAR).text == "attested 2008 \N{EN DASH} 2012"


def test_a_date_that_is_no_first_of_a_month_is_known_to_the_day_whatever_the_other_is() -> None:
    assert Period("1955-05-14T00:00:00Z", "1992-01-01T00:00:00Z", YEAR).text == "14 May 1955 \N{EN DASH} 1991"
    assert (
        Period("1955-06-01T00:00:00Z", "1991-07-01T00:00:00Z", MONTH, DAY).text == "June 1955 \N{EN DASH} 1 Jul 1991"
    )


def test_two_periods_meet_while_both_hold_and_keep_their_precision() -> None:
    first, second = Period("1990", "2000", YEAR), Period("1995", "2006", DAY)

    assert first.meet(second) == second.meet(first) == Period("1995", "2000", DAY, YEAR)
    assert Period("1990", "1995").meet(Period("1995", "")) is None
    assert Period().meet(Period()) == Period()
    assert Period("", "1995").meet(Period("1990", "")) == Period("1990", "1995", DAY, DAY)


def test_a_period_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    period = Period("2008-01-01T00:00:00Z", "2013-01-01T00:00:00Z")

    assert [period.holds(date(*day)) for day in [(2007, 12, 31), (2008, 1, 1), (2012, 12, 31), (2013, 1, 1)]] == [
        False,
        True,
        True,
        False,
    ]
    assert Period().holds(date(1, 1, 1))
    assert [period.is_past(date(2012, 12, 31)), period.is_past(date(2013, 1, 1))] == [False, True]


def test_an_instant_has_its_place_on_a_line() -> None:
    assert year_of("2000-01-01T00:00:00Z") == 2000
    assert 2000.49 < (year_of("2000-07-01") or 0) < 2000.51
    assert year_of("?") is None


def test_a_period_without_an_end_says_until_when_it_is_confirmed() -> None:
    confirmed = "2025-06-30T00:00:00Z"
    mine, other = Period("2003-09-18", confirmed=confirmed), Period("2004-01-01", confirmed="2011-12-31")

    assert mine.text == "since 18 Sep 2003, last confirmed 30 Jun 2025"
    assert Period(confirmed=confirmed).text == "last confirmed 30 Jun 2025"
    assert Period("2003-09-18", "2005-01-01", confirmed=confirmed).text == "18 Sep 2003 \N{EN DASH} 1 Jan 2005"
    assert mine == Period("2003-09-18")
    both = mine.meet(other)
    assert both is not None and both.confirmed == "2011-12-31"


def test_what_has_no_beginning_is_attested_since_its_source_begins() -> None:
    record = Period(attested="1946-01-01T00:00:00Z", confirmed="2025-12-31T00:00:00Z")

    assert record.text == "attested since 1946, last confirmed 31 Dec 2025"
    assert record.attested_since == "1946-01-01T00:00:00Z"
    assert Period("1990", "", COVERAGE).attested_since == "1990"
    assert Period("1990", attested="1946").attested_since == ""
    assert Period("", "1990-05-01", attested="1946-01-01").text == "attested 1946 \N{EN DASH} 1 May 1990"
    assert record.meet(Period("1950")).attested_since == ""
    assert record.meet(Period()).attested_since == "1946-01-01T00:00:00Z"
