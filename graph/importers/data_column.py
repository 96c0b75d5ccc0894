"""A column of panels as a dataset gives it: what it means, its values, and what silence says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..panels import statuses
from ..panels.columns.column import ColumnFact, Doubt, Kind, SpansOf, Subject
from ..panels.columns.column import Span as Silence
from .dataset import Release
from .table import DataRow


@dataclass(frozen=True)
class DataColumn:
    """A column that a dataset gives: its codebook entry, and how its values and doubts are read from rows.

    With `is_complete` the dataset records every case, so that its silence within its coverage means no. With
    `is_agreed` values that differ at one time are a conflict of those whose values they are (`ColumnFact.origin`).
    """

    title: str
    definition: str
    kind: Kind
    subject: Subject
    facts: Callable[[Sequence[DataRow], Release], Iterable[ColumnFact]]
    doubts: Callable[[Sequence[DataRow], Release], Iterable[Doubt]] = lambda _rows, _release: ()
    is_complete: bool = True
    is_directed: bool = False
    is_agreed: bool = False
    unit: str = ""


def silences(release: Release, *, is_complete: bool) -> SpansOf:
    """What silence means before, within and after the coverage of a release."""
    within = statuses.ABSENT if is_complete else statuses.NO_VALUE
    spans = (
        Silence(date.min, release.begin, statuses.before(release.begin)),
        Silence(release.begin, release.until, within, is_complete),
        Silence(release.until, date.max, statuses.after(release.until)),
    )
    return lambda _ends: spans


def both_ways(facts: Iterable[ColumnFact]) -> Iterator[ColumnFact]:
    """Each fact of a pair also from its other side."""
    for fact in facts:
        yield fact
        yield ColumnFact(fact.other, fact.subject, fact.value, fact.begin, fact.until)
