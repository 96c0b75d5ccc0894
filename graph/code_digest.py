"""The digest of the code that a module runs: its file, all modules of the package that it imports, and libraries.

What a result depends on is read from the import statements, so that no list of files or of libraries can be forgotten
or grow stale.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent
_BODIES = ("body", "orelse", "handlers", "finalbody", "cases")
"""The fields of a statement in which other statements stand."""


def code_digest(*modules: Path) -> str:
    """A digest of what `modules` run: the files that they import, and the releases of the libraries."""
    digest = hashlib.sha256()
    for path in sorted(imported_files(*modules)):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    for library in sorted(imported_libraries(*modules)):
        digest.update(f"{library} {_release(library)}\n".encode())
    return digest.hexdigest()


def imported_libraries(*modules: Path) -> frozenset[str]:
    """The modules that `imported_files(*modules)` import from outside the package and the standard library."""
    names = frozenset(name for path in imported_files(*modules) for name in _outside_imports(path))
    return names - sys.stdlib_module_names


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
    return tuple(
        file
        for statement in _import_statements(path)
        if isinstance(statement, ast.ImportFrom) and statement.level
        for file in _named_files(path, statement)
    )


@cache
def _outside_imports(path: Path) -> frozenset[str]:
    """The first parts of the names of all modules that a file imports from outside the package."""
    names: set[str] = set()
    for statement in _import_statements(path):
        if isinstance(statement, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in statement.names}
        elif not statement.level:
            names.add((statement.module or "").partition(".")[0])
    return frozenset(names)


@cache
def _import_statements(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    return tuple(_imports_within(ast.parse(path.read_bytes())))


def _imports_within(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    # Only statements are visited, a tenth of all nodes: an expression has no import.
    for name in _BODIES:
        for child in getattr(node, name, ()):
            if isinstance(child, ast.Import | ast.ImportFrom):
                yield child
            else:
                yield from _imports_within(child)


def _release(library: str) -> str:
    """The release of a library, which has the name of its module; a library that is not installed has none."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def _named_files(path: Path, statement: ast.ImportFrom) -> Iterable[Path]:
    """`from .a import b` names the module `a`, and the module `a.b` if there is one."""
    folder = path.parents[statement.level - 1].joinpath(*(statement.module or "").split("."))
    candidates = (folder, *(folder / alias.name for alias in statement.names))
    files = (file for name in candidates for file in (name.with_suffix(".py"), name / "__init__.py"))
    return [file for file in files if file.is_file() and file != PACKAGE / "__init__.py"]
