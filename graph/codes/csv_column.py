"""A column of a CSV file converted: the rows as they are, with columns for code, status and reason behind each."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..errors import InputError
from .conversion import Converter, Status

_DELIMITERS = ",;\t|"
"""Of these a file has the one that its header has most often."""


@dataclass
class ColumnConversion:
    """How to convert: the column with codes or names, and the one with dates, or the date `on` for all rows.

    `counts` says after the last row how many values had which status.
    """

    converter: Converter
    column: str
    date_column: str = ""
    on: str = ""
    target: str = ""
    counts: Counter[Status] = field(default_factory=Counter)

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines of a file, each with the cells `<column>_<target>`, `…_status` and `…_reason`.

        Every row of the file is there, with the file's own delimiter. Raises InputError when a column is missing, or
        a row has more or fewer cells.
        """
        rest = iter(lines)
        first = next(rest, "")
        delimiter = max(_DELIMITERS, key=first.count)
        yield from csv_lines(self._rows(first, rest, delimiter), delimiter)

    def _rows(self, first: str, lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
        names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
        place = _place(names, self.column)
        date_place = _place(names, self.date_column) if self.date_column else None
        yield [*names, *self._added(names)]
        reader = csv.reader(lines, delimiter=delimiter)
        for row in reader:
            if not row:
                continue
            if len(row) != len(names):
                raise InputError(
                    f"Line {reader.line_num + 1} has {len(row)} cells; expected {len(names)}, as in the header."
                )
            yield [*row, *self._converted(row[place], self.on if date_place is None else row[date_place])]

    def _converted(self, value: str, on: str) -> tuple[str, str, str]:
        conversion = self.converter.convert(value, on)
        self.counts[conversion.status] += 1
        return conversion.code, conversion.status, conversion.reason

    def _added(self, names: Sequence[str]) -> list[str]:
        stem = f"{self.column}_{self.target}"
        added = [stem, f"{stem}_status", f"{stem}_reason"]
        if taken := [name for name in added if name in names]:
            raise InputError(f"The file has a column {taken[0]!r} already; expected one converted only once.")
        return added

    def summary(self) -> str:
        """How many values were converted, and how many were not for which cause."""
        total, converted = sum(self.counts.values()), self.counts["converted"]
        rest = ", ".join(
            f"{count:,} {status}" for status, count in self.counts.most_common() if status != "converted"
        )
        return f"{converted:,} of {total:,} values converted{f'; {rest}' if rest else ''}."


def csv_lines(rows: Iterable[Iterable[object]], delimiter: str = ",") -> Iterator[str]:
    """Rows as the lines of a CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _place(names: Sequence[str], name: str) -> int:
    if name not in names:
        raise InputError(f"The file has no column {name!r}; it has {', '.join(filter(None, names)) or 'no header'}.")
    if names.count(name) > 1:
        raise InputError(f"The file has {names.count(name)} columns {name!r}; expected one.")
    return names.index(name)
