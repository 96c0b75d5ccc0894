"""The sheet of statements: each row with its relation, the two whom it relates, its period and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...inputs.tables.entity_registry import TERRITORY_PREFIX
from ...rdf.namespaces import ID
from ...reconciliation.catalog import Described
from ..sheets.rows import SheetRow
from .cell_checks import check_cells
from .context import ReadingContext
from .evidence import Evidence, read_evidence
from .kinds import UNDER_KINDS, Sides, kind_messages
from .names import NameProblem
from .periods import RowPeriod, check_lives, read_period
from .relations import ALONE, DIRECT, EVENT, PAST_WHOM, SYMMETRIC, WORDS, Relation, sentence_of


@dataclass(frozen=True)
class Statement:
    """A statement of the source: who stands in which relation to whom, when, and where the source says so.

    `whom` is None for a relation of one alone, and for one with words in the place of whom; `about` are those whom
    the words mention. `under` is the treaty or organization under which it is so, if the source names one, and
    `under_organization` whether it is the latter.
    """

    row: SheetRow
    relation: Relation
    who: Described
    whom: Described | None
    under: Described | None
    period: RowPeriod
    evidence: Evidence
    under_organization: bool = False
    words: str = ""
    about: tuple[Described, ...] = ()

    @property
    def pair(self) -> tuple[str, frozenset[str] | tuple[str, str]]:
        """What the statement is about, whatever its dates; a symmetric relation has no direction."""
        other = self.whom.iri if self.whom else self.words
        sides = (self.who.iri, other)
        kind = self.relation.situation or self.relation.property
        flipped = self.relation.who_role > self.relation.whom_role
        if self.relation.has(SYMMETRIC):
            return kind, frozenset(sides)
        return kind, (sides[1], sides[0]) if flipped else sides


def read_statement(row: SheetRow, context: ReadingContext) -> Statement | None:
    """Read a row; None when it has a mistake, each of which gets a message at its cell."""
    if not check_cells(row, context.messages) or _is_shifted(row, context):
        return None
    relation = _relation(row, context)
    period = read_period(row, context)
    evidence = read_evidence(row, context.messages)
    who = _named(row, "who", relation.who_kinds if relation else (), period, context)
    whom = words = None
    if relation and relation.has(WORDS):
        words = _required_words(row, context)
    elif relation and relation.has(ALONE):
        _refuse_whom(row, relation, context)
    else:
        then = RowPeriod() if relation and relation.has(PAST_WHOM) else period
        whom = _named(row, "whom", relation.whom_kinds if relation else (), then, context)
    under = _under(row, period, context) if row["under"] else None
    if relation is None or who is None:
        return None
    in_body = under is not None and context.knowledge.is_any_of(under.types, ("Organization",))
    statement = Statement(row, relation, who, whom, under, period, evidence, in_body, words or "")
    _check(statement, context)
    if context.messages.is_wrong(row.file, row.number):
        return None
    if words:
        about = tuple(context.resolver.mentioned(words, period.moment)) or (who,)
        return replace(statement, about=about)
    return statement


def _relation(row: SheetRow, context: ReadingContext) -> Relation | None:
    text = row["relation"]
    if not text:
        context.messages.add(
            row.message("relation", "The cell is empty.", "Write a relation: 'westphalia relations' lists them.")
        )
        return None
    relation = context.knowledge.relations.named(text)
    if relation is None:
        nearest = context.knowledge.relations.nearest(text)
        hint = f" Nearest: {sentence_of(nearest)}." if nearest else ""
        action = "Write one that 'westphalia relations' lists."
        context.messages.add(row.message("relation", f"'{row.text('relation')}' is no relation.{hint}", action))
    return relation


def _is_shifted(row: SheetRow, context: ReadingContext) -> bool:
    """Whether a row's cells stand one column off: the relation is where a name belongs."""
    relations = context.knowledge.relations
    if relations.named(row["relation"]):
        return False
    column = next((name for name in ("who", "whom", "from") if row[name] and relations.named(row[name])), None)
    if column is None:
        return False
    side = "left" if column == "who" else "right"
    context.messages.add(
        row.message(
            column,
            f"The relation '{row[column]}' stands in the column '{column}': the row is shifted to the {side}.",
            "Move its cells, so that the relation stands under 'relation'.",
        )
    )
    return True


def _named(
    row: SheetRow, column: str, kinds: Sequence[str], period: RowPeriod, context: ReadingContext
) -> Described | None:
    text, kind = row[column], row.cell(column).kind
    if not text:
        context.messages.add(row.message(column, "The cell is empty.", "Write a name."))
        return None
    if kind in {"formula", "number", "date"} or context.messages.is_wrong_cell(row.file, row.number, column):
        if kind in {"formula", "number", "date"}:
            what = {"formula": "formula", "number": "number", "date": "date"}[kind]
            context.messages.add(
                row.message(column, f"'{text}' is a {what} where a name is expected.", "Write the name itself.")
            )
        return None
    try:
        return _of_kind(context.resolver.resolve(text, period.moment, kinds), kinds, context)
    except NameProblem as problem:
        context.messages.add(row.message(column, problem.sentence, problem.action))
        return None


def _of_kind(entity: Described, kinds: Sequence[str], context: ReadingContext) -> Described:
    """The entity itself, or the territory of a state where a territory is needed: people name both alike."""
    if "Territory" not in kinds or context.knowledge.is_any_of(entity.types, kinds):
        return entity
    territories = context.knowledge.catalog.describe([str(ID[TERRITORY_PREFIX + entity.id])])
    return next(iter(territories.values()), entity)


def _required_words(row: SheetRow, context: ReadingContext) -> str:
    words = row.text("whom")
    if not words:
        context.messages.add(
            row.message("whom", "The cell is empty.", "Write what was said, in one sentence of your own.")
        )
    return words


def _refuse_whom(row: SheetRow, relation: Relation, context: ReadingContext) -> None:
    if row["whom"]:
        context.messages.add(
            row.message("whom", f"'{relation.name}' takes no whom.", "Empty this cell, or choose another relation.")
        )


def _under(row: SheetRow, period: RowPeriod, context: ReadingContext) -> Described | None:
    return _named(row, "under", UNDER_KINDS, period, context)


def _check(statement: Statement, context: ReadingContext) -> None:
    """What the parts of a statement say of each other."""
    row, relation = statement.row, statement.relation
    sides = Sides(row, relation, statement.who, statement.whom, statement.under)
    for message in kind_messages(sides, context.knowledge):
        context.messages.add(message)
    if statement.whom and statement.whom.iri == statement.who.iri:
        context.messages.add(
            row.message(
                "whom", f"{statement.who.label} stands on both sides of '{relation.name}'.", "Correct one of them."
            )
        )
    if relation.has(EVENT) and statement.period.end and statement.period.end != statement.period.begin:
        context.messages.add(
            row.message(
                "until", f"'{relation.name}' happens once and does not last.", "Write the date in 'from' alone."
            )
        )
    if relation.has(DIRECT) and (statement.period.begin or statement.period.end):
        context.messages.add(
            row.message("from", f"'{relation.name}' has no dates of its own.", "The date is not recorded.", "warning")
        )
    named = [(column, entity) for column, entity in (("who", statement.who), ("whom", statement.whom)) if entity]
    if not relation.has(EVENT):
        check_lives(row, statement.period, named, context.messages)
