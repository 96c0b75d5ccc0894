"""Relations are confirmed as long as the records from which they begin, else as most of their theme."""

import pytest

from westphalia.views.confirmations import Confirmations, NamedTogether
from westphalia.views.periods import Period
from westphalia.views.schema import OTHER, Theme

DEFENCE, TRADE = Theme(1, "defence", "Defence"), Theme(2, "trade", "Trade")


def named(
    other: str, begin: str = "", confirmed: str = "", attested: str = "", theme: Theme = DEFENCE
) -> NamedTogether:
    return NamedTogether(frozenset({other}), theme, Period(begin, confirmed=confirmed, attested=attested))


RECORDS = [
    named("b", "1990", "2011"),
    named("b", "1990", "2024"),
    named("b", "2025-11", "2025-11"),
    named("c", "", "2026", attested="1946"),
    named("d", "1950", "2024"),
    named("e", "1950", ""),
]


@pytest.mark.parametrize(
    ("other", "period", "theme", "expected"),
    [
        ("b", Period("1990"), DEFENCE, "2024"),
        ("b", Period("2025-11"), TRADE, "2025-11"),
        ("b", Period(), DEFENCE, "2025-11"),
        ("c", Period("1946"), DEFENCE, "2026"),
        ("b", Period("1995"), DEFENCE, "2024"),
        ("z", Period("1995"), OTHER, "2024"),
        ("b", Period("1990", "2000"), DEFENCE, ""),
    ],
    ids=["begins-so", "begins-late", "undated", "attested", "usual-of-theme", "usual-of-all", "ended"],
)
def test_a_relation_is_confirmed_as_long_as_what_it_rests_on(
    other: str, period: Period, theme: Theme, expected: str
) -> None:
    assert Confirmations(RECORDS).last_confirmed(theme, other, period) == expected


def test_without_records_nothing_is_confirmed() -> None:
    assert Confirmations([]).last_confirmed(DEFENCE, "b", Period("1990")) == ""
