"""Borders of first screens: between whom, how long as sources measure it, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ...rdf.namespaces import WPH
from ..entities.statement_readers import StatementReader
from ..schema import Schema
from ..situations.reported import OBSERVATION, ReportedSituation, read_situation
from ..tables.table import Part
from .facts import Context, ListFact, list_facts
from .summary import Fact, Sentence, joined, listed

_CONTIGUITY, _BORDER = str(WPH.Contiguity), str(WPH.border)
_SIDES = frozenset(str(WPH[name]) for name in ("sideA", "sideB", "side", "maritimeSide", "linkedSide"))
_TERRITORY_OF, _OBSERVED = str(WPH.territoryOf), str(WPH.observedEntity)


@dataclass(frozen=True)
class Length:
    """The lengths that sources give for a border on a day, in km, smallest and largest, with their sources."""

    least: Decimal
    most: Decimal
    sources: tuple[str, ...]

    @property
    def text(self) -> str:
        """`7,513 to 7,644 km`."""
        low, high = (f"{round(number):,}" for number in (self.least, self.most))
        return f"{low} km" if low == high else f"{low} to {high} km"


def length_of(schema: Schema, records: Iterable[ReportedSituation], day: date) -> Length | None:
    """The length of a border by the figures of a day; None where there are none."""
    figures = [record for record in records if _is_length(schema, record) and record.period.holds(day)]
    numbers = [record.number for record in figures if record.number is not None]
    if not numbers:
        return None
    sources = dict.fromkeys(record.cited or record.source for record in figures)
    return Length(min(numbers), max(numbers), tuple(sources))


def _is_length(schema: Schema, record: ReportedSituation) -> bool:
    is_figure = record.kind == OBSERVATION or schema.is_below(record.kind, OBSERVATION)
    units = {other for prop, other in record.parts if prop == str(WPH.unit)}
    return is_figure and (not units or any(unit.lower().endswith(("kilometre", "#km", "km")) for unit in units))


def border_sentence(context: Context) -> Sentence:
    """`Land border between Kazakhstan and Russia, since 16 Dec 1991, 6,000 to 7,644 km long`."""
    entity, sides = context.entity, _sides(context)
    kind = next((kind for kind in entity.classes if kind.is_asserted), None)
    head = Part(kind.label[0].upper() + kind.label[1:], iri=kind.iri) if kind else Part("Border")
    between: Sentence = (Part(" between "), *listed(sides)) if sides else ()
    length = length_of(entity.schema, entity.statements.records, entity.date)
    return joined([(head, *between), _since(context), (Part(f"{length.text} long"),) if length else ()], ", ")


def _since(context: Context) -> Sentence:
    """The period of the contiguity that holds on the day; one whose start a source gives before any other."""
    periods = [record.period for record in _contiguities(context) if record.period.holds(context.entity.date)]
    periods.sort(key=lambda period: (not period.begin, period.begin))
    words = replace(periods[0], confirmed="").text if periods else ""
    return (Part(words),) if words else ()


def _contiguities(context: Context) -> Iterator[ReportedSituation]:
    is_below = context.entity.schema.is_below
    for record in context.entity.statements.records:
        if record.kind == _CONTIGUITY or is_below(record.kind, _CONTIGUITY):
            yield record


def _sides(context: Context) -> list[Part]:
    """Both sides: states where the sources name them, else their territories."""
    named = {
        other
        for record in _contiguities(context)
        for prop, other in record.parts
        if prop in _SIDES or prop.endswith(("sideA", "sideB"))
    }
    labels = context.labels_of(named)
    texts = {iri: labels.get(iri, iri).removeprefix("Territory of ") for iri in named}
    by_text = {text: iri for iri, text in sorted(texts.items(), key=lambda item: -len(labels.get(item[0], "")))}
    return [Part(text, iri=by_text[text]) for text in sorted(by_text)]


def border_facts(context: Context) -> list[Fact]:
    """The length with its sources, and the lists of a border."""
    entity = context.entity
    length = length_of(entity.schema, entity.statements.records, entity.date)
    facts = list_facts(
        context,
        (
            ListFact("Organizations that meet here", "meetsAtBorder", incoming=True),
            ListFact("Located in", "locatedIn"),
        ),
    )
    if length is None:
        return facts
    links = [context.link(source) for source in length.sources]
    return [
        Fact("length", "Length", length.text, (Part("by "), *listed(links)), is_disputed=length.least != length.most),
        *facts,
    ]


def border_between(reader: StatementReader, schema: Schema, first: str, second: str) -> str:
    """The border at which the territories of two states meet on the day of the reader; empty where there is none."""
    mine, theirs = _territories(reader, first), {second, *_territories(reader, second)}
    for territory in (first, *sorted(mine)):
        for subject, values in reader.naming(territory).items():
            record = read_situation(schema, subject, values)
            if record and any(other in theirs for _, other in record.parts):
                border = next((other for prop, other in record.parts if prop == _BORDER), "")
                if border:
                    return border
    return ""


def _territories(reader: StatementReader, iri: str) -> set[str]:
    return {subject for prop, subject in reader.shown_of(iri) if prop == _TERRITORY_OF}
