"""The recipe of a panel: what makes it again, as a small TOML file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ..errors import InputError


@dataclass(frozen=True)
class Recipe:
    """What a panel is made from.

    `states` is the file with the list of states of a system that is not the graph's own. `first` and `last` are the
    years, both included; 0 stands for those of the system. `queries` are columns that SPARQL
    queries give, by name; `datasets` are files of datasets that give further ones. `peace_years` are columns of years
    since an event, by name, each with the column of the file that has the event.
    `graph` is the version of the graph that made it, for the record: another version may give other cells.
    """

    unit: str = "state-year"
    system: str = "ours"
    states: str = ""
    first: int = 0
    last: int = 0
    rule: str = "any-day"
    columns: tuple[str, ...] = ()
    past_list: bool = False
    datasets: tuple[str, ...] = ()
    queries: Mapping[str, str] | None = None
    peace_years: Mapping[str, str] | None = None
    graph: str = ""

    def toml(self) -> str:
        """The recipe as TOML."""
        lines = ["# The recipe of a panel: westphalia panel --recipe FILE"]
        for name, value in asdict(self).items():
            if name not in _TABLES and value not in {"", 0, None, ()}:
                lines.append(f"{_KEYS.get(name, name)} = {_toml(value)}")
        for key in _TABLES:
            rows = (getattr(self, key) or {}).items()
            lines += ["", f"[{_KEYS.get(key, key)}]"] if rows else []
            lines += [f"{json.dumps(name)} = {_toml(text)}" for name, text in rows]
        return "\n".join([*lines, ""])


_KEYS = {"first": "from", "last": "until", "past_list": "past-list", "peace_years": "peace-years"}
_TABLES = ("queries", "peace_years")
"""The fields that are tables of TOML, texts by name."""
_FIELDS = {_KEYS.get(entry.name, entry.name): entry.name for entry in fields(Recipe)}
_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("unit", "system", "states", "rule", "graph"), str),
    "first": int,
    "last": int,
    "past_list": bool,
    "columns": list,
    "datasets": list,
    **dict.fromkeys(_TABLES, dict),
}


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file.

    Raises InputError when the file cannot be read, is not TOML, or has a key or value that no recipe has.
    """
    try:
        return recipe_of(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise InputError(f"The recipe {path.name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"The recipe {path.name} is not UTF-8; expected TOML.") from None


def recipe_of(text: str, name: str = "The recipe") -> Recipe:
    """The recipe in a text; see `read_recipe`."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name} is not TOML: {error}.") from None
    values: dict[str, Any] = {}
    for key, value in given.items():
        field = _FIELDS.get(key)
        if field is None:
            raise InputError(f"{name} has the key {key!r}; expected one of {', '.join(_FIELDS)}.")
        wanted = _TYPES[field]
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise InputError(f"{name}, {key}: {value!r}; expected a value such as {_EXAMPLES[field]}.")
        if isinstance(value, dict) and not all(isinstance(text, str) for text in value.values()):
            raise InputError(f"{name}, {key}: {value!r}; expected a value such as {_EXAMPLES[field]}, as texts.")
        values[field] = tuple(map(str, value)) if isinstance(value, list) else value
    return Recipe(**values)


_EXAMPLES = {
    **{name: json.dumps(value) for name, value in asdict(Recipe()).items() if isinstance(value, str)},
    "first": "1946",
    "last": "2010",
    "past_list": "true",
    "columns": '["land-border", "allied"]',
    "datasets": '["NMC_5_0.csv"]',
    "queries": "a table of names and queries",
    "peace_years": "a table of names and columns of events",
}


def _toml(value: object) -> str:
    """A value as TOML: JSON writes texts, numbers and lists in a form that TOML reads too."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
