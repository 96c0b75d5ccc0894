"""The bench of the reasoner: every row has a figure, and what cannot be measured says why."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.reasoner import measures, rivals
from bench.reasoner.rows import GROUPS, QUICK
from bench.reasoner.run import NotMeasuredError, in_own_process, line, rows
from bench.reasoner.translations import for_jena, for_nemo, plain
from bench.record import Figure
from westphalia.reason.rules.rule import TYPE, Comparison, KindTest, Pattern, Rule
from westphalia.settings import Settings

pytestmark = pytest.mark.slow


def in_this_process(name: str, **arguments: object) -> measures.Figures:
    return measures.measure(name, arguments)


@pytest.mark.thorough
@pytest.mark.parametrize("group", [name for name in GROUPS if name not in {"default", "reasonable", "engines"}])
def test_each_row_has_a_figure(group: str) -> None:
    found = list(rows([group], QUICK, in_this_process))

    assert found
    for row in found:
        assert any(character.isdigit() for character in row.seen), row
        assert not row.seen.startswith("not measured"), row
        assert row.met is not None or not row.target
        assert line(row).count("|") == 5


def test_the_default_graph_is_built_by_itself(tiny: Settings) -> None:
    [row] = rows(["default"], replace(QUICK, root=str(tiny.root)), in_this_process)

    assert row.met is not None
    assert "load " in row.seen


def test_a_reasoner_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "reasonable", None)
    with pytest.raises(rivals.NotInstalledError):
        in_this_process("reasonable", dataset=["lubm", 1, 300], repeats=1)

    [*_, last] = rows(["reasonable"], QUICK, in_this_process)
    assert last == Figure("reasonable", "", "not measured: reasonable is not installed (pip install reasonable)")


def test_a_process_of_its_own_hands_its_figures_over_and_is_bounded() -> None:
    arguments = {"dataset": ["lubm", 1, 100], "repeats": 1, "modes": ["undated"], "only": ["cax-sco"]}

    figures = in_own_process(60)("closing", **arguments)

    assert figures["undated_inferred"] > 0
    assert figures["peak"] > 1_000_000
    with pytest.raises(NotMeasuredError, match=r"not done after 0 s"):
        in_own_process(0.01)("closing", **arguments)
    with pytest.raises(NotMeasuredError, match=r"unexpected keyword argument 'nonsense'"):
        in_own_process(60)("closing", nonsense=1)


def test_what_is_added_is_new_and_well_formed(tmp_path: Path) -> None:
    from bench.reasoner.datasets import Dataset, newcomers

    path, _ = Dataset("world", 1000).write(tmp_path)
    lines = newcomers(100, 1)

    assert 90 <= len(lines) <= 100
    assert not set(lines) & set(path.read_text(encoding="utf-8").splitlines(keepends=True))
    assert set(lines).isdisjoint(newcomers(100, 2))


def test_of_engines_with_another_closure_no_time_is_told() -> None:
    def measured(name: str, **_arguments: object) -> measures.Figures:
        digest = 2 if name == "nemo" else 1
        return {"triples": 10, "closed": 20, "digest": digest, "undated": 2, "undated_cpu": 2} | {
            "reason": 6,
            "reason_cpu": 8,
        }

    jena, nemo = rows(["engines"], QUICK, measured)

    assert jena.met
    assert "equal (20 triples); 3.0 times as fast" in jena.seen
    assert nemo.met is False
    assert nemo.seen == "20 triples against 20, not equal"


def test_engines_that_are_missing_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nmo_python", None)
    with pytest.raises(rivals.NotInstalledError, match="pip install nemo-python"):
        in_this_process("nemo", dataset=["lubm", 1, 100], repeats=1)
    with pytest.raises(rivals.NotInstalledError, match=r"no-such\.jar"):
        in_this_process("jena", dataset=["lubm", 1, 100], jar="/no-such.jar", seconds=1)


def test_plain_rules_are_written_for_other_engines() -> None:
    rule = Rule(
        "r",
        "",
        (Pattern("?x", TYPE, "?c"), Pattern("?c", "<urn:under>", "?d")),
        (Comparison("!=", "<urn:c>", "?d"), Comparison("!=", "?c", "?d")),
        (Pattern("?x", TYPE, "?d"),),
    )
    tested = replace(rule, name="tested", conditions=(KindTest("isIRI", "?x"),))

    assert plain([rule, tested, replace(rule, head=())]) == [rule]
    assert for_jena([rule]) == (
        f"[r: (?x {TYPE} ?c) (?c <urn:under> ?d) notEqual(?d, <urn:c>) notEqual(?c, ?d) -> (?x {TYPE} ?d)]\n"
    )
    assert (
        f"triple(?x, {TYPE}, ?d) :- triple(?x, {TYPE}, ?c), triple(?c, <urn:under>, ?d), ?d != <urn:c>, ?c != ?d ."
        in for_nemo([rule], "x.nt").splitlines()
    )


@pytest.mark.thorough
def test_jena_closes_a_university_as_we_do() -> None:
    if not Path(QUICK.jar).exists():
        pytest.skip("Jena comes with the packages for thorough tests")
    dataset = ["lubm", 1, 3000]

    ours = in_this_process("plain_rules", dataset=dataset, repeats=1)
    theirs = in_this_process("jena", dataset=dataset, jar=QUICK.jar, seconds=300)

    assert ours["closed"] > ours["triples"]
    assert (ours["closed"], ours["digest"]) == (theirs["closed"], theirs["digest"])
