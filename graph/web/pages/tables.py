"""Lists at addresses of their own: a page that sorts and filters by parameters, the rows as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import BadRequest, NotFound

from ...views.entities.completeness import ListCompleteness
from ...views.tables import Column, Table
from .parameters import number_parameter
from .rendering import page
from .selected_day import Day
from .spreadsheets import csv_file

PAGE = 500
"""Rows of a list on one page."""
FORMATS = ("csv", "json")
_DESCENDING = "-"


@dataclass(frozen=True)
class ShownTable:
    """A table as a page shows it: sorted, filtered and paged as the address says.

    `address` is that of its own page, `keep` the parameters that every link keeps (the day), `total` the number of
    its rows, `matches` the number of those that the filter leaves, `rows` is the part on this page.
    """

    table: Table
    address: str
    keep: Mapping[str, str]
    total: int
    matches: int
    sort: str = ""
    filter: str = ""
    number: int = 1
    is_inset: bool = False

    @property
    def pages(self) -> int:
        """The number of pages; a list inside another page has one."""
        return 1 if self.is_inset else max(1, -(-self.matches // PAGE))

    @property
    def is_whole(self) -> bool:
        """Whether every row is on this page, so that a script may sort and filter in place."""
        return self.total == len(self.table.rows)

    def link(self, extension: str = "", **changes: object) -> str:
        """The address of the list with the same parameters but for `changes`; in a format where one is named."""
        own = {"sort": self.sort, "q": self.filter, "page": "" if self.number == 1 else str(self.number)}
        changed = {name: str(value) for name, value in ({**self.keep} | own | changes).items() if value}
        return f"{self.address}{extension}{f'?{urlencode(changed)}' if changed else ''}"

    def sort_link(self, column: Column) -> str:
        """The address that sorts by a column, downwards where it is sorted upwards already."""
        return self.link(sort=f"{_DESCENDING}{column.name}" if self.sort == column.name else column.name, page="")

    def direction(self, column: Column) -> str:
        """How the rows are sorted by a column, in the words of `aria-sort`; empty where they are not."""
        return {column.name: "ascending", f"{_DESCENDING}{column.name}": "descending"}.get(self.sort, "")


def in_place(table: Table, address: str, keep: Mapping[str, str], total: int | None = None) -> ShownTable:
    """The rows of a list inside another page, in its own order; all `total` rows are at its own address.

    Without a total the table has all.
    """
    total = len(table.rows) if total is None else total
    return ShownTable(table, address, keep, total, total, is_inset=True)


def requested(table: Table, address: str, keep: Mapping[str, str]) -> ShownTable:
    """The part of a list that the parameters `sort`, `q` and `page` of the request name.

    Aborts with 400 for a column that it does not have, with 404 for a page beyond the last.
    """
    sort, wanted, number = request.args.get("sort", ""), request.args.get("q", "").strip(), number_parameter("page")
    matching = _sorted_and_filtered(table, sort, wanted)
    shown = ShownTable(
        matching.part((number - 1) * PAGE, PAGE),
        address,
        keep,
        len(table.rows),
        len(matching.rows),
        sort,
        wanted,
        number,
    )
    if number > shown.pages:
        raise NotFound(f"There is no page {number} of this list; it has {shown.pages}.")
    return shown


def _sorted_and_filtered(table: Table, sort: str, wanted: str) -> Table:
    """The rows that contain a text, sorted by a column; aborts with 400 for one that the list does not have."""
    matching = table.matching(wanted)
    if not sort:
        return matching
    column = table.column(sort.removeprefix(_DESCENDING))
    if column is None:
        names = ", ".join(column.name for column in table.columns)
        raise BadRequest(f"sort is {sort!r}; expected one of {names}, with a minus sign for descending order.")
    return matching.ordered(column, descending=sort.startswith(_DESCENDING))


def as_file(table: Table, extension: str) -> Response:
    """The rows of a list as CSV or JSON: all, or those that the parameters `q` and `sort` of the request select."""
    table = _sorted_and_filtered(table, request.args.get("sort", ""), request.args.get("q", "").strip())
    if extension == "json":
        # In the order of the columns, which `jsonify` would sort.
        return Response(json.dumps(table.values(), ensure_ascii=False), content_type="application/json")
    return csv_file(table.name, (column.name for column in table.columns), table.texts())


def list_page(
    shown: ShownTable,
    title: str,
    day: Day | None = None,
    back: tuple[str, str] | None = None,
    completeness: ListCompleteness | None = None,
) -> Response:
    """The page of a list; `back` is the address and title of the page that it belongs to."""
    return page("list.html", shown=shown, title=title, day=day, back=back, completeness=completeness)


def split_list_name(name: str) -> tuple[str, str]:
    """A name such as `borders.csv` as name and format; the format is empty where it is not one of a list's."""
    stem, _, extension = name.rpartition(".")
    return (stem, extension) if stem and extension in FORMATS else (name, "")


def as_requested_file(table: Table, extension: str) -> Response:
    """All rows of a list in the format that an address ends with.

    Aborts with 404 for another than CSV and JSON.
    """
    if extension not in FORMATS:
        raise NotFound(f"The list has no format {extension!r}; expected one of {', '.join(FORMATS)}.")
    return as_file(table, extension)
