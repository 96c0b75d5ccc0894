"""A column of a file converted: nothing is dropped, and what is wrong with a file is named."""

import pytest

from westphalia.codes import ColumnConversion, Converter
from westphalia.errors import InputError


@pytest.fixture
def convert(table):
    def lines(text, **options):
        conversion = ColumnConversion(Converter(table, "cow", "name"), "ccode", target="name", **options)
        return list(conversion.lines(text.splitlines(keepends=True))), conversion

    return lines


def test_every_row_comes_back_with_code_status_and_reason(convert):
    rows, conversion = convert("year,ccode,x\n1962,260,a\n1995,260,b\n1995,,c\n", date_column="year")

    assert rows[0] == "year,ccode,x,ccode_name,ccode_name_status,ccode_name_reason\n"
    assert rows[1] == "1962,260,a,West Ruritania,converted,\n"
    assert rows[2].startswith("1995,260,b,,not in use,")
    assert rows[3] == "1995,,c,,blank,There is no value.\n"
    assert conversion.summary() == "1 of 3 values converted; 1 not in use, 1 blank."


def test_the_delimiter_of_the_file_is_kept(convert):
    rows, _ = convert('"ccode";"note"\n260;"a, b"\n', on="1962")

    assert rows[1] == "260;a, b;West Ruritania;converted;\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("code,year\n1,2\n", "has no column 'ccode'; it has code, year"),
        ("ccode,ccode\n1,2\n", "has 2 columns 'ccode'"),
        ("ccode,year\n260\n", "Line 2 has 1 cells; expected 2"),
        ("ccode,ccode_name\n260,x\n", "has a column 'ccode_name' already"),
        ("", "it has no header"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence(convert, text, sentence):
    with pytest.raises(InputError, match=sentence):
        convert(text, on="1962")
