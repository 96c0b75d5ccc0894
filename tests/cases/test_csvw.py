"""The metadata of the sheets, read by a validator of others (`csvw`): it finds the mistakes that a column shows."""

import csv
import logging
import re

import pytest
from csvw import CSVW

from westphalia.cases.drafts import new_case
from westphalia.cases.sheets.layout import SHEETS

from .conftest import VALUES
from .test_trial import typed_rows


@pytest.fixture
def found(tmp_path):
    """The cells, by row and column, in which csvw finds something wrong in a sheet of a new case with some rows."""

    def validate(sheet, rows, **values):
        new_case(tmp_path / "case", VALUES | values)
        with (tmp_path / "case" / f"{sheet}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        validator = CSVW(str(tmp_path / "case" / f"{sheet}.csv-metadata.json"), validate=True)
        told = _Told()
        list(validator.t.iterdicts(log=told))
        return validator.warnings, told.cells

    return validate


class _Told(logging.Logger):
    """What csvw logs, `file:line:column heading: error`, as rows and headings."""

    def __init__(self):
        super().__init__("csvw")
        self.cells = set()

    def _log(self, _level, message, *_args, **_more):
        line, heading = re.search(r"\.csv:(\d+):\d+ (\w+): ", str(message)).groups()
        self.cells.add((int(line), heading))


def test_a_validator_of_others_finds_the_mistakes_of_form_of_the_trial(found):
    warned, cells = found("statements", typed_rows())

    assert (warned, cells) == ([], {(16, "from"), (17, "from"), (26, "where"), (27, "certainty")})


def test_the_order_of_dates_of_a_case_is_in_its_metadata(found):
    _, cells = found("statements", typed_rows(), dates="day-first")

    assert cells == {(17, "from"), (26, "where"), (27, "certainty")}


def test_numbers_have_a_form(found):
    header = next(layout.header for layout in SHEETS if layout.name == "observations")
    values = ("16,4", "1.234.567,5", "16 300 000", "16 million", "n/a")
    rows = [["Kazakhstan", "Number of inhabitants", value, "person", "", "2010", "", "", "1"] for value in values]
    _, cells = found("observations", [header, *rows])

    assert cells == {(5, "value"), (6, "value")}


@pytest.mark.parametrize("layout", SHEETS, ids=[layout.name for layout in SHEETS])
def test_the_example_of_each_sheet_is_valid(found, layout):
    assert found(layout.name, [layout.header, layout.example()]) == ([], set())
