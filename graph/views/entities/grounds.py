"""Grounds: what a relation rests on on a day, until when that is confirmed, and whether it begins with a coverage.

A rule of the project derives a relation between two entities from a pattern with further variables. Those of them
that stand for entities, such as the treaty to which both are parties, are what a reader looks for first; those that
stand for situations say until when sources confirm the relation: as long as they confirm each situation of one match,
and of several matches the one that is confirmed longest. A match that has a situation without a beginning is attested
by its source from the first day that this covers: where all matches on the day are of this kind and day, the relation
may be older. The proof of a statement (`/explain`) has the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...rdf.instants import instant
from ...reason.evaluation.dates.days import day_number
from .join_plans import RuleBook, Step
from .lifetimes import UNLIMITED, Lifetimes
from .rule_facts import Held
from .ways import Way

Binding = Mapping[str, str]
"""The IRIs of variables of a way."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the matches of a way come to: how sources stand to them, and the entities in them."""

    confirmed: str
    entities: frozenset[str]
    attested: bool = False

    def alternative(self, other: Support) -> Support:
        """Both as matches of one way: the later confirmation counts, and a beginning that a source gives."""
        attested = self.attested and other.attested
        if self.confirmed <= other.confirmed and self.entities <= other.entities and attested == other.attested:
            return other
        return Support(max(self.confirmed, other.confirmed), self.entities | other.entities, attested)


class Standing(NamedTuple):
    """How sources stand to a statement on a day.

    `confirmed` is the instant until which they confirm it: UNLIMITED where nothing limits it, empty where no way to
    it is known. `attested` says that on this day it does not begin but is covered for the first time.
    """

    confirmed: str
    attested: bool

    def alternative(self, other: Standing) -> Standing:
        """That of a statement to which two ways lead."""
        if not self.confirmed or not other.confirmed:
            return self if self.confirmed else other
        return Standing(max(self.confirmed, other.confirmed), self.attested and other.attested)


_NOTHING = Support("", frozenset())
_NO_WAY = Standing("", attested=False)
_START = Support(UNLIMITED, frozenset())
Statement = tuple[str, str, str]


