"""The rule of the year: on which days of a year a state, or a pair of states, must exist for a row of a panel.

It moves thousands of rows, so that each panel names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..errors import QueryError

ANY_DAY, SHARE = "any-day", "share"
FIRST_DAY, LAST_DAY = "1-january", "31-december"
_GIVEN = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True)
class YearRule:
    """A rule of the year.

    `any-day`: a row for each year with a day on which all its states exist; what holds on one of those days counts.
    `share`: the same rows; a column of 0 and 1 gives the share of those days on which it holds. On `31-december`,
    `1-january` or a day such as `07-01`: a row where all exist on that day, and what holds on it counts.
    """

    name: str
    kind: Literal["any-day", "share", "day"]
    month: int = 1
    day: int = 1

    @property
    def sentence(self) -> str:
        """The rule in words, as files carry it."""
        if self.kind == "day":
            return (
                f"a row where all states exist on the day {self.month:02}-{self.day:02}; what holds that day counts"
            )
        counts = "the share of them on which a column holds" if self.kind == SHARE else "what holds on one of them"
        return f"a row for each year with a day on which all states exist; of these days {counts} counts"


def read_year_rule(text: str) -> YearRule:
    """The rule of that name.

    Raises QueryError for any other, and for a day that not every year has.
    """
    days = {FIRST_DAY: (1, 1), LAST_DAY: (12, 31)}
    if text == ANY_DAY:
        return YearRule(text, "any-day")
    if text == SHARE:
        return YearRule(text, "share")
    if text in days:
        return YearRule(text, "day", *days[text])
    matched = _GIVEN.fullmatch(text)
    if matched and _in_every_year(int(matched[1]), int(matched[2])):
        return YearRule(text, "day", int(matched[1]), int(matched[2]))
    raise QueryError(
        f"{text!r} is not a rule of the year; expected {ANY_DAY}, {LAST_DAY}, {FIRST_DAY}, {SHARE}, or a day that "
        "every year has, such as 07-01."
    )


def _in_every_year(month: int, day: int) -> bool:
    try:
        date(2001, month, day)  # no leap year
    except ValueError:
        return False
    return True
