"""For which days silence means no: the knowledge of the three answers, as spans of days in the place of single days.

A day is answered by `views.answers.completeness`; between the days on which a coverage statement begins or ends its
answer does not change, so that one answer a span is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from ...rdf.curies import local_name
from ...rdf.namespaces import WPH
from ...views.answers.completeness import Completeness, CoverageRules
from ...views.answers.statements import CoverageStatement
from .. import statuses
from .column import Span


@dataclass(frozen=True)
class ColumnCoverage:
    """The coverage of one relation of the graph, by its local name."""

    rules: CoverageRules
    relation: str

    @property
    def statements(self) -> tuple[CoverageStatement, ...]:
        """Every coverage statement on which the relation rests, of whatever scope."""
        needed = _feeding(self.rules, WPH[self.relation])
        return tuple(s for s in self.rules.statements if s.relation in needed)

    @property
    def scopes(self) -> frozenset[str]:
        """The things that statements are limited to."""
        return frozenset(s.scope for s in self.statements if s.scope)

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The sources of these statements, by key."""
        return tuple(sorted({local_name(s.source) for s in self.statements}))

    def source_keys_of(self, ends: tuple[str, ...]) -> tuple[str, ...]:
        """The sources of the statements about some things, by key."""
        return tuple(sorted({local_name(s.source) for s in self.statements if s.scope in ends})) or self.source_keys

    @property
    def sentence(self) -> str:
        """The spans in words, for codebooks."""
        return self.sentence_of(())

    def sentence_of(self, ends: tuple[str, ...]) -> str:
        """The spans with some things in words, for codebooks."""
        spans = [span for span in self.spans(ends) if span.begin != date.min and span.until != date.max]
        words = (f"{span.begin} to {_eve(span.until)}: {span.status.removeprefix('0 ')}" for span in spans)
        return "; ".join(words) or statuses.NO_LIST

    @property
    def is_recorded_once(self) -> bool:
        """Whether the end of one record ends the relation; see `CoverageRules`."""
        return self.rules.is_recorded_once(str(WPH[self.relation]))

    def confirmed_until(self, ends: Iterable[str] = ()) -> date | None:
        """The first day that no statement covers; None where one has no end, or there are none."""
        return self.covered(ends)[1]

    def covered(self, ends: Iterable[str] = ()) -> tuple[date | None, date | None]:
        """The days from the first that a statement covers to before the first that none does; None where open."""
        things = set(ends)
        about = [s for s in self.statements if s.scope in things] or [s for s in self.statements if not s.scope]
        first, last = [s.period.begins for s in about], [s.period.ends for s in about]
        return (
            None if not first or None in first else min(day for day in first if day is not None),
            None if not last or None in last else max(day for day in last if day is not None),
        )

    def spans(self, ends: tuple[str, ...] = ()) -> tuple[Span, ...]:
        """What silence means on each day, for the relation as a whole or with these ends.

        The last is the object, to which statements may be limited; it may be empty.
        """
        days = sorted({date.min, *self._turns(ends), date.max})
        spans = (self._span(begin, until, ends) for begin, until in pairwise(days))
        return tuple(_joined(list(group)) for _, group in groupby(spans, key=lambda s: (s.status, s.is_complete)))

    def _turns(self, ends: tuple[str, ...]) -> Iterator[date]:
        for statement in self.statements:
            if not statement.scope or statement.scope in ends:
                yield from (day for day in (statement.period.begins, statement.period.ends) if day is not None)

    def _span(self, begin: date, until: date, ends: tuple[str, ...]) -> Span:
        subject, target = ("", "", *ends)[-2:]
        found = self.rules.completeness(str(WPH[self.relation]), (subject, target), begin)
        return Span(begin, until, *_status(found, begin))


def _status(found: Completeness, day: date) -> tuple[str, bool]:
    if found.is_complete:
        return statuses.ABSENT, True
    if not found.gaps:
        return statuses.NO_LIST, False
    nearest = min(found.gaps, key=lambda statement: statement.distance(day))
    if nearest.covers(day):
        is_selection = nearest.completeness == "selected"
        return statuses.SELECTION if is_selection else statuses.UNKNOWN_COMPLETENESS, False
    if nearest.period.begins is not None and day < nearest.period.begins:
        return statuses.before(nearest.period.begins), False
    assert nearest.period.ends is not None
    return statuses.after(nearest.period.ends), False


def _joined(spans: Sequence[Span]) -> Span:
    return Span(spans[0].begin, spans[-1].until, spans[0].status, spans[0].is_complete)


def _eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _feeding(rules: CoverageRules, relation: str) -> frozenset[str]:
    """The relations with lists of their own from which a relation follows, or itself."""
    found: set[str] = set()
    seen, waiting = {str(relation)}, [str(relation)]
    while waiting:
        current = waiting.pop()
        if rules.has_statements(current):
            found.add(current)
            continue
        fresh = {n for way in rules.derivations.get(current, ()) for n in way.relations} - seen
        seen |= fresh
        waiting += sorted(fresh)
    return frozenset(found)
