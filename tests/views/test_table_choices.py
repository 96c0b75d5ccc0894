"""What a reader chooses of a table: rows, order, columns."""

import pytest

from westphalia.views.tables.choices import TableChoice, UnknownColumnError, facets_of
from westphalia.views.tables.table import Cell, Column, Row, Table

TABLE = Table(
    "allies",
    "Allies",
    (Column("label", "Ally"), Column("basis", "Basis", is_facet=True), Column("from")),
    tuple(
        Row({"label": Cell(label), "basis": Cell(basis), "from": Cell(begin)})
        for label, basis, begin in (
            ("Belarus", "inferred", "1994"),
            ("Armenia", "asserted", "1992"),
            ("Russia", "inferred", "1992"),
        )
    ),
)


def labels(choice: TableChoice) -> list[str]:
    return [row.cell("label").text for row in choice.of(TABLE).rows]


def test_text_facet_and_order_choose_together() -> None:
    assert labels(TableChoice(facets={"basis": "inferred"}, sort="-label")) == ["Russia", "Belarus"]
    assert labels(TableChoice(text="bel", facets={"basis": "asserted"})) == []
    assert labels(TableChoice(sort="from")) == ["Armenia", "Russia", "Belarus"]


def test_columns_that_are_chosen_are_shown_in_their_place_and_others_are_not() -> None:
    assert [column.label for column in TableChoice(columns=("from", "label")).of(TABLE).shown] == ["Ally", "From"]


def test_facets_count_the_rows_of_each_value_and_know_which_is_chosen() -> None:
    [facet] = facets_of(TABLE, TableChoice(facets={"basis": "asserted"}))

    assert facet.values == (("inferred", 2), ("asserted", 1))
    assert facet.chosen == "asserted"
    assert facets_of(TABLE.part(0, 1), TableChoice()) == ()


@pytest.mark.parametrize(
    "choice", [TableChoice(sort="x"), TableChoice(facets={"x": "1"}), TableChoice(columns=("x",))]
)
def test_a_column_that_there_is_not_is_refused_with_those_there_are(choice: TableChoice) -> None:
    with pytest.raises(UnknownColumnError, match="'x' is no column of this list; expected one of label, basis, from"):
        choice.of(TABLE)
