"""A case: the folder read whole, with what it says, the messages about its cells, and its RDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from ..rdf.namespaces import GRAPH
from .coverage import UNKNOWN, coverage_of
from .description import Description, read_description
from .reading.consistency import check_observations, check_statements
from .reading.context import ReadingContext
from .reading.entities import NewEntity, own_names, read_aliases, read_entities
from .reading.knowledge import INDICATOR, Knowledge
from .reading.names import NameProblem, Resolver
from .reading.opinions import Observed, Opinion, read_observations, read_opinions
from .reading.statements import Statement, read_statement
from .records import Records
from .sheets.files import read_sheets
from .sheets.layout import ALIASES, ENTITIES, OBSERVATIONS, OPINIONS, STATEMENTS, SheetLayout
from .sheets.messages import Message, Messages
from .sheets.raw import RawSheet
from .sheets.rows import SheetRow, read_rows
from .situations import record_entity, record_observation, record_opinion, record_statement

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Case:
    """What a folder says: the rows without mistakes, the messages, and the RDF of those rows.

    `count` is the number of filled rows of all sheets, `coverage` the text of its `coverage.csv`.
    """

    folder: Path
    description: Description | None
    statements: tuple[Statement, ...]
    opinions: tuple[Opinion, ...]
    observations: tuple[Observed, ...]
    entities: tuple[NewEntity, ...]
    messages: tuple[Message, ...]
    records: Records
    count: int
    coverage: str

    @property
    def key(self) -> str:
        """The name of the folder, which is that of the source."""
        return self.folder.name

    @property
    def errors(self) -> list[Message]:
        """The messages that keep something from being published."""
        return [message for message in self.messages if message.severity == "error"]

    @property
    def is_described(self) -> bool:
        """Whether the description has no mistake: without it nothing can be published."""
        return self.description is not None and all(not m.file.endswith(".toml") for m in self.errors)

    @property
    def triples(self) -> list[ox.Triple]:
        """What the rows without mistakes say."""
        return list(self.records.triples)

    @property
    def completeness(self) -> str:
        """What the silence of the case means, in one sentence."""
        if UNKNOWN in self.coverage:
            return "What the case does not name is not denied; 'coverage.csv' can say which of its lists is complete."
        return "What the silence of the case means is said in 'coverage.csv'."

    def summary(self) -> str:
        """How much was read, in one sentence."""
        errors = len(self.errors)
        good = self.count - len({(message.file, message.row) for message in self.errors if message.row > 1})
        mistakes = f"{errors} mistake{'s' if errors != 1 else ''}" if errors else "no mistakes"
        return f"{self.key}: {self.count} rows, {good} of them without mistakes; {mistakes}."


def read_case(folder: Path, knowledge: Knowledge) -> Case:
    """Read a folder against a version of the graph. It never fails for what is typed: that gets messages."""
    return _Reading(folder, knowledge).read()


class _Reading:
    """One reading of a folder."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder.resolve()
        self._messages = Messages()
        self._description = read_description(self._folder, self._messages)
        order = self._description.order if self._description else ""
        self._context = ReadingContext(
            knowledge, Resolver(knowledge), order, str(GRAPH[self._folder.name]), self._messages
        )
        self._sheets = read_sheets(self._folder, self._messages)
        self._count = 0

    def read(self) -> Case:
        entities = self._entities()
        statements = self._each(STATEMENTS, read_statement)
        statements = [each for each in statements if not self._is_wrong(each.row)]
        statements = check_statements(statements, self._messages)
        opinions = read_opinions(self._rows(OPINIONS), self._context)
        observations = self._observations(entities)
        if not self._count and not self._messages.errors:
            self._messages.add(
                Message("statements.csv", 0, "", "The case has no row yet.", "Fill in a row of a sheet.")
            )
        kept = [each for each in statements if not self._is_wrong(each.row)]
        records = self._records(entities, kept, opinions, observations)
        coverage = coverage_of(self._folder, entities, kept, self._context)
        return Case(
            self._folder,
            self._description,
            tuple(kept),
            tuple(opinions),
            tuple(observations),
            tuple(entities),
            tuple(self._messages.sorted),
            records,
            self._count,
            coverage,
        )

    def _rows(self, layout: SheetLayout) -> list[SheetRow]:
        sheet: RawSheet | None = self._sheets.get(layout.name)
        rows = read_rows(sheet, layout, self._messages) if sheet and len(sheet.rows) != 1 else []
        self._count += len(rows)
        return rows

    def _each(self, layout: SheetLayout, read: Callable[[SheetRow, ReadingContext], _Item | None]) -> list[_Item]:
        return [item for row in self._rows(layout) if (item := read(row, self._context)) is not None]

    def _is_wrong(self, row: SheetRow) -> bool:
        return self._messages.is_wrong(row.file, row.number)

    def _entities(self) -> list[NewEntity]:
        """Read the case's own entities and aliases, so that names may mean them."""
        entities = read_entities(self._rows(ENTITIES), self._context)
        resolver = self._context.resolver
        resolver.own = own_names(entities)
        resolver.aliases = read_aliases(self._rows(ALIASES), self._context)
        return entities

    def _observations(self, entities: Sequence[NewEntity]) -> list[Observed]:
        own = {
            name.casefold(): entity.described.iri
            for entity in entities
            if entity.kind == INDICATOR
            for name in (entity.described.label, *entity.names)
        }
        read = read_observations(self._rows(OBSERVATIONS), own, self._context)
        return [each for each in check_observations(read, self._messages) if not self._is_wrong(each.row)]

    def _records(
        self,
        entities: Sequence[NewEntity],
        statements: Sequence[Statement],
        opinions: Sequence[Opinion],
        observations: Sequence[Observed],
    ) -> Records:
        records = Records(self._folder.name)
        for entity in entities:
            self._record_entity(entity, records)
        for statement in statements:
            record_statement(statement, records)
        for opinion in opinions:
            record_opinion(opinion, records)
        for observed in observations:
            record_observation(observed, records)
        return records

    def _record_entity(self, entity: NewEntity, records: Records) -> None:
        owner = None
        if entity.owner:
            try:
                owner = self._context.resolver.resolve(entity.owner, entity.period.moment)
            except NameProblem as problem:
                self._messages.add(entity.row.message("of", problem.sentence, problem.action))
        record_entity(entity, owner, records)
