"""The status of a cell: what lets it hold its value, or why it is empty."""

from __future__ import annotations

from datetime import date, timedelta

HOLDS = "1 attested"
"""A record says so, or it follows."""
ATTESTED = "attested"
"""The same, of a value that is neither 0 nor 1."""
ABSENT = "0 source complete"
"""The list that would have it is complete for all days that count."""
NOT_ALIVE = "0 it did not exist"
ENDED = "0 source records its end"
NOT_BEGUN = "0 source records its beginning"
CHANGED = "attested: the last of several in this time"
EXTRAPOLATED = "extrapolated: last confirmed {day}"
SELECTION = "not known: list is a selection"
UNDETERMINED = "not known: it is not known whether a treaty binds"
UNKNOWN_COMPLETENESS = "not known: completeness of list unknown"
NO_LIST = "not known: no list"
NO_STATE = "not known: state not in the graph"
SEVERAL_STATES = "not known: code stands for several states"
NO_VALUE = "not known: no source gives it"
CODED_MISSING = "not known: coded as missing"

MEANINGS = {
    HOLDS: "a record says so, or it follows from records",
    ATTESTED: "a record gives the value, or it follows from records",
    ABSENT: "the list that would have it is complete for all days that count, and does not have it",
    NOT_ALIVE: "the organization did not exist on these days",
    ENDED: "a source records when it ended, and no later beginning",
    NOT_BEGUN: "a source records when it began, and nothing earlier",
    CHANGED: "the value changed in the time of the row; the last one stands",
    "extrapolated: last confirmed …": "recorded without an end, and confirmed until that day only",
    "not covered: before …": "the list begins later",
    "not covered: after …": "the list ends earlier",
    SELECTION: "the list does not claim to have all, so that its silence says nothing",
    UNDETERMINED: "it would follow from a treaty of which it is not known whether it binds",
    UNKNOWN_COMPLETENESS: "nobody has established whether the list has all",
    NO_LIST: "no source has a list of it",
    NO_STATE: "the system has a state that the graph does not have on these days",
    SEVERAL_STATES: "on these days the code stands for more than one state of the graph",
    NO_VALUE: "no source gives a value",
    CODED_MISSING: "the dataset has a code for a missing value there",
    "conflict: …": "sources give different values for one time",
}
"""What each status says, for codebooks."""


def before(begin: date) -> str:
    """The status of days before a list begins."""
    return f"not covered: before {_short(begin)}"


def after(until: date) -> str:
    """The status of days after a list ends; `until` is the first of them."""
    last = until - timedelta(days=1)
    return f"not covered: after {last.year if (last.month, last.day) == (12, 31) else last.isoformat()}"


def _short(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (1, 1) else day.isoformat()
