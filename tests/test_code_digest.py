"""The digest of code: what it covers, and what changes it."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from westphalia import code_digest
from westphalia.code_digest import PACKAGE, imported_files, imported_libraries

BUILD = PACKAGE / "versions" / "build.py"
DATED = PACKAGE / "reason" / "dated.py"
RULES = PACKAGE / "reason" / "rules" / "cache.py"


@pytest.mark.parametrize(
    ("module", "names"),
    [
        (BUILD, {"versions/build.py", "reason/dated.py", "inputs/tables/table.py", "store/bulk_load.py"}),
        (DATED, {"reason/dated.py", "reason/evaluation/fixpoint.py", "rdf/namespaces.py", "sparql/files.py"}),
        (RULES, {"reason/rules/cache.py", "reason/rules/reader.py", "sparql/files.py"}),
    ],
)
def test_all_modules_that_a_result_rests_on_count(module: Path, names: set[str]) -> None:
    assert names <= {path.relative_to(PACKAGE).as_posix() for path in imported_files(module)}


def test_every_library_that_a_build_imports_counts() -> None:
    assert {"duckdb", "owlrl", "pyoxigraph", "pyshacl", "rdflib", "shacl"} <= imported_libraries(BUILD)
    assert {"duckdb", "pyoxigraph", "rdflib"} <= imported_libraries(DATED)


def test_modules_of_the_standard_library_and_of_the_package_are_no_libraries() -> None:
    assert not imported_libraries(BUILD) & {"", "__future__", "pathlib", "westphalia", "rdf"}


@pytest.mark.parametrize("module", [BUILD, DATED])
@pytest.mark.parametrize("library", ["shacl", "duckdb", "rdflib"])
def test_another_release_of_a_library_changes_the_digest(
    monkeypatch: pytest.MonkeyPatch, module: Path, library: str
) -> None:
    before = code_digest.code_digest(module)
    monkeypatch.setattr(code_digest, "version", lambda name: "0.0.1" if name == library else version(name))

    assert (code_digest.code_digest(module) != before) is (library in imported_libraries(module))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    package = tmp_path_factory.mktemp("copy") / "graph"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "static", "*.html"))
    return package


@pytest.mark.parametrize(
    ("changed", "changes_build", "changes_closure"),
    [
        ("reason/evaluation/fixpoint.py", True, True),
        ("rdf/namespaces.py", True, True),
        ("sparql/files.py", True, True),
        ("inputs/tables/states.py", True, False),
        ("store/bulk_load.py", True, False),
        ("web/pages/home.py", False, False),
        ("cli/build.py", False, False),
        ("views/sections.py", False, False),
    ],
)
def test_a_change_of_code_counts_where_the_result_rests_on_it(
    copied: Path, monkeypatch: pytest.MonkeyPatch, changed: str, changes_build: bool, changes_closure: bool
) -> None:
    monkeypatch.setattr(code_digest, "PACKAGE", copied)
    modules = [copied / path.relative_to(PACKAGE) for path in (BUILD, DATED)]
    before = [code_digest.code_digest(module) for module in modules]
    with (copied / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    after = [code_digest.code_digest(module) for module in modules]
    assert [one != other for one, other in zip(before, after, strict=True)] == [changes_build, changes_closure]
