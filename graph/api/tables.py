"""Tables: what every result can become: data frames, Arrow, and a table of a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from ..extras import optional
from .values import IRI, Value

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

MAX_HTML_ROWS = 50
"""Rows that a notebook shows of a result."""
_NUMBERS = frozenset({int, float, Decimal})
_ATOMS = (bool, int, float, Decimal, datetime, date)  # a bool is an int, a datetime a date: the narrower first


@dataclass(frozen=True)
class Table:
    """Rows under named columns, and the labels of the IRIs in them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    labels: Mapping[str, str]

    def data(self, *, labels: bool = False) -> dict[str, list[Any]]:
        """The columns by name, each with values of one type; `labels` adds a column with labels to each of IRIs."""
        data: dict[str, list[Any]] = {}
        for place, name in enumerate(self.columns):
            values = [row[place] for row in self.rows]
            data[name] = _uniform(values)
            if labels and any(isinstance(value, IRI) for value in values):
                data[f"{name}_label"] = [self._label(value) for value in values]
        return data

    def html(self) -> str:
        """The table in HTML, IRIs as links under their labels; of many rows the first."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{self._cell(value)}</td>' for value in row)}</tr>"
            for row in self.rows[:MAX_HTML_ROWS]
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{self._caption()}</p>"

    def _caption(self) -> str:
        count = len(self.rows)
        shown = f"the first {MAX_HTML_ROWS} of " if count > MAX_HTML_ROWS else ""
        return f"{shown}{count:,} {'row' if count == 1 else 'rows'}"

    def _label(self, value: Value) -> str | None:
        return self.labels.get(value, value.curie) if isinstance(value, IRI) else None

    def _cell(self, value: Value) -> str:
        text = escape("" if value is None else str(self._label(value) or value))
        if isinstance(value, IRI) and value.startswith(("http://", "https://")):
            return f'<a href="{escape(value)}" title="{escape(value.curie)}">{text}</a>'
        return text


class Tabular(ABC):
    """Something that can be shown and used as a table."""

    @abstractmethod
    def table(self, *, labels: bool = True) -> Table:
        """The table; without `labels` none are looked up."""

    def to_pandas(self, *, labels: bool = False) -> pandas.DataFrame:
        """A pandas data frame; `labels` adds a column `…_label` to each column of IRIs.

        Raises MissingExtraError without pandas.
        """
        frame: pandas.DataFrame = optional("pandas", "pandas").DataFrame(
            self.table(labels=labels).data(labels=labels)
        )
        return frame

    def to_polars(self, *, labels: bool = False) -> polars.DataFrame:
        """A Polars data frame; see `to_pandas`.

        Raises MissingExtraError without Polars.
        """
        frame: polars.DataFrame = optional("polars", "polars").DataFrame(
            self.table(labels=labels).data(labels=labels)
        )
        return frame

    def to_arrow(self, *, labels: bool = False) -> pyarrow.Table:
        """An Arrow table; see `to_pandas`.

        Raises MissingExtraError without pyarrow.
        """
        table: pyarrow.Table = optional("pyarrow", "arrow").table(self.table(labels=labels).data(labels=labels))
        return table

    def _repr_html_(self) -> str:
        return self.table().html()


def _uniform(values: Sequence[Value]) -> list[Any]:
    """Values of one type, which column stores want: numbers of several kinds as floats, other mixtures as text."""
    kinds = {_kind(value) for value in values if value is not None}
    if len(kinds) == 1 and str not in kinds:
        return list(values)
    if kinds and kinds <= _NUMBERS:
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]
    return [None if value is None else str(value) for value in values]


def _kind(value: Value) -> type:
    return next((kind for kind in _ATOMS if isinstance(value, kind)), str)
