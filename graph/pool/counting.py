"""Counting the rows of a table while its bytes go by: the engine writes them without saying how many."""

from __future__ import annotations

import re

from ..formats import CSV, JSON, TSV, XML

_BOUNDARIES = {
    # In a JSON string a quote is escaped, and one that ends it is followed by no letter.
    JSON.name: re.compile(rb'(?:\}\},\{|"bindings":\[\{)"\w'),
    XML.name: re.compile(rb"<result>"),
    CSV.name: re.compile(rb"\r\n"),
    TSV.name: re.compile(rb"\n"),
}
_HEADERS = {CSV.name: 1, TSV.name: 1}
_LONGEST = 16
"""No boundary is longer, so a boundary across two blocks is found by looking at so much of the first again."""


class RowCounter:
    """Counts what stands between or before rows in a format.

    Exact but for two rarities: JSON rows without any value, and CSV cells with Windows line ends.
    """

    def __init__(self, format_name: str) -> None:
        self._boundary = _BOUNDARIES.get(format_name)
        self._found = -_HEADERS.get(format_name, 0)
        self._rest = b""

    def take(self, block: bytes) -> None:
        """Count in the next block."""
        if self._boundary is None:
            return
        seen, end = self._rest + block, 0
        for match in self._boundary.finditer(seen):
            self._found += 1
            end = match.end()
        self._rest = seen[max(end, len(seen) - _LONGEST) :]

    @property
    def rows(self) -> int:
        """How many rows went by."""
        return max(self._found, 0)
