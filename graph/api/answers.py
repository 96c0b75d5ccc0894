"""Answers as a Python user meets them: holds, does not hold, not known; and whole lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from ..views.answers import Answer, ListAnswer
from ..views.answers.answer_json import answer_json, list_json
from ..views.answers.answer_rdf import answer_turtle, list_turtle
from .values import IRI

if TYPE_CHECKING:
    from ..views.answers.statements import CoverageStatement
    from .explanations import StatementExplanation


@dataclass(frozen=True)
class StatementAnswer:
    """Whether a statement holds on a date: `verdict` is `"holds"`, `"does not hold"` or `"not known"`.

    `ground` says what lets us say so (`proof`, `coverage`, `lifespan`, `contradiction`, `ended`, `not begun`,
    `undetermined` or `none`), `reason` the same in words. It counts as true only if the statement holds.
    """

    answer: Answer

    @property
    def verdict(self) -> str:
        """`holds`, `does not hold` or `not known`."""
        return self.answer.verdict.value

    @property
    def holds(self) -> bool | None:
        """True, False, or None where it is not known."""
        return self.answer.holds

    @property
    def ground(self) -> str:
        """What lets us give the answer."""
        return self.answer.ground.value

    @property
    def reason(self) -> str:
        """The ground in words."""
        return self.answer.reason

    @property
    def coverage(self) -> tuple[CoverageStatement, ...]:
        """The coverage statements that it rests on, or where it is not known those whose sources might know."""
        return self.answer.statements

    @property
    def last_confirmed(self) -> date | None:
        """The last day that sources confirm, where the date lies beyond it."""
        return self.answer.last_confirmed

    @property
    def attested_since(self) -> date | None:
        """The first day of a coverage, where what holds begins with it and may be older."""
        return self.answer.attested_since

    @property
    def explanation(self) -> StatementExplanation:
        """The proofs and periods."""
        from .explanations import StatementExplanation  # noqa: PLC0415 - explanations hold answers

        return StatementExplanation(self.answer)

    def json(self) -> dict[str, Any]:
        """The answer as a JSON object, as the service gives it."""
        return answer_json(self.answer)

    def turtle(self) -> str:
        """The answer as RDF in Turtle."""
        return answer_turtle(self.answer).decode()

    def __bool__(self) -> bool:
        return self.holds is True

    def __str__(self) -> str:
        return self.answer.sentence

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


@dataclass(frozen=True)
class RelatedList:
    """The entities that stand in a relation to one, and whether that is all of them.

    It has a length, and iterates over the entities.
    """

    answer: ListAnswer

    @property
    def is_complete(self) -> bool:
        """Whether the list has everything; else it has at least these."""
        return self.answer.is_complete

    @property
    def reason(self) -> str:
        """On what that rests."""
        return self.answer.reason

    @property
    def coverage(self) -> tuple[CoverageStatement, ...]:
        """The coverage statements that it rests on, or those nearest to it."""
        return self.answer.statements

    def json(self) -> dict[str, Any]:
        """The list as a JSON object, as the service gives it."""
        return list_json(self.answer)

    def turtle(self) -> str:
        """The list as RDF in Turtle."""
        return list_turtle(self.answer).decode()

    def __iter__(self) -> Iterator[IRI]:
        return (IRI(iri) for iri, _ in self.answer.members)

    def __len__(self) -> int:
        return len(self.answer.members)

    def __str__(self) -> str:
        return self.answer.sentence
