"""Pairs of states for which a relation would follow from a treaty of which it is not known whether it binds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...rdf.namespaces import WPH
from ...views.answers.completeness import CoverageRules
from ...views.answers.undetermined import obligations_behind
from .. import statuses
from ..source.dated_facts import DatedFact, DatedFacts
from .column import Doubt


@dataclass(frozen=True)
class _Party:
    """A state that is, or may be, bound by a treaty on the half-open days."""

    state: str
    begin: date | None
    until: date | None
    is_certain: bool


@dataclass(frozen=True)
class Undetermined:
    """Reads such pairs, each kind of obligation once.

    The same is found for one day by `views.answers.undetermined`.
    """

    facts: DatedFacts
    coverage: CoverageRules

    def between(self, relation: str) -> Iterator[Doubt]:
        """The days on which a relation between two states is so, for each pair."""
        obligations = obligations_behind(str(WPH[relation]), self.coverage.rules, self.coverage.derivations)
        wanted = {term[1:-1] for term in obligations}
        for undertaking, obligation in self._obligations.items():
            if obligation in wanted:
                yield from self._of_undertaking(undertaking)

    def _of_undertaking(self, undertaking: str) -> Iterator[Doubt]:
        for treaty in self._treaties.get(undertaking, ()):
            parties = self._parties.get(treaty, [])
            if all(party.is_certain for party in parties):
                continue
            if undertaking in self._mutual:
                yield from _pairs(parties, parties)
            else:
                named = self._owed_by.get(undertaking, set())
                owing = [party for party in parties if party.state in named]
                owed = [_Party(state, None, None, True) for state in self._owed_to.get(undertaking, ())]
                yield from _pairs(owing, owed)

    @cached_property
    def _obligations(self) -> dict[str, str]:
        return {fact.subject: fact.object for fact in self.facts.of("undertakenObligation")}

    @cached_property
    def _treaties(self) -> dict[str, set[str]]:
        return _grouped(self.facts.of("undertakenIn"))

    @cached_property
    def _owed_by(self) -> dict[str, set[str]]:
        return _grouped(self.facts.of("owedBy"))

    @cached_property
    def _owed_to(self) -> dict[str, set[str]]:
        return _grouped([*self.facts.of("owedTo"), *self.facts.of("owedToThirdState")])

    @cached_property
    def _mutual(self) -> frozenset[str]:
        directed = {*self._owed_by}
        return frozenset(undertaking for undertaking in self._obligations if undertaking not in directed)

    @cached_property
    def _parties(self) -> dict[str, list[_Party]]:
        found: dict[str, list[_Party]] = defaultdict(list)
        for relation, is_certain in (("partyTo", True), ("possiblyPartyTo", False)):
            for fact in self.facts.of(relation):
                found[fact.object].append(_Party(fact.subject, fact.begin, fact.until, is_certain))
        return found


def _grouped(facts: Iterable[DatedFact]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        found[fact.subject].add(fact.object)
    return found


def _pairs(owing: Iterable[_Party], owed: Iterable[_Party]) -> Iterator[Doubt]:
    others = list(owed)
    for party in owing:
        for other in others:
            if party.state == other.state or (party.is_certain and other.is_certain):
                continue
            begin = max(party.begin or date.min, other.begin or date.min)
            until = min(party.until or date.max, other.until or date.max)
            if begin < until:
                yield Doubt(party.state, other.state, begin, until, statuses.UNDETERMINED)
                yield Doubt(other.state, party.state, begin, until, statuses.UNDETERMINED)
