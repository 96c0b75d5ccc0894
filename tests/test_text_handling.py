"""Text is cut at U+000A alone: `splitlines` also cuts at U+0085, U+2028 and more, which may stand in data."""

import ast
from pathlib import Path

import pytest

from westphalia.settings import PROJECT_ROOT

FILES = sorted((PROJECT_ROOT / "graph").rglob("*.py"))


def calls(path: Path, name: str) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


@pytest.mark.parametrize("name", ["splitlines"])
def test_no_text_is_cut_by_anything_but_the_line_feed(name: str) -> None:
    assert {path.name: found for path in FILES if (found := calls(path, name))} == {}
