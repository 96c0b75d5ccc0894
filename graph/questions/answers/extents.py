"""How complete a list is at the time of a question: whether its silence means anything, in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rdflib.namespace import RDF

from ...rdf.written_days import written
from ...reason.proofs.proof import Period
from ...reason.proofs.proof_text import period_text
from ...views.answers.completeness import Completeness
from ...views.answers.words import completeness_sentence, gaps_sentence
from ..language.window import Window, common, previous_day
from ..names.lexicon import Thing
from .context import Context
from .relations import Statement

_YEARS_BEHIND = 3 * 365
"""Days by which a list ends before all others when what it is about has ended."""


@dataclass(frozen=True)
class Extent:
    """What coverage says of the relations that a list rests on, each with a day that stands for the window."""

    parts: tuple[tuple[str, date, Completeness], ...]

    @property
    def is_complete(self) -> bool:
        """Whether what the list lacks does not hold."""
        return bool(self.parts) and not self.gaps

    @property
    def gaps(self) -> tuple[tuple[str, date, Completeness], ...]:
        """Those that are not complete, as labels of relations, days and what coverage says."""
        return tuple(part for part in self.parts if not part[2].is_complete)

    @property
    def note(self) -> str:
        """Whether the list is complete, in a short sentence."""
        if self.is_complete:
            return "The list is complete."
        label, day, found = self.gaps[0] if self.gaps else ("", date.min, Completeness((), (), ()))
        if not found.gaps:
            return "No source has a list of this." if not label else f"No source has a list of “{label}”."
        nearest = min(found.gaps, key=lambda statement: statement.distance(day))
        if nearest.covers(day):
            selected = nearest.completeness == "selected"
            return "The list is a selection." if selected else "It is not known how complete the list is."
        kind = "is complete" if nearest.completeness == "complete" else "is a selection"
        if nearest.period.ends and day >= nearest.period.ends:
            return f"The list {kind} and ends on {written(nearest.period.ends)}; what changed later is not known."
        return f"The list {kind} for the time {period_text(nearest.period)} and says nothing of {written(day)}."

    @property
    def reason(self) -> str:
        """Why silence says nothing: the coverage statement nearest to the first gap."""
        for label, day, found in self.gaps:
            return _gap(found, day, label)
        return "No source has a list of this."

    @property
    def remarks(self) -> tuple[str, ...]:
        """What coverage says of each relation, once."""
        said: dict[tuple[str, Completeness], str] = {}
        for label, day, found in self.parts:
            is_known, sentence = found.is_complete, _gap(found, day, label)
            if is_known:
                sentence = completeness_sentence(found.denied_by, day)
            said.setdefault((label, found), f"{'Complete' if is_known else 'Not complete'}: {sentence}")
        return tuple(said.values())


def _gap(found: Completeness, day: date, label: str) -> str:
    return gaps_sentence(found, day, label) if found.gaps else f"No source has a list of “{label}”."


@dataclass(frozen=True)
class Extents:
    """How complete the lists are in which items are, and those in which they must not be (None without any)."""

    inside: Extent
    outside: Extent | None = None

    @property
    def is_exact(self) -> bool:
        """Whether a list of items has all that belong to it and no others."""
        return self.inside.is_complete and (self.outside is None or self.outside.is_complete)

    def number(self, count: int) -> str:
        """A count as far as it is known: a list that is left out and not complete may have more of the items."""
        if not count or self.is_exact:
            return f"{count:,}" if count else "no"
        if self.outside is None or self.outside.is_complete:
            return f"at least {count:,}"
        return f"at most {count:,}" if self.inside.is_complete else f"{count:,} recorded"

    @property
    def note(self) -> str:
        """Whether a list of items is complete, in a sentence or two."""
        if self.outside is None or self.outside.is_complete:
            return self.inside.note
        doubt = f"Some of them may not belong here: {self.outside.reason[:1].lower()}{self.outside.reason[1:]}"
        return doubt if self.inside.is_complete else f"{self.inside.note} {doubt}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What coverage says of each relation."""
        return tuple(dict.fromkeys((*self.inside.remarks, *(self.outside.remarks if self.outside else ()))))


def extent_of(context: Context, statements: Sequence[Statement], window: Window, things: Iterable[Thing]) -> Extent:
    """How complete what statements find is, on the first and the last day of a window."""
    known = list(things)
    named = {thing.iri for thing in known}
    days = extent_days(context, window, known)
    parts = []
    for statement in statements:
        relation, ends = _covered(statement, named)
        label = context.lexicon.label(relation)
        covered = _last_covered(context, relation, named) if window.is_open else None
        parts += [
            (label, day, context.coverage.completeness(relation, ends, day))
            for day in ([covered] if covered and covered < context.today else days)
        ]
    return Extent(tuple(parts))


def _covered(statement: Statement, named: Collection[str]) -> tuple[str, tuple[str, str]]:
    """What coverage statements call a statement: its relation with its named ends, or its class."""
    if statement.relation == str(RDF.type):
        return statement.object, ("", "")
    subject, target = (term if term in named else "" for term in (statement.subject, statement.object))
    return statement.relation, (subject, target)


def _last_covered(context: Context, relation: str, named: Collection[str]) -> date | None:
    """The last day of a list about something that has ended, such as the parties of a treaty no longer in force."""
    ends = [
        statement.period.ends
        for statement in context.coverage.statements
        if statement.relation == relation and statement.scope in named and statement.period.ends
    ]
    latest = max((s.period.ends for s in context.coverage.statements if s.period.ends), default=None)
    if not ends or latest is None or (latest - max(ends)).days < _YEARS_BEHIND:
        return None
    return previous_day(max(ends))


def extent_days(context: Context, window: Window, things: Iterable[Thing]) -> tuple[date, ...]:
    """The days that stand for a window as far as the things existed; for all of time their first and their last."""
    things = tuple(things)
    if window.begins and window.ends:
        return _while_alive(window, things).probes(context.today)
    lives = [life for thing in things for life in thing.lives]
    begins = window.begins or max((life.begins for life in lives if life.begins), default=None)
    ends = window.ends or min((life.ends for life in lives if life.ends), default=None)
    if begins and ends and begins >= ends:
        return (context.today,)
    return Window(begins, ends, "").probes(context.today)


def _while_alive(window: Window, things: Iterable[Thing]) -> Window:
    """The part of a window between the first and the last day of all things; the whole where there is none."""
    period = Period(window.begins, window.ends)
    for thing in (thing for thing in things if thing.lives):
        firsts, lasts = [life.begins for life in thing.lives], [life.ends for life in thing.lives]
        life = Period(
            None if None in firsts else min(day for day in firsts if day),
            None if None in lasts else max(day for day in lasts if day),
        )
        shared = common(period, life)
        if shared is None:
            return window
        period = shared
    return Window(period.begins, period.ends, window.words)
