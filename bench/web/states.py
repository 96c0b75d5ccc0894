"""What the page of every state costs on some days: `python -m bench.web.states --day 2011-06-01`.

The pages of the current build are rendered in this process, one after the other, each once: what is kept for a
version has been read, what is kept for a page has not. Processor time is that of the process, which other work on the
machine lengthens too; the first line gives a fixed loop to compare machines by.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from westphalia.search import open_index
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion
from westphalia.web import create_app
from westphalia.web.warming import keep_from_collector

HTML = {"Accept": "text/html"}
_LOOP = 3_000_000


@dataclass(frozen=True)
class Cost:
    """What one page took: seconds of processor time and bytes before compression."""

    path: str
    seconds: float
    size: int


def states(settings: Settings) -> list[str]:
    """The paths of the pages of all states."""
    version = CurrentVersion(settings).current()
    named = open_index(version.folder, version.store).of_kind("state")
    return [f"/id/{iri.rsplit('/', maxsplit=1)[-1]}" for iri, _ in named]


def costs(client: FlaskClient, paths: list[str], query: str) -> Iterator[Cost]:
    """The cost of each page."""
    client.get(f"{paths[0]}{query}", headers=HTML)
    keep_from_collector()  # as the service does when it has read a version: else a full collection stops many pages
    for path in paths:
        begun = time.process_time()
        answer = client.get(f"{path}{query}", headers=HTML)
        yield Cost(path, time.process_time() - begun, len(answer.data))
        assert answer.status_code == 200, path


def loop_seconds() -> float:
    """The processor time of a fixed loop."""
    begun = time.process_time()
    sum(number * number for number in range(_LOOP))
    return time.process_time() - begun


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="The data folder, by default the project's.")
@click.option("--day", "days", multiple=True, default=("", "2011-06-01", "1985-01-01"), help="A day of the pages.")
def main(data: Path | None, days: tuple[str, ...]) -> None:
    """Print the table."""
    settings = Settings() if data is None else Settings(data_dir=data.resolve())
    client, paths = create_app(settings).test_client(), states(settings)
    table = Table("Day", "pages", "median ms", "95 % ms", "longest ms", "which", "largest KB")
    for day in days:
        found = sorted(costs(client, paths, f"?at={day}" if day else ""), key=lambda cost: cost.seconds)
        middle, high, last = found[len(found) // 2], found[int(len(found) * 0.95)], found[-1]
        times = (f"{1000 * cost.seconds:.0f}" for cost in (middle, high, last))
        table.add_row(day or "now", str(len(found)), *times, last.path, f"{max(c.size for c in found) / 1000:.0f}")
    Console().print(f"A loop of {_LOOP:,} steps takes {1000 * loop_seconds():.0f} ms.", table)


if __name__ == "__main__":
    main()
