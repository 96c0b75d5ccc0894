"""The sheets of entities and of aliases: what the graph does not have yet, and other names of what it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...codes.name_spellings import canonical
from ...inputs.tables.entity_registry import is_slug, slugify
from ...rdf.folding import fold
from ...rdf.instants import instant
from ...rdf.namespaces import ID
from ...reconciliation.catalog import Described
from ...views.dates.periods import Period
from ..sheets.rows import SheetRow
from .cell_checks import check_cells
from .context import ReadingContext
from .evidence import choice
from .knowledge import INDICATOR
from .names import NameProblem
from .periods import RowPeriod, read_period

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)")
_OWNED = {
    "Office": "officeOf",
    "Programme": "programmeOf",
    "PartnershipProgramme": "programmeOf",
    "Government": "governmentOf",
    "Population": "populationOf",
}
"""Kinds whose entities are of another, with the property that says so; others are a part of it."""


@dataclass(frozen=True)
class NewEntity:
    """An entity that a case describes; `owner` is the name in the column `of`, `item` that of Wikidata."""

    row: SheetRow
    described: Described
    names: tuple[str, ...]
    period: RowPeriod
    owner: str = ""
    item: str = ""
    note: str = ""

    @property
    def kind(self) -> str:
        """The local name of its class."""
        return self.described.types[0]

    @property
    def owner_property(self) -> str:
        """The property that leads from it to its owner."""
        return _OWNED.get(self.kind, "partOf")


def read_entities(rows: Sequence[SheetRow], context: ReadingContext) -> list[NewEntity]:
    """Read the rows; those with mistakes are left out, and each mistake gets a message."""
    taken: dict[str, SheetRow] = {}
    entities = []
    for row in rows:
        entity = _read_entity(row, context) if check_cells(row, context.messages) else None
        if entity is None:
            continue
        earlier = taken.setdefault(entity.described.iri, row)
        if earlier is not row:
            context.messages.add(
                row.message("name", f"The row describes the entity of row {earlier.number} again.", "Keep one.")
            )
        elif not context.messages.is_wrong(row.file, row.number):
            entities.append(entity)
    return entities


def _read_entity(row: SheetRow, context: ReadingContext) -> NewEntity | None:
    name = row.text("name")
    if not name:
        context.messages.add(row.message("name", "The cell is empty.", "Write the name in English."))
        return None
    kind = choice(row, "kind", context.knowledge.kinds, "kind of entity", context.messages)
    period = read_period(row, context)
    slug = row["id"].removeprefix("id:") or slugify(name)
    if not is_slug(slug):
        context.messages.add(
            row.message("id", f"'{slug}' is no identifier.", "Write lower-case letters, digits and single hyphens.")
        )
        return None
    _check_new(row, slug, name, context)
    item = _item(row, context)
    if kind is None:
        return None
    described = Described(str(ID) + slug, name, (kind,), _life(period))
    return NewEntity(row, described, tuple(row.list("other_names")), period, row["of"], item, row.text("note"))


def _life(period: RowPeriod) -> Period:
    days = period.lasting()
    begin, end = (instant(day) if day else "" for day in ((days.begin, days.end) if days else (None, None)))
    return Period(begin, end, f"{days.precision}Precision" if days else "dayPrecision")


def _check_new(row: SheetRow, slug: str, name: str, context: ReadingContext) -> None:
    """Refuse an identifier or a name that the graph has already."""
    catalog = context.knowledge.catalog
    of_id = catalog.describe([str(ID) + slug])
    if of_id and not context.knowledge.is_described_elsewhere(str(ID) + slug, context.graph):
        return
    for entity in of_id.values():
        column = "id" if row["id"] else "name"
        context.messages.add(
            row.message(
                column,
                f"id:{slug} is in the graph already: {entity.label}.",
                "Delete the row and use the name, or choose another id if another entity is meant.",
            )
        )
    if not of_id:
        for entity in context.knowledge.names.named(name)[:1]:
            context.messages.add(
                row.message(
                    "name",
                    f"The graph has an entity of this name: {entity.label} (id:{entity.id}).",
                    "Delete the row if it is meant; else give the new one a name that distinguishes it.",
                    "warning",
                )
            )


def _item(row: SheetRow, context: ReadingContext) -> str:
    if not row["same_as"]:
        return ""
    match = _ITEM.fullmatch(row["same_as"])
    if match is None:
        context.messages.add(
            row.message("same_as", f"'{row['same_as']}' is no item of Wikidata.", "Write it like Q232.")
        )
        return ""
    return match[1]


def own_names(entities: Sequence[NewEntity]) -> dict[str, Described]:
    """The described entities by each of their names."""
    return {
        key: entity.described
        for entity in entities
        if entity.kind != INDICATOR
        for name in (entity.described.label, *entity.names)
        for key in (fold(name), canonical(name))
    }


def read_aliases(rows: Sequence[SheetRow], context: ReadingContext) -> dict[str, str]:
    """The names that rows explain, by folded text, with the identifier of whom they mean."""
    aliases: dict[str, str] = {}
    for row in rows:
        if not check_cells(row, context.messages):
            continue
        name, means = row["name"], row["means"]
        if not name or not means:
            column = "means" if name else "name"
            context.messages.add(row.message(column, "The cell is empty.", "Write both the name and whom it means."))
            continue
        try:
            entity = context.resolver.resolve(means, None)
        except NameProblem as problem:
            context.messages.add(row.message("means", problem.sentence, problem.action))
            continue
        if fold(name) in aliases:
            context.messages.add(row.message("name", f"'{name}' is explained twice.", "Keep one of the rows."))
        for other in context.knowledge.names.named(name):
            if other.iri != entity.iri:
                sentence = (
                    f"'{name}' is a name of {other.label} (id:{other.id}) too; in this case it means {entity.label}."
                )
                context.messages.add(row.message("name", sentence, "Delete the row if that is not meant.", "note"))
        aliases.setdefault(fold(name), f"id:{entity.id}")
    return aliases
