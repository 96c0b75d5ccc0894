"""How complete a case is: what its `coverage.csv` says, else that nobody has established it.

Answers say "no" only by a list that is complete. A list of another source may be so for all, and yet know nothing of
an entity that only the case describes; hence each of those gets statements of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import InputError
from ..inputs.tables.coverage import COLUMNS, COMPLETENESS, NAME
from .reading.context import ReadingContext
from .reading.entities import NewEntity
from .reading.evidence import choice
from .reading.names import NameProblem
from .reading.periods import read_period
from .reading.relations import SYMMETRIC
from .reading.statements import Statement
from .sheets.csv_files import read_csv
from .sheets.layout import COVERAGE
from .sheets.messages import Message
from .sheets.rows import SheetRow, read_rows

UNKNOWN = "Nobody has established whether the source names all; what it does not name is not denied."


def coverage_of(
    folder: Path, entities: Sequence[NewEntity], statements: Sequence[Statement], context: ReadingContext
) -> str:
    """The text of `coverage.csv` for a case: its own, whose mistakes get messages, or one that denies nothing."""
    path = folder / NAME
    if not path.is_file():
        return _text([("Situation", ""), *_own_lists(entities, statements, context)])
    try:
        rows = read_rows(read_csv(path), COVERAGE, context.messages)
    except InputError as error:
        context.messages.add(Message(NAME, 0, "", str(error)))
        return ""
    return _written(_cells(row, context) for row in rows)


def _own_lists(
    entities: Sequence[NewEntity], statements: Sequence[Statement], context: ReadingContext
) -> list[tuple[str, str]]:
    """Relations to entities of the case: those that its statements have, and those of which a list is complete."""
    own = {entity.described.iri: entity.described for entity in entities}
    lists = {
        (statement.relation.property, side.id)
        for statement in statements
        for side in (statement.whom, statement.who if statement.relation.has(SYMMETRIC) else None)
        if side and side.iri in own
    }
    knowledge = context.knowledge
    lists |= {
        (relation.property, entity.id)
        for relation in knowledge.relations.relations
        if relation.property in knowledge.complete_relations
        for entity in own.values()
        if relation.whom_kinds and knowledge.is_any_of(entity.types, relation.whom_kinds)
    }
    return sorted(lists)


def _text(lists: Sequence[tuple[str, str]]) -> str:
    return _written((relation, scope, "", "", "unknown", UNKNOWN, "", "") for relation, scope in lists)


def _written(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV below the headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def _cells(row: SheetRow, context: ReadingContext) -> list[str]:
    """The cells of a row as lists of sources have them; each mistake gets a message."""
    messages = context.messages
    if not context.knowledge.is_term(row["relation"]):
        sentence = f"'{row['relation']}' is no property or class of the ontology."
        messages.add(row.message("relation", sentence, "Write one such as memberOf, partyTo or Situation."))
    choice(row, "completeness", {name: name for name in COMPLETENESS}, "completeness", messages)
    if not row["rests_on"]:
        messages.add(row.message("rests_on", "The cell is empty.", "Write in a sentence what it rests on."))
    if row["reference"]:
        messages.add(row.message("reference", "A case has no list of references.", "Put it into the note."))
    period = read_period(row, context)
    begin, end = (date.begin.text if date else "" for date in (period.begin, period.end))
    scope = _scope(row, context) if row["scope"] else ""
    return [row["relation"], scope, begin, end, row["completeness"], row.text("rests_on"), "", row.text("note")]


def _scope(row: SheetRow, context: ReadingContext) -> str:
    try:
        return context.resolver.resolve(row["scope"], None).id
    except NameProblem as problem:
        context.messages.add(row.message("scope", problem.sentence, problem.action))
        return ""
