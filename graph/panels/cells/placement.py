"""Where a column goes in a unit: once, for each state of a dyad, or in each direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...errors import QueryError
from ..columns.column import Column, Description
from ..units import Unit


@dataclass(frozen=True)
class PlacedColumn:
    """A column under its name in the file.

    `subject` and `other` name the members of a row (`a`, `b`) that the facts are about; `other` is empty for a column
    of one thing.
    """

    column: Column
    name: str
    subject: str
    other: str = ""

    @property
    def description(self) -> Description:
        """The codebook entry."""
        return self.column.description


def placed(unit: Unit, columns: Iterable[Column]) -> tuple[PlacedColumn, ...]:
    """The columns of a panel, in their order.

    Raises QueryError for one that the unit cannot have, and for two of one name.
    """
    found = tuple(place for column in columns for place in _places(unit, column))
    names = [place.name for place in found]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise QueryError(f"The column {double} is there twice; expected each once.")
    return found


def file_name(name: str) -> str:
    """The name of a column as statistics programs take it: letters, digits and low lines."""
    return "".join(character if character.isalnum() else "_" for character in name.lower()).strip("_")


def _places(unit: Unit, column: Column) -> Iterator[PlacedColumn]:
    about, name = column.description.subject, file_name(column.description.name)
    if unit.is_dyad and about == "dyad":
        yield from _of_pair(unit, column, name)
    elif unit.is_dyad and about == "state":
        yield PlacedColumn(column, f"{name}_a", "a")
        yield PlacedColumn(column, f"{name}_b", "b")
    elif about in unit.subjects:
        yield PlacedColumn(column, name, "a" if unit.subjects[0] == about else "b")
    else:
        raise QueryError(
            f"The column {column.description.name} is about a {about}; expected, for the unit {unit.name}, one about "
            f"a {' or a '.join(unit.subjects)}."
        )


def _of_pair(unit: Unit, column: Column, name: str) -> Iterator[PlacedColumn]:
    if unit.is_directed or not column.description.is_directed:
        yield PlacedColumn(column, name, "a", "b")
    else:
        yield PlacedColumn(column, f"{name}_ab", "a", "b")
        yield PlacedColumn(column, f"{name}_ba", "b", "a")
