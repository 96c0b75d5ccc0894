"""The order of the package's rooms and the imports between its modules, read by both the test and the picture."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError

# From the lowest layer to the highest; a room may import from lower layers only. A module belongs to the room with
# the longest matching name, so that sparql.update, which works on stores, lies above store, and sparql below it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("settings", "code_digest", "extras"),
    ("rdf",),
    ("sparql",),
    ("store",),
    ("sparql.update", "sparql.federation"),
    ("inputs",),
    ("reason", "workers"),
    ("versions",),
    ("check",),
    ("views", "search", "export", "replication"),
    ("codes",),
    ("questions",),
    ("reconciliation",),
    ("panels",),
    ("importers", "packages", "cases.sheets", "cases.written"),
    ("cases.reading",),
    ("cases",),
    ("cases.preview", "cases.imports"),
    ("api",),
    ("reference_docs",),
    ("web",),
    ("model_context",),
    ("serve",),
    ("cli",),
    ("", "__main__"),
)
_RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}

# Rooms that pages, commands and notebooks share; Flask would tie them to a web server.
WITHOUT_FLASK = tuple(room for room, rank in _RANK.items() if room and rank < _RANK["web"])
_WEB_FRAMEWORK = frozenset({"flask", "werkzeug"})


@dataclass(frozen=True)
class Module:
    """A module of the package: its name below the package ("" is the package itself) and what it imports.

    `inside` names modules of the package, `outside` the top-level names of other packages.
    """

    name: str
    lines: int
    inside: frozenset[str]
    outside: frozenset[str]


def read_modules(package: Path) -> dict[str, Module]:
    """Every module of the folder `package`, by name."""
    names = {_name(path, package): path for path in sorted(package.rglob("*.py"))}
    return {name: _read(name, path, frozenset(names)) for name, path in names.items()}


def room_of(name: str) -> str:
    """The room of a module: the longest known prefix of its name, or its first part where the order lacks it."""
    parts = name.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in _RANK), parts[0])


def room_arrows(modules: Mapping[str, Module]) -> Counter[tuple[str, str]]:
    """How many imports lead from one room to another.

    Raises InputError for a room that has no layer.
    """
    if rooms := rooms_without_layer(modules):
        names = ", ".join(rooms)
        raise InputError(
            f"LAYERS in graph/reference_docs/layers.py has no layer for {names}; expected every package."
        )
    pairs = ((room_of(name), room_of(target)) for name, module in modules.items() for target in module.inside)
    return Counter(pair for pair in pairs if pair[0] != pair[1])


def upward_imports(modules: Mapping[str, Module]) -> list[tuple[str, str]]:
    """Imports (module, imported) that do not lead to a lower layer."""
    return sorted(
        (name, target)
        for name, module in modules.items()
        for target in module.inside
        if room_of(name) != room_of(target) and _RANK[room_of(name)] <= _RANK[room_of(target)]
    )


def rooms_without_layer(modules: Mapping[str, Module]) -> list[str]:
    """Rooms that the order of the layers does not name."""
    return sorted({room_of(name) for name in modules} - set(_RANK))


def flask_below_web(modules: Mapping[str, Module]) -> list[str]:
    """Modules below the web layer that import Flask or Werkzeug."""
    return sorted(
        name for name, module in modules.items() if room_of(name) in WITHOUT_FLASK and module.outside & _WEB_FRAMEWORK
    )


def import_cycle(modules: Mapping[str, Module]) -> list[str]:
    """A cycle of imports, as the modules on it, or an empty list; a package's front door counts as a module."""
    finished: set[str] = set()
    for start in modules:
        if cycle := _cycle_from(start, modules, finished):
            return cycle
    return []


def _cycle_from(start: str, modules: Mapping[str, Module], finished: set[str]) -> list[str]:
    # Depth first with an explicit stack; `path` holds the modules whose imports are not all visited yet.
    path: dict[str, Iterator[str]] = {start: iter(modules[start].inside)} if start not in finished else {}
    while path:
        name = next(reversed(path))
        target = next(path[name], None)
        if target is None:
            finished.add(name)
            del path[name]
        elif target in path:
            order = list(path)
            return order[order.index(target) :]
        elif target not in finished:
            path[target] = iter(modules[target].inside)
    return []


def _name(path: Path, package: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(name: str, path: Path, names: frozenset[str]) -> Module:
    text = path.read_text(encoding="utf-8")
    folder = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    inside: set[str] = set()
    outside: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            inside.update(_targets(node, [part for part in folder if part], names))
        elif isinstance(node, ast.ImportFrom):
            outside.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Import):
            outside.update(alias.name.partition(".")[0] for alias in node.names)
    return Module(name, text.count("\n"), frozenset(inside - {name}), frozenset(outside))


def _targets(node: ast.ImportFrom, folder: list[str], names: frozenset[str]) -> Iterator[str]:
    base = folder[: len(folder) - node.level + 1] + (node.module.split(".") if node.module else [])
    for alias in node.names:
        submodule = ".".join([*base, alias.name])
        yield submodule if submodule in names else ".".join(base)
