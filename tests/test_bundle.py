"""What pages do in a browser must be bundled by `make install` alone, which leaves out what only tests need."""

import json
import re
from pathlib import Path

import pytest

from westphalia.settings import PROJECT_ROOT

FRONTEND = PROJECT_ROOT / "frontend"
_IMPORT = re.compile(r"""^(?:import|export)\s(?!type\b)[^;]*?\bfrom\s+["']([^"'.][^"']*)["']""", re.MULTILINE)
_COPIED = re.compile(r"node_modules/((?:@[\w-]+/)?[\w-]+)/")


def imported(text: str) -> set[str]:
    """The npm packages that a script asks for when it is bundled; types are gone by then."""
    names = {name for name in _IMPORT.findall(text) if not name.startswith("node:")}
    parts = {name: 2 if name.startswith("@") else 1 for name in names}
    return {"/".join(name.split("/")[:count]) for name, count in parts.items()} | set(_COPIED.findall(text))


def test_what_a_script_imports_is_found() -> None:
    text = """import { a } from "plain";
import { b, type C } from "@scope/name/part";
import type { D } from "only-types";
import { e } from "./own";
import { f } from "node:fs";
await cp(path("node_modules/shapes/file.json"), target);"""
    assert imported(text) == {"plain", "@scope/name", "shapes"}


@pytest.mark.parametrize(
    "path", [FRONTEND / "build.mjs", *sorted((FRONTEND / "src").rglob("*.ts"))], ids=lambda path: path.name
)
def test_a_bundle_needs_nothing_that_only_tests_install(path: Path) -> None:
    needed = json.loads((FRONTEND / "package.json").read_text("utf-8"))["dependencies"]
    assert imported(path.read_text("utf-8")) <= needed.keys()
