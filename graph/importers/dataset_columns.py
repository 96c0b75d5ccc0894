"""Columns of panels from a user's own file: values and silences of a dataset, in its own state numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from ..codes.systems import SCHEMES
from ..panels.columns.column import Column, Description
from ..panels.output.citations import DATASET
from ..views.citations.reference import Reference
from .data_column import DataColumn, silences
from .dataset import Dataset
from .detection import recognize
from .registry import COLUMNS
from .table import DataRow, read_file, rows_of


class DatasetColumns:
    """The columns of a file; see `ColumnSource`. Their names begin with the key of the dataset: `cow-nmc:milper`.

    Raises InputError when the file is not one that can be imported.
    """

    def __init__(self, path: Path) -> None:
        self._file = read_file(path)
        self._dataset, self._release = recognize(self._file)

    @property
    def dataset(self) -> Dataset:
        """The dataset of the file."""
        return self._dataset

    def references(self) -> tuple[Reference, ...]:
        """How the dataset wants to be cited."""
        about = self._dataset
        version, note = self._release.version, about.citation
        cited = Reference(
            about.key,
            about.title,
            publisher=about.publisher,
            version=version,
            address=about.url,
            note=note,
            kind=DATASET,
        )
        return (cited,)

    def offers(self) -> Iterator[Description]:
        """See `ColumnSource`."""
        return (self._describe(name, column) for name, column in self._columns.items())

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`. Raises InputError for a cell that the codebook does not allow."""
        column = self._columns.get(name)
        if column is None:
            return None
        return Column(
            self._describe(name, column),
            list(column.facts(self._rows, self._release)),
            silences(self._release, is_complete=column.is_complete),
            tuple(column.doubts(self._rows, self._release)),
            scheme=SCHEMES[self._dataset.numbers],
            confirmed_until=self._release.until,
            is_agreed=column.is_agreed,
        )

    @cached_property
    def _rows(self) -> list[DataRow]:
        return rows_of(self._file)

    @cached_property
    def _columns(self) -> Mapping[str, DataColumn]:
        given = COLUMNS[self._dataset.key](self._file.header)
        return {f"{self._dataset.key}:{name}": column for name, column in given.items()}

    def _describe(self, name: str, column: DataColumn) -> Description:
        last = date.fromordinal(self._release.until.toordinal() - 1)
        return Description(
            name,
            column.title,
            f"{column.definition} {self._dataset.citation}",
            column.kind,
            column.subject,
            is_directed=column.is_directed,
            unit=column.unit,
            values="1 it holds, 0 it does not, empty: not known" if column.kind == "binary" else "",
            coverage=f"{self._release.begin.isoformat()} to {last.isoformat()}",
            source_keys=(self._dataset.key,),
        )
