"""Whether a list of relations is complete on a day: everything, or at least these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..answers.completeness import Completeness, CoverageRules
from ..answers.words import completeness_sentence, gaps_sentence
from ..schema import Schema
from .lists import Listed

BEYOND = "the list does not cover this day"
"""What is said in a few words of a list on a day outside its coverage."""


@dataclass(frozen=True)
class ListCompleteness:
    """Whether a list has everything on a day, why in a few words, and the coverage statements that say so."""

    is_complete: bool
    brief: str
    reason: str


def completeness_of(
    coverage: CoverageRules, schema: Schema, listed: Listed, iri: str, day: date
) -> ListCompleteness | None:
    """The completeness of a list of an entity; None for records, which are what sources state and no more."""
    if listed.is_class:
        return None
    found = coverage.completeness(listed.term, ("", iri) if listed.incoming else (iri, ""), day)
    if found.is_complete:
        return ListCompleteness(True, "complete", completeness_sentence(found.denied_by, day))
    return ListCompleteness(False, _gap(found, day), gaps_sentence(found, day, schema.label(listed.term)))


def _gap(found: Completeness, day: date) -> str:
    """Why a list may lack something, in a few words."""
    if not found.gaps:
        return "no source has a list of its own"
    nearest = min(found.gaps, key=lambda statement: statement.distance(day))
    if not nearest.covers(day):
        return BEYOND
    return "the list is a selection" if nearest.completeness == "selected" else "the list may be incomplete"
