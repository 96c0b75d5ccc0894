"""`westphalia convert`: a file goes in, and every row comes out."""

import pytest

from tests.cli.test_commands import run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "panel.csv"
    path.write_text("\N{ZERO WIDTH NO-BREAK SPACE}ccode,year\n260,1962\n260,1995\n970,1999\n", encoding="utf-8")
    return path


def test_a_column_is_converted_on_the_dates_of_another(settings, file):
    result = run(
        settings, "convert", str(file), "--from", "cow", "--to", "id", "--column", "ccode", "--date-column", "year"
    )

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "ccode,year,ccode_id,ccode_id_status,ccode_id_reason",
        "260,1962,west-germany,converted,",
    ]
    assert len(result.stdout.splitlines()) == 4
    assert "2 of 3 values converted; 1 not in use." in result.stderr


def test_the_result_is_a_file_that_appears_whole_or_not_at_all(settings, file, tmp_path):
    out = tmp_path / "out.csv"
    arguments = (
        "convert",
        str(file),
        "--from",
        "gw",
        "--to",
        "name",
        "--column",
        "ccode",
        "--at",
        "1999",
        "--out",
        str(out),
    )

    assert run(settings, *arguments).exit_code == 0
    assert "Kiribati" in out.read_text()
    file.write_text("ccode,year\n970\n")
    assert "expected 2, as in the header" in run(settings, *arguments).stderr
    assert "Kiribati" in out.read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--from", "cow", "--column", "ccode"], "expected --to"),
        (["--from", "cow", "--to", "iso3"], "expected --column"),
        (["--from", "cow", "--to", "iso3", "--column", "code"], "has no column 'code'; it has ccode, year"),
    ],
)
def test_what_is_missing_is_named(settings, file, arguments, sentence):
    result = run(settings, "convert", str(file), *arguments)

    assert result.exit_code == 1
    assert sentence in result.stderr


def test_reports_need_no_file(settings):
    trips = run(settings, "convert", "--from", "cow", "--to", "iso3", "--report", "round-trip", "--at", "2010")
    across = run(settings, "convert", "--from", "cow", "--to", "gw", "--report", "ambiguous")

    assert "347,,,no code,False,Kosovo has no ISO 3166-1 alpha-3 code in 2010." in trips.stdout
    assert [line.split(",")[2] for line in across.stdout.splitlines()] == ["entity", "nauru", "kiribati"]
