"""Time builds: from sources, after the change of one row or of one name, and when nothing has changed.

python -m bench.builds [--rows 6]

Each row changed is one of the list below, there and back again. The project's files are copied and stay as they are.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.manifest import Manifest

ROWS = (
    ("baseline-borders/borders.csv", "abkhazia-georgia-line,abkhazia,georgia,disputed-line,1993", "1994"),
    ("baseline-organizations/memberships.csv", "african-union,angola,full,2002-07-09", "2002-07-10"),
)
"""Files of sources, the beginnings of rows that end with a date, and another date."""
NAMES = (("baseline-organizations/organizations.csv", "african-union,African Union", "Union of Africa"),)
"""The same of rows that end with the name of an entity, which the lists of several sources name."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=6, help="changes of a row, one after the other")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        settings = copied(Settings(), Path(name))
        tell("from sources", [timed(settings)])
        tell("nothing has changed", [timed(settings) for _ in range(3)])
        tell("one row has changed", [timed(settings) for _ in changes(settings, arguments.rows, ROWS)])
        tell("one name has changed", [timed(settings) for _ in changes(settings, 2, NAMES)])


def copied(settings: Settings, root: Path) -> Settings:
    """The project's settings for a copy of its files in `root`, with the rules already parsed."""
    for folder in (settings.ontology_dir, settings.sources_dir, settings.queries_dir):
        shutil.copytree(folder, root / folder.name)
    return replace(settings, root=root, data_dir=root / "var")


def changes(settings: Settings, number: int, rows: Sequence[tuple[str, str, str]]) -> Iterator[None]:
    """Change one of the rows after the other, each there and back again, `number` times."""
    for turn in range(number):
        name, row, other = rows[turn // 2 % len(rows)]
        before = row.rpartition(",")[2]
        old, new = (before, other) if turn % 2 == 0 else (other, before)
        path, beginning = settings.sources_dir / name, row.removesuffix(before)
        text = path.read_text(encoding="utf-8")
        assert text.count(f"{beginning}{old},") == 1, f"{path} has no row {beginning}{old}"
        path.write_text(text.replace(f"{beginning}{old},", f"{beginning}{new},"), encoding="utf-8")
        yield


def timed(settings: Settings) -> tuple[float, float, Manifest]:
    """Seconds by the clock and of processor time that a build takes, without the start of Python."""
    clock, work = time.perf_counter(), time.process_time()
    manifest, _ = build(settings, lambda _sentence: None)
    return time.perf_counter() - clock, time.process_time() - work, manifest


def tell(what: str, runs: list[tuple[float, float, Manifest]]) -> None:
    """Print the medians, and the steps of the last run."""
    clock, work = (statistics.median(run[place] for run in runs) for place in (0, 1))
    steps = ", ".join(f"{name} {seconds}" for name, seconds in runs[-1][2].seconds.items())
    print(f"{what:>20}  {clock:6.2f} s, processor time {work:6.2f} s ({steps})", flush=True)


if __name__ == "__main__":
    main()
