"""The how-to on a case of one's own is carried out as it is written, but for the build at its end."""

import csv
import re
import shlex

import pytest
from click.testing import CliRunner

from westphalia.cli import main
from westphalia.settings import PROJECT_ROOT

TEXT = (PROJECT_ROOT / "docs" / "how-to" / "your-own-case.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^\$ (westphalia .*)$", TEXT, re.MULTILINE)]
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in re.findall(r"^\|.*\|$", TEXT, re.MULTILINE)
    if "---" not in line
]


@pytest.fixture
def run(settings, tmp_path, monkeypatch):
    (tmp_path / "current").symlink_to((settings.data_dir / "current").resolve())
    monkeypatch.setenv("WESTPHALIA_DATA_DIR", str(tmp_path))

    def command(name, *more):
        arguments = next(each for each in COMMANDS if each[0] == name)
        words = [word for word in arguments if word != "--watch"]
        result = CliRunner().invoke(main, [*words, *more])
        assert result.exit_code == 0, result.output
        return result.output

    return command


def test_a_case_is_made_filled_in_checked_published_and_taken_back(run, tmp_path):
    run("new")
    folder = tmp_path / "drafts" / "caspian-notes"
    with (folder / "statements.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(TABLE)

    checked = run("check")
    published = run("publish", "--no-build")

    assert "caspian-notes: 3 rows, 3 of them without mistakes; no mistakes." in checked
    assert "Nobody else says" in checked
    assert "no mistakes" in published
    assert (tmp_path / "cases" / "caspian-notes" / "facts.ttl").exists()
    assert CliRunner().invoke(main, ["unpublish", "caspian-notes"]).exit_code == 0
    assert not (tmp_path / "cases" / "caspian-notes").exists()
