"""Data extension: values of properties for rows of a table that are matched already, on a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import QueryError
from ..inputs.tables.dates import PartialDate
from ..rdf.namespaces import ID
from .catalog import Catalog
from .properties import BEGIN, DATE, END, Value, is_relation, label_of, read_moment, values_of
from .queries import read_object

MAX_IDS = 1000
MAX_PROPERTIES = 30


@dataclass(frozen=True)
class Wanted:
    """A property to fetch, and the date of its setting, empty for that of the endpoint."""

    id: str
    on: str


@dataclass(frozen=True)
class Extension:
    """A request: identifiers of entities, and properties to fetch of each."""

    ids: tuple[str, ...]
    properties: tuple[Wanted, ...]


def read_extension(text: str) -> Extension:
    """Read a request.

    Raises QueryError when it is not as the protocol has it.
    """
    request = read_object(text, "extend")
    ids, properties = request.get("ids"), request.get("properties")
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids) or len(ids) > MAX_IDS:
        raise QueryError(f"extend.ids is not a list of identifiers; expected an array of at most {MAX_IDS} texts.")
    if not isinstance(properties, list) or len(properties) > MAX_PROPERTIES:
        raise QueryError(f"extend.properties is no array of at most {MAX_PROPERTIES} objects; expected one.")
    return Extension(tuple(ids), tuple(_wanted(index, each) for index, each in enumerate(properties)))


def _wanted(index: int, given: object) -> Wanted:
    if not isinstance(given, Mapping) or not isinstance(given.get("id"), str):
        raise QueryError(f"extend.properties[{index}] is no property; expected an object with id.")
    settings = given.get("settings") or {}
    date = settings.get(DATE, "") if isinstance(settings, Mapping) else ""
    return Wanted(given["id"], str(date).strip())


def extend(catalog: Catalog, request: Extension, on: PartialDate) -> dict[str, Any]:
    """The answer: what each property is, and for each identifier the values on the date.

    An identifier that is none gets empty cells. Raises QueryError for an unknown property or a date that cannot be
    read.
    """
    described = catalog.describe(f"{ID}{name}" for name in request.ids if _is_safe(name))
    moments = [
        read_moment(each.on, f"The setting date of {each.id}") if each.on else on for each in request.properties
    ]
    rows: dict[str, dict[str, list[dict[str, str]]]] = {}
    for name in request.ids:
        entity = described.get(f"{ID}{name}")
        rows[name] = {
            each.id: [_cell(each.id, value) for value in values_of(catalog, entity, each.id, moment)]
            if entity
            else []
            for each, moment in zip(request.properties, moments, strict=True)
        }
    return {"meta": [_meta(each.id) for each in request.properties], "rows": rows}


def _meta(prop: str) -> dict[str, Any]:
    kinds = {"memberOf": ("Organization", "organization"), "partyTo": ("Agreement", "agreement")}
    meta: dict[str, Any] = {"id": prop, "name": label_of(prop)}
    if is_relation(prop):
        identifier, label = kinds.get(prop, ("State", "state"))
        meta["type"] = {"id": identifier, "name": label}
    return meta


def _cell(prop: str, value: Value) -> dict[str, str]:
    if value.id:
        return {"id": value.id, "name": value.text}
    return {"date": value.text} if prop in {BEGIN, END} else {"str": value.text}


def _is_safe(name: str) -> bool:
    """Whether a text can be the last part of an IRI of ours in a query."""
    return name.isprintable() and not set(name) & set(' <>"{}|^`\\')
