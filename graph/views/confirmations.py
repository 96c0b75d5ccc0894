"""Until when the relations of an entity are confirmed: as long as the sources of the records behind them say.

The proof of a relation (`/holds`) rests on certain records, and says it to the day. A page or a listing has hundreds
of relations, which are confirmed here by the records that name the entity: that from which the relation begins, else
those of its theme, most of which come from one list and are confirmed as long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .periods import Period
from .schema import Theme


@dataclass(frozen=True)
class NamedTogether:
    """A record that names the entity: the others that it names, its theme and its period."""

    others: frozenset[str]
    theme: Theme
    period: Period

    @property
    def first_day(self) -> str:
        """The instant from which it counts: its beginning, or the first that its source covers."""
        return self.period.begin or self.period.attested


class Confirmations:
    """The last confirmed days of an entity's relations, from the records that name it."""

    def __init__(self, records: Iterable[NamedTogether]) -> None:
        open_ended = [record for record in records if record.period.confirmed]
        self._by_start: dict[tuple[str, str], str] = {}
        for record in open_ended:
            for other in record.others:
                for start in (record.first_day, ""):  # empty: of a relation without dates
                    key = other, start
                    self._by_start[key] = max(self._by_start.get(key, ""), record.period.confirmed)
        themes = {record.theme for record in open_ended}
        self._by_theme: Mapping[Theme, str] = {
            theme: _usual(record for record in open_ended if record.theme == theme) for theme in themes
        }
        self._usual = _usual(open_ended)

    def last_confirmed(self, theme: Theme, other: str, period: Period) -> str:
        """The last confirmed day of a relation with `other` in a period; empty where that ends or nothing says it."""
        if period.end:
            return ""
        return self._by_start.get((other, period.begin)) or self._by_theme.get(theme) or self._usual


def _usual(records: Iterable[NamedTogether]) -> str:
    """The day until which most records are confirmed, the earlier of two; empty where there are none."""
    counts = Counter(record.period.confirmed for record in records)
    return min(counts, key=lambda day: (-counts[day], day), default="")
