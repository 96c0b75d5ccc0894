"""A preview as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from .comparison import Compared
from .preview import Preview

_MOST = 40
"""Conclusions that are listed; a case with the United Nations in it has hundreds."""


def preview_lines(preview: Preview) -> Iterator[str]:
    """The messages, then what other sources say, what follows, and contradictions."""
    for message in preview.case.messages:
        yield message.text()
    yield preview.case.summary()
    yield from _section("Other sources say otherwise", [difference_text(each) for each in preview.differing])
    yield from _section("Contradictions that would arise", [each.message for each in preview.contradictions])
    yield from _section(
        "Nobody else says", [f"row {each.statement.row.number}: {said(each)}" for each in preview.alone]
    )
    yield from _section("What follows", [each.text() for each in preview.conclusions])
    yield preview.case.completeness
    yield f"{len(preview.confirmed)} rows agree with other sources. {preview.seconds:.1f} s."


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines[:_MOST])
        if len(lines) > _MOST:
            yield f"  … and {len(lines) - _MOST} more"


def said(each: Compared) -> str:
    """A statement as a sentence."""
    statement = each.statement
    other = statement.whom.label if statement.whom else statement.words
    return " ".join(part for part in (statement.who.label, statement.relation.name, other) if part)


def difference_text(each: Compared) -> str:
    """What a row says, and what others say."""
    begin, end = each.statement.period.begin, each.statement.period.end
    words = [f"{word} {written.text}" for word, written in (("from", begin), ("until", end)) if written]
    others = "; ".join(report.text() for report in each.reports if report.differs)
    row = each.statement.row
    return f"{row.file}, row {row.number}: you say {said(each)} {' '.join(words)}. {others}"
