"""A SPARQL query as a column: `?state`, `?other` for a dyad, `?year` or `?from` and `?until`, and `?value`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...errors import QueryError
from ...store import Store, select
from ...views.answers.statements import day_of
from .. import statuses
from .column import Column, ColumnFact, Description, Kind, always


@dataclass(frozen=True)
class QueryColumn:
    """A column that a query gives; see `ColumnSource`.

    Without `?value` it is one of 0 and 1, and a row that the query does not give is not known, since a query says
    nothing of what its sources leave out.
    """

    name: str
    text: str
    store: Store
    title: str = ""

    def offers(self) -> Iterator[Description]:
        """See `ColumnSource`."""
        return iter(())

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`. Raises QueryError when the query is wrong or gives no `?state` or no dates."""
        if name != self.name:
            return None
        rows = select(self.store, self.text)
        values = [self._fact(row) for row in rows]
        subject = "dyad" if any(fact.other for fact in values) else "state"
        description = Description(
            self.name,
            self.title or self.name,
            f"What this query gives: {' '.join(self.text.split())}",
            _kind(values),
            subject,  # type: ignore[arg-type]
            is_directed=True,
            values="1 the query gives the row; empty: it does not"
            if _kind(values) == "binary"
            else "values of the query",
        )
        return Column(description, values, always(statuses.NO_VALUE))

    def _fact(self, row: dict[str, dict[str, str]]) -> ColumnFact:
        cells = {name: cell["value"] for name, cell in row.items()}
        if "state" not in cells:
            raise QueryError(f"The query of the column {self.name} gives no ?state; expected an IRI in each row.")
        begin, until = self._days(cells)
        return ColumnFact(cells["state"], cells.get("other", ""), cells.get("value", ""), begin, until)

    def _days(self, cells: dict[str, str]) -> tuple[date | None, date | None]:
        if "year" in cells:
            if not cells["year"].isdecimal() or not 0 < int(cells["year"]) < 9999:
                raise QueryError(
                    f"The query of the column {self.name} gives the year {cells['year']!r}; expected a number."
                )
            return date(int(cells["year"]), 1, 1), date(int(cells["year"]) + 1, 1, 1)
        return day_of(cells.get("from", "")), day_of(cells.get("until", ""))


def _kind(values: list[ColumnFact]) -> Kind:
    texts = [fact.value for fact in values]
    if not any(texts):
        return "binary"
    return "number" if all(_is_number(text) for text in texts) else "text"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
