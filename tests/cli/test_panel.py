"""`westphalia panel`: files, standard output, codebook, references, recipe and reasons."""

import duckdb
import pytest

from tests.cli.test_commands import run
from tests.panels.conftest import COW_HEADER, write_list

YEARS = ("--from", "2005", "--until", "2006")


def test_a_panel_is_printed_as_csv(settings):
    result = run(settings, "panel", "state-year", *YEARS, "-c", "member:csto")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "state,year,member_csto,member_csto_status"
    assert "uzbekistan,2005,0,0 source complete" in result.stdout.splitlines()
    assert "uzbekistan,2006,1,1 attested" in result.stdout.splitlines()


@pytest.mark.thorough
def test_a_recipe_makes_the_same_file_again(settings, tmp_path):
    first, second, recipe = (str(tmp_path / name) for name in ("a.parquet", "b.parquet", "recipe.toml"))
    run(
        settings,
        "panel",
        "dyad-year",
        *YEARS,
        "-c",
        "land-border",
        "--peace-years",
        "calm=land_border",
        "--politically-relevant",
        "near=land-border",
        "--major",
        "france:2006-2006",
        "--save-recipe",
        recipe,
        "-o",
        first,
    )
    result = run(settings, "panel", "--recipe", recipe, "-o", second)

    assert result.exit_code == 0
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    rows = duckdb.sql(f"SELECT calm, near FROM '{second}' WHERE land_border = 1").fetchall()
    assert set(rows) == {(0, 1)}


def test_codebook_and_references_beside_it(settings, tmp_path):
    book, references = tmp_path / "codebook.md", tmp_path / "references.bib"
    run(
        settings,
        "panel",
        "state-year",
        *YEARS,
        "-c",
        "neighbours",
        "--codebook",
        str(book),
        "--cite",
        str(references),
    )

    assert "### neighbours" in book.read_text()
    assert "@misc{baseline-borders," in references.read_text()
    assert "@misc{baseline-treaties," not in references.read_text()


def test_a_cell_is_explained(settings):
    cell = "member_csto,state=uzbekistan,year=2006"
    result = run(settings, "panel", "state-year", *YEARS, "-c", "member:csto", "--why", cell)

    assert result.stdout.startswith("member_csto is 1 (1 attested), on 2006-08-16.\nHolds. Uzbekistan")


def test_years_past_the_list_are_told(settings, tmp_path):
    states = write_list(tmp_path / "states2016.csv", COW_HEADER, "KAZ,705,Kazakhstan,1991,12,16,2016,12,31,2016")
    arguments = (
        "panel",
        "state-year",
        "--system",
        "cow",
        "--states",
        str(states),
        "--from",
        "2016",
        "--until",
        "2018",
    )

    plain, past = run(settings, *arguments), run(settings, *arguments, "--past-list")
    assert plain.stdout.splitlines() == ["state,year", "705,2016"]
    assert "The list of states ends with 2016: there are no rows after it." in plain.stderr
    assert past.stdout.splitlines() == ["state,year,past_list", "705,2016,False", "705,2017,True", "705,2018,True"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Give either a unit, such as state-year, or --recipe FILE."),
        (("state-years",), "'state-years' is not a unit of a panel; expected one of state-year"),
        (("state-year", "--system", "cow"), "may not be passed on, so that it is not here; expected the path"),
        (("state-year", "-c", "members:csto"), "There is no column 'members:csto'; expected one such as member"),
        (("state-year", "--query", "mine"), "'mine' is not a column by a query; expected name=FILE."),
        (("state-year", "--major", "2"), "'2' is not a major power; expected its code with first and last year"),
        (("state-year", "--rule", "any"), "'any' is not a rule of the year"),
    ],
)
def test_wrong_arguments_get_one_sentence(settings, arguments, message):
    result = run(settings, "panel", *arguments)

    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
