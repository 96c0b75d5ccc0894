"""The generated page of rules: every rule by table of the specification, with status and a link to its file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..rdf.reading import unreadable
from ..sparql.files import SparqlFile, read_sparql_file

SPECIFICATION = "https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules"
NOT_RUN_NAME = "not-run.csv"

_RULES_LINK = "../../ontology/rules"
_TABLES = {
    "4": "Equality",
    "5": "Axioms about properties",
    "6": "Classes",
    "7": "Class axioms",
    "8": "Datatypes",
    "9": "Schema vocabulary",
}
"""The subjects of the tables of OWL 2 Profiles, section 4.3."""
_COLUMNS = ("name", "table", "reason")
_HEAD = f"""\
# Rules

Every rule that the reasoner runs, and those of the specification that it does not run. Written by `westphalia docs`
from the headers of the files in `ontology/rules/`. Tables 4 to 9 are those of
[OWL 2 Profiles, section 4.3]({SPECIFICATION}), whose names the rules keep.

*implemented*: the rule of that name in the specification. *part of …*: one case of a rule of the specification, or
one step of it. *extra*: sound, and beyond the tables. *conclusion*: the rule derives statements. *contradiction*: it
detects statements that are inconsistent. *on request*: too costly, or too many conclusions, for every build; runs
only for `westphalia materialize`. *not run*: with the reason.

Literals compare by value under the datatypes of OWL 2, and meet by value where patterns share a variable. An axiom
whose list is not whole is ignored and reported as `list-not-whole`. Sound rules beyond the tables are here where they
are cheap. Data ranges are read as far as membership of a value can be decided: datatypes, their facets, enumerations
of literals, complements, intersections and unions, also under a name, while all statements of the definition hold
without dates. Left out are the facets `xsd:pattern` and `rdf:langRange`, `owl:topObjectProperty` as a relation of all
pairs (its domain and range are classes of all things), statements with literals as subjects (a thing that is the same
as two different literals is a contradiction all the same), cases for each member of a union or enumeration, and what
minimum cardinalities and `owl:someValuesFrom` say of things without a name. The last two need a tableau rather than
rules."""


@dataclass(frozen=True)
class NotRun:
    """A rule of the specification that is not run: its name, its table, and the reason in sentences."""

    name: str
    table: str
    reason: str


def render_rules(rules_dir: Path) -> str:
    """The page of rules as Markdown, from the folder that holds `owl-rl/` and `domain/`.

    Raises InputError when a header or the list of rules not run is incomplete.
    """
    rules = [read_sparql_file(path) for path in sorted(rules_dir.glob("owl-rl/*.rq"), key=lambda path: path.stem)]
    left_out = read_not_run(rules_dir / "owl-rl" / NOT_RUN_NAME)
    tables = [_table(number, rules, left_out) for number in _TABLES]
    own = [read_sparql_file(path) for path in sorted(rules_dir.glob("domain/*.rq"))]
    return "\n".join([_HEAD, *tables, _own(own)])


def read_not_run(path: Path) -> list[NotRun]:
    """Read the rules of the specification that are not run, in order.

    Raises InputError when the file cannot be read or a line lacks a value.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise unreadable(path, error) from None
    for line, row in enumerate(rows, start=2):
        if any(not row.get(column) for column in _COLUMNS):
            raise InputError(f"{path}:{line}: the line lacks a value; expected {', '.join(_COLUMNS)}.")
    return [NotRun(*(row[column] for column in _COLUMNS)) for row in rows]


def _table(number: str, rules: Iterable[SparqlFile], left_out: Iterable[NotRun]) -> str:
    run = [(rule.name, _row(rule)) for rule in rules if rule.value("table") == number]
    not_run = [(rule.name, f"| {rule.name} | not run | {rule.reason} |") for rule in left_out if rule.table == number]
    return _section(f"Table {number}: {_TABLES[number]}", [row for _, row in sorted([*run, *not_run])])


def _own(rules: Iterable[SparqlFile]) -> str:
    return _section("Rules of our own", [_row(rule) for rule in rules])


def _section(title: str, rows: list[str]) -> str:
    return "\n".join(["", f"## {title}", "", "| Rule | Status | What it says |", "|---|---|---|", *rows, ""]).rstrip(
        "\n"
    )


def _row(rule: SparqlFile) -> str:
    link = f"[{rule.name}]({_RULES_LINK}/{rule.path.parent.name}/{rule.path.name})"
    says = " ".join([rule.value("title"), *rule.values("description")])
    return f"| {link} | {_status(rule)} | {says} |"


def _status(rule: SparqlFile) -> str:
    kind = "contradiction" if rule.values("message") else "conclusion"
    return ", ".join([*rule.values("status"), kind, *rule.values("when")])
