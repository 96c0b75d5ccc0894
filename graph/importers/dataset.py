"""What an importer says of its dataset: headers by release, codebook, citation, licence, coverage and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

REST = "…"
"""In a header: the columns between."""


@dataclass(frozen=True)
class Release:
    """A release of a dataset with a header of its own.

    `rows` is the number of rows that the publisher's file has, None where it is not known. The list covers the
    half-open days [begin, until): about other days it says nothing. A long `header` gives its first and last columns
    around `…`, and `columns` says how many there are. With `is_part` the header has these columns among others, in
    any order: of files that come in several forms, or with thousands of columns.
    """

    version: str
    header: tuple[str, ...]
    rows: int | None
    begin: date
    until: date
    columns: int = 0
    is_part: bool = False

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a header is that of the release."""
        if self.is_part:
            return set(self.header) <= set(header)
        if REST not in self.header:
            return tuple(header) == self.header
        place = self.header.index(REST)
        first, last = self.header[:place], self.header[place + 1 :]
        return len(header) == self.columns and (*header[: len(first)], *header[-len(last) :]) == (*first, *last)


@dataclass(frozen=True)
class Dataset:
    """A dataset: `key` names it on the command line and in IRIs.

    `numbers` is the system of its state numbers (`cow`, `gw` or `isonum`). `codebook` explains columns, `missing` the
    codes that stand for no value and what each means. Where several releases have one header, `version_column` holds
    the release, or `year_column` the years of the rows, of which the last tells it.
    """

    key: str
    title: str
    publisher: str
    url: str
    citation: str
    licence: str
    numbers: str
    releases: tuple[Release, ...]
    codebook: dict[str, str]
    missing: dict[str, str]
    version_column: str = ""
    year_column: str = ""
