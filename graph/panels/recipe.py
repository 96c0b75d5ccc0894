"""The recipe of a panel: what makes it again, as a small TOML file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ..errors import InputError, QueryError

Major = tuple[str, int, int]
"""A major power: its code in the panel's system, first and last year."""


@dataclass(frozen=True)
class Relevance:
    """What makes a dyad politically relevant: a column of contiguity, and major powers with first and last year."""

    contiguity: str = "land_border"
    majors: tuple[Major, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """What a panel is made from.

    `states` is the file with the list of states of a system that is not the graph's own. `first` and `last` are the
    years, both included; 0 stands for those of the system. `queries` are columns that SPARQL
    queries give, by name; `datasets` are files of datasets that give further ones. `peace_years` are columns of years
    since an event, by name, each with the column of the file that has the event. `politically_relevant` are columns
    that say which dyads are politically relevant, by name.
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
    politically_relevant: Mapping[str, Relevance] | None = None
    graph: str = ""

    def toml(self) -> str:
        """The recipe as TOML."""
        lines = ["# The recipe of a panel: westphalia panel --recipe FILE"]
        for name, value in asdict(self).items():
            if name not in _EVERY_TABLE and value not in {"", 0, None, ()}:
                lines.append(f"{_KEYS.get(name, name)} = {_toml(value)}")
        for key in _TABLES:
            rows = (getattr(self, key) or {}).items()
            lines += ["", f"[{_KEYS.get(key, key)}]"] if rows else []
            lines += [f"{json.dumps(name)} = {_toml(text)}" for name, text in rows]
        for name, relevance in (self.politically_relevant or {}).items():
            lines += ["", f"[{_KEYS['politically_relevant']}.{json.dumps(name)}]"]
            lines += [f"{part} = {_toml(value)}" for part, value in asdict(relevance).items()]
        return "\n".join([*lines, ""])


_KEYS = {
    "first": "from",
    "last": "until",
    "past_list": "past-list",
    "peace_years": "peace-years",
    "politically_relevant": "politically-relevant",
}
_TABLES = ("queries", "peace_years")
"""The fields that are tables of TOML, texts by name."""
_EVERY_TABLE = (*_TABLES, "politically_relevant")
_FIELDS = {_KEYS.get(entry.name, entry.name): entry.name for entry in fields(Recipe)}
_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("unit", "system", "states", "rule", "graph"), str),
    "first": int,
    "last": int,
    "past_list": bool,
    "columns": list,
    "datasets": list,
    **dict.fromkeys(_EVERY_TABLE, dict),
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
        if field == "politically_relevant" and isinstance(value, dict):
            values[field] = {column: _relevance(f"{name}, {key}.{column}", entry) for column, entry in value.items()}
            continue
        if isinstance(value, dict) and not all(isinstance(text, str) for text in value.values()):
            raise InputError(f"{name}, {key}: {value!r}; expected a value such as {_EXAMPLES[field]}, as texts.")
        values[field] = tuple(map(str, value)) if isinstance(value, list) else value
    return Recipe(**values)


def _relevance(where: str, given: object) -> Relevance:
    """The relevance of a recipe. Raises InputError where it is no table of a column and major powers."""
    if isinstance(given, dict) and given.keys() <= {"contiguity", "majors"}:
        contiguity, majors = given.get("contiguity", Relevance.contiguity), given.get("majors", [])
        if isinstance(contiguity, str) and isinstance(majors, list) and all(map(_is_major, majors)):
            return Relevance(contiguity, tuple((str(code), first, last) for code, first, last in majors))
    raise InputError(f'{where}: {given!r}; expected contiguity = "land_border" and majors = [["2", 1946, 2010]].')


def _is_major(given: object) -> bool:
    types = [type(part) for part in given] if isinstance(given, list) else []
    return types in ([str, int, int], [int, int, int])


def peace_years_of(texts: Iterable[str]) -> dict[str, str] | None:
    """Columns of years since an event from texts such as `allied` or `name=allied`, by name; None without any.

    Raises QueryError for two of one name.
    """
    return _named(texts, "peace_years")


def relevance_of(texts: Iterable[str], majors: Iterable[str]) -> dict[str, Relevance] | None:
    """Columns of politically relevant dyads from texts such as `land_border`, all with the same major powers.

    These are texts such as `200:1946-2010`. Raises QueryError for two columns of one name, for a text that is no
    major power, and for major powers without a column.
    """
    named, read = _named(texts, "politically_relevant"), tuple(map(_major, majors))
    if read and not named:
        raise QueryError("Major powers are given without the column of contiguity; expected one such as land_border.")
    return {name: Relevance(column, read) for name, column in named.items()} if named else None


def _named(texts: Iterable[str], usual: str) -> dict[str, str] | None:
    named: dict[str, str] = {}
    for text in texts:
        before, equals, after = text.partition("=")
        name, column = (before.strip(), after.strip()) if equals else (usual, text.strip())
        if name in named:
            raise QueryError(f"Two columns have the name {name!r}; expected another for one, as name={column}.")
        named[name] = column
    return named or None


def _major(text: str) -> Major:
    found = re.fullmatch(r"(.+):([0-9]{1,4})-([0-9]{1,4})", text.strip())
    if not found:
        raise QueryError(f"{text!r} is not a major power; expected its code with first and last year: 200:1946-2010.")
    return found[1], int(found[2]), int(found[3])


_EXAMPLES = {
    **{name: json.dumps(value) for name, value in asdict(Recipe()).items() if isinstance(value, str)},
    "first": "1946",
    "last": "2010",
    "past_list": "true",
    "columns": '["land-border", "allied"]',
    "datasets": '["NMC_5_0.csv"]',
    "queries": "a table of names and queries",
    "peace_years": "a table of names and columns of events",
    "politically_relevant": "a table of names, each a table with contiguity and majors",
}


def _toml(value: object) -> str:
    """A value as TOML: JSON writes texts, numbers and lists in a form that TOML reads too."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
