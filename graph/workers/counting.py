"""Counting the rows of a table while its bytes go by: the engine writes them without saying how many."""

from __future__ import annotations

from ..rdf.formats import CSV, JSON, TSV, XML

# What counts as a row (1) or takes one back (-1). In JSON a row begins with a name in quotes; a string that ends like
# the brackets between rows is followed by what ends a string. Plain searches: a regular expression would cost more
# than the query.
_MARKS: dict[str, tuple[tuple[bytes, int], ...]] = {
    JSON.name: ((b'}},{"', 1), (b'}},{"}', -1), (b'}},{",', -1), (b'"bindings":[{"', 1)),
    XML.name: ((b"<result>", 1),),
    CSV.name: ((b"\r\n", 1),),
    TSV.name: ((b"\n", 1),),
}
_HEADERS = {CSV.name: 1, TSV.name: 1}
_LONGEST = 16
"""No mark is longer, so one that is cut by the end of a block is found by looking at so much of it again."""


class RowCounter:
    """Counts what separates or precedes rows in a format.

    Exact but for two rarities: JSON rows without any value, and CSV cells with Windows line ends.
    """

    def __init__(self, format_name: str) -> None:
        self._marks = _MARKS.get(format_name, ())
        self._found = -_HEADERS.get(format_name, 0)
        self._rest = b""

    def take(self, block: bytes | memoryview) -> None:
        """Count in the next block."""
        seen = self._rest + block
        self._found += self._count(seen) - self._count(self._rest)
        self._rest = seen[-_LONGEST:]

    @property
    def rows(self) -> int:
        """How many rows went by."""
        return max(self._found, 0)

    def _count(self, seen: bytes) -> int:
        return sum(sign * seen.count(mark) for mark, sign in self._marks)
