"""The calendar of a version: which days are alike, and epochs of a bounded number of changes."""

import pytest

from westphalia.reason.views.dated_quads import ALL_DAYS, DayRange
from westphalia.versions import change_calendar
from westphalia.versions.change_calendar import ChangeCalendar, name_of

CALENDAR = ChangeCalendar({-100: 5, 0: 10, 365: 7})


@pytest.mark.parametrize(
    ("day", "days", "name"),
    [
        (-101, DayRange(ALL_DAYS.first, -100), "beginning"),
        (-100, DayRange(-100, 0), "1969-09-23"),
        (-1, DayRange(-100, 0), "1969-09-23"),
        (0, DayRange(0, 365), "1970-01-01"),
        (9999, DayRange(365, ALL_DAYS.end), "1971-01-01"),
    ],
)
def test_days_are_alike_from_one_change_to_the_next(day: int, days: DayRange, name: str) -> None:
    assert CALENDAR.around(day) == days
    assert name_of(days) == name


def test_where_nothing_changes_all_days_are_alike() -> None:
    assert ChangeCalendar({}).around(0) == ALL_DAYS
    assert ChangeCalendar({}).epochs == [ALL_DAYS]


def test_epochs_are_all_days_in_parts_with_few_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_calendar, "_EPOCH_CHANGES", 14)

    assert CALENDAR.epochs == [DayRange(ALL_DAYS.first, 0), DayRange(0, ALL_DAYS.end)]
    assert [CALENDAR.epoch(day) for day in (-200, -1, 0, 400)] == [CALENDAR.epochs[place] for place in (0, 0, 1, 1)]
