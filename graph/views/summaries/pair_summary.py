"""The first screen of a pair: allied since when and by what, together in what, their border, what is disputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...rdf.curies import shorten
from ...rdf.namespaces import WPH
from ..addresses import explain_address
from ..dates.periods import Period
from ..entities.disputes import disagreements_address
from ..entities.entity import Entity
from ..entities.statement_readers import StatementReader
from ..entities.statements import Relation, theme_of
from ..pairs.common import Common
from ..pairs.pair import Pair
from ..situations.disagreements import disagreements
from ..situations.reported import read_situation
from ..tables.table import Part
from .borders import Length, border_between, length_of
from .highlights import Candidate, highlights
from .summary import Fact, Sentence, Summary, first_names, joined, listed
from .wording import Salience, for_both

NAMED = 8
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ALLIED, _BORDERS, _MEMBER, _PARTY = (str(WPH[name]) for name in ("alliedWith", "borders", "memberOf", "partyTo"))

_TELLING = {_ALLIED: 9.0, _BORDERS: 8.0}
"""How telling relations are among the highlights of a pair, where it is not as any other."""


@dataclass(frozen=True)
class PairContext:
    """What the first screen of a pair is made from; `labelled` is its first entity with labels of grounds."""

    pair: Pair
    labelled: Entity
    salience: Salience
    reader: StatementReader
    address: str

    @property
    def a(self) -> Entity:
        """The first of the two."""
        return self.pair.a

    @cached_property
    def allied(self) -> Relation | None:
        """Their alliance, where it holds on the day."""
        return self._relation(_ALLIED)

    @cached_property
    def border(self) -> Relation | None:
        """That they border each other, where it holds on the day."""
        return self._relation(_BORDERS)

    @cached_property
    def organizations(self) -> list[Part]:
        """The organizations to which both belong on the day, the most mentioned first."""
        return self._common(_MEMBER)

    @cached_property
    def treaties(self) -> list[Part]:
        """The treaties to which both are parties on the day, the most mentioned first."""
        return self._common(_PARTY)

    @cached_property
    def border_iri(self) -> str:
        """The border between the two; empty where there is none."""
        return border_between(self.reader, self.a.schema, self.a.iri, self.pair.b.iri) if self.border else ""

    @cached_property
    def length(self) -> Length | None:
        """The length of the border between the two on the day."""
        if not self.border_iri:
            return None
        schema, naming = self.a.schema, self.reader.naming(self.border_iri)
        named = (read_situation(schema, subject, values) for subject, values in naming.items())
        return length_of(schema, (record for record in named if record is not None), self.a.date)

    def _relation(self, prop: str) -> Relation | None:
        return next((line for line in self.pair.between if line.prop == prop and line.holds), None)

    def _common(self, prop: str) -> list[Part]:
        schema, day = self.a.schema, self.a.date
        shared = [
            each
            for each in self.pair.common
            if (each.prop == prop or schema.is_below(each.prop, prop)) and each.holds(day)
        ]
        links = (self._link(each) for each in sorted(shared, key=lambda each: self.salience.rank(each.other)))
        return list({link.iri: link for link in links}.values())

    def _link(self, shared: Common) -> Part:
        return Part(self.pair.labels.get(shared.other, shorten(shared.other)), iri=shared.other)


def pair_summary(context: PairContext) -> Summary:
    """The first screen of a pair on its date."""
    facts = (
        _alliance(context),
        _together(context, "organizations", "Organizations together", context.organizations),
        _border(context),
        _together(context, "treaties", "Treaties that bind both", context.treaties),
        _disagreements(context),
    )
    return Summary(
        _sentence(context),
        tuple(fact for fact in facts if fact is not None),
        highlights([*_between(context), *_shared(context)], context.a.date),
    )


def _between(context: PairContext) -> Iterator[Candidate]:
    """The relations between the two that no other implies, and alliance and border; each for the last time."""
    pair, schema = context.pair, context.a.schema
    for line in pair.between:
        ends = (pair.b.title, pair.a.title) if line.incoming else (pair.a.title, pair.b.title)
        score = _TELLING.get(line.prop, 3.0 if line in pair.a.statements.relations else 0.0)
        text = f"{ends[0]} {schema.label(line.prop)} {ends[1]}"
        href = explain_address(*pair.statement(line), pair.a.day_of(line))
        for period in line.periods[-1:] if score else ():
            yield Candidate(text, href, theme_of(schema, line), period, score)


def _shared(context: PairContext) -> Iterator[Candidate]:
    """What both are in, each for the last time."""
    pair, schema = context.pair, context.a.schema
    for shared in pair.common:
        label = pair.labels.get(shared.other, shorten(shared.other))
        for period in shared.both[-1:]:
            text = f"Both {for_both(schema.label(shared.prop))} {label}"
            score = 2 + context.salience.telling((shared.other,))
            yield Candidate(text, shared.other, shared.theme, period, score)


def _sentence(context: PairContext) -> Sentence:
    """`Allied since 1992; twelve organizations together; 7,513 to 7,644 km of border, on which sources disagree.`"""
    organizations, treaties = len(context.organizations), len(context.treaties)
    clauses = (
        f"Allied{_since(context, context.allied)}" if context.allied else "Not recorded as allied",
        f"{_number(organizations)} {'organization' if organizations == 1 else 'organizations'} together",
        _border_words(context.length) if context.border else "no common border recorded",
        f"{_number(treaties)} {'treaty binds' if treaties == 1 else 'treaties bind'} both",
    )
    return (Part(f"{'; '.join(clauses)}."),)


def _since(context: PairContext, relation: Relation) -> str:
    period = next((each for each in relation.periods if each.holds(context.a.date)), Period())
    words = period.text.split(", last confirmed")[0]
    return f" {words}" if words else ""


def _border_words(length: Length | None) -> str:
    if length is None:
        return "a common border"
    return f"{length.text} of border{', on which sources disagree' if _differs(length) else ''}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _alliance(context: PairContext) -> Fact | None:
    pair, allied = context.pair, context.allied
    if allied is None:
        return None
    lines = [allied, *(each for each in pair.between if each.holds and pair.a.schema.is_below(each.prop, _ALLIED))]
    grounds = dict.fromkeys(ground for line in lines for ground in context.labelled.evidence.grounds(line))
    links = [Part(context.labelled.label(ground), iri=ground) for ground in grounds]
    text = (Part("by "), *listed(links)) if links else (Part("as a source states"),)
    period = "; ".join(each.text for each in context.labelled.periods_of(allied) if each.holds(pair.a.date))
    note = joined([(Part(period),) if period else (), _basis(context, allied)], " · ")
    return Fact("alliance", "Allied", "", text, note)


def _basis(context: PairContext, relation: Relation) -> Sentence:
    """Whether a relation is asserted or inferred, with the address that explains it."""
    why = explain_address(*context.pair.statement(relation), context.a.day_of(relation))
    label = context.a.schema.label(relation.prop)
    return Part("asserted, " if relation.is_asserted else "inferred, "), Part("why?", href=why, hidden=f" {label}")


def _together(context: PairContext, name: str, label: str, links: list[Part]) -> Fact | None:
    if not links:
        return None
    rest = Part(f"{len(links) - NAMED} more", href=f"{context.address}/common")
    return Fact(name, label, str(len(links)), first_names(links, NAMED, rest))


def _border(context: PairContext) -> Fact | None:
    if context.border is None:
        return None
    length, note = context.length, _basis(context, context.border)
    link = Part("their border", iri=context.border_iri) if context.border_iri else Part("a common border")
    if length is None:
        return Fact("border", "Border", "", (link,), note)
    differ = f": {len(length.sources)} sources measure it differently" if _differs(length) else ""
    return Fact("border", "Border", length.text, (link, Part(differ)), note, is_disputed=_differs(length))


def _differs(length: Length) -> bool:
    return length.least != length.most


def _disagreements(context: PairContext) -> Fact | None:
    reports = [group.reports[0] for group in disagreements(context.pair.reports)]
    if not reports:
        return None
    address = disagreements_address(context.a.iri)
    names = [Part(context.a.label(report.iri), iri=report.iri) for report in reports]
    text = (Part("on "), *first_names(names, 2, Part("others", href=address)))
    return Fact("disagreements", "Sources disagree", str(len(reports)), text, is_disputed=True)
