"""The group of commands: quick to list, and true to what the commands themselves say."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from westphalia.cli import main
from westphalia.reference_docs import dictionary

HEAVY = {"rdflib", "pyoxigraph", "duckdb", "flask", "rich", "pyshacl", "owlrl"}


def modules_after(code: str) -> set[str]:
    shown = f"import sys\n{code}\nprint(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True).stdout.split()
    )


def test_listing_the_commands_imports_no_library_but_click() -> None:
    code = "from westphalia.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"

    assert modules_after(code) & HEAVY == set()


def test_a_query_imports_neither_reasoner_nor_web_server() -> None:
    assert modules_after("import westphalia.cli.query") & {"duckdb", "flask", "rich", "pyshacl", "owlrl"} == set()


@pytest.mark.parametrize("name", main.table)
def test_every_command_can_be_loaded(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.help


def test_a_former_name_works_with_a_notice() -> None:
    result = CliRunner().invoke(main, ["close", "--help"])

    assert result.exit_code == 0
    assert "Notice: 'close' is now called 'materialize'" in result.stderr


def test_help_says_what_exit_codes_mean() -> None:
    assert "Exit codes: 0" in CliRunner().invoke(main, ["--help"]).output


def test_quiet_shows_no_progress(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("WESTPHALIA_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(dictionary, "write_generated_pages", lambda _settings: [])
    quiet = CliRunner().invoke(main, ["--quiet", "docs"])
    loud = CliRunner().invoke(main, ["docs"])

    assert (quiet.exit_code, quiet.stderr) == (0, "")
    assert loud.stderr == "Every generated page is current.\n"
