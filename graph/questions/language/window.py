"""Windows of time that questions are about: half-open, one of the ends or both may be open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ...rdf.written_days import written
from ...reason.proofs.proof import Period


@dataclass(frozen=True)
class Window:
    """The days from `begins` to before `ends`, with the words that named them ("in 1913"); None is an open end."""

    begins: date | None
    ends: date | None
    words: str

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.begins is not None and self.ends == next_day(self.begins)

    @property
    def is_open(self) -> bool:
        """Whether it is all of time."""
        return self.begins is None and self.ends is None

    def meets(self, period: Period) -> bool:
        """Whether a period has a day in the window."""
        return common(Period(self.begins, self.ends), period) is not None

    def probes(self, today: date) -> tuple[date, ...]:
        """Days that stand for the window where something is known of days only: its first and its last."""
        first = self.begins or (previous_day(self.ends) if self.ends else today)
        last = previous_day(self.ends) if self.ends else max(today, first)
        return tuple(dict.fromkeys((first, last)))


ALWAYS = Window(None, None, "")


def day_window(day: date, words: str = "") -> Window:
    """The window of one day."""
    return Window(day, next_day(day), words or f"on {written(day)}")


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1) if day < date.max else day


def previous_day(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1) if day > date.min else day


def common(first: Period, second: Period) -> Period | None:
    """The days that two periods share; None where there are none."""
    begins = max((day for day in (first.begins, second.begins) if day), default=None)
    ends = min((day for day in (first.ends, second.ends) if day), default=None)
    return None if begins and ends and begins >= ends else Period(begins, ends)


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as periods that neither meet nor touch, in order of time."""
    ordered = sorted(set(periods), key=lambda period: (period.begins or date.min, period.ends or date.max))
    kept: list[Period] = []
    for period in ordered:
        if kept and (kept[-1].ends is None or (period.begins or date.min) <= kept[-1].ends):
            ends = (
                None
                if None in {kept[-1].ends, period.ends}
                else max(kept[-1].ends or date.min, period.ends or date.min)
            )
            kept[-1] = Period(kept[-1].begins, ends)
        else:
            kept.append(period)
    return tuple(kept)
