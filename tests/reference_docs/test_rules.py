"""The page of rules: it names every rule once, and refuses a folder that lacks what it needs."""

import shutil
from pathlib import Path

import pytest

from westphalia.errors import InputError
from westphalia.reference_docs.rules import NOT_RUN_NAME, read_not_run, render_rules
from westphalia.settings import PROJECT_ROOT

RULES = PROJECT_ROOT / "ontology" / "rules"


@pytest.fixture
def rules_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


def test_every_rule_has_one_row() -> None:
    rows = [line.split("|")[1].strip() for line in render_rules(RULES).splitlines() if line.startswith("| ")]
    names = sorted(row.removeprefix("[").partition("]")[0] for row in rows if row != "Rule")

    files = [path.stem for path in RULES.glob("*/*.rq")]
    assert names == sorted([*files, *(rule.name for rule in read_not_run(RULES / "owl-rl" / NOT_RUN_NAME))])


def test_a_row_tells_status_kind_and_cost(rules_dir: Path) -> None:
    (rules_dir / "owl-rl" / "prp-x.rq").write_text(
        "#+ title: Nothing is an x.\n#+ table: 5\n#+ status: extra\n#+ when: on request\n#+ message: ?x is.\n"
    )

    row = "| [prp-x](../../ontology/rules/owl-rl/prp-x.rq) | extra, contradiction, on request | Nothing is an x. |"
    assert row in render_rules(rules_dir).splitlines()


def test_a_rule_without_a_table_is_refused(rules_dir: Path) -> None:
    (rules_dir / "owl-rl" / "prp-x.rq").write_text("#+ title: Nothing is an x.\n#+ status: extra\n")

    with pytest.raises(InputError, match=r"prp-x\.rq has 0 lines '#\+ table"):
        render_rules(rules_dir)


def test_a_rule_that_is_not_run_needs_a_reason(rules_dir: Path) -> None:
    path = rules_dir / "owl-rl" / NOT_RUN_NAME
    path.write_text("name,table,reason\neq-ref,4,Trivial.\nscm-cls,9,\n")

    with pytest.raises(InputError, match=r"not-run\.csv:3: the line lacks a value; expected name, table, reason"):
        render_rules(rules_dir)


def test_a_missing_list_is_told(rules_dir: Path) -> None:
    (rules_dir / "owl-rl" / NOT_RUN_NAME).unlink()

    with pytest.raises(InputError, match=r"not-run\.csv"):
        render_rules(rules_dir)
