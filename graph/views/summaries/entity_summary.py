"""The first screen of an entity: a state or other actor, an organization, a treaty, a border, or anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...rdf.namespaces import WPH
from ..entities.disputes import disagreements_address
from ..entities.statements import Relation
from ..schema import Schema
from ..situations.reported import ReportedSituation
from ..tables.table import Part
from .borders import border_facts, border_sentence
from .facts import Context, ListFact, changes_fact, disagreements_fact, list_facts
from .highlights import highlights_of
from .summary import Fact, Sentence, Summary, joined, listed

_ACTOR = (
    ListFact("Allies", "alliedWith", grounded=True),
    ListFact("Organizations", "memberOf"),
    ListFact("Partner or observer", "partnerOf"),
    ListFact("Neighbours", "borders"),
    ListFact("Neighbours at sea", "maritimeNeighbourOf"),
)
_DISPUTES = (
    ListFact("Claims", "claimedBy", incoming=True),
    ListFact("Recognized by", "recognizes", incoming=True),
    ListFact("Occupied by", "occupiedBy"),
)
_ORGANIZATION = (
    ListFact("Members", "memberOf", incoming=True),
    ListFact("Associate members", "associateMemberOf", incoming=True),
    ListFact("Partners", "partnerOf", incoming=True),
    ListFact("Observers", "observerAt", incoming=True),
    ListFact("Suspended", "suspendedFrom", incoming=True),
    ListFact("Treaties", "creates", incoming=True),
)
_TREATY = (
    ListFact("Parties", "partyTo", incoming=True),
    ListFact("Possibly parties", "possiblyPartyTo", incoming=True),
    ListFact("Signed, not bound", "signatoryNotBoundBy", incoming=True),
    ListFact("Creates", "creates"),
    ListFact("Amended by", "amends", incoming=True),
)
_OTHER = 4
"""Lists of any other entity that its first screen names: the longest."""


def entity_summary(context: Context) -> Summary:
    """The first screen of an entity on its date."""
    kinds: tuple[tuple[str, Callable[[Context], Sentence], Callable[[Context], list[Fact]]], ...] = (
        ("Border", border_sentence, border_facts),
        ("Organization", _organization_sentence, lambda each: list_facts(each, _ORGANIZATION)),
        ("Instrument", _treaty_sentence, lambda each: list_facts(each, _TREATY)),
        ("Actor", _actor_sentence, _actor_facts),
    )
    sentence, facts = next(((say, find) for name, say, find in kinds if context.is_a(name)), (_kind, _other_facts))
    found = [*facts(context), changes_fact(context), disagreements_fact(context, _address(context))]
    return Summary(
        (*sentence(context), Part(".")),
        tuple(fact for fact in found if fact is not None),
        highlights_of(context.entity, context.salience, context.labels_of),
    )


def _address(context: Context) -> str:
    return disagreements_address(context.entity.iri)


def _kind(context: Context) -> Sentence:
    """What the entity is, and when: `Kazakhstan has been a state since 16 Dec 1991`."""
    entity, period = context.entity, replace(context.entity.statements.period, confirmed="")
    kinds = _kinds(context)[:2]
    if not kinds:
        return (Part(entity.title),)
    if period.is_past(entity.date):
        verb = "was"
    elif period.text.startswith(("since", "attested since")):
        verb = "has been"
    else:
        verb = "is"
    when = f" {period.text}" if period.text.startswith("since") else f" ({period.text})" if period.text else ""
    return (Part(f"{entity.title} {verb} {_article(kinds[0].text)} "), *listed(kinds), Part(when))


def _kinds(context: Context) -> list[Part]:
    return [Part(kind.label, iri=kind.iri) for kind in context.entity.classes if kind.is_asserted]


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeio" else "a"


def _actor_sentence(context: Context) -> Sentence:
    succeeded, before = context.held("succeeds"), context.held("succeeds", incoming=True)
    # A state that goes on after a secession was not succeeded by what seceded.
    has_ended = context.entity.statements.period.is_past(context.entity.date)
    return joined(
        [
            _kind(context),
            _clause("it succeeds ", context, succeeded),
            _clause("it was succeeded by " if has_ended else "from it arose ", context, before),
            _clause("its capital is ", context, context.held("hasCapital")),
            _clause("it depends on ", context, context.held("dependencyOf")),
        ],
        "; ",
    )


def _clause(words: str, context: Context, relations: list[Relation]) -> Sentence:
    return (Part(words), *listed(context.links(relations)[:3])) if relations else ()


def _actor_facts(context: Context) -> list[Fact]:
    disputes = [each for each in _DISPUTES if each.prop != "recognizes" or context.is_a("DisputedState")]
    return list_facts(context, (*_ACTOR, *disputes))


def _organization_sentence(context: Context) -> Sentence:
    return joined(
        [
            _kind(context),
            _clause("it was founded by the ", context, context.held("foundingTreaty")),
            _clause("its seat is ", context, context.held("hasSeat")),
            _clause("led by ", context, context.held("ledBy")),
        ],
        "; ",
    )


def _treaty_sentence(context: Context) -> Sentence:
    """`Treaty of alliance, concluded 15 May 1992, in force since 20 Apr 1994; its depositary is Russia`."""
    dates = (("concluded", _dated(context, "concludedInstrument")), ("in force", _dated(context, "termOf")))
    said = (
        (Part(f"{words} {replace(record.period, confirmed='').text}"),)
        for words, record in dates
        if record is not None
    )
    kind = _capitalized(_kinds(context)[:1]) or (Part("Treaty"),)
    depositary = _clause("its depositary is ", context, context.held("depositary"))
    return joined([joined([kind, *said], ", "), depositary], "; ")


def _capitalized(parts: list[Part]) -> Sentence:
    return tuple(replace(part, text=part.text[:1].upper() + part.text[1:]) for part in parts)


def _dated(context: Context, role: str) -> ReportedSituation | None:
    """The first dated situation in which the entity has a role."""
    wanted = (str(WPH[role]), context.entity.iri)
    records = (record for record in context.entity.statements.records if wanted in record.parts)
    return next((record for record in records if record.period.begin), None)


def _other_facts(context: Context) -> list[Fact]:
    """The longest lists of relations that hold on the day."""
    counts: dict[tuple[str, bool], set[str]] = {}
    for line in context.entity.statements.relations:
        if line.holds:
            counts.setdefault((line.prop, line.incoming), set()).add(line.other)
    longest = sorted(counts, key=lambda key: (-len(counts[key]), key))[:_OTHER]
    schema = context.entity.schema
    wanted = [
        ListFact(_heading(schema, prop, incoming=incoming), prop.removeprefix(str(WPH)), incoming=incoming)
        for prop, incoming in longest
    ]
    return list_facts(context, wanted)


def _heading(schema: Schema, prop: str, *, incoming: bool) -> str:
    text = schema.incoming_label(prop) if incoming else schema.label(prop)
    return text[0].upper() + text[1:]
