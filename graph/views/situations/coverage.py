"""Coverage: how many situations of each source begin in each decade."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .reported import ReportedSituation

CELL_YEARS = 10
"""Years of one cell of the table."""
FIRST_YEAR = 1810
"""What begins earlier is counted in the first cell."""


@dataclass(frozen=True)
class SourceCoverage:
    """How many situations of a source begin in each cell; `undated` have no date."""

    source: str
    counts: tuple[int, ...]
    undated: int


@dataclass(frozen=True)
class CoverageTable:
    """Sources by cells of years; `starts` are the first years of the cells."""

    starts: tuple[int, ...]
    rows: tuple[SourceCoverage, ...]


def coverage_of(reports: Iterable[ReportedSituation]) -> CoverageTable:
    """Count reports by source and cell of years."""
    dated: dict[str, Counter[int]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for report in reports:
        if report.period.begin[:4].isdecimal():
            dated[report.source][_cell(int(report.period.begin[:4]))] += 1
        else:
            undated[report.source] += 1
    cells = [start for counter in dated.values() for start in counter]
    starts = tuple(range(min(cells), max(cells) + 1, CELL_YEARS)) if cells else ()
    rows = (
        SourceCoverage(source, tuple(dated[source][start] for start in starts), undated[source])
        for source in sorted({*dated, *undated})
    )
    return CoverageTable(starts, tuple(rows))


def _cell(year: int) -> int:
    """The first year of the cell that a year lies in."""
    year = max(year, FIRST_YEAR)
    return year - year % CELL_YEARS
