"""The notice about a day that the lists do not all cover: what holds then was confirmed before, or begins later."""

from __future__ import annotations

from datetime import date

from ...store import Store
from ..answers.day_coverage import coverage_notice, read_source_coverage
from .notice import Notice


def day_notice(store: Store, day: date) -> Notice | None:
    """What a reader of a result must know of its day; None for a day that all lists cover."""
    sentence = coverage_notice(read_source_coverage(store), day)
    return Notice("day-outside-coverage", sentence) if sentence else None
