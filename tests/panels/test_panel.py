"""What becomes of a panel: helpers, comparison, reasons, recipes, codebook and files with the same bytes."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.panels.columns import SELECTED, Statements, column, fact, iri, system
from westphalia.errors import InputError, NotRepresentableError, QueryError
from westphalia.panels.assembly import Shape, assemble
from westphalia.panels.making import make_panel
from westphalia.panels.output.files import save_table
from westphalia.panels.panel import Panel
from westphalia.panels.recipe import Recipe, Relevance, peace_years_of, read_recipe, recipe_of, relevance_of
from westphalia.panels.source.panel_graph import PanelGraph
from westphalia.panels.units import read_unit, read_years
from westphalia.panels.year_rules import read_year_rule

WHOLE = (date(1900, 1, 1), date(2017, 1, 1))
WARS = [fact("a", "b", date(1950, 3, 1), date(1952, 2, 1)), fact("a", "b", date(1956, 1, 1), date(1956, 6, 1))]


def panel(*columns, unit: str = "dyad-year", first: int = 1946, last: int = 1958, states=None, explain=None) -> Panel:
    states = states or system(("a", *WHOLE), ("b", *WHOLE))
    shape = Shape(read_unit(unit), states, read_years(first, last), read_year_rule("any-day"))
    connection = duckdb.connect()
    places = assemble(connection, shape, columns, Statements())
    graph = PanelGraph(Statements(), None, lambda: None, "20260101-abc", date(2026, 1, 1))
    return Panel(Recipe(unit, first=first, last=last), shape, places, connection, graph, (), explain)


def values(made: Panel, name: str) -> list[object]:
    place = made.columns.index(name)
    return [row[place] for row in made.rows()]


def test_columns_and_keys():
    made = panel(column(WARS, name="war"))

    assert made.columns == ("state_a", "state_b", "year", "war", "war_status")
    assert made.keys == ("state_a", "state_b", "year")
    assert len(made) == 13
    assert repr(made) == "<Panel of dyad-year: 13 rows, war>"


@pytest.mark.parametrize(
    ("unit", "rule", "pairs"),
    [("dyad-year", "any-day", [1]), ("directed-dyad-year", "any-day", [2]), ("dyad-year", "31-december", [])],
)
def test_the_notices_count_the_pairs_without_a_day_that_were_left_out(cow_file, unit, rule, pairs):
    graph = PanelGraph(Statements(), None, lambda: None, "20260101-abc", date(2026, 1, 1))
    made = make_panel(graph, Recipe(unit, "cow", str(cow_file), first=1970, last=1980, rule=rule))

    said = [f"Left out, since the two states share the year but no day of it: {count} dyad-years." for count in pairs]
    assert list(made.notices) == said
    assert all(notice in made.codebook() for notice in said)


def test_peace_years_count_from_the_last_event():
    made = panel(column(WARS, name="war")).peace_years("war")

    assert values(made, "war") == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0]
    assert values(made, "peace_years") == [0, 1, 2, 3, 0, 0, 0, 1, 2, 3, 0, 1, 2]
    assert recipe_of(made.recipe.toml()).peace_years == {"peace_years": "war"}


def test_peace_years_are_empty_after_a_year_that_is_not_known():
    made = panel(column(WARS, SELECTED, name="war"), first=1949, last=1951).peace_years("war")

    assert values(made, "war") == [None, 1, 1]
    assert values(made, "peace_years") == [None, 0, 0]


def test_spells_of_a_value():
    made = panel(column(WARS, name="war"))

    assert [spell for spell in made.spells("war") if spell[2] == 1] == [
        ("a", "b", 1, 1950, 1952),
        ("a", "b", 1, 1956, 1956),
    ]
    assert made.duplicates() == []


def test_relevant_dyads_are_contiguous_or_have_a_major_power():
    states = system(("a", *WHOLE), ("b", *WHOLE), ("c", *WHOLE))
    border = column([fact("a", "b", WHOLE[0], WHOLE[1])], name="land-border")
    made = panel(border, states=states, first=1950, last=1951).politically_relevant(majors=[("c", 1951, 2016)])

    found = {row[:3]: row[-1] for row in made.rows()}
    assert [found["a", "b", 1950], found["a", "c", 1950], found["b", "c", 1951]] == [1, 0, 1]
    relevance = {"politically_relevant": Relevance("land_border", (("c", 1951, 2016),))}
    assert recipe_of(made.recipe.toml()).politically_relevant == relevance


def test_the_order_of_helpers_makes_no_other_panel():
    one = panel(column(WARS, name="war")).politically_relevant("war").peace_years("war")
    other = panel(column(WARS, name="war")).peace_years("war").politically_relevant("war")

    assert one.columns == other.columns and one.recipe == other.recipe
    assert list(one.rows()) == list(other.rows())
    assert one.codebook() == other.codebook()
    assert one.labels["peace_years"] == "Years since war"
    assert "### politically_relevant\n\nPolitically relevant dyad. war is above 0, or one" in one.codebook()


def test_helpers_are_read_from_texts():
    assert peace_years_of(["allied", "calm=war"]) == {"peace_years": "allied", "calm": "war"}
    assert relevance_of(["land-border"], ["a:1-2"]) == {
        "politically_relevant": Relevance("land-border", (("a", 1, 2),))
    }
    assert peace_years_of([]) is relevance_of([], []) is None
    for texts, majors, message in (
        (["war", "land-border"], [], "Two columns have the name 'politically_relevant'"),
        (["war"], ["usa"], "'usa' is not a major power; expected its code with first and last year"),
        ([], ["usa:1-2"], "without the column of contiguity"),
    ):
        with pytest.raises(QueryError, match=message):
            relevance_of(texts, majors)


def test_two_columns_are_compared_where_both_have_a_value():
    mine = column(WARS, name="mine")
    theirs = column([fact("a", "b", date(1950, 3, 1), date(1951, 1, 1))], name="theirs")
    found = panel(mine, theirs).compare("mine", "theirs")

    assert (found.agree, found.differ, found.neither) == (10, 3, 0)
    assert found.differences[0].keys == ("a", "b", 1951)
    assert found.differences[0].reason == "The first says 1 (1 attested), the second 0 (0 source complete)."


def test_why_gives_the_facts_and_what_the_graph_answers():
    asked = []
    war = column(WARS, name="war", statement_of=lambda subject, other, _value: (subject, "p", other))
    made = panel(war, explain=lambda statement, day: asked.append((statement, day)) or "Because.")

    found = made.why("war", state_a="a", state_b="b", year=1952)
    assert (found.reason.value, found.reason.status, found.reason.day) == (1, "1 attested", date(1952, 1, 1))
    assert found.reason.facts == (WARS[0],)
    assert asked == [((iri("a"), "p", iri("b")), date(1952, 1, 1))]
    assert str(found) == "war is 1 (1 attested), on 1952-01-01.\nBecause."


def test_why_asks_about_a_zero_too():
    war = column(WARS, name="war", statement_of=lambda subject, other, _value: (subject, "p", other))
    found = panel(war).why("war", state_a="a", state_b="b", year=1954)

    assert (found.reason.value, found.reason.facts) == (0, ())
    assert found.reason.statements == ((iri("a"), "p", iri("b")),)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda made: made.why("peace", year=1950), "The panel has no column 'peace'; expected one of war"),
        (lambda made: made.why("war", year=1950, state="a"), "no column 'state'"),
        (lambda made: made.why("war", year=1800), "No row has year=1800"),
        (lambda made: made.why("war", state_a="a"), "Several rows have state_a=a"),
        (lambda made: made.peace_years('x" FROM panel; --'), "has no column"),
        (lambda made: made.compare("war", "peace"), "no column 'peace'"),
        (lambda made: made.peace_years("year"), "has no column 'year'"),
        (lambda made: made.peace_years("names"), "The column names holds texts; expected a column of numbers"),
        (lambda made: made.peace_years("war", "War"), "The name 'War' of a column is taken"),
        (lambda made: made.politically_relevant("war", name="-"), "has neither letters nor digits"),
        (
            lambda made: made.politically_relevant("war", [("x", 1, 2)]),
            "The major power 'x' is no state of the system",
        ),
        (lambda made: made.politically_relevant("war", [("a", 2, 1)]), "one from 2 to 1; expected years in order"),
    ],
)
def test_wrong_names_are_refused(call, message):
    with pytest.raises(QueryError, match=message):
        call(panel(column(WARS, name="war"), column(WARS, name="names", kind="list")))


def test_helpers_for_years_refuse_other_units():
    made = panel(column([fact("a")], name="x", subject="state"), unit="state-day", first=1950, last=1950)

    with pytest.raises(QueryError, match="not by year"):
        made.peace_years("x")


@pytest.mark.parametrize(
    ("ending", "library"), [("csv", None), ("parquet", None), ("arrow", "pyarrow"), ("dta", "pyreadstat")]
)
def test_the_same_panel_gives_the_same_bytes(tmp_path, ending, library):
    if library:
        pytest.importorskip(library)
    files = [panel(column(WARS, name="war")).save(tmp_path / f"{n}.{ending}") for n in range(2)]

    assert files[0].read_bytes() == files[1].read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"0.{ending}", f"1.{ending}"]


def test_csv_has_empty_cells_and_statuses(tmp_path):
    made = panel(column(WARS, SELECTED, name="war"), first=1949, last=1950)

    assert made.save(tmp_path / "p.csv").read_text() == (
        "state_a,state_b,year,war,war_status\na,b,1949,,not known: list is a selection\na,b,1950,1,1 attested\n"
    )
    assert made.save(tmp_path / "p.csv", "none").read_text() == "state_a,state_b,year,war\na,b,1949,\na,b,1950,1\n"


def test_statuses_go_into_a_second_table_at_will(tmp_path):
    panel(column(WARS, name="war"), first=1950, last=1950).save(tmp_path / "p.csv", "table")

    assert (tmp_path / "p.csv").read_text() == "state_a,state_b,year,war\na,b,1950,1\n"
    assert (tmp_path / "p-status.csv").read_text() == "state_a,state_b,year,war_status\na,b,1950,1 attested\n"


def test_a_duckdb_file_carries_the_labels(tmp_path):
    path = panel(column(WARS, name="war")).save(tmp_path / "p.duckdb")

    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM panel").fetchone() == (13,)
        comment = "SELECT comment FROM duckdb_columns() WHERE column_name = 'war_status'"
        assert connection.execute(comment).fetchone() == ("Status: war",)


def test_stata_has_labels_of_variables_and_values(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = panel(column(WARS, SELECTED, name="war"), first=1949, last=1950).save(tmp_path / "p.dta")

    frame, meta = pyreadstat.read_dta(path)
    assert meta.column_names_to_labels["war_status"] == "Status: war"
    assert set(meta.variable_value_labels["war_status"].values()) == {"1 attested", "not known: list is a selection"}
    assert frame["war"].isna().tolist() == [True, False]


def test_names_that_stata_would_cut_to_the_same_are_refused(tmp_path):
    pytest.importorskip("pyreadstat")
    long = "a-column-with-a-name-of-more-than-32-characters"

    with pytest.raises(NotRepresentableError, match="expected other columns, or another format such as CSV"):
        panel(column(WARS, name=f"{long}-1"), column(WARS, name=f"{long}-2")).save(tmp_path / "p.dta")


def test_data_frames():
    pytest.importorskip("pyarrow")
    made = panel(column(WARS, SELECTED, name="war"), first=1949, last=1950)

    assert made.to_arrow()["war"].to_pylist() == [None, 1]
    if pytest.importorskip("pandas"):
        assert made.to_pandas()["war"].dtype == "Int8"
    if pytest.importorskip("polars"):
        assert made.to_polars()["war_status"].to_list() == ["not known: list is a selection", "1 attested"]


@pytest.mark.parametrize(
    ("name", "message"), [("p.sav", "has no ending of a panel's file"), ("no/p.csv", "p.csv cannot be written")]
)
def test_files_that_cannot_be_written(tmp_path: Path, name, message):
    with pytest.raises(InputError, match=message):
        save_table(duckdb.connect(), "SELECT 1 AS a", tmp_path / name, {})


def test_the_codebook_has_every_column_and_the_recipe():
    text = panel(column(WARS, name="war")).codebook()

    assert "### war\n" in text
    assert "- **Rule of the year:** any-day: a row for each year" in text
    assert "- `0 source complete`: the list that would have it is complete" in text
    assert 'unit = "dyad-year"' in text


def test_a_recipe_is_read_as_it_was_written(tmp_path):
    recipe = Recipe(
        "dyad-year",
        "cow",
        "lists/states.csv",
        1946,
        2010,
        "31-december",
        ("allied", "member:nato"),
        True,
        ("NMC.csv",),
        {"mine": 'SELECT ?state { "x" }'},
        {"calm": "allied"},
        {"near": Relevance("land_border", (("2", 1946, 2010), ('a"b', 1950, 1951))), "mine": Relevance("mine")},
        "2026",
    )
    path = tmp_path / "recipe.toml"
    path.write_text(recipe.toml(), encoding="utf-8")

    assert read_recipe(path) == recipe
    assert recipe_of(Recipe().toml()) == Recipe()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("unit = ", "is not TOML"),
        ('units = "state-year"', "has the key 'units'; expected one of unit, system, states, from, until"),
        ('from = "1946"', "from: '1946'; expected a value such as 1946"),
        ("from = true", "from: True; expected a value such as 1946"),
        (
            "[peace-years]\ncalm = 1",
            "peace-years: {'calm': 1}; expected a value such as a table of names and columns",
        ),
        (
            '[politically-relevant.near]\nmajors = [["2", 1946]]',
            r"politically-relevant.near: {'majors': \[\['2', 1946\]\]}; expected contiguity = \"land_border\" and majors",
        ),
        ('politically-relevant = "land_border"', "expected a value such as a table of names, each a table with"),
    ],
)
def test_recipes_that_cannot_be_used(text, message):
    with pytest.raises(InputError, match=message):
        recipe_of(text)
