"""Write the recorded runs into the page on speed: python -m bench.report

The part of the page between two comments is made from the files in `bench/records`, and the rest is written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from westphalia.settings import PROJECT_ROOT

from .record import RECORDS

PAGE = PROJECT_ROOT / "docs" / "reference" / "performance.md"
_BEGIN, _END = "<!-- made by bench/report.py from bench/records -->\n", "<!-- end -->\n"
_VERDICTS = {True: "met", False: "**missed**", None: ""}


def render(page: str, folder: Path = RECORDS) -> str:
    """The page with the part of the recorded runs as the files in a folder say."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return f"{before}{_BEGIN}{''.join(line for record in records for line in _section(record))}{_END}{after}"


def _section(record: dict[str, Any]) -> Iterator[str]:
    made = record["made"]
    packages = ", ".join(f"{name} {version}" for name, version in made["packages"].items())
    others = "".join(f", {name} {version}" for name, version in record["versions"].items())
    yield f"\n### {record['title']}\n\n"
    yield f"{made['day']}, {made['processors']} processors, {made['memory_gib']} GiB, for each processor "
    yield f"{made['waiting_for_each_processor']} processes waiting; Python {made['python']}, {packages}{others}.\n\n"
    yield "| What | Target | Measured | |\n|---|---|---|---|\n"
    for figure in record["figures"]:
        yield f"| {figure['what']} | {figure['target']} | {figure['seen']} | {_VERDICTS[figure['met']]} |\n"
    yield "\n"


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(PAGE)
