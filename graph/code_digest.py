"""The digest of the code that a module runs: of its own file and of every module of the package that it imports.

What a result depends on is read from the import statements, so that no list of files can be forgotten or grow stale.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def code_digest(*modules: Path) -> str:
    """A digest of the files in `imported_files(*modules)`, by their names within the package and their bytes."""
    digest = hashlib.sha256()
    for path in sorted(imported_files(*modules)):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def imported_files(*modules: Path) -> frozenset[Path]:
    """The source files of `modules`, and of all modules of the package that they import, directly or through others.

    A module brings the `__init__.py` of the packages it lies in. That of the whole package does not count: it is the
    public API, which imports upwards and lends nothing to the modules below it.
    """
    seen: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [*_package_files(path), *_imports(path)]
    return frozenset(seen)


def _package_files(path: Path) -> Iterator[Path]:
    for folder in path.parents:
        if folder == PACKAGE:
            return
        yield folder / "__init__.py"


@cache
def _imports(path: Path) -> tuple[Path, ...]:
    """The files of the package that the import statements of a file name, wherever in the file they stand."""
    statements = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.ImportFrom))
    return tuple(file for statement in statements if statement.level for file in _named_files(path, statement))


def _named_files(path: Path, statement: ast.ImportFrom) -> Iterable[Path]:
    """`from .a import b` names the module `a`, and the module `a.b` if there is one."""
    folder = path.parents[statement.level - 1].joinpath(*(statement.module or "").split("."))
    candidates = (folder, *(folder / alias.name for alias in statement.names))
    files = (file for name in candidates for file in (name.with_suffix(".py"), name / "__init__.py"))
    return [file for file in files if file.is_file() and file != PACKAGE / "__init__.py"]
