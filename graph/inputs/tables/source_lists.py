"""All lists of one source, those of its sections included, as the readers see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from .table import Table, TableRow
from .treaty_records import TreatyRecords


@dataclass(frozen=True)
class SourceLists:
    """The folder of a source and its lists, of which several, in different sections, may be of the same kind."""

    folder: Path
    tables: tuple[Table, ...]

    def rows(self, name: str) -> Iterator[TableRow]:
        """The rows of all lists of a kind, by their file name; for facts that are spread over several lists."""
        return (row for table in self.tables if table.name == name for row in table.rows)

    def file_of(self, row: TableRow) -> str:
        """The file of a row as seen from the folder of the source, such as `africa/treaties.csv`."""
        return _relative(row.path, self.folder)

    @cached_property
    def treaty_records(self) -> TreatyRecords:
        """What the lists say of each treaty together."""
        return TreatyRecords.of(self.rows)


@lru_cache
def _relative(path: Path, folder: Path) -> str:
    # Kept, since each of a list's thousands of rows asks for the same.
    return path.relative_to(folder).as_posix()
