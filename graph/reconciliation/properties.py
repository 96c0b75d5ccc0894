"""Properties that queries may give and tables may fetch: codes, names, lifespans and relations, each on a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..codes.code_table import overlaps
from ..codes.conversion import local_id
from ..codes.systems import NAME, WIKIDATA, System, find_system, normalized
from ..errors import QueryError
from ..inputs.tables.dates import DATE_FORMS, PartialDate, parse_date
from .catalog import RELATIONS, Catalog, Described

DATE = "date"
"""The property of a query whose value is a date: the entity exists on it, and its other values hold on it."""
BEGIN, END, TYPE = "existsFrom", "existsUntil", "type"
_CODES = {
    "cow": "COW state number",
    "gw": "Gleditsch-Ward number",
    "iso2": "ISO 3166-1 alpha-2",
    "iso3": "ISO 3166-1 alpha-3",
    "isonum": "ISO 3166-1 numeric",
    WIKIDATA: "Wikidata item",
}
_NAMES = {NAME: "name", "name:en": "name in English", "name:fr": "name in French", "name:ru": "name in Russian"}
_RELATIONS = dict(zip(RELATIONS, ("member of", "party to", "allied with", "borders"), strict=True))
_LIFE = {BEGIN: "exists from", END: "exists until", TYPE: "type"}
FETCHED = {**_CODES, **_NAMES, **_RELATIONS, **_LIFE}
"""Properties that tables may fetch, with their labels."""
QUERIED = {DATE: "exists on the date", **_CODES, **_RELATIONS}
"""Properties that queries may give, with their labels."""


@dataclass(frozen=True)
class Value:
    """A value: an entity with `id` and `text`, or without `id` a text."""

    text: str
    id: str = ""


def label_of(prop: str) -> str:
    """The label of a property; one that is not listed has its identifier."""
    return (QUERIED | FETCHED).get(prop, prop)


def is_relation(prop: str) -> bool:
    """Whether the values of a property are entities."""
    return prop in _RELATIONS


def read_moment(text: str, place: str) -> PartialDate:
    """The day, month or year that a text names.

    Raises QueryError for anything else.
    """
    try:
        return parse_date(text)
    except ValueError:
        raise QueryError(f"{place} is {text!r}; expected {DATE_FORMS}.") from None


def values_of(catalog: Catalog, entity: Described, prop: str, moment: PartialDate | None) -> Iterator[Value]:
    """The values of a property of an entity on a date, or without one at any time.

    Raises QueryError for an unknown property.
    """
    if prop in {BEGIN, END}:
        limit = entity.life.begin if prop == BEGIN else entity.life.end
        if limit:
            yield Value(limit)
    elif prop == TYPE:
        yield from (Value(catalog.types[name], name) for name in entity.types)
    elif prop in _RELATIONS:
        yield from _related(catalog, entity, prop, moment)
    else:
        system = find_system(prop, catalog.codes.schemes)
        yield from (_names if system.key == NAME else _codes)(catalog, entity, system, moment)


def _related(catalog: Catalog, entity: Described, relation: str, moment: PartialDate | None) -> Iterator[Value]:
    targets = catalog.related(relation).get(entity.iri, ())
    iris = sorted({iri for iri, period in targets if moment is None or overlaps(period, moment)})
    labels = catalog.names.labels(iris)
    yield from (Value(labels.get(iri, local_id(iri)), local_id(iri)) for iri in iris)


def _names(catalog: Catalog, entity: Described, system: System, _moment: PartialDate | None) -> Iterator[Value]:
    labels = catalog.codes.labels.get(entity.iri, {})
    text = labels.get(system.language) if system.language else entity.label
    if text:
        yield Value(text)


def _codes(catalog: Catalog, entity: Described, system: System, moment: PartialDate | None) -> Iterator[Value]:
    codes = catalog.codes.by_entity.get((entity.iri, system.key), ())
    if moment is not None and not overlaps(entity.life, moment):
        return
    used = (code.text for code in codes if moment is None or overlaps(code.use, moment))
    yield from map(Value, dict.fromkeys(used))


def entities_with(catalog: Catalog, prop: str, text: str) -> list[str]:
    """The entities that a code denotes at any time; none for a property that is no system of codes."""
    if prop not in _CODES:
        return []
    system = find_system(prop, catalog.codes.schemes)
    return [code.entity for code in catalog.codes.by_text.get((system.key, normalized(system, text)), ())]


def agrees(
    catalog: Catalog, entity: Described, prop: str, values: tuple[str, ...], moment: PartialDate | None
) -> bool:
    """Whether an entity has one of some values of a property on a date.

    Raises QueryError for a property that queries cannot give.
    """
    if prop == DATE:
        return moment is None or overlaps(entity.life, moment)
    if prop not in QUERIED:
        raise QueryError(f"The property {prop!r} is unknown; expected one of {', '.join(QUERIED)}.")
    had = list(values_of(catalog, entity, prop, moment))
    if prop in _RELATIONS:
        wanted = {value.rpartition("/")[2].casefold() for value in values}
        return any({value.id.casefold(), value.text.casefold()} & wanted for value in had)
    system = find_system(prop, catalog.codes.schemes)
    return any(value.text in {normalized(system, text) for text in values} for value in had)
