"""Lists of statements about an entity: one for each property and each class of situation, complete on every day.

The list of a general property (`wph:alliedWith`) has the relations by the properties below it too
(`wph:obligedToDefendWith`), that of a class the situations of its subclasses, as the ontology has them. Each list has
a name, by which it has an address: `allied-with`, `member-of-it` for the relations of others to the entity,
`full-memberships`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ...rdf.curies import name_in_words
from ...rdf.namespaces import WPH
from ..schema import SITUATION, Schema, Theme
from ..situations.reported import CODE, ReportedSituation
from .entity import Entity
from .statements import Relation, is_relation

_PREPOSITION = re.compile(r"(.+?)(?:([ -](?:of|to|in|by|for|with)[ -])(.*))?$", re.DOTALL)
_INVOLVES = str(WPH.involves)
_OF_OTHERS = "-it"
"""Ends the names of lists of relations that other entities have to the one that the page is about."""


@dataclass(frozen=True)
class Listed:
    """What a list is about: a property in one direction, or a class of situations (`is_class`)."""

    name: str
    term: str
    label: str
    theme: Theme
    incoming: bool = False
    is_class: bool = False


@dataclass(frozen=True)
class RelationList:
    """The relations of an entity by a property and those below it, each related entity once.

    `depth` is the number of lists of more general properties above it on the page. `special` has, by related entity
    and by whether the relation holds, the relations by properties below.
    """

    listed: Listed
    relations: tuple[Relation, ...]
    special: Mapping[str, tuple[Relation, ...]]
    depth: int = 0


@dataclass(frozen=True)
class RecordList:
    """The records of a class and its subclasses in which an entity takes part."""

    listed: Listed
    records: tuple[ReportedSituation, ...]
    depth: int = 0


AnyList = RelationList | RecordList


class Days(StrEnum):
    """Which part of a list: what holds on the day, what holds on other days only, or both."""

    THAT = ""
    OTHER = "other"
    ALL = "all"


def part_of(statements: AnyList, day: date, days: Days) -> AnyList:
    """The statements of a list that hold on a day, or on other days only; all are the list as it is."""
    if days is Days.ALL:
        return statements
    wanted = days is Days.THAT
    if isinstance(statements, RecordList):
        records = tuple(record for record in statements.records if record.period.holds(day) is wanted)
        return replace(statements, records=records)
    relations = tuple(relation for relation in statements.relations if relation.holds is wanted)
    return replace(statements, relations=relations)


def size_of(statements: AnyList) -> int:
    """The number of statements in a list."""
    return len(statements.records if isinstance(statements, RecordList) else statements.relations)


def first_of(statements: AnyList, count: int) -> AnyList:
    """The first statements of a list."""
    if isinstance(statements, RecordList):
        return replace(statements, records=statements.records[:count])
    return replace(statements, relations=statements.relations[:count])


def property_list_name(prop: str, *, incoming: bool = False) -> str:
    """The name of the list of a property.

    >>> property_list_name("https://w3id.org/westphalia/ontology#memberOf", incoming=True)
    'member-of-it'
    """
    return _hyphenated(prop) + (_OF_OTHERS if incoming else "")


def class_list_name(kind: str) -> str:
    """The name of the list of a class of situations.

    >>> class_list_name("https://w3id.org/westphalia/ontology#ArmsSupply")
    'arms-supplies'
    """
    return _plural(_hyphenated(kind))


def _hyphenated(iri: str) -> str:
    return name_in_words(iri).replace(" ", "-").lower()


def _plural(phrase: str) -> str:
    """The plural of a noun phrase of English; its noun stands before a preposition, else at the end.

    >>> _plural("succession to treaty"), _plural("arms-supply")
    ('successions to treaty', 'arms-supplies')
    """
    head, preposition, rest = _PREPOSITION.match(phrase).groups()  # type: ignore[union-attr] # matches any text
    return _plural_noun(head) + (preposition or "") + (rest or "")


def _plural_noun(noun: str) -> str:
    if re.search(r"[^s]s$", noun):  # a plural already, such as "preferential terms"
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(ss|x|z|ch|sh)$", noun) else f"{noun}s"


def lists_by_name(schema: Schema) -> dict[str, Listed]:
    """Every list that an entity may have, by name."""
    properties = [term for term in schema.properties if is_relation(schema, term) and not _is_role(schema, term)]
    classes = [term for term in schema.classes if schema.is_below(term, SITUATION) and term.startswith(str(WPH))]
    lists = [
        *(property_listed(schema, prop, incoming=False) for prop in properties),
        *(property_listed(schema, prop, incoming=True) for prop in properties if prop not in schema.symmetric),
        *(class_listed(schema, kind) for kind in classes),
    ]
    return {listed.name: listed for listed in lists}


def _is_role(schema: Schema, prop: str) -> bool:
    """Whether a property relates a situation to its participants, so that no entity has it."""
    return prop == _INVOLVES or schema.is_below(prop, _INVOLVES)


def property_listed(schema: Schema, prop: str, *, incoming: bool) -> Listed:
    """What the list of a property in one direction is about."""
    label = schema.incoming_label(prop) if incoming else schema.label(prop)
    return Listed(property_list_name(prop, incoming=incoming), prop, label, schema.theme(prop), incoming)


def class_listed(schema: Schema, kind: str) -> Listed:
    """What the list of a class of situations is about."""
    return Listed(class_list_name(kind), kind, _plural(schema.label(kind)), schema.theme(kind), is_class=True)


def list_of(entity: Entity, listed: Listed) -> AnyList:
    """One list of an entity, which may be empty."""
    if listed.is_class:
        records = entity.statements.records
        kinds = {kind for record in records for kind in (record.kind, *record.other_kinds)} - {CODE}
        wanted = {kind for kind in kinds if _is_in(entity.schema, kind, listed.term)}
        return RecordList(
            listed, tuple(record for record in records if not wanted.isdisjoint((record.kind, *record.other_kinds)))
        )
    mine = [relation for relation in entity.statements.all_relations if relation.incoming == listed.incoming]
    return RelationList(
        listed,
        _by_label(entity, (relation for relation in mine if relation.prop == listed.term)),
        _by_other(entity.schema, (each for each in mine if entity.schema.is_below(each.prop, listed.term))),
    )


def with_special(statements: AnyList) -> Iterator[Relation]:
    """The relations of a list and the special relations that imply them; none for a list of records."""
    if isinstance(statements, RelationList):
        for relation in statements.relations:
            yield relation
            yield from statements.special.get(relation.other, ())


def lists_of(entity: Entity) -> list[AnyList]:
    """The lists of an entity that have statements: relations, general before special, then records by class."""
    return [*relation_lists(entity), *record_lists(entity)]


def relation_lists(entity: Entity) -> list[RelationList]:
    """The relations of an entity by property, each general property before those below it."""
    schema = entity.schema
    grouped: dict[tuple[bool, str], list[Relation]] = defaultdict(list)
    for relation in entity.statements.all_relations:
        grouped[relation.incoming, relation.prop].append(relation)
    ordered = sorted(grouped, key=lambda pair: (schema.theme(pair[1]), pair[0], hierarchy_path(schema, pair[1])))
    below: dict[tuple[bool, str], list[Relation]] = defaultdict(list)
    for incoming, prop in ordered:
        for above in schema.above.get(prop, ()):
            below[incoming, above] += grouped[incoming, prop]
    return [
        RelationList(
            property_listed(schema, prop, incoming=incoming),
            _by_label(entity, grouped[incoming, prop]),
            _by_other(schema, below[incoming, prop]),
            depth=sum((incoming, above) in grouped for above in schema.above.get(prop, ())),
        )
        for incoming, prop in ordered
    ]


def record_lists(entity: Entity) -> list[RecordList]:
    """The records of an entity by their most specific class."""
    kinds = {record.kind for record in entity.statements.records} - {CODE}
    lists = (list_of(entity, class_listed(entity.schema, kind)) for kind in kinds)
    by_class = [records for records in lists if isinstance(records, RecordList)]
    return sorted(by_class, key=lambda records: (records.listed.theme, records.listed.label))


def hierarchy_path(schema: Schema, prop: str) -> tuple[str, ...]:
    """The labels from the most general property down to this one, which sorts a hierarchy as a tree."""
    above = [term for term in schema.above.get(prop, ()) if is_relation(schema, term)]
    ours = sorted(above, key=lambda term: len(schema.above.get(term, ())))
    return tuple(schema.label(term) for term in (*ours, prop))


def _is_in(schema: Schema, kind: str, wanted: str) -> bool:
    return kind == wanted or schema.is_below(kind, wanted)


def _by_label(entity: Entity, relations: Iterable[Relation]) -> tuple[Relation, ...]:
    return tuple(sorted(relations, key=lambda relation: (entity.label(relation.other).casefold(), relation.other)))


def _by_other(schema: Schema, relations: Iterable[Relation]) -> dict[str, tuple[Relation, ...]]:
    """Relations by the related entity, general before special."""
    special: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        special[relation.other].append(relation)
    for below in special.values():
        below.sort(key=lambda relation: hierarchy_path(schema, relation.prop))
    return {other: tuple(below) for other, below in special.items()}
