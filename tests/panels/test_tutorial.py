"""The blocks of the tutorial run as they stand, on a generated list of states."""

import csv
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import westphalia
from tests.panels.conftest import COW_HEADER, write_list
from westphalia.settings import PROJECT_ROOT, Settings

pytest.importorskip("pyreadstat")
pytest.importorskip("pandas")

TUTORIAL = PROJECT_ROOT / "docs" / "tutorials" / "from-r-to-here.md"
# Five numbers of the Correlates of War with spells that hold from 1946 to 2010.
STATES = [
    f"{short},{number},{name},1946,1,1,2016,12,31,2016"
    for short, number, name in (
        ("USA", 2, "United States of America"),
        ("UKG", 200, "United Kingdom"),
        ("BEL", 211, "Belgium"),
        ("FRN", 220, "France"),
        ("RUS", 365, "Russia"),
    )
]


def test_the_python_of_the_tutorial_runs_and_gives_what_it_says(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(westphalia, "open", partial(westphalia.open, settings=settings, build="never"))
    write_list(tmp_path / "states2016.csv", COW_HEADER, *STATES)
    blocks = re.findall(r"```python\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for number, block in enumerate(blocks, start=1):
        exec(compile(block, f"{TUTORIAL.name}, block {number}", "exec"), names)

    names["graph"].close()
    why = capsys.readouterr().out
    assert "participation-north-atlantic-treaty-united-states" in why
    assert "land_border" in (tmp_path / "codebook.md").read_text(encoding="utf-8")
    assert (tmp_path / "references.bib").read_text(encoding="utf-8").startswith("@")
    assert (tmp_path / "dyads.dta").stat().st_size > 10_000
    assert len(blocks) == 3


def test_cells_of_the_tutorial_distinguish_0_from_not_known(settings: Settings, tmp_path: Path) -> None:
    write_list(tmp_path / "states2016.csv", COW_HEADER, *STATES)
    with westphalia.open(settings=settings, build="never") as graph:
        panel = graph.panel(
            "directed-dyad-year",
            system="cow",
            states=tmp_path / "states2016.csv",
            from_=1989,
            until=1990,
            rule="31-december",
            columns=["land-border", "allied"],
        )
        panel.save(tmp_path / "dyads.csv")
    with (tmp_path / "dyads.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["state_a"], row["state_b"], row["year"]): row for row in csv.DictReader(file)}

    assert rows["211", "220", "1990"]["land_border"] == "1"
    assert (rows["2", "220", "1990"]["land_border"], rows["2", "220", "1990"]["land_border_status"]) == (
        "0",
        "0 source complete",
    )
    assert {row["allied"] for pair, row in rows.items() if "365" not in pair} == {"1"}
    unknown = rows["211", "365", "1990"]
    assert (unknown["allied"], unknown["allied_status"][:9]) == ("", "not known")
    assert len(rows) == 40
