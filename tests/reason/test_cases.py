"""Small cases: what must follow, what must not, and what contradicts itself, from the tables and from public reports.

Each file of `cases/` holds cases: a line `== name | where it is from`, Turtle without prefixes, and a line for each
expectation:

    + triple .              it is derived, or asserted
    + triple . [from until] it is derived for that period (`..`: open)
    - triple .              it is neither
    ! codes                 rules that detect a contradiction; without such a line there must be none
    alone                   the axioms are about all things, so the case is closed by itself

They run as `westphalia materialize` runs, under all rules, but in one process and at once.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.reason.closures import close_each
from tests.reason.conftest import EX, HEAD, all_rules, quads
from westphalia.reason.materialize import ClosedFile, close_quads

PREFIXES = f"{HEAD}@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
AT_LEAST = 120
THROUGH_THE_COMMAND = 8


@dataclass
class Case:
    """One case; `expected` and `excluded` are statements in Turtle, the former with a period or nothing."""

    name: str
    origin: str
    text: str = ""
    expected: list[tuple[str, str]] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    clashes: set[str] = field(default_factory=set)
    alone: bool = False

    def add(self, line: str) -> None:
        if line.startswith("+ "):
            statement, _, period = line[2:].partition("[")
            self.expected.append((statement, period.rstrip("]")))
        elif line.startswith("- "):
            self.excluded.append(line[2:])
        elif line.startswith("! "):
            self.clashes |= set(line[2:].split())
        elif line == "alone":
            self.alone = True
        else:
            self.text += f"{line}\n"


def cases_in(path: Path) -> Iterator[Case]:
    for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.rstrip().split("\n")
        name, _, origin = head.partition(" | ")
        case = Case(name, origin)
        for line in lines:
            case.add(line)
        yield case


CASES = {
    f"{path.stem}: {case.name}": case
    for path in sorted((Path(__file__).parent / "cases").glob("*.txt"))
    for case in cases_in(path)
}


@cache
def closed_together() -> dict[str, ClosedFile]:
    texts = {name: case.text for name, case in CASES.items() if not case.alone}
    return close_each(texts, all_rules(), PREFIXES)


def closure_of(name: str) -> ClosedFile:
    case = CASES[name]
    return close_quads(parsed(case.text), all_rules()) if case.alone else closed_together()[name]


def parsed(text: str) -> list[ox.Quad]:
    return quads(text, head=PREFIXES)


def triples_of(statement: str) -> set[tuple[str, str, str]]:
    return {tuple(map(str, quad.triple)) for quad in parsed(statement)}


@pytest.mark.parametrize("name", CASES)
def test_a_case(name: str) -> None:
    case, closed = CASES[name], closure_of(name)
    held = {row[:3]: row[3:] for row in closed.triples}
    asserted = triples_of(case.text)

    for statement, period in case.expected:
        for triple in triples_of(statement):
            assert triple in held or triple in asserted, f"{triple} does not follow"
            if period:
                assert " ".join(day or ".." for day in held[triple]) == period
    wrong = [triple for statement in case.excluded for triple in triples_of(statement)]
    assert not [triple for triple in wrong if triple in held or triple in asserted]
    codes = {clash.code for clash in closed.clashes}
    assert case.clashes <= codes, closed.clashes
    assert bool(codes) == bool(case.clashes), closed.clashes
    assert not closed.ignored


def test_there_are_many_cases_and_each_checks_something() -> None:
    assert len(CASES) >= AT_LEAST
    assert all(case.origin for case in CASES.values())
    assert sum(bool(case.excluded or not case.expected) for case in CASES.values()) > AT_LEAST / 3


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("name", list(CASES)[:: len(CASES) // THROUGH_THE_COMMAND])
def test_the_command_says_the_same(name: str, tmp_path: Path) -> None:
    case, path = CASES[name], tmp_path / "case.ttl"
    path.write_text(PREFIXES + case.text)
    run = subprocess.run(
        [sys.executable, "-m", "westphalia", "materialize", str(path)], capture_output=True, text=True, check=False
    )
    lines = run.stdout.split("\n")

    expected = {f"{' '.join(triple)} ." for text, _ in case.expected for triple in triples_of(text)}
    assert expected <= set(lines), run.stderr
    assert {line.split()[2] for line in lines if line.startswith("# CLASH")} >= case.clashes
    assert EX in run.stdout
