"""The sheets of opinions and of observations: what somebody holds or says, and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...rdf.folding import fold
from ...reconciliation.catalog import Described
from ..sheets.rows import SheetRow
from ..written.numbers import NumberTextError, read_number
from .cell_checks import check_cells
from .context import ReadingContext
from .evidence import Evidence, choice, read_evidence
from .knowledge import Knowledge
from .names import NameProblem, SeveralNames
from .periods import RowPeriod, read_period

_LISTS = frozenset({"about"})
"""Columns that may hold several names."""
_UNITS = {"%": "percent", "per cent": "percent", "km": "kilometre", "people": "person", "persons": "person"}
"""Units as people write them, with the labels of the graph."""
OPINION_KINDS = {
    "": "Assessment",
    "assessment": "Assessment",
    "forecast": "Forecast",
    "statement": "AttributedStatement",
}


@dataclass(frozen=True)
class Opinion:
    """What somebody holds or says: in own words, about whom, and of which class of claim."""

    row: SheetRow
    who: Described
    text: str
    about: tuple[Described, ...]
    topics: tuple[str, ...]
    kind: str
    period: RowPeriod
    evidence: Evidence


@dataclass(frozen=True)
class Observed:
    """A number: whose, of which indicator, in which unit; all but `who` and `reported` are IRIs."""

    row: SheetRow
    who: Described
    indicator: str
    indicator_label: str
    value: Decimal
    unit: str
    qualifier: str
    reported: Described | None
    period: RowPeriod
    evidence: Evidence


def read_opinions(rows: Sequence[SheetRow], context: ReadingContext) -> list[Opinion]:
    """Read the rows; those with mistakes are left out, and each mistake gets a message."""
    read = (_read_opinion(row, context) for row in rows)
    return [
        opinion for opinion in read if opinion and not context.messages.is_wrong(opinion.row.file, opinion.row.number)
    ]


def _read_opinion(row: SheetRow, context: ReadingContext) -> Opinion | None:
    if not check_cells(row, context.messages):
        return None
    period = read_period(row, context)
    evidence = read_evidence(row, context.messages)
    kind = choice(row, "kind", OPINION_KINDS, "kind of opinion", context.messages)
    who = one_named(row, "who", row["who"], period, context)
    text = row.text("says")
    if not text:
        context.messages.add(
            row.message("says", "The cell is empty.", "Write the opinion in one sentence of your own.")
        )
    names = row.list("about")
    if not names:
        context.messages.add(
            row.message("about", "The cell is empty.", "Write names of those whom it is about, with ';' between.")
        )
    about = [entity for name in names if (entity := one_named(row, "about", name, period, context))]
    topics = [topic for name in row.list("topic") if (topic := _topic(row, name, context))]
    if who is None or kind is None:
        return None
    return Opinion(row, who, text, tuple(about), tuple(topics), kind, period, evidence)


def _topic(row: SheetRow, name: str, context: ReadingContext) -> str | None:
    topic = context.knowledge.topics.get(fold(name))
    if topic is None:
        action = "Leave the cell empty, or describe it in entities with the kind 'topic'."
        context.messages.add(row.message("topic", f"'{name}' is no topic in the graph.", action, "warning"))
    return topic


def one_named(row: SheetRow, column: str, name: str, period: RowPeriod, context: ReadingContext) -> Described | None:
    """The entity that a name in a cell means; None, with a message, where it means none."""
    if not name:
        context.messages.add(row.message(column, "The cell is empty.", "Write a name."))
        return None
    try:
        return context.resolver.resolve(name, period.moment)
    except NameProblem as problem:
        in_list = column in _LISTS and isinstance(problem, SeveralNames)
        action = "Put semicolons between the names." if in_list else problem.action
        context.messages.add(row.message(column, problem.sentence, action))
        return None


def read_observations(rows: Sequence[SheetRow], own: dict[str, str], context: ReadingContext) -> list[Observed]:
    """Read the rows; `own` has the indicators that the case describes, by folded label."""
    read = (_read_observation(row, own, context) for row in rows)
    return [each for each in read if each and not context.messages.is_wrong(each.row.file, each.row.number)]


def _read_observation(row: SheetRow, own: dict[str, str], context: ReadingContext) -> Observed | None:
    if not check_cells(row, context.messages):
        return None
    knowledge = context.knowledge
    period = read_period(row, context)
    evidence = read_evidence(row, context.messages)
    who = one_named(row, "who", row["who"], period, context)
    indicators = {**knowledge.indicators, **own}
    indicator = choice(row, "indicator", indicators, "indicator", context.messages)
    unit = choice(row, "unit", {**_units_as_written(knowledge), **knowledge.units}, "unit", context.messages)
    exact = next(iri for label, iri in knowledge.qualifiers.items() if label == "exact")
    qualifier = choice(row, "qualifier", {"": exact, **knowledge.qualifiers}, "qualifier", context.messages)
    value = _value(row, context)
    if unit and row["value"].endswith("%") and unit != knowledge.units["percent"]:
        sentence = f"'{row['value']}' is a share, but the unit is {row['unit']}."
        context.messages.add(row.message("value", sentence, "Write percent as the unit, or the number without %."))
    reported = one_named(row, "reported_by", row["reported_by"], period, context) if row["reported_by"] else None
    if who is None or indicator is None or unit is None or qualifier is None or value is None:
        return None
    return Observed(row, who, indicator, row.text("indicator"), value, unit, qualifier, reported, period, evidence)


def _units_as_written(knowledge: Knowledge) -> dict[str, str]:
    return {written: knowledge.units[label] for written, label in _UNITS.items() if label in knowledge.units}


def _value(row: SheetRow, context: ReadingContext) -> Decimal | None:
    if not row["value"]:
        context.messages.add(row.message("value", "The cell is empty.", "Write the number."))
        return None
    if row.cell("value").kind == "formula":
        context.messages.add(row.message("value", f"'{row['value']}' is a formula.", "Write the number itself."))
        return None
    try:
        return read_number(row["value"])
    except NumberTextError as error:
        context.messages.add(row.message("value", *error.args))
        return None
