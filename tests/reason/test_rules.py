"""Each rule by itself: a folder with data and with exactly what the rule derives from them.

`rules/<name>/data.ttl` holds the data and `expected.nt` one line for each derived triple, followed by a comment with
the half-open period in which it holds (none: always; `..`: no end on that side), and one comment line for each
contradiction: `# CLASH <rule> <terms> [<from> <until>]`.
"""

import csv
import re
from pathlib import Path

import pytest

from tests.reason.conftest import rules_named
from westphalia.rdf.reading import read_rdf
from westphalia.reason.closure import Contradiction
from westphalia.reason.materialize import ClosedFile, close_quads
from westphalia.settings import PROJECT_ROOT
from westphalia.sparql.files import SparqlFile, read_sparql_file

FIXTURES = Path(__file__).parent / "rules"
FOLDER = PROJECT_ROOT / "ontology" / "rules"
RULES = {path.stem: read_sparql_file(path) for path in sorted(FOLDER.glob("*/*.rq"))}
NOT_RUN_LINES = (FOLDER / "owl-rl" / "not-run.csv").read_text(encoding="utf-8").splitlines()
NOT_RUN = {row["name"]: row for row in csv.DictReader(NOT_RUN_LINES)}

SPECIFICATION = {
    4: "eq-ref eq-sym eq-trans eq-rep-s eq-rep-p eq-rep-o eq-diff1 eq-diff2 eq-diff3",
    5: "prp-ap prp-dom prp-rng prp-fp prp-ifp prp-irp prp-symp prp-asyp prp-trp prp-spo1 prp-spo2 prp-eqp1 prp-eqp2 "
    "prp-pdw prp-adp prp-inv1 prp-inv2 prp-key prp-npa1 prp-npa2",
    6: "cls-thing cls-nothing1 cls-nothing2 cls-int1 cls-int2 cls-uni cls-com cls-svf1 cls-svf2 cls-avf cls-hv1 "
    "cls-hv2 cls-maxc1 cls-maxc2 cls-maxqc1 cls-maxqc2 cls-maxqc3 cls-maxqc4 cls-oo",
    7: "cax-sco cax-eqc1 cax-eqc2 cax-dw cax-adc",
    8: "dt-type1 dt-type2 dt-eq dt-diff dt-not-type",
    9: "scm-cls scm-sco scm-eqc1 scm-eqc2 scm-op scm-dp scm-spo scm-eqp1 scm-eqp2 scm-dom1 scm-dom2 scm-rng1 scm-rng2 "
    "scm-hv scm-svf1 scm-svf2 scm-avf1 scm-avf2 scm-int scm-uni",
}
"""The rules of OWL 2 Profiles, section 4.3, by table."""
TABLE_OF = {name: str(table) for table, names in SPECIFICATION.items() for name in names.split()}
AT_LEAST_DATED = 12
_DIFFERENT = {"eq-diff-list-cells", "eq-diff-list-rest"}
TOGETHER = (
    {"prp-key-first", "prp-key-next", "prp-key-last"},
    {"prp-rng-datatype", "dt-space"},
    {*_DIFFERENT, *(f"eq-diff-list-subject{step}" for step in ("", "-end", "-step"))},
    {*_DIFFERENT, *(f"eq-diff-list-object{step}" for step in ("", "-end", "-step"))},
)
"""Rules that hand helper statements to each other."""


def main_rule(rule: SparqlFile) -> str:
    """The rule of which this one is a part, or the rule itself."""
    return next((s.removeprefix("part of ") for s in rule.values("status") if s.startswith("part of ")), rule.name)


def working_with(name: str) -> set[str]:
    """The names of a rule and of the rules that work only together with it."""
    return next((names for names in TOGETHER if name in names), {name})


def closed(name: str, rules: set[str]) -> list[str]:
    """What rules derive of the data of a fixture, in the lines of an expected.nt file."""
    return lines_of(close_quads(read_rdf(FIXTURES / name / "data.ttl", rename_blank_nodes=False), rules_named(rules)))


def lines_of(closed: ClosedFile) -> list[str]:
    """A closure in the lines of an expected.nt file, sorted, contradictions last."""
    triples = [f"{s} {p} {o} .{_period(begin, end, ' # {} {}')}" for s, p, o, begin, end in closed.triples]
    return [*sorted(triples), *sorted(_clash(clash) for clash in closed.clashes)]


def _clash(clash: Contradiction) -> str:
    period = _period(clash.held_from, clash.held_until, " [{} {}]")
    return f"# CLASH {clash.code} {' '.join(clash.terms)}{period}"


def _period(begin: str | None, end: str | None, template: str) -> str:
    return template.format(begin or "..", end or "..") if begin or end else ""


def expected_lines(name: str) -> list[str]:
    return (FIXTURES / name / "expected.nt").read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_derives_exactly_what_its_fixture_expects(name: str) -> None:
    expected = expected_lines(name)

    assert expected, "a fixture that expects nothing tests nothing"
    assert closed(name, working_with(name)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set().union(*TOGETHER)))
def test_rules_that_work_together_need_each_other(name: str) -> None:
    assert closed(name, working_with(name) - {name}) != expected_lines(name)


def test_fixtures_and_rules_are_the_same_set() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == set(RULES)


def test_many_fixtures_are_dated() -> None:
    dated = [
        name for name in RULES if re.search(r"\d{4}-\d\d-\d\d [\d.]|\.\. \d{4}-", "\n".join(expected_lines(name)))
    ]

    assert len(dated) >= AT_LEAST_DATED


def test_every_rule_of_the_specification_is_run_or_says_why_not() -> None:
    assert len(TABLE_OF) == 78
    assert [name for name in TABLE_OF if (name in RULES) == (name in NOT_RUN)] == [], "one or the other, not both"
    assert set(NOT_RUN) <= set(TABLE_OF)
    assert {name: NOT_RUN[name]["table"] for name in NOT_RUN} == {name: TABLE_OF[name] for name in NOT_RUN}
    assert all(row["reason"].endswith(".") for row in NOT_RUN.values())


@pytest.mark.parametrize(
    "rule", [r for r in RULES.values() if r.path.parent.name == "owl-rl"], ids=lambda rule: rule.name
)
def test_the_header_of_a_rule_places_it_in_the_specification(rule: SparqlFile) -> None:
    status, known = rule.value("status"), rule.name in TABLE_OF

    assert rule.value("table") == TABLE_OF.get(rule.name, rule.value("table"))
    assert (status == "implemented") == known, "a name of the specification belongs to its own rule"
    assert known or status == "extra" or main_rule(rule) in {*TABLE_OF, *RULES}
    assert set(rule.values("when")) <= {"on request"}
