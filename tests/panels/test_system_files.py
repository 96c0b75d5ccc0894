"""Lists of states are recognized by header, read to the day, and refused with what was found."""

from datetime import date

import pytest

from tests.panels.conftest import COW_HEADER, COW_ROWS, write_list
from westphalia.errors import InputError
from westphalia.panels.source.system_files import read_system
from westphalia.panels.source.systems import SystemMembership

GW_LINES = (
    "2\tUSA\tUnited States of America\t01:01:1816\t31:12:2017",
    "817\tRVN\tVietnam, Republic of\t01:05:1954\t30:04:1975",
)


def test_the_list_of_correlates_of_war(cow):
    assert (cow.name, cow.version, cow.scheme) == ("cow", "2016", "cowStateNumber")
    assert (cow.begin, cow.until) == (date(1816, 1, 1), date(2017, 1, 1))
    assert [spell.begin for spell in cow.spells_of("700")] == [date(1900, 3, 1), date(1991, 12, 16)]


def test_a_spell_that_stops_with_the_list_is_open(cow):
    earlier, later = cow.spells_of("700")

    assert earlier == SystemMembership("700", "Ruritania", date(1900, 3, 1), date(1975, 12, 1))
    assert (later.until, later.is_open) == (date(2017, 1, 1), True)


def test_the_file_of_gleditsch_and_ward_has_no_header(tmp_path):
    system = read_system(write_list(tmp_path / "ksgmdw.txt", *GW_LINES))

    assert (system.name, system.version) == ("gw", "2017")
    assert system.spells_of("817") == (
        SystemMembership("817", "Vietnam, Republic of", date(1954, 5, 1), date(1975, 5, 1)),
    )


def test_the_file_of_gleditsch_and_ward_is_in_the_encoding_of_windows(tmp_path):
    path = tmp_path / "ksgmdw.txt"
    path.write_bytes("437\tCDI\tCôte d'Ivoire\t07:08:1960\t31:12:2017\n".encode("cp1252"))

    assert read_system(path).names == {"437": "Côte d'Ivoire"}


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        ("gwcode,gw_abb,gw_name,microstate,start,end", "2.0,USA,United States,0.0,1816-01-01,2020-12-31", "2"),
        ("gwcode,gwc,country_name,start,end,microstate", "2,USA,United States,1816-01-01,2020-12-31,FALSE", "2"),
        ("cowcode,cowc,country_name,start,end,microstate", "20,CAN,Canada,1920-01-10,2016-12-31,FALSE", "20"),
        ("ccode,cw_abb,cw_name,start,end", "20.0,CAN,Canada,1920-01-10,2016-12-31", "20"),
    ],
)
def test_tables_of_spells(tmp_path, header, row, code):
    assert [spell.code for spell in read_system(write_list(tmp_path / "list.csv", header, row)).spells] == [code]


def test_an_end_in_the_year_9999_is_no_end(tmp_path):
    header = "gwcode,gwc,country_name,start,end,microstate"
    path = write_list(
        tmp_path / "list.csv",
        header,
        "626,SSD,South Sudan,2011-07-09,9999-12-31,FALSE",
        "345,SER,Serbia,2006-06-05,9999-12-31,FALSE",
        "340,YUG,Yugoslavia,1918-12-01,2006-06-04,FALSE",
    )

    system = read_system(path)

    assert system.until == date(2011, 7, 10)  # no later day is in the list, so that it vouches for none
    assert [spell.is_open for spell in system.spells] == [False, True, True]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ["ccode,year", "2,1816"],
            r"list\.csv begins with 'ccode,year', which no list of states has; expected one of",
        ),
        ([COW_HEADER], "has a header and no rows"),
        (
            [COW_HEADER, "USA,2,United States,1816,13,1,2016,12,31,2016"],
            r"line 2, styear, stmonth, stday: '1816-13-1'; expected a day as year, month and day",
        ),
        ([COW_HEADER, "USA,US,United States,1816,1,1,2016,12,31,2016"], "line 2, ccode: 'US'; expected the number"),
        (
            [COW_HEADER, "USA,2,United States,1816,1,1,1815,12,31,2016"],
            "line 2, end: '1815-12-31'; expected a day not",
        ),
        ([COW_HEADER, "USA,2,United States"], "line 2: the row has not as many cells as the header"),
        ([GW_LINES[0], "817\tRVN"], "line 2: 2 cells; expected 5, separated by tabs"),
        ([COW_HEADER, COW_ROWS[0], COW_ROWS[0]], "State 700 has two spells that overlap"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        read_system(write_list(tmp_path / "list.csv", *lines))


def test_a_list_of_another_system_is_refused(cow_file):
    with pytest.raises(InputError, match="has the header of the list 'cow'; expected that of 'gw'"):
        read_system(cow_file, "gw")


def test_a_file_that_is_not_there_is_named_without_its_folder(tmp_path):
    with pytest.raises(InputError, match=r"^The list missing\.csv cannot be read: No such file"):
        read_system(tmp_path / "missing.csv")
