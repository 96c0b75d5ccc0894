"""Two columns of a panel side by side: the cells where sources differ, with what each says and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from .assembly import STATUS


@dataclass(frozen=True)
class Difference:
    """A cell on which two columns differ: keys of the row, and value and status of each."""

    keys: tuple[object, ...]
    first: object
    first_status: str
    second: object
    second_status: str

    @property
    def reason(self) -> str:
        """Why they differ, in one sentence."""
        if self.first is None or self.second is None:
            silent, status = ("first", self.first_status) if self.first is None else ("second", self.second_status)
            return f"The {silent} says nothing ({status})."
        return f"The first says {self.first} ({self.first_status}), the second {self.second} ({self.second_status})."


@dataclass(frozen=True)
class Comparison:
    """How two columns compare: how many rows agree, differ, or are known to one of them or to none."""

    first: str
    second: str
    agree: int
    differ: int
    first_alone: int
    second_alone: int
    neither: int
    differences: tuple[Difference, ...]


def compare(
    connection: duckdb.DuckDBPyConnection, first: str, second: str, keys: Sequence[str], *, limit: int | None
) -> Comparison:
    """Compare two columns; `differences` are the rows on which both have a value, and not the same."""
    a, b = f'"{first}"', f'"{second}"'
    [(agree, differ, first_alone, second_alone, neither)] = connection.execute(
        f"""SELECT count(*) FILTER ({a} = {b}), count(*) FILTER ({a} <> {b}),
            count(*) FILTER ({a} IS NOT NULL AND {b} IS NULL), count(*) FILTER ({a} IS NULL AND {b} IS NOT NULL),
            count(*) FILTER ({a} IS NULL AND {b} IS NULL) FROM panel"""
    ).fetchall()
    names = ", ".join(f'"{key}"' for key in keys)
    rows = connection.execute(
        f"""SELECT {names}, {a}, "{first}{STATUS}", {b}, "{second}{STATUS}" FROM panel WHERE {a} <> {b}
        ORDER BY row {f"LIMIT {limit}" if limit is not None else ""}"""
    ).fetchall()
    found = tuple(Difference(row[:-4], *row[-4:]) for row in rows)
    return Comparison(first, second, agree, differ, first_alone, second_alone, neither, found)
