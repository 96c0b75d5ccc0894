"""Queries of the protocol: a batch of them as JSON, checked before any is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..errors import QueryError

MAX_BATCH = 100
MAX_LIMIT = 50
_DEFAULT_LIMIT = 5
_KEYS = frozenset({"query", "type", "limit", "properties", "type_strict"})
Strictness = Literal["any", "should", "all"]


@dataclass(frozen=True)
class PropertyValue:
    """A value that the entity has: a property and one of its values, as text or as the identifier of an entity."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A name to match, the most candidates to give, and what is known of the entity: types and properties."""

    text: str
    types: tuple[str, ...]
    strictness: Strictness
    limit: int
    properties: tuple[PropertyValue, ...]


def read_batch(text: str) -> dict[str, Query]:
    """Read a batch of queries, each under its key.

    Raises QueryError, with the key and the field, when it is not as the protocol has it.
    """
    batch = read_object(text, "queries")
    if len(batch) > MAX_BATCH:
        raise QueryError(f"The batch has {len(batch)} queries; expected at most {MAX_BATCH}.")
    return {key: _query(f"queries.{key}", query) for key, query in batch.items()}


def read_object(text: str, name: str) -> dict[str, Any]:
    """The JSON object in the parameter `name`.

    Raises QueryError for anything else.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise QueryError(f"{name} is not JSON{place}; expected an object.") from None
    if not isinstance(value, dict):
        raise QueryError(f"{name} is JSON but no object; expected an object.")
    return value


def _query(place: str, query: object) -> Query:
    if not isinstance(query, dict):
        raise QueryError(f"{place} is no object; expected one with query or properties.")
    if unknown := sorted(query.keys() - _KEYS):
        raise QueryError(f"{place} has {unknown[0]!r}; expected {', '.join(sorted(_KEYS))}.")
    properties = query.get("properties", [])
    if not isinstance(properties, list):
        raise QueryError(f"{place}.properties is no array; expected one of objects with pid and v.")
    text = query.get("query", "")
    if not isinstance(text, str):
        raise QueryError(f"{place}.query is no text; expected a name.")
    if not text.strip() and not properties:
        raise QueryError(f"{place} has neither a query nor properties; expected one of the two.")
    return Query(
        text.strip(),
        _types(place, query.get("type", [])),
        _strictness(place, query.get("type_strict", "any")),
        _limit(place, query.get("limit", _DEFAULT_LIMIT)),
        tuple(_property(f"{place}.properties[{index}]", each) for index, each in enumerate(properties)),
    )


def _types(place: str, types: object) -> tuple[str, ...]:
    listed = [types] if isinstance(types, str) else types
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise QueryError(f"{place}.type is no identifier of a type; expected a text or an array of texts.")
    return tuple(each.rpartition("#")[2].rpartition(":")[2] for each in listed if each)


def _strictness(place: str, text: object) -> Strictness:
    match text:
        case "any" | "should" | "all":
            return text
    raise QueryError(f"{place}.type_strict is {text!r}; expected any, should or all.")


def _limit(place: str, limit: object) -> int:
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise QueryError(f"{place}.limit is {limit!r}; expected a number from 1.")
    return int(min(limit, MAX_LIMIT))


def _property(place: str, given: object) -> PropertyValue:
    if not isinstance(given, Mapping) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise QueryError(f"{place} is no value of a property; expected an object with pid and v.")
    value = given["v"]
    values = tuple(_value(place, each) for each in (value if isinstance(value, list) else [value]))
    return PropertyValue(given["pid"], tuple(filter(None, values)))


def _value(place: str, value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value).strip()
    raise QueryError(f"{place}.v is no value; expected a text, a number, a truth value or an object with id.")
