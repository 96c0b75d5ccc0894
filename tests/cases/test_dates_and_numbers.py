"""Dates and numbers as people write them; what may mean two is refused."""

from decimal import Decimal

import pytest

from westphalia.cases.written.date_hints import date_hint
from westphalia.cases.written.dates import (
    EXPECTED,
    DateTextError,
    WrittenDate,
    WrittenPeriod,
    read_date,
    read_written,
)
from westphalia.cases.written.numbers import NumberTextError, read_number


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("1991-12-16", "1991-12-16"),
        ("16 December 1991", "1991-12-16"),
        ("Dec 16, 1991", "1991-12-16"),
        ("1st of May 1999", "1999-05-01"),
        ("16.12.1991", "1991-12-16"),
        ("1992/04/03", "1992-04-03"),
        ("12/1991", "1991-12"),
        ("1991", "1991"),
        ("16 декабря 1991 \N{CYRILLIC SMALL LETTER GHE}.", "1991-12-16"),
        ("le 16 décembre 1991", "1991-12-16"),
        ("1991-12-16 00:00:00", "1991-12-16"),
        ("04/04/1992", "1992-04-04"),
    ],
)
def test_a_date_is_read(text, begin):
    assert read_date(text).begin.text == begin
    assert not read_date(text).is_rough


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("1991-12~", "1991-12", "1991-12"),
        ("1991?", "1991", "1991"),
        ("c. 1991", "1991", "1991"),
        ("early 1991", "1991", "1991"),
        ("1991-21", "1991", "1991"),
        ("199X", "1999", "1990"),
        ("1990s", "1999", "1990"),
        ("[1990,1991]", "1991", "1990"),
    ],
)
def test_a_rough_date_bounds_a_period_from_inside_and_is_kept(text, begin, end):
    written = read_date(text)

    assert (written.begin.text, written.end.text, written.text, written.is_rough) == (begin, end, text, True)


def test_intervals_are_read_with_open_sides():
    until, since = read_written("../1994"), read_written("1991/..")

    assert isinstance(until, WrittenPeriod) and isinstance(since, WrittenPeriod)
    assert (until.begin, until.end and until.end.text) == (None, "1994")
    assert (since.begin and since.begin.text, since.end) == ("1991", None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("03/04/1992", "03/04/1992: 3 April or 4 March?"),
        ("03.04.1992", "03.04.1992: 3 April or 4 March?"),
        ("1992-02-30", "1992-02-30: there is no 30 February 1992."),
        ("30 February 1992", "30 February 1992: there is no 30 February 1992."),
        ("1992-13", "1992-13: there is no month 13."),
        ("33603", "33603 looks like Excel's number of a day: 31 December 1991."),
        ("16/12/91", "16/12/91: 1991 or 2091?"),
        ("today", "'today' is no date."),
        ("foo", "'foo' is no date."),
        ("33603.5", "33603.5 looks like Excel's number of a day: 31 December 1991."),
        ("1900-01-00", "1900-01-00 is how a spreadsheet shows an empty cell as a date."),
        ("92-05-15", "92-05-15: 1992 or 2092?"),
        ("0199", "0199: the year 199 lies outside 1000 to 2200."),
    ],
)
def test_what_is_no_date_or_two_is_refused(text, sentence):
    with pytest.raises(DateTextError) as refused:
        read_date(text)

    assert refused.value.sentence == sentence
    assert refused.value.action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("1992-1994", "Write 1992 in 'from' and 1994 in 'until'; or [1992,1994] if it is one of the two."),
        ("1992/93", "Write 1992 in 'from' and 1993 in 'until'; or [1992,1993] if it is one of the two."),
        ("15.5.1992 - 16.5.1994", "Write 15.5.1992 in 'from' and 16.5.1994 in 'until'."),
        ("since 1992", "Write 1992 in 'from'."),
        ("15051992", "Write 1992-05-15."),
        ("O5/05/1992", "A letter stands where a digit belongs: write 05/05/1992."),
        ("12 Mey 1992", "Did you mean 12 May 1992?"),
        ("1,992", "Write 1992."),
        ("Monday 15 May 1992", "Write 15 May 1992 alone; the rest belongs into the note."),
        ("15 de mayo del 1992", EXPECTED),
    ],
)
def test_what_a_text_that_is_no_date_probably_means_is_proposed(text, action):
    with pytest.raises(DateTextError):
        read_date(text)

    assert date_hint(text) == action


def test_an_order_of_numbers_decides():
    first = read_written("03/04/1992", "day-first")
    second = read_written("03/04/1992", "month-first")

    assert isinstance(first, WrittenDate) and isinstance(second, WrittenDate)
    assert (first.begin.text, second.begin.text) == ("1992-04-03", "1992-03-04")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("39,7", "39.7"),
        ("39.7", "39.7"),
        ("1.234.567,5", "1234567.5"),
        ("16 300 000", "16300000"),
        ("0,123", "0.123"),
    ],
)
def test_a_number_is_read(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("16 million", "Write 16000000."),
        ("1.6E+07", "Write 16000000."),
        ("~16", "Write 16, and 'approximately' as the qualifier."),
        ("$16", "Write 16 alone; the unit has a column."),
    ],
)
def test_what_a_text_that_is_no_number_probably_means_is_proposed(text, action):
    with pytest.raises(NumberTextError) as refused:
        read_number(text)

    assert refused.value.args[1] == action


@pytest.mark.parametrize("text", ["1,234", "1.234", "about 8", "8 million"])
def test_what_is_no_number_or_two_is_refused(text):
    with pytest.raises(NumberTextError):
        read_number(text)
