"""The example notebooks run from the first cell to the last, and say what their texts promise."""

import ast
import json

import pytest

from westphalia.settings import PROJECT_ROOT, Settings

NOTEBOOKS = sorted((PROJECT_ROOT / "examples").glob("*.ipynb"))


def run_cell(source: str, names: dict[str, object], name: str) -> object:
    """Run a cell as a notebook does; returns the value of its last expression, if it ends with one."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)
    return eval(compile(ast.Expression(last.value), name, "eval"), names) if last is not None else None


def shown(value: object) -> str:
    """What a notebook shows of a value."""
    return value._repr_html_() if hasattr(value, "_repr_html_") else repr(value)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_code_without_stored_results(path):
    notebook = json.loads(path.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert (notebook["nbformat"], len({cell["id"] for cell in notebook["cells"]})) == (4, len(notebook["cells"]))
    assert code and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_the_first_steps_show_what_they_promise(settings: Settings, monkeypatch, capsys):
    pytest.importorskip("pandas")
    monkeypatch.setenv("WESTPHALIA_DATA_DIR", str(settings.data_dir))
    notebook = json.loads((PROJECT_ROOT / "examples" / "first-steps.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}

    results = {
        cell["id"]: shown(run_cell("".join(cell["source"]), names, cell["id"]))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    }

    printed = capsys.readouterr().out
    assert "<h3>Kazakhstan</h3>" in results["entity"]
    assert "Collective Security Treaty Organization" in results["facts"]
    assert "Rule " in printed and "does not follow on 1 Jan 1985" in printed
    assert "Uzbekistan left Collective Security Treaty Organization" in printed
    assert results["disagreements"].count("<tr>") > 2
    assert settings.data_dir.joinpath("current").resolve().name in results["cite"]
