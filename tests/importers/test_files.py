"""Files are recognized by their header, read in whatever encoding, and refused as a whole with what was found."""

import pytest

from tests.conftest import SHARED
from tests.importers.test_datasets import STATE
from westphalia.errors import InputError
from westphalia.importers import read_dataset

ROW = ["RUR", 365, "Ruritania", 1950, 1, 1, 1960, 12, 31, 2016]


@pytest.mark.parametrize("lineterminator", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_lines_and_encodings_are_those_of_any_system(imported, encoding, lineterminator):
    row = [*ROW[:2], "Ruritanië", *ROW[3:]]

    assert imported(STATE, row, encoding=encoding, lineterminator=lineterminator).situations == 1


def test_a_header_may_differ_in_case_alone(imported):
    assert imported([name.upper() for name in STATE], ROW).dataset.key == "cow-states"


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (STATE[:-1], r"Nearest is cow-states 2016: missing is version; expected are 10 columns in this order"),
        ((*STATE, "region"), r"Nearest is cow-states 2016: unknown is region; expected are 10 columns"),
        (STATE[::-1], r"Nearest is cow-states 2016: expected are 10 columns in this order: stateabb"),
    ],
)
def test_another_header_is_refused_with_what_differs(imported, header, sentence):
    with pytest.raises(InputError, match=sentence):
        imported(header, ["x"] * len(header))


def test_a_workbook_is_refused_before_it_is_read(tmp_path, table):
    path = tmp_path / "p5v2018.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))

    with pytest.raises(InputError, match=r"p5v2018\.xls is a workbook; expected text: save its sheet as CSV"):
        read_dataset(path, table)


def test_a_part_of_a_header_is_named_as_such(imported):
    with pytest.raises(InputError, match=r"Nearest is cshapes 2\.0: missing is area.*expected are among others the"):
        imported(["cntry_name", "capname", "caplong", "caplat", "gwcode", "gwsyear", "gwsmonth"], ["x"] * 7)


def test_a_newer_version_is_refused(imported):
    with pytest.raises(InputError, match="but version 2031; expected one of 2016, 2011"):
        imported(STATE, [*ROW[:-1], 2031])


def test_the_dataset_must_be_the_one_that_is_named(imported):
    with pytest.raises(InputError, match="has the header of cow-states, not of cow-contiguity"):
        imported(STATE, ROW, key="cow-contiguity")
    with pytest.raises(InputError, match="no importer 'acled'; expected one of cow-states"):
        imported(STATE, ROW, key="acled")


def test_a_row_of_another_length_is_refused(imported):
    with pytest.raises(InputError, match=r"download\.csv, row 3: 3 cells; expected 10"):
        imported(STATE, ROW, ROW[:3])


def test_an_impossible_day_is_refused(imported):
    with pytest.raises(
        InputError, match="row 2, styear, stmonth, stday: '1950-02-30'; expected a day of the calendar"
    ):
        imported(STATE, ["RUR", 365, "x", 1950, 2, 30, 1960, 12, 31, 2016])


def test_a_file_without_rows_or_records_is_refused(imported, tmp_path, table):
    with pytest.raises(InputError, match="has no rows"):
        imported(STATE)
    with pytest.raises(InputError, match="gives no record"):
        imported(STATE, ["NIX", 999, *ROW[2:]])
    with pytest.raises(InputError, match=r"none\.csv cannot be read: No such file"):
        read_dataset(tmp_path / "none.csv", table)


REAL = {
    "cow-states2016.csv": ("cow-states", 243),
    "gw-system-2020.csv": ("gw-states", None),
    "cow-contdir-excerpt.csv": ("cow-contiguity", None),
    "cow-igo-state-year-excerpt.csv": ("cow-igo", None),
    "atop5_1a-excerpt.csv": ("atop-alliances", None),
    "atop5_1aph-excerpt.csv": ("atop-phases", None),
    "atop4_member-excerpt.csv": ("atop-members", None),
    "ucdp-prio-acd-191-excerpt.csv": ("ucdp-prio", None),
    "desta-excerpt.csv": ("desta", None),
}


@pytest.mark.skipif(not (SHARED / "datasets").is_dir(), reason="the datasets are not beside the project")
@pytest.mark.parametrize("name", REAL)
def test_real_files_are_read(graph_table, name):
    key, rows = REAL[name]
    result = read_dataset(SHARED / "datasets" / name, graph_table)

    assert result.dataset.key == key
    assert rows is None or result.rows == rows
    assert result.situations >= result.rows
    assert not [reason for reason in result.left_out if "denotes nothing" in reason]


def test_a_row_that_repeats_another_and_a_spell_that_ends_before_it_begins_are_counted(imported):
    backwards = [*ROW[:3], 1960, 1, 1, 1950, 12, 31, 2016]

    result = imported(STATE, ROW, ROW, backwards)

    assert result.situations == 1
    assert {
        "Left out: rows that repeat an earlier one (1).",
        "Left out: spells of number 365 that end before they begin (1).",
    } <= set(result.report())
