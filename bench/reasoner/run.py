"""Measure the reasoner against its targets and print one table.

    python -m bench.reasoner.run [--quick] [--only world --only growth] [--repeats 3]

Each measurement runs in a process of its own, for a bounded time; all of them take most of an hour. Ratios between
engines and sizes are of one run on one machine. A row that could not be measured says why.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

import click

from bench.record import Figure, Record

from . import rivals
from .measures import Figures
from .rows import GROUPS, QUICK, Measure, Sizes


class NotMeasuredError(Exception):
    """A measurement did not end well; the message says how."""


def in_own_process(seconds: float) -> Measure:
    """A way to measure in a new process, which is stopped after so many seconds."""

    def measure(name: str, **arguments: object) -> Figures:
        command = [sys.executable, "-m", "bench.reasoner.measures", name, json.dumps(arguments)]
        print(f"{name} {arguments} …", file=sys.stderr, flush=True)
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise NotMeasuredError(f"not done after {seconds:.0f} s") from None
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
            raise NotMeasuredError(last.rpartition("Error: ")[2])
        figures: Figures = json.loads(done.stdout.splitlines()[-1])
        return figures

    return measure


def rows(groups: Sequence[str], sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """The rows of these groups; where a measurement fails, one row that says so."""
    for group in groups:
        try:
            yield from GROUPS[group](sizes, measure)
        except (NotMeasuredError, rivals.NotInstalledError) as error:
            yield Figure(group, "", f"not measured: {error}", None)


def line(row: Figure) -> str:
    """A row as a line of a Markdown table."""
    verdict = {True: "met", False: "**missed**", None: ""}[row.met]
    return f"| {row.what} | {row.target} | {row.seen} | {verdict} |"


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Tiny datasets: to try the bench itself.")
@click.option("--only", multiple=True, type=click.Choice(list(GROUPS)), help="Rows to measure [default: all].")
@click.option("--repeats", type=click.IntRange(1), help="How often to repeat each step; the median counts.")
@click.option("--growth", multiple=True, type=click.IntRange(1), help="Sizes of growing worlds, the smallest first.")
@click.option("--memory", help="A limit within which the largest is closed once more [default: 4GB]; empty: no more.")
@click.option("--seconds", default=1800, show_default=True, help="The longest that one measurement may take.")
def main(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    quick: bool,
    only: tuple[str, ...],
    repeats: int | None,
    growth: tuple[int, ...],
    memory: str | None,
    seconds: int,
) -> None:
    sizes = QUICK if quick else Sizes()
    if growth:
        sizes = replace(sizes, growth=growth)
    if memory is not None:
        sizes = replace(sizes, memory=memory)
    if repeats:
        sizes = replace(sizes, repeats=repeats)
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(f"{os.cpu_count()} processors, {load:.1f} processes waiting for each at the beginning\n")
    print("| What | Target | Measured | |\n|---|---|---|---|", flush=True)
    seen = []
    for row in rows(only or list(GROUPS), sizes, in_own_process(seconds)):
        seen.append(row)
        print(line(row), flush=True)
    if not quick:
        name = "-".join(["reasoner", *only])
        print(Record(name, f"The reasoner: {', '.join(only) or 'all rows'}", seen, _rivals()).write())


def _rivals() -> dict[str, str]:
    """The releases of the reasoners beside the project."""
    found = {}
    for name in ("reasonable", "nemo-python"):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


if __name__ == "__main__":
    main()
