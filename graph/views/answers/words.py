"""Coverage in words: what a list says, and why it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...rdf.curies import local_name
from ...rdf.written_days import written
from ...reason.proofs.proof_text import explanation_text, period_text
from .answer import Answer, Verdict
from .completeness import Completeness
from .statements import CoverageStatement


def answer_text(answer: Answer) -> str:
    """An answer as text: the explanation with its proofs, and what the explanation alone does not say."""
    explained = explanation_text(answer.explanation)
    if answer.verdict is not Verdict.HOLDS:
        return f"{explained}\n{answer.sentence}"
    marks = [
        confirmation_sentence(answer.last_confirmed) if answer.last_confirmed else "",
        f"Attested since {written(answer.attested_since)}; it may be older." if answer.attested_since else "",
    ]
    return "\n".join([explained, *filter(None, marks)])


def confirmation_sentence(last: date) -> str:
    """Until when sources confirm what holds."""
    return f"Last confirmed on {written(last)}: no source covers the time after it."


def denial_sentence(statements: Sequence[CoverageStatement], day: date) -> str:
    """Why the silence of complete lists denies something."""
    return f"{completeness_sentence(statements, day)} It is not among them."


def completeness_sentence(statements: Sequence[CoverageStatement], day: date) -> str:
    """Which lists are complete, and on what that rests."""
    lists = "; ".join(_list_of(statement) for statement in statements)
    reasons = " ".join(dict.fromkeys(statement.rests_on for statement in statements))
    verb = "is" if len(statements) == 1 else "are"
    return f"{_capital(lists)} {verb} complete on {written(day)}: {reasons}"


def gaps_sentence(found: Completeness, day: date, relation: str) -> str:
    """Why it is not known, and who might know; `relation` is the label of what was asked for."""
    if not found.gaps:
        names = ", ".join(f"“{local_name(name)}”" for name in found.unlisted) or f"“{relation}”"
        return f"No source has a list of {names}."
    nearest = min(found.gaps, key=lambda statement: statement.distance(day))
    said = _capital(_list_of(nearest))
    if nearest.covers(day):
        kind = "is a selection" if nearest.completeness == "selected" else "is of unknown completeness"
        own = f"{said} {kind}: {nearest.rests_on}"
    else:
        own = f"{said} covers the time {period_text(nearest.period)} and says nothing of {written(day)}."
        own += f" {nearest.rests_on}" if nearest.completeness == "selected" else ""
    others = dict.fromkeys(s.relation_label for s in found.gaps if s.relation != nearest.relation)
    more = f" Nor are the lists of {', '.join(f'“{name}”' for name in others)} complete." if others else ""
    return own + more


def _list_of(statement: CoverageStatement) -> str:
    scope = f" for {statement.scope_label}" if statement.scope else ""
    return f"the list of “{statement.relation_label}”{scope} in “{statement.source_title}”"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
