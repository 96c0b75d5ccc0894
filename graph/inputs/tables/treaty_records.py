"""What the lists of a source say of each treaty together: its row, its parties, and the acts under it.

VCLT stands for the Vienna Convention on the Law of Treaties (1969).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .dates import PartialDate, parse_date
from .table import TableRow

TREATIES = "treaties.csv"
PARTICIPATIONS = "participations.csv"
ACTS = "treaty_acts.csv"

SUSPENSION = "suspension"
END_OF_SUSPENSION = "end-of-suspension"
PROVISIONAL_APPLICATION = "provisional-application"
END_OF_PROVISIONAL_APPLICATION = "end-of-provisional-application"
LEAVING = ("withdrawal", "denunciation")
NEVER = "never"
"""In a column of entry into force: known not to have come about."""


@dataclass(frozen=True)
class Interval:
    """The time from one date until another, either of which may be unknown."""

    begin: PartialDate | None
    end: PartialDate | None


RowsByParty = dict[str, dict[str, list[TableRow]]]
"""Rows by the id of a treaty, then by that of a party."""


@dataclass(frozen=True)
class TreatyRecords:
    """The rows on treaties of one source."""

    treaties: dict[str, TableRow]
    participations: RowsByParty
    acts_by_party: RowsByParty

    @classmethod
    def of(cls, rows: Callable[[str], Iterable[TableRow]]) -> TreatyRecords:
        """The records that all sections hold; `rows` gives the rows of all lists with a file name."""
        return cls({row["id"]: row for row in rows(TREATIES)}, _by_party(rows(PARTICIPATIONS)), _by_party(rows(ACTS)))

    def parties(self, treaty: str) -> list[str]:
        """Those who are recorded as taking part in a treaty, in the order of the lists."""
        return list(self.participations.get(treaty, ()))

    def participates(self, treaty: str, party: str) -> bool:
        """Whether somebody is recorded as taking part in a treaty."""
        return party in self.participations.get(treaty, ())

    def entry_into_force(self, treaty: str) -> str:
        """The date of a treaty's entry into force, `never`, or nothing."""
        return self._of_treaty(treaty, "in_force")

    def signed(self, treaty: str) -> PartialDate | None:
        """When a treaty was signed."""
        return readable_date(self._of_treaty(treaty, "signed"))

    def end_of(self, treaty: str) -> PartialDate | None:
        """When a treaty ended."""
        return readable_date(self._of_treaty(treaty, "ended"))

    def _of_treaty(self, treaty: str, column: str) -> str:
        row = self.treaties.get(treaty)
        return row[column] if row else ""

    def bound_from(self, treaty: str, party: str, after: PartialDate) -> PartialDate | None:
        """When a treaty next came to bind a party after a date."""
        return self._next(treaty, party, "in_force", after)

    def bound_until(self, treaty: str, party: str, after: PartialDate) -> PartialDate | None:
        """When a treaty next ceased to bind a party after a date."""
        return self._next(treaty, party, "until", after)

    def _next(self, treaty: str, party: str, column: str, after: PartialDate) -> PartialDate | None:
        rows = self.participations.get(treaty, {}).get(party, [])
        return earliest(date for row in rows if (date := readable_date(row[column])) and after.first < date.end)

    def acts(self, treaty: str, party: str) -> list[TableRow]:
        """The acts of a party under a treaty."""
        return self.acts_by_party.get(treaty, {}).get(party, [])

    def first_act(self, treaty: str, party: str, *kinds: str) -> PartialDate | None:
        """When the first act of these kinds by a party took effect."""
        return earliest(effect_of(row) for row in self.acts(treaty, party) if row["act"] in kinds)

    def suspensions(self, treaty: str, party: str, towards: str | None = None) -> list[Interval]:
        """When a treaty was suspended for a party, in general or towards another (VCLT, art. 57, 58)."""
        acts = [row for row in self.acts(treaty, party) if _concerns(row, towards)]
        return list(_between(acts, SUSPENSION, END_OF_SUSPENSION))

    def suspended_pairs(self, treaty: str) -> set[tuple[str, str]]:
        """The pairs, in both orders, between which a treaty was suspended: neither need perform (VCLT, art. 72)."""
        named = {
            (party, other)
            for party, rows in self.acts_by_party.get(treaty, {}).items()
            for row in rows
            if row["act"] == SUSPENSION
            for other in row.list("towards")
        }
        return named | {(other, party) for party, other in named}


def _concerns(row: TableRow, towards: str | None) -> bool:
    return towards in row.list("towards") if towards else not row["towards"]


def _by_party(rows: Iterable[TableRow]) -> RowsByParty:
    grouped: RowsByParty = {}
    for row in rows:
        grouped.setdefault(row["treaty"], {}).setdefault(row["party"], []).append(row)
    return grouped


def _between(acts: list[TableRow], opening: str, closing: str) -> Iterator[Interval]:
    """The time from each opening act to the next closing one, in order of their effect."""
    dated = [(date, row["act"]) for row in acts if row["act"] in (opening, closing) and (date := effect_of(row))]
    begin = None
    for date, act in sorted(dated, key=lambda each: each[0].first):
        if act == opening:
            begin = begin or date
        elif begin:
            yield Interval(begin, date)
            begin = None
    if begin:
        yield Interval(begin, None)


def effect_of(row: TableRow) -> PartialDate | None:
    """When an act takes effect: on a later date that the row gives, or on the date of the act."""
    return readable_date(row["effective"] or row["date"])


def earliest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """The earliest of several dates, of which some may be unknown."""
    return min(filter(None, dates), key=lambda date: date.first, default=None)


def readable_date(text: str) -> PartialDate | None:
    """A date of another list, whose own reader reports a mistaken one; None without a date."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def without(whole: Interval, holes: Iterable[Interval]) -> list[Interval]:
    """What remains of an interval outside others."""
    pieces = [whole]
    for hole in holes:
        pieces = [piece for each in pieces for piece in _cut(each, hole)]
    return pieces


def _cut(whole: Interval, hole: Interval) -> Iterator[Interval]:
    if not _overlap(whole, hole):
        yield whole
        return
    if hole.begin and (whole.begin is None or whole.begin.first < hole.begin.first):
        yield Interval(whole.begin, hole.begin)
    if hole.end and (whole.end is None or hole.end.first < whole.end.end):
        yield Interval(hole.end, whole.end)


def _overlap(left: Interval, right: Interval) -> bool:
    return _begins_before_end(left, right) and _begins_before_end(right, left)


def _begins_before_end(left: Interval, right: Interval) -> bool:
    return left.begin is None or right.end is None or left.begin.first < right.end.end
