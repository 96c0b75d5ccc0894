"""Sheets in files: encodings, separators, headings, workbooks with formulas, merged cells and dates."""

import csv
import json
from datetime import date

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from westphalia.cases.sheets.csvw import metadata_files
from westphalia.cases.sheets.files import read_sheets
from westphalia.cases.sheets.layout import SHEETS, STATEMENTS
from westphalia.cases.sheets.messages import Messages
from westphalia.cases.sheets.rows import read_rows

HEADER = "who,relation,whom,from,where"


def rows_and_messages(folder):
    messages = Messages()
    sheets = read_sheets(folder, messages)
    rows = read_rows(sheets["statements"], STATEMENTS, messages) if "statements" in sheets else []
    return rows, [message.text() for message in messages.sorted]


def in_csv(tmp_path, text, encoding="utf-8"):
    (tmp_path / "statements.csv").write_bytes(text.encode(encoding))
    return rows_and_messages(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_cyrillic_is_read_in_any_encoding(tmp_path, encoding):
    rows, _ = in_csv(tmp_path, f"{HEADER}\n\u0420оссия,is a member of,ОДКБ,1992,статья 1\n", encoding)

    assert (rows[0]["who"], rows[0]["where"]) == ("\u0420оссия", "статья 1")


@pytest.mark.parametrize(("name", "encoding"), [("Côte d'Ivoire", "cp1252"), ("Wałęsa", "cp1250")])
def test_encodings_of_windows_are_distinguished(tmp_path, name, encoding):
    rows, messages = in_csv(tmp_path, f"{HEADER}\n{name},signed,NPT,1992,1\n", encoding)

    assert rows[0]["who"] == name
    assert "was read as Windows" in messages[0]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_separators_are_distinguished(tmp_path, separator):
    text = f"{HEADER}\nRussia,signed,NPT,1968,1\n".replace(",", separator)

    assert in_csv(tmp_path, text)[0][0]["whom"] == "NPT"
    assert in_csv(tmp_path, "sep=;\n" + text.replace(separator, ";"))[0][0].number == 3


def test_what_nobody_sees_is_forgiven(tmp_path):
    rows, messages = in_csv(tmp_path, f"{HEADER}\n Russian\u00a0 Federation ,signed,Côte d\u2019Ivoire,1968,1\n")

    assert (rows[0]["who"], rows[0]["whom"], messages) == ("Russian Federation", "Côte d'Ivoire", [])


def test_headings_are_taken_proposed_or_refused(tmp_path):
    rows, messages = in_csv(
        tmp_path, "Who,Relation,object,Since,where in the source,colour\nRussia,signed,NPT,1968,1,red\n"
    )

    assert (rows[0]["whom"], rows[0]["from"], rows[0]["where"]) == ("NPT", "1968", "1")
    assert messages == [
        "statements.csv, row 1, colour: warning: 'colour' is no heading of statements; the column is not read. "
        "Remove the column, or put its remarks into 'note'.",
        "statements.csv, row 1, object: warning: 'object' is no heading of statements; it was read as 'whom'. Rename it to 'whom'.",
    ]


def test_a_missing_heading_is_named(tmp_path):
    rows, messages = in_csv(tmp_path, "who,relation,whom,from\nRussia,signed,NPT,1968\n")

    assert rows == []
    assert "The column 'where' of statements is missing" in messages[0]


def test_headings_may_stand_below_a_title_with_remarks_and_again(tmp_path):
    rows, messages = in_csv(
        tmp_path,
        f"My list\nwho (state),Relation:,whom,from [date],where\nRussia,signed,NPT,1968,1\n{HEADER}\nIran,signed,NPT,1968,1\n",
    )

    assert [(row.number, row["who"], row["from"]) for row in rows] == [(3, "Russia", "1968"), (5, "Iran", "1968")]
    assert [message.split(": ")[:2] for message in messages] == [
        ["statements.csv, row 1", "warning"],
        ["statements.csv, row 4", "warning"],
    ]


def test_a_sheet_without_headings_is_named(tmp_path):
    rows, messages = in_csv(tmp_path, "Russia,signed,NPT,1968,1\n")

    assert (rows, len(messages)) == ([], 1)
    assert "The row has none of the headings of statements" in messages[0]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_quotation_mark_that_is_not_closed_is_found_at_its_cell(tmp_path, ending):
    lines = [HEADER, 'Russia,signed,"NPT,1968,1', "Iran,signed,NPT,1968,1", "Iraq,signed,NPT,1968,1", ""]
    rows, _ = in_csv(tmp_path, ending.join(lines))

    assert [(row.number, row.cell("whom").kind) for row in rows] == [(2, "unclosed")]


def test_a_cell_too_many_is_named(tmp_path):
    _, messages = in_csv(tmp_path, f"{HEADER}\nRussia,signed,NPT,1968,page 1, line 3\n")

    assert "'line 3' stands under no heading" in messages[0]


def test_a_file_that_is_no_sheet_is_named(tmp_path):
    (tmp_path / "list.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    assert "'list' is no sheet of a case" in rows_and_messages(tmp_path)[1][0]


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Statements"
    sheet.append(HEADER.split(","))
    sheet.append(["Russia", "signed", "NPT", date(1991, 12, 1), 5])
    sheet["D2"].number_format = "mmm yyyy"
    sheet.append(["=A2", "signed", "CTBT", date(1996, 9, 24), "1"])
    sheet.append(["Kazakhstan", "signed", "CTBT", None, 0.16])
    sheet["E4"].number_format = "0 %"
    sheet.merge_cells("A4:A5")
    book.save(tmp_path / "case.xlsx")
    return rows_and_messages(tmp_path)


def test_excel_gives_dates_as_shown_formulas_and_merged_cells(workbook):
    rows, messages = workbook

    assert [row["from"] for row in rows[:2]] == ["1991-12", "1996-09-24"]
    assert (rows[0]["where"], rows[1].cell("who").kind, rows[1]["who"]) == ("5", "formula", "=A2")
    assert rows[2]["where"] == "16%"
    assert [message.split(": ")[0] for message in messages] == [
        "case.xlsx (Statements), row 4, who",
        "case.xlsx (Statements), row 5, who",
    ]


def cell(text, **attributes):
    made = TableCell(**attributes)
    made.addElement(P(text=text))
    return made


def test_libreoffice_gives_dates_formulas_and_merged_cells(tmp_path):
    document, table = OpenDocumentSpreadsheet(), Table(name="statements")
    first = [
        cell("Russia"),
        cell("signed"),
        cell("NPT"),
        cell("1968-07", valuetype="date", datevalue="1968-07-01"),
        cell("1"),
    ]
    second = [
        cell("x", formula="of:=[.A2]"),
        cell("signed", numbercolumnsspanned="2"),
        CoveredTableCell(),
        cell("1968"),
        cell("1"),
    ]
    for cells in ([cell(name) for name in HEADER.split(",")], first, second):
        row = TableRow()
        for each in cells:
            row.addElement(each)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "case.ods"))

    rows, messages = rows_and_messages(tmp_path)

    assert (rows[0]["from"], rows[1].cell("who").kind, rows[1]["who"]) == ("1968-07", "formula", "=[.A2]")
    assert any("row 3, relation: The cell is merged" in message for message in messages)


def test_a_file_that_is_no_workbook_is_named(tmp_path):
    (tmp_path / "case.xlsx").write_text("no", encoding="utf-8")
    (tmp_path / "case.ods").write_text("no", encoding="utf-8")

    assert len(rows_and_messages(tmp_path)[1]) == 2


def test_metadata_describes_the_columns_of_each_sheet():
    for layout in SHEETS:
        document = json.loads(metadata_files()[f"{layout.name}.csv-metadata.json"])
        columns = document["tableSchema"]["columns"]

        assert document["@context"][0] == "http://www.w3.org/ns/csvw"
        assert [column["name"] for column in columns] == list(layout.header)
        assert all(column["titles"][0] == column["name"] and column["dc:description"] for column in columns)


def test_examples_fill_their_columns():
    for layout in SHEETS:
        example = dict(zip(layout.header, layout.example(), strict=True))

        assert all(example[name] for name in layout.required)
        assert next(csv.reader([",".join(layout.header)])) == list(layout.header)
