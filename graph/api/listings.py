"""Listings: sequences of values that are tables too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar, overload

from .tables import Table, Tabular
from .values import Value

Item = TypeVar("Item")
Row = tuple[Value, ...]


class Listing(Tabular, Sequence[Item], Generic[Item]):
    """An immutable sequence of values that shows itself as a table and becomes a data frame."""

    def __init__(
        self,
        items: Iterable[Item],
        columns: Sequence[str],
        labels: Mapping[str, str],
        rows_of: Callable[[Item], Iterable[Row]] | None = None,
    ) -> None:
        self._items = tuple(items)
        self.columns = tuple(columns)
        self.labels = labels
        self._rows_of = rows_of or self._row_of_attributes

    def table(self, *, labels: bool = True) -> Table:
        """The values as rows; an item may have several."""
        rows = tuple(row for item in self._items for row in self._rows_of(item))
        return Table(self.columns, rows, self.labels if labels else {})

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Listing[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Listing[Item]:
        """One value, or a listing of several."""
        if isinstance(place, slice):
            return self._with(self._items[place])
        return self._items[place]

    def where(self, condition: Callable[[Item], bool]) -> Listing[Item]:
        """The values for which a condition is true."""
        return self._with(item for item in self._items if condition(item))

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<Listing of {len(self):,}: {', '.join(self.columns)}>"

    def _with(self, items: Iterable[Item]) -> Listing[Item]:
        return Listing(items, self.columns, self.labels, self._rows_of)

    def _row_of_attributes(self, item: Item) -> Iterable[Row]:
        return (tuple(getattr(item, name) for name in self.columns),)
