"""Days of an answer are written no more precisely than the records on which they rest."""

from __future__ import annotations

from datetime import date

import pytest

from westphalia.questions.answers.dated_words import DatedWords
from westphalia.reason.proofs.proof import Period
from westphalia.views.dates.periods import DAY, MONTH, YEAR, possible_precision
from westphalia.views.dates.precision import Instants

JANUARY, AUGUST, APRIL = date(1957, 1, 1), date(1923, 8, 1), date(1949, 4, 4)
ANYWHERE = Instants(
    {"1957-01-01T00:00:00Z": YEAR, "1946-01-01T00:00:00Z": YEAR, "1923-08-01T00:00:00Z": MONTH},
    frozenset({"1648-01-01T00:00:00Z"}),
)
WORDS = DatedWords({}, ANYWHERE)


@pytest.mark.parametrize(
    ("day", "recorded", "possible"),
    [
        (JANUARY, YEAR, YEAR),
        (JANUARY, MONTH, MONTH),
        (AUGUST, YEAR, MONTH),
        (AUGUST, MONTH, MONTH),
        (date(1955, 5, 14), YEAR, DAY),
        (date(1955, 5, 14), MONTH, DAY),
        (JANUARY, DAY, DAY),
    ],
)
def test_only_the_first_day_of_a_month_or_year_can_stand_for_it(day: date, recorded: str, possible: str) -> None:
    assert possible_precision(day.isoformat(), recorded) == possible


@pytest.mark.parametrize(
    ("day", "written"), [(JANUARY, "in 1957"), (AUGUST, "in Aug 1923"), (APRIL, "on 4 Apr 1949")]
)
def test_a_day_is_written_with_its_preposition(day: date, written: str) -> None:
    assert WORDS.on(day) == written


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (Period(JANUARY, None), "since 1957"),
        (Period(date(1648, 1, 1), None), "since 1648 or before"),
        (Period(date(1941, 4, 25), date(1946, 1, 1)), "from 25 Apr 1941 until 1945"),
        (Period(JANUARY, date(1958, 1, 1)), "from 1957 until 1 Jan 1958"),
        (Period(AUGUST, date(1949, 4, 4)), "from Aug 1923 until 4 Apr 1949"),
        (Period(None, APRIL), "until 4 Apr 1949"),
        (Period(None, None), "without recorded dates"),
    ],
)
def test_a_period_is_as_precise_as_its_records(period: Period, written: str) -> None:
    assert WORDS.period(period) == written


def test_what_held_for_one_year_is_in_it() -> None:
    words = DatedWords({"1957-01-01T00:00:00Z": YEAR, "1958-01-01T00:00:00Z": YEAR}, ANYWHERE)

    assert words.period(Period(JANUARY, date(1958, 1, 1))) == "in 1957"


def test_the_records_of_the_things_asked_of_come_before_those_of_others() -> None:
    assert DatedWords({"1957-01-01T00:00:00Z": DAY}, ANYWHERE).day(JANUARY) == "1 Jan 1957"


def test_periods_are_joined() -> None:
    assert WORDS.periods([Period(None, APRIL), Period(JANUARY, None)]) == "until 4 Apr 1949 and since 1957"


def test_the_dates_of_a_thing_itself_are_not_made_coarser_by_what_ended_with_it() -> None:
    words = DatedWords({"1993-01-01T00:00:00Z": YEAR}, ANYWHERE, {"1993-01-01T00:00:00Z": DAY})

    assert words.last(date(1993, 1, 1)) == "1992"
    assert words.of_lives.last(date(1993, 1, 1)) == "1 Jan 1993"
