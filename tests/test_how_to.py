"""The how-tos for contributors are carried out as they are written, on a small copy of the project."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from westphalia.cli import main
from westphalia.settings import PROJECT_ROOT, Settings

HOW_TO = PROJECT_ROOT / "docs" / "how-to"
# Each continues with what the one before has made.
IN_ORDER = ("add-a-source", "write-rules-of-your-own", "add-a-list", "add-a-term", "add-a-rule", "add-a-query")
STEP = re.compile(
    r"^(?P<verb>Create|Append to) `(?P<path>[^`]+)`[^\n]*:\n\n```[\w-]*\n(?P<text>.*?)^```$"
    r"|^In `(?P<edited>[^`]+)`, below `(?P<line>[^`]+)`, add `(?P<added>[^`]+)`\.$"
    r"|^```console\n(?P<session>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
PAGE_REQUEST = """
import sys
from pathlib import Path
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.workers import PoolLimits, WorkerPool

if __name__ == "__main__":
    pool = WorkerPool(PoolLimits(workers=1, memory_mb=400))
    settings = Settings(root=Path(sys.argv[1]), data_dir=Path(sys.argv[2]))
    response = create_app(settings, pool).test_client().get("/states")
    print(response.status_code, response.text)
    pool.close()
"""


def steps(name: str) -> list[re.Match[str]]:
    return list(STEP.finditer((HOW_TO / f"{name}.md").read_text(encoding="utf-8")))


def carry_out(step: re.Match[str], root: Path) -> None:
    if step["verb"]:
        write(root / step["path"], step["text"], append=step["verb"] == "Append to")
    elif step["edited"]:
        insert_below(root / step["edited"], step["line"], step["added"])
    else:
        run_session(step["session"], root)


def write(path: Path, text: str, *, append: bool) -> None:
    assert path.exists() == append, path
    path.parent.mkdir(parents=True, exist_ok=True)
    before = f"{path.read_text(encoding='utf-8')}\n" if append else ""
    path.write_text(before + text, encoding="utf-8")


def insert_below(path: Path, line: str, added: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(f"\n{line}\n") == 1, f"{path} has not exactly one line {line!r}"
    path.write_text(text.replace(f"\n{line}\n", f"\n{line}\n{added}\n"), encoding="utf-8")


def run_session(session: str, root: Path) -> None:
    environment = {"WESTPHALIA_ROOT": str(root), "WESTPHALIA_DATA_DIR": str(root / "var"), "COLUMNS": "200"}
    for block in re.split(r"^\$ westphalia ", session, flags=re.MULTILINE)[1:]:
        command, *expected = block.splitlines()
        result = CliRunner().invoke(main, shlex.split(command), env=environment)
        assert_shows(f"{command}\n{result.output}", expected)
        assert result.exit_code == 0, result.output


def assert_shows(output: str, expected: list[str]) -> None:
    """Each expected line occurs, in order; an ellipsis stands for anything."""
    pattern = ".*\n".join(re.escape(line).replace("…", ".*") for line in expected)
    assert re.search(pattern, output, re.DOTALL), output


@pytest.mark.parametrize("name", [*IN_ORDER, "add-a-page"])
def test_every_how_to_has_steps(name):
    assert len(steps(name)) >= 2


@pytest.mark.thorough
@pytest.mark.slow
def test_the_how_tos_for_data_work_as_written(tmp_path: Path):
    for part in ("ontology", "queries"):
        shutil.copytree(PROJECT_ROOT / part, tmp_path / part)
    (tmp_path / "sources").mkdir()

    for name in IN_ORDER:
        for step in steps(name):
            carry_out(step, tmp_path)


@pytest.mark.thorough
def test_the_how_to_for_a_page_works_as_written(tmp_path: Path, article: Settings):
    shutil.copytree(PROJECT_ROOT / "graph", tmp_path / "graph", ignore=shutil.ignore_patterns("__pycache__"))
    for step in steps("add-a-page"):
        carry_out(step, tmp_path)
    (tmp_path / "westphalia").symlink_to("graph")
    (tmp_path / "request.py").write_text(PAGE_REQUEST, encoding="utf-8")

    answer = subprocess.run(
        [sys.executable, "request.py", article.root, article.data_dir],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert answer.stdout.startswith("200 "), answer.stderr
    assert "<li>Kazakhstan</li>" in answer.stdout


def test_a_line_that_is_not_shown_is_caught():
    with pytest.raises(AssertionError):
        assert_shows("state\nid:a\n", ["state", "id:b"])
