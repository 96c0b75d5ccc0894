"""Explanations as a Python user meets them: true or false, in words, with proofs to walk through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from ..reason.proofs.proof import Explanation, Period, SourceCitation, Step
from ..reason.proofs.proof_rdf import explanation_turtle
from ..reason.proofs.proof_text import sentence
from ..views.answers import Answer
from ..views.answers.answer_json import answer_json
from ..views.answers.words import answer_text


@dataclass(frozen=True)
class StatementExplanation:
    """Why a statement holds on a date, or that it does not follow; `bool` and `holds` say which.

    `str` gives the whole in words, `sentence` its first line. `proofs` has the proofs, shortest first, each a `Step`
    with a rule, its premises, and for an asserted statement its citations.
    """

    answer: Answer

    @property
    def explanation(self) -> Explanation:
        """The periods and proofs as the reasoner gives them."""
        return self.answer.explanation

    @property
    def verdict(self) -> str:
        """`holds`, `does not hold` or `not known`; `graph.holds` says more."""
        return self.answer.verdict.value

    @property
    def holds(self) -> bool:
        """Whether the statement holds on the date."""
        return self.explanation.holds

    @property
    def date(self) -> date:
        """The date of the question."""
        return self.explanation.day

    @property
    def sentence(self) -> str:
        """The answer in one sentence or two."""
        return sentence(self.explanation)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods in which the statement holds at all."""
        return self.explanation.periods

    @property
    def proofs(self) -> tuple[Step, ...]:
        """The proofs, shortest first; none when the statement does not hold."""
        return self.explanation.proofs

    @property
    def is_partial(self) -> bool:
        """Whether there are more proofs than these, or one was cut short."""
        return self.explanation.partial

    def citations(self) -> tuple[SourceCitation, ...]:
        """Every place in a source on which the first proof rests."""
        return tuple(dict.fromkeys(self._citations()))

    def json(self) -> dict[str, Any]:
        """The explanation as a JSON object, as the service gives it."""
        return answer_json(self.answer)

    def turtle(self) -> str:
        """The explanation as RDF in Turtle."""
        return explanation_turtle(self.explanation).decode()

    def _citations(self) -> Iterator[SourceCitation]:
        for proof in self.proofs[:1]:
            for step in proof.statements():
                yield from (citation for citation in step.citations if citation.source)

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return answer_text(self.answer)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
