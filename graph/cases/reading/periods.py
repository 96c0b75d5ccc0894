"""The period of a row: its dates, held against the precision, today, and the lives of those named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...inputs.tables.dates import PartialDate, PartialPeriod, between, during
from ...reconciliation.catalog import Described
from ..sheets.messages import Messages
from ..sheets.rows import SheetRow
from ..written.date_hints import date_hint
from ..written.dates import (
    CORRECT_DAY,
    EXPECTED,
    DateTextError,
    Order,
    WrittenDate,
    WrittenPeriod,
    is_open,
    read_written,
)
from .context import ReadingContext

PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True)
class RowPeriod:
    """The dates of a row as written; `fault` says that a cell of them is wrong."""

    begin: WrittenDate | None = None
    end: WrittenDate | None = None
    fault: bool = False

    @property
    def moment(self) -> PartialDate | None:
        """The date on which the names of the row are looked up: that of the begin, else that of the end."""
        written = self.begin or self.end
        return written.begin if written else None

    def lasting(self) -> PartialPeriod | None:
        """The half-open days from the one date until the other."""
        begin = self.begin.begin if self.begin else None
        end = self.end.end if self.end else None
        if begin and end and end.after <= begin.first:
            end = begin  # both may lie in several years, and no year is certain to be of the period but this
        return between(begin, end)

    def event(self) -> PartialPeriod | None:
        """The day, month or year of an event."""
        return during(self.moment)


def read_period(row: SheetRow, context: ReadingContext) -> RowPeriod:
    """Read `from`, `until` and `precision`; each mistake gets a message at its cell."""
    messages, order, today = context.messages, context.order, context.today
    begin, begin_fails = _read(row, "from", order, messages)
    end, end_fails = _read(row, "until", order, messages)
    if isinstance(begin, WrittenPeriod):
        if end is not None:
            messages.add(row.message("until", "'from' is an interval already.", "Leave one of the two dates."))
            end_fails = True
        first, last = begin.begin, begin.end
    elif isinstance(end, WrittenPeriod):
        action = "Write one date, or the whole in 'from'."
        messages.add(row.message("until", f"'{row['until']}' is an interval.", action))
        first, last, end_fails = begin, None, True
    else:
        first, last = begin, end
    period = RowPeriod(first, last, begin_fails or end_fails)
    checks = (_is_in_order, _has_precision)
    fails = [not check(row, period, messages) for check in checks]
    fails += [
        not _is_past(row, column, written, today, messages) for column, written in (("from", first), ("until", last))
    ]
    return RowPeriod(first, last, period.fault or any(fails))


def _read(
    row: SheetRow, column: str, order: Order, messages: Messages
) -> tuple[WrittenDate | WrittenPeriod | None, bool]:
    text = row[column].removeprefix("'")  # with which a spreadsheet is told to keep what follows as text
    if not text:
        return None, False
    if row.cell(column).kind == "formula":
        messages.add(row.message(column, f"'{text}' is a formula.", "Write the date itself."))
        return None, True
    if column == "until" and is_open(text):
        messages.add(row.message(column, f"'{text}' is no date.", "Leave the cell empty while no end is known."))
        return None, True
    try:
        return read_written(text, order), False
    except DateTextError as error:
        action = date_hint(text, order) if error.action in {EXPECTED, CORRECT_DAY} else error.action
        messages.add(row.message(column, error.sentence, action if action != EXPECTED else error.action))
        return None, True


def _is_in_order(row: SheetRow, period: RowPeriod, messages: Messages) -> bool:
    begin, end = period.begin, period.end
    if begin is None or end is None:
        return True
    # Each may lie in several years: there must be a year before or in which the other lies.
    last = end.begin if end.is_rough else end.end
    first = begin.end if begin.is_rough else begin.begin
    if last.after > first.first and not (last.precision == "day" and last.first < first.first):
        return True
    messages.add(
        row.message(
            "until", f"{end.text} is before {begin.text} in 'from'.", "Exchange the two, or correct one of them."
        )
    )
    return False


def _is_past(row: SheetRow, column: str, written: WrittenDate | None, today: date, messages: Messages) -> bool:
    if written is None or written.end.first <= today:
        return True
    action = "Leave it empty while no end is known." if column == "until" else "Correct the date."
    messages.add(row.message(column, f"{written.text} lies in the future.", action))
    return False


def _has_precision(row: SheetRow, period: RowPeriod, messages: Messages) -> bool:
    """Whether the precision that a row states is that of its dates."""
    stated = row["precision"].casefold()
    if not stated:
        return True
    if stated not in PRECISIONS:
        messages.add(
            row.message("precision", f"'{row['precision']}' is no precision.", "Write day, month, year or nothing.")
        )
        return False
    shown = [date.precision for date in (period.begin, period.end) if date]
    if not shown or stated in shown or period.fault:
        return True
    columns = " and ".join(name for name, date in (("from", period.begin), ("until", period.end)) if date)
    action = f"Write the {stated} alone in '{columns}', or empty this cell."
    if PRECISIONS.index(stated) < PRECISIONS.index(shown[0]):
        action = f"Write the {stated} as well, or empty this cell."
    messages.add(row.message("precision", f"The date in '{columns}' gives a {shown[0]}, not a {stated}.", action))
    return False


def check_lives(row: SheetRow, period: RowPeriod, named: Iterable[tuple[str, Described]], messages: Messages) -> None:
    """Add a message where a row goes on after an entity in one of its columns has ended."""
    if period.end is None:
        return
    end = period.end.end
    for column, entity in named:
        ended = entity.life.end[:10]
        if ended and end.first.isoformat() > ended:
            messages.add(
                row.message(
                    "until",
                    f"{period.end.text} is after the end of {entity.label} in '{column}' ({entity.life.text}).",
                    "Correct the date or the name.",
                )
            )
