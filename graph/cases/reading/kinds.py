"""The kinds of those whom a statement relates, held against those that its relation takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...reconciliation.catalog import Described
from ..sheets.messages import Message
from ..sheets.rows import SheetRow
from .knowledge import Knowledge
from .relations import ALONE, NO_PERSON, Relation, sentence_of

UNDER_KINDS = ("Agreement", "Organization")
"""What a statement may be under."""
_PERSON = "Person"


@dataclass(frozen=True)
class Sides:
    """Those whom a row names, as far as they are known, with the relation between them."""

    row: SheetRow
    relation: Relation
    who: Described
    whom: Described | None
    under: Described | None = None


def kind_messages(sides: Sides, knowledge: Knowledge) -> Iterator[Message]:
    """A message for each whose kind the relation does not take; one alone where the two stand the wrong way round."""
    row, relation = sides.row, sides.relation
    if sides.under and not knowledge.is_any_of(sides.under.types, UNDER_KINDS):
        sentence = f"{_is_a(sides.under, knowledge)}; 'under' needs a treaty or an organization."
        yield row.message("under", sentence, "Correct the name, or empty the cell.")
    wrong = [
        (column, entity, kinds)
        for column, entity, kinds in _sides(sides)
        if not knowledge.is_any_of(entity.types, kinds)
    ]
    if len(wrong) == 2 and _is_turned(sides, knowledge):
        yield row.message("who", *_exchanged(sides, knowledge))
        return
    for column, entity, kinds in wrong:
        yield row.message(column, *_wrong_kind(sides, column, entity, kinds, knowledge))
    if relation.has(NO_PERSON):
        for column, entity, _ in _sides(sides):
            if knowledge.is_any_of(entity.types, (_PERSON,)):
                sentence = f"{entity.label} is a person; '{relation.name}' is a relation of states and other bodies."
                yield row.message(column, sentence, "Write the state or the body for which the person acted.")


def _sides(sides: Sides) -> list[tuple[str, Described, tuple[str, ...]]]:
    relation = sides.relation
    both = (("who", sides.who, relation.who_kinds), ("whom", sides.whom, relation.whom_kinds))
    return [(column, entity, kinds) for column, entity, kinds in both if entity]


def _fits(entity: Described | None, kinds: Sequence[str], knowledge: Knowledge) -> bool:
    return entity is not None and knowledge.is_any_of(entity.types, kinds)


def _is_turned(sides: Sides, knowledge: Knowledge) -> bool:
    """Whether the relation would take the two the other way round."""
    relation = sides.relation
    return _fits(sides.whom, relation.who_kinds, knowledge) and _fits(sides.who, relation.whom_kinds, knowledge)


def _exchanged(sides: Sides, knowledge: Knowledge) -> tuple[str, str]:
    """What is wrong with a row that is turned, and the relation that says it as it stands, if there is one."""
    relation, whom = sides.relation, sides.whom
    assert whom is not None
    sentence = (
        f"The two stand the wrong way round: '{relation.name}' needs {_kinds(relation.who_kinds, knowledge)} as who "
        f"and {_kinds(relation.whom_kinds, knowledge)} as whom."
    )
    inverse = [other for other in _others(sides, "who", knowledge) if other.property == relation.property]
    instead = f", or write '{inverse[0].name}' as the relation" if inverse else ""
    return sentence, f"Exchange the two: who is {whom.label}, whom is {sides.who.label}{instead}."


def _wrong_kind(
    sides: Sides, column: str, entity: Described, kinds: Sequence[str], knowledge: Knowledge
) -> tuple[str, str]:
    """What is wrong with an entity of a kind that the relation does not take, and what may be meant."""
    needs = f"'{sides.relation.name}' needs {_kinds(kinds, knowledge)} as {column}"
    others = sentence_of(_others(sides, column, knowledge)[:3]).replace(", ", " or ")
    action = (
        f"Correct the name, or write {others} as the relation." if others else "Correct the name or the relation."
    )
    return f"{_is_a(entity, knowledge)}; {needs}.", action


def _others(sides: Sides, column: str, knowledge: Knowledge) -> list[Relation]:
    """Other relations that take the two as they stand."""
    return [
        other
        for other in knowledge.relations.relations
        if other.name != sides.relation.name
        and not other.has(ALONE)
        and "Entity" not in (narrow := other.who_kinds if column == "who" else other.whom_kinds)
        and narrow
        and _fits(sides.who, other.who_kinds, knowledge)
        and _fits(sides.whom, other.whom_kinds, knowledge)
    ]


def _is_a(entity: Described, knowledge: Knowledge) -> str:
    label = knowledge.label_of_kind(entity.types[0]) if entity.types else "entity"
    return f"{entity.label} is {_with_article(label)}"


def _kinds(kinds: Sequence[str], knowledge: Knowledge) -> str:
    return _with_article(" or ".join(knowledge.label_of_kind(kind) for kind in kinds))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1].casefold() in set('aeio') else 'a'} {noun}"
