"""Whether a list of relations is complete on a day: everything, or at least these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..answers.completeness import CoverageRules
from ..answers.words import completeness_sentence, gaps_sentence
from ..schema import Schema
from .lists import Listed


@dataclass(frozen=True)
class ListCompleteness:
    """Whether a list has everything on a day, and the coverage statements that say so, in words."""

    is_complete: bool
    reason: str

    @property
    def words(self) -> str:
        """In two words, to stand beside the count."""
        return "complete" if self.is_complete else "at least"


def completeness_of(
    coverage: CoverageRules, schema: Schema, listed: Listed, iri: str, day: date
) -> ListCompleteness | None:
    """The completeness of a list of an entity; None for records, which are what sources state and no more."""
    if listed.is_class:
        return None
    coverage_of_list = coverage.completeness(listed.term, (iri,), day)
    if coverage_of_list.is_complete:
        return ListCompleteness(True, completeness_sentence(coverage_of_list.denied_by, day))
    return ListCompleteness(False, gaps_sentence(coverage_of_list, day, schema.label(listed.term)))
