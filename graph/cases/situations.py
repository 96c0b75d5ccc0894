"""Statements, opinions, observations and entities of a case as records."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import SKOS

from ..inputs.tables.dates import PartialPeriod
from ..inputs.tables.rdf_terms import english, entity_iri, term
from ..rdf.literal_values import number_literal
from ..rdf.namespaces import ID, SOURCE
from ..reconciliation.catalog import Described
from .reading.entities import NewEntity
from .reading.opinions import Observed, Opinion
from .reading.periods import RowPeriod
from .reading.relations import DIRECT, EVENT, UNDERTAKING, WORDS
from .reading.statements import Statement
from .records import Record, Records, Value, dates_in_words, iri, record_name, shortened_label
from .undertakings import record_undertaking

_ITEM = "http://www.wikidata.org/entity/"
_ALT_LABEL, _EXACT_MATCH = ox.NamedNode(str(SKOS.altLabel)), ox.NamedNode(str(SKOS.exactMatch))
_COOPERATION = frozenset(
    {
        "ArmsProduction",
        "ArmsSupply",
        "Basing",
        "DefenceCooperation",
        "FacilitySharing",
        "MilitaryExercise",
        "SecurityAssistance",
        "TrainingProgramme",
    }
)
"""Classes whose situations may have a framework."""


def record_statement(statement: Statement, records: Records) -> None:
    """Write the situation, or the situations, that a statement says."""
    relation = statement.relation
    if relation.has(DIRECT):
        _record_direct(statement, records)
    elif relation.has(UNDERTAKING):
        record_undertaking(statement, records)
    elif relation.has(WORDS):
        _record_said(statement, records)
    else:
        _record_situation(statement, records)


def _record_situation(statement: Statement, records: Records) -> None:
    relation, period = statement.relation, statement.period
    sides = [(relation.who_role, statement.who), (relation.whom_role, statement.whom)]
    roles: list[tuple[str, Value]] = [(role, iri(entity)) for role, entity in sides if entity]
    roles += [(name, fixed_value(value)) for name, value in relation.fixed]
    if statement.under and relation.situation in _COOPERATION:
        roles.append(("framework", iri(statement.under)))
    elif statement.under and relation.situation == "EnergyTransit":
        roles.append(("underInstrument", iri(statement.under)))
    parts = [entity.id for _, entity in sides if entity]
    other = f" {statement.whom.label}" if statement.whom else ""
    dates = dates_in_words(period, is_event=relation.has(EVENT))
    label = f"{statement.who.label} {relation.name}{other}{dates}"
    record = Record(
        record_name(relation.name, parts, period), relation.situation, label, tuple(roles), days_of(statement)
    )
    records.record(statement.row, record, period, statement.evidence)


def days_of(statement: Statement) -> PartialPeriod | None:
    """The days of a statement: those of an event are the day, month or year in which it happened."""
    return statement.period.event() if statement.relation.has(EVENT) else statement.period.lasting()


def fixed_value(text: str) -> ox.NamedNode | ox.Literal:
    """A value that the table of relations fixes: a truth value, an entity with `id:`, or a term of the ontology."""
    if text in {"true", "false"}:
        return ox.Literal(text == "true")
    return ox.NamedNode(ID[text.removeprefix("id:")]) if text.startswith("id:") else term(text)


def _record_direct(statement: Statement, records: Records) -> None:
    """A relation that has no situation: the statement itself, and a note that says where the source says so."""
    assert statement.whom is not None
    relation, who, whom = statement.relation, statement.who, statement.whom
    records.add(iri(who), relation.property, iri(whom))
    sentence = f"{who.label} {relation.name} {whom.label}"
    note = entity_iri(f"{records.key}/{record_name('note ' + relation.name, (who.id, whom.id), RowPeriod())}")
    records.describe(note, "EditorialNote", sentence, statement.row)
    records.add(note, "concerns", iri(who))
    records.add(note, "concerns", iri(whom))
    said = [f"{sentence}: {statement.evidence.where}.", statement.evidence.words, statement.evidence.note]
    records.add(note, "noteText", english(" ".join(part for part in said if part)))
    records.add(note, "source", ox.NamedNode(SOURCE[records.key]))


def _record_said(statement: Statement, records: Records) -> None:
    record = _claim(statement.who, statement.words, statement.about, statement.relation.situation, statement.period)
    records.record(statement.row, record, statement.period, statement.evidence)


def _claim(who: Described, text: str, about: Iterable[Described], kind: str, period: RowPeriod) -> Record:
    stem = " ".join(["view of", who.id, *text.split()[:6]])
    verb = "says" if kind == "AttributedStatement" else "holds"
    roles: list[tuple[str, Value]] = [("heldBy", iri(who)), ("claimText", english(text))]
    roles += [("about", iri(entity)) for entity in about]
    label = shortened_label(f"{who.label} {verb}: {text}")
    days = period.lasting() if period.end or kind != "AttributedStatement" else period.event()
    return Record(record_name(stem, (), period), kind, label, tuple(roles), days)


def record_opinion(opinion: Opinion, records: Records) -> None:
    """Write an opinion as a claim."""
    record = _claim(opinion.who, opinion.text, opinion.about, opinion.kind, opinion.period)
    subject = records.record(opinion.row, record, opinion.period, opinion.evidence)
    for topic in opinion.topics:
        records.add(subject, "topic", ox.NamedNode(topic))


def record_observation(observed: Observed, records: Records) -> None:
    """Write a number as an observation; without an end it is of the day, month or year of its begin."""
    period, unit = observed.period, ox.NamedNode(observed.unit)
    number = format(observed.value.normalize(), "f")
    roles: list[tuple[str, Value]] = [
        ("observedEntity", iri(observed.who)),
        ("indicator", ox.NamedNode(observed.indicator)),
        ("value", number_literal(observed.value)),
        ("unit", unit),
        ("valueQualifier", ox.NamedNode(observed.qualifier)),
    ]
    if observed.reported:
        roles.append(("reportedBy", iri(observed.reported)))
    unit_name = unit.value.rpartition("#")[2]
    label = f"{observed.indicator_label} of {observed.who.label}: {number} {unit_name}{dates_in_words(period)}"
    name = record_name(observed.indicator_label, (observed.who.id,), period)
    days = period.lasting() if period.end else period.event()
    records.record(observed.row, Record(name, "Observation", label, tuple(roles), days), period, observed.evidence)


def record_entity(entity: NewEntity, owner: Described | None, records: Records) -> None:
    """Write an entity that the graph does not have yet."""
    subject = iri(entity.described)
    records.describe(subject, entity.kind, entity.described.label, entity.row)
    for name in entity.names:
        records.triples.setdefault(ox.Triple(subject, _ALT_LABEL, english(name)))
    records.dates(subject, entity.period.lasting())
    if owner:
        records.add(subject, entity.owner_property, iri(owner))
    if entity.item:
        records.triples.setdefault(ox.Triple(subject, _EXACT_MATCH, ox.NamedNode(_ITEM + entity.item)))
    records.note(subject, entity.note)