class GroundFinder:
    """Finds what the relations of one entity rest on on a day; it keeps what it has found.

    `standings` are those of statements on that day that were found before, which it adds to.
    """

    def __init__(
        self,
        book: RuleBook,
        lifetimes: Lifetimes,
        iri: str,
        day: date,
        standings: dict[Statement, Standing],
    ) -> None:
        self._book = book
        self._ways = book.ways
        self._facts = book.facts
        self._lifetimes = lifetimes
        self._iri = iri
        self._day = day
        self._number = day_number(day)
        self._instant = instant(day)
        self._supports: dict[tuple[Way, str], Mapping[str, Support]] = {}
        self._matched: dict[tuple[Way, str, str], Support] = {}
        self._standings = standings
        self._open: set[Statement] = set()
        self._cut: set[Statement] = set()
        self._lasting: dict[str, bool] = {}

    def grounds(self, prop: str, other: str, *, incoming: bool = False) -> tuple[str, ...]:
        """The entities through which a rule of the project relates the entity to another, or the other to it."""
        found: set[str] = set()
        ends = (other, self._iri) if incoming else (self._iri, other)
        for way in self._ways.by_prop.get(prop, ()):
            found |= self._between(way, *ends).entities if way.is_rule else frozenset()
        return tuple(sorted(found - {self._iri, other}))

    def standing(self, prop: str, other: str, *, incoming: bool = False) -> Standing:
        """How sources stand to a relation on the day."""
        ends = (other, self._iri) if incoming else (self._iri, other)
        return self._standing(prop, *ends)

    def _standing(self, prop: str, subject: str, target: str) -> Standing:
        """What the ways to a statement, and to those that imply it, come to."""
        standing = _NO_WAY
        for each, is_reversed in self._ways.implying(prop):
            ends = (target, subject) if is_reversed else (subject, target)
            standing = standing.alternative(self._by_ways((ends[0], each, ends[1])))
        return standing

    def _by_ways(self, statement: Statement) -> Standing:
        """What the ways to a statement come to.

        A statement that rests on itself gains nothing by it. What was found while another was cut short for this
        reason may be too early, and is not kept.
        """
        if statement in self._standings:
            return self._standings[statement]
        if statement in self._open:
            self._cut.add(statement)
            return _NO_WAY
        self._open.add(statement)
        subject, prop, target = statement
        standing = _NO_WAY
        for way in self._ways.by_prop.get(prop, ()):
            support = self._between(way, subject, target)
            standing = standing.alternative(Standing(support.confirmed, support.attested))
        self._open.discard(statement)
        self._cut.discard(statement)
        if not self._cut:
            self._standings[statement] = standing
        return standing

    def _between(self, way: Way, subject: str, target: str) -> Support:
        """What supports a statement by a way.

        For the entity itself all statements by a way are found at once, unless they rest on relations in their turn.
        """
        if subject == self._iri and not way.premises:
            return self._of_entity(way, incoming=False).get(target, _NOTHING)
        if target == self._iri and not way.premises:
            return self._of_entity(way, incoming=True).get(subject, _NOTHING)
        key = (way, subject, target)
        support = self._matched.get(key)
        if support is None:
            support = self._match(way, {way.subject: subject, way.target: target}, ()).get((), _NOTHING)
            if not self._cut:
                self._matched[key] = support
        return support

    def _of_entity(self, way: Way, *, incoming: bool) -> Mapping[str, Support]:
        """What supports the relations of the entity that a way gives, by the thing at the other end."""
        here, there = (way.target, way.subject) if incoming else (way.subject, way.target)
        if (way, here) not in self._supports:
            found = self._match(way, {here: self._iri}, (there,))
            self._supports[way, here] = {other: support for (other,), support in found.items() if other != self._iri}
        return self._supports[way, here]

    def _match(self, way: Way, bound: Binding, wanted: tuple[str, ...]) -> dict[tuple[str, ...], Support]:
        """The supports by the values of the `wanted` variables."""
        rows: dict[tuple[str, ...], Support] = {tuple(bound.values()): _START}
        for step in self._book.plan(way, tuple(bound), wanted):
            rows = self._joined(step, rows)
        return rows

    def _joined(self, step: Step, rows: Mapping[tuple[str, ...], Support]) -> dict[tuple[str, ...], Support]:
        """The rows that a pattern extends by a statement that holds on the day, with the values that are kept."""
        joined: dict[tuple[str, ...], Support] = {}
        for values, support in rows.items():
            for extended, found in self._extended(step, values, support):
                key = tuple(extended[place] for place in step.kept)
                before = joined.get(key)
                joined[key] = found if before is None else found.alternative(before)
        return joined

    def _extended(
        self, step: Step, values: tuple[str, ...], support: Support
    ) -> Iterator[tuple[tuple[str, ...], Support]]:
        subject, target = (values[at] if isinstance(at, int) else at for at in (step.subject, step.target))
        if subject is not None and target is not None:
            number = self._number
            for other, begin, end in self._facts.of_subject(step.prop, subject):
                if other == target and begin <= number < end:
                    yield values, self._resting(support, (subject, step.prop, target))
                    break
        elif subject is not None:
            outlives = step.prop in self._ways.outliving_object
            for other in self._holding(self._facts.of_subject(step.prop, subject), outlives):
                yield (*values, other), self._resting(self._seen(support, other), (subject, step.prop, other))
        elif target is not None:
            outlives = step.prop in self._ways.outliving_subject
            for other in self._holding(self._facts.of_object(step.prop, target), outlives):
                yield (*values, other), self._resting(self._seen(support, other), (other, step.prop, target))

    def _seen(self, support: Support, iri: str) -> Support:
        """The support with one more thing: an entity, or a situation, which limits how sources stand to it."""
        if iri in self._lifetimes.entities:
            return Support(support.confirmed, support.entities | {iri}, support.attested)
        confirmed, attested = self._lifetimes.confirmed(iri), self._lifetimes.attested(iri) == self._instant
        if confirmed >= support.confirmed and not attested:
            return support
        return Support(min(confirmed, support.confirmed), support.entities, support.attested or attested)

    def _resting(self, support: Support, premise: Statement) -> Support:
        """The support with a premise, which limits how sources stand to it where it follows in its turn.

        A premise to which no way leads is stated as it is, and nothing limits it.
        """
        subject, prop, target = premise
        if prop not in self._book.premises:
            return support
        confirmed, attested = self._standing(prop, subject, target)
        if not confirmed and not self._cut:
            return support
        return Support(min(support.confirmed, confirmed), support.entities, support.attested or attested)

    def _holding(self, statements: Iterable[Held], outlives: bool) -> list[str]:
        """The things at the other end that last on the day, or all of them where the property `outlives` them."""
        number, lasts = self._number, self._lasts
        return [other for other, begin, end in statements if begin <= number < end and (outlives or lasts(other))]

    def _lasts(self, iri: str) -> bool:
        """Whether a thing lasts on the day; situations are among the statements of every day."""
        if iri not in self._lasting:
            self._lasting[iri] = self._lifetimes.last((iri,), self._day)
        return self._lasting[iri]
