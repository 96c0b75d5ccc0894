"""The bench of the reasoner: every row has a figure, and what cannot be measured says why."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.reasoner import measures, rivals
from bench.reasoner.rows import GROUPS, QUICK
from bench.reasoner.run import NotMeasuredError, in_own_process, line, rows
from bench.record import Figure
from westphalia.settings import Settings

pytestmark = pytest.mark.slow


def in_this_process(name: str, **arguments: object) -> measures.Figures:
    return measures.measure(name, arguments)


@pytest.mark.thorough
@pytest.mark.parametrize("group", [name for name in GROUPS if name not in {"default", "reasonable"}])
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
