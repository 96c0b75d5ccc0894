"""What the lists of wars of the Correlates of War have in common: spells of a state's part, by numbered columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..panels.columns.column import ColumnFact
from .conflict_participations import record_participations
from .dataset import Release
from .records import Records, Span, span_of
from .table import DataRow

NOT_APPLICABLE, UNKNOWN, ONGOING = "-8", "-9", "-7"
MISSING = (NOT_APPLICABLE, UNKNOWN, ONGOING)
MEANINGS = {"-9": "unknown", "-8": "not applicable: there is no such spell or state", "-7": "ongoing at the end"}


@dataclass(frozen=True)
class SpellColumns:
    """The columns of a list: those of state numbers, and how those of dates end before the number of the spell."""

    numbers: tuple[str, ...]
    year: str = "year"
    month: str = "month"
    day: str = "day"
    most: int = 2

    def header(self) -> tuple[str, ...]:
        """The columns of dates in the order of the files."""
        return tuple(
            f"{side}{part}{number}"
            for number in range(1, self.most + 1)
            for side in ("start", "end")
            for part in (self.month, self.day, self.year)
        )

    def spells(self, row: DataRow, release: Release) -> Iterator[Span]:
        """The spells of a part: the first, and those after it that there are.

        Raises InputError for a first spell without a year.
        """
        for number in range(1, self.most + 1):
            begin, last = (
                row.day(
                    f"{side}{self.year}{number}", f"{side}{self.month}{number}", f"{side}{self.day}{number}", MISSING
                )
                for side in ("start", "end")
            )
            if begin is not None:
                yield span_of(release, begin, last)
            elif number == 1:
                raise row.wrong(f"start{self.year}1", "the year in which the part begins")

    def states(self, row: DataRow) -> Iterator[int]:
        """The numbers of the states whose part a row is."""
        found = (row.whole(column, MISSING) for column in self.numbers)
        return (number for number in found if number is not None)

    def record(self, rows: Sequence[DataRow], records: Records) -> None:
        """A participation for each spell of each state that a number denotes."""
        for row in rows:
            title = f"{row['warname']} (COW war {row['warnum']})"
            war = records.entity(f"war-{row['warnum']}", "War", title)
            states = tuple(self.states(row))
            if not states:
                records.leave_out("rows of what is no state (-8)")
            for state in states:
                for number, span in enumerate(self.spells(row, records.release), start=1):
                    name = f"participation-{row.number}-{state}-{number}"
                    record_participations(row, state, name, f"takes part in {row['warname']}", war, span, records)

    def facts(self, rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
        """The days on which states take part."""
        for row in rows:
            for state in self.states(row):
                for span in self.spells(row, release):
                    yield ColumnFact(str(state), "", "", span.begin, span.until)
