"""From an explanation, coverage and lives to one of the three answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib.namespace import RDF

from ...rdf.curies import local_name
from ...rdf.written_days import written
from ...reason.proofs.proof import Explanation, Period
from ...reason.proofs.proof_text import period_text, sentence
from ...reason.rules.rule import Rule
from ...store import Store
from .answer import Answer, Ground, Verdict
from .completeness import WHOLE, Completeness, CoverageRules, Ends
from .day_store import store_around
from .knowledge import confirmation_of, coverage_begins, exceptions_of, is_alive, lives_of
from .undetermined import obligations_behind, treaty_undetermined
from .words import confirmation_sentence, denial_sentence, gaps_sentence

_TYPE = str(RDF.type)
OTHER_PROOFS = 4
"""Other proofs that an answer looks at, since one may be confirmed for longer than another."""


@dataclass(frozen=True)
class _Question:
    """A statement with its terms as IRIs (empty for a literal), and the store of its version."""

    explanation: Explanation
    subject: str
    relation: str
    target: str
    store: Store

    @property
    def covered(self) -> str:
        """What coverage statements would be about: the relation, or of a kind the class."""
        return self.target if self.relation == _TYPE else self.relation

    @cached_property
    def day_store(self) -> Store:
        """What is known of the two things on the day, in a store of its own."""
        return store_around(self.store, (self.subject, self.target), self.explanation.day)

    @property
    def ends(self) -> Ends:
        """The things between which coverage statements would be; of a kind those about the class alone."""
        return WHOLE if self.relation == _TYPE else (self.subject, self.target)

    def label(self, iri: str) -> str:
        """The name of a thing or term."""
        return self.explanation.labels.get(f"<{iri}>") or local_name(iri) or iri


def answer_of(explanation: Explanation, store: Store, coverage: CoverageRules) -> Answer:
    """Whether the statement of an explanation holds on its day; `store` is that of the version."""
    subject, relation, target = (term[1:-1] if term.startswith("<") else "" for term in explanation.triple)
    question = _Question(explanation, subject, relation, target, store)
    if explanation.holds:
        return _holding(question)
    return (
        _outside_life(question)
        or _with_itself(question, coverage.rules)
        or _clashing(question, coverage)
        or _undetermined(question, coverage)
        or _unlisted(question, coverage)
    )


def best_answer(explain: Callable[[int], Explanation], store: Store, coverage: CoverageRules) -> Answer:
    """The answer of `answer_of`; where the day lies beyond the coverage of the first proof, also of others.

    `explain` gives the explanation with at most so many other proofs, which cost far more than the first.
    """
    answer = answer_of(explain(0), store, coverage)
    return answer if answer.last_confirmed is None else answer_of(explain(OTHER_PROOFS), store, coverage)


def _holding(question: _Question) -> Answer:
    explanation = question.explanation
    if not explanation.proofs:
        return Answer(Verdict.HOLDS, Ground.PROOF, sentence(explanation), explanation)
    confirmation = confirmation_of(question.store, explanation)
    last = confirmation.last_confirmed
    beyond = last if last is not None and last < explanation.day else None
    reason = sentence(explanation)
    if beyond is not None:
        reason = f"{confirmation_sentence(beyond)} {reason}"
    if confirmation.attested_since is not None:
        reason = (
            f"{reason} Attested since {written(confirmation.attested_since)}, where the source's coverage begins."
        )
    return Answer(
        Verdict.HOLDS,
        Ground.PROOF,
        reason,
        explanation,
        last_confirmed=beyond,
        attested_since=confirmation.attested_since,
    )


def _outside_life(question: _Question) -> Answer | None:
    """Does not hold, since one of the two did not live that day."""
    day = question.explanation.day
    exceptions = exceptions_of(question.store, question.relation)
    for end, thing in (("subject", question.subject), ("object", question.target)):
        if end in exceptions or (end == "object" and question.relation == _TYPE):
            continue
        lives = lives_of(question.store, thing)
        if not is_alive(lives, day):
            spans = " and ".join(period_text(life) for life in lives)
            reason = f"{question.label(thing)} did not exist on {written(day)}: it is recorded {spans}."
            return Answer(Verdict.DOES_NOT_HOLD, Ground.LIFESPAN, reason, question.explanation)
    return None


def _with_itself(question: _Question, rules: Sequence[Rule]) -> Answer | None:
    """Does not hold, since a rule says that nothing stands in this relation to itself."""
    if not question.subject or question.subject != question.target:
        return None
    for rule in rules:
        [first, *others] = rule.body
        is_reflexive = first.subject == first.object and first.predicate == f"<{question.relation}>"
        if rule.finds_contradictions and not others and is_reflexive:
            return Answer(Verdict.DOES_NOT_HOLD, Ground.CONTRADICTION, rule.title, question.explanation)
    return None


def _clashing(question: _Question, coverage: CoverageRules) -> Answer | None:
    """Does not hold, since it would make something an instance of disjoint classes."""
    if not question.subject or not question.target:
        return None
    clash = coverage.disjointness.clash(question.day_store, question.subject, question.relation, question.target)
    if clash is None:
        return None
    thing, has, given = clash
    both = f"nothing is both that and {local_name(given)}"
    reason = f"{question.label(thing)} is of the class {local_name(has)}, and {both}."
    return Answer(Verdict.DOES_NOT_HOLD, Ground.CONTRADICTION, reason, question.explanation)


def _undetermined(question: _Question, coverage: CoverageRules) -> Answer | None:
    """Not known, since it would follow from a treaty of which it is not known whether it binds."""
    if not question.subject or not question.target:
        return None
    triple = (question.subject, question.relation, question.target)
    obligations = obligations_behind(question.relation, coverage.rules, coverage.derivations)
    treaty = treaty_undetermined(question.day_store, triple, obligations)
    if treaty is None:
        return None
    reason = f"It would follow from “{treaty}”, of which it is not known whether it bound both on that day."
    return Answer(Verdict.NOT_KNOWN, Ground.UNDETERMINED, reason, question.explanation)


def _unlisted(question: _Question, coverage: CoverageRules) -> Answer:
    """What the lists say of a statement that they do not have."""
    explanation = question.explanation
    found = coverage.completeness(question.covered, question.ends, explanation.day)
    if found.is_complete:
        reason = denial_sentence(found.denied_by, explanation.day)
        return Answer(
            Verdict.DOES_NOT_HOLD, Ground.COVERAGE, _with_periods(reason, question), explanation, found.denied_by
        )
    is_recorded_once = coverage.is_recorded_once(question.relation)
    if is_recorded_once and coverage.is_covered(question.relation, question.ends, explanation.day):
        recorded = _recorded(question)
        if recorded is not None:
            return recorded
    return _not_known(question, found)


def _recorded(question: _Question) -> Answer | None:
    """Does not hold, since the one record that brings it about ended before, or began after, the day."""
    explanation = question.explanation
    day, periods = explanation.day, explanation.periods
    earlier = [period for period in periods if period.ends is not None and period.ends <= day]
    later = [period for period in periods if period.begins is not None and period.begins > day]
    if earlier:
        ended = max(earlier, key=lambda period: period.ends or day)
        reason = f"It ended on {ended.ends}, and no later beginning is recorded by then."
        return Answer(Verdict.DOES_NOT_HOLD, Ground.ENDED, reason, explanation)
    if later and not _attested(question, later):
        first = min(later, key=lambda period: period.begins or day)
        reason = f"It began on {first.begins}, and nothing earlier is recorded."
        return Answer(Verdict.DOES_NOT_HOLD, Ground.NOT_BEGUN, reason, explanation)
    return None


def _attested(question: _Question, periods: Sequence[Period]) -> bool:
    """Whether the first of the periods begins with the coverage of a source, so that it may have begun earlier."""
    first = min(period.begins for period in periods if period.begins is not None)
    return first in coverage_begins(question.store)


def _not_known(question: _Question, found: Completeness) -> Answer:
    reason = gaps_sentence(found, question.explanation.day, question.label(question.covered))
    return Answer(Verdict.NOT_KNOWN, Ground.NONE, _with_periods(reason, question), question.explanation, found.gaps)


def _with_periods(reason: str, question: _Question) -> str:
    periods = question.explanation.periods
    return f"{reason} It holds {'; '.join(map(period_text, periods))}." if periods else reason
