"""A trial: thirty rows on a treaty, typed by somebody who knows the field and no RDF, with ten mistakes of ten kinds.

The rows are the status of the Treaty of Rarotonga as the depositary has it, in a CSV file with semicolons and in a
workbook; row 30 contradicts what the graph says of Tuvalu.
"""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from rdflib import Graph

from westphalia.cases.case import read_case
from westphalia.cases.drafts import new_case
from westphalia.cases.preview.preview import Previewer
from westphalia.cases.preview.preview_text import difference_text
from westphalia.cases.publish import compiled
from westphalia.rdf.namespaces import ID

from .conftest import VALUES

SHEET = Path(__file__).parent / "trial" / "rarotonga.csv"
MISTAKES = {
    (
        15,
        "who",
    ): "'Solomon Ilands' is no name in the graph on 1987-05-29. Nearest: Solomon Islands (id:solomon-islands)",
    (16, "from"): "02/08/1996: 2 August or 8 February? Write 1996-08-02 or 1996-02-08.",
    (17, "from"): "36878 looks like Excel's number of a day: 18 December 2000. If so, write 2000-12-18.",
    (21, "relation"): "'put its name to' is no relation.",
    (22, "who"): "The two stand the wrong way round: 'ratified' needs an actor as who and an agreement as whom.",
    (23, "who"): "'Fiji and Tuvalu' names several: Fiji (id:fiji), Tuvalu (id:tuvalu). Write a row for each",
    (25, "until"): "1985 is before 15 September 1989 in 'from'.",
    (26, "where"): "The place in the source is missing.",
    (27, "certainty"): "'likely' is not on the scale of certainty. Did you mean probable?",
    (31, "who"): "'Vanuatu' did not exist in 1979: Vanuatu (id:vanuatu) existed since 30 Jul 1980.",
}


def typed_rows():
    with SHEET.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def as_csv(folder):
    (folder / "statements.csv").write_bytes(b"\xef\xbb\xbf" + SHEET.read_bytes().replace(b"\n", b"\r\n"))


def as_workbook(folder):
    """The same rows as Excel keeps them: ISO dates are cells of dates, digits are numbers."""
    book = Workbook()
    book.active.title = "Statements"
    for row in typed_rows():
        book.active.append([_cell(text) for text in row])
    (folder / "statements.csv").unlink()
    book.save(folder / "rarotonga.xlsx")


def _cell(text):
    if text.isdecimal():
        return int(text)
    return date.fromisoformat(text) if text[:4].isdecimal() and len(text) == 10 else text or None


@pytest.fixture
def folder(tmp_path):
    new_case(tmp_path / "rarotonga", VALUES | {"covers_from": "1985"})
    return tmp_path / "rarotonga"


@pytest.mark.parametrize("save", [as_csv, as_workbook])
def test_each_of_ten_mistakes_is_found_at_its_cell_and_nothing_else_is(folder, knowledge, save):
    save(folder)
    case = read_case(folder, knowledge)
    texts = {(message.row, message.column): f"{message.sentence} {message.action}" for message in case.messages}

    assert list(texts) == sorted(MISTAKES)
    assert {place: text for place, text in texts.items() if MISTAKES[place] not in text} == {}
    assert all(message.action for message in case.messages)
    assert (case.count, len(case.statements)) == (30, 20)


def test_the_other_rows_are_dated_explained_and_held_against_other_sources(folder, knowledge, settings):
    as_csv(folder)
    previewer = Previewer(folder, settings, knowledge)
    try:
        preview = previewer.preview()
    finally:
        previewer.close()
    graph = Graph().parse(data=compiled(preview.case)["facts.ttl"], format="turtle")
    record = ID["rarotonga/ratified-papua-new-guinea-treaty-of-rarotonga-1989-09-15"]
    values = {str(p).rpartition("#")[2]: str(o) for p, o in graph.predicate_objects(record)}
    conclusions = {each.text(): each.rule for each in preview.conclusions}

    assert (values["validFrom"], values["locator"]) == ("1989-09-15T00:00:00+00:00", "status list, Papua New Guinea")
    assert conclusions["Papua New Guinea consented to South Pacific Nuclear Free Zone Treaty (15 Sep 1989)"]
    assert [difference_text(each) for each in preview.differing if each.statement.row.number == 30]
    assert "6 Aug 1985" in difference_text(preview.differing[0])
    assert {each.statement.row.number for each in preview.alone} >= {5, 6, 7, 8, 9}
