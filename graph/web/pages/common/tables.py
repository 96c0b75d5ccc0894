"""Lists at addresses of their own: pages that show what parameters choose of a table, and its twins as files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import BadRequest, NotFound

from ....views.entities.completeness import ListCompleteness
from ....views.tables.choices import DESCENDING, Facet, TableChoice, UnknownColumnError, facets_of
from ....views.tables.files import PARQUET_TYPE, parquet_bytes
from ....views.tables.table import Column, Table
from .parameters import FACET, number_parameter
from .rendering import page
from .selected_day import Day
from .spreadsheets import csv_file

PAGE = 500
"""Rows of a list on one page."""
_LABELS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}
FORMATS = tuple(_LABELS)
_PAGES_BESIDE = 2
"""How many pages before and after the one shown are linked."""
Keep = Mapping[str, str | Sequence[str]]
"""Parameters that every link of a list keeps, each with its value or values."""


@dataclass(frozen=True)
class ShownTable:
    """A table as a page shows it: chosen and paged as the address says.

    `address` is that of its own page, `keep` the parameters that every link keeps (the day), `total` the number of
    its rows, `matches` the number of those that the choice leaves, `rows` is the part on this page. `files` are the
    labels and addresses of its files, by default those of its own address; where counting would take too long
    (not `is_counted`) there are at least so many rows and matches. One that does not sort has headings without
    links. `on` is what links to entities keep, by default what all links do.
    """

    table: Table
    address: str
    keep: Keep
    total: int
    matches: int
    choice: TableChoice = field(default_factory=TableChoice)
    facets: tuple[Facet, ...] = ()
    number: int = 1
    is_inset: bool = False
    files: tuple[tuple[str, str], ...] = ()
    is_counted: bool = True
    sorts: bool = True
    on: Mapping[str, str] | None = None

    @property
    def pages(self) -> int:
        """The number of pages; a list inside another page has one."""
        return 1 if self.is_inset else max(1, -(-self.matches // PAGE))

    @property
    def page_numbers(self) -> list[int]:
        """The pages to link: the first, the last, and those around this one; 0 where some are left out."""
        near = range(self.number - _PAGES_BESIDE, self.number + _PAGES_BESIDE + 1)
        numbers = sorted({1, self.pages, *near} & set(range(1, self.pages + 1)))
        gaps = ([0] if after - before > 1 else [] for before, after in pairwise([0, *numbers]))
        return [number for gap, own in zip(gaps, numbers, strict=True) for number in (*gap, own)]

    @property
    def exports(self) -> tuple[tuple[str, str], ...]:
        """The files of the list, as label and address."""
        return self.files or tuple((label, self.link(f".{name}")) for name, label in _LABELS.items())

    @property
    def is_whole(self) -> bool:
        """Whether every row is on this page, so that a script may sort and filter in place."""
        return self.total == len(self.table.rows)

    @property
    def is_chosen(self) -> bool:
        """Whether some rows are left out."""
        return bool(self.choice.text or self.choice.facets)

    @property
    def state(self) -> dict[str, str]:
        """The choice as parameters of an address."""
        facets = {f"{FACET}{name}": value for name, value in self.choice.facets.items()}
        own = {"sort": self.choice.sort, "q": self.choice.text, "columns": ",".join(self.choice.columns)}
        return own | facets

    def link(self, extension: str = "", **changes: object) -> str:
        """The address of the list with the same parameters but for `changes`; in a format where one is named."""
        own = self.state | {"page": "" if self.number == 1 else str(self.number)}
        changed = {name: value for name, value in ({**self.keep} | own | changes).items() if value}
        return f"{self.address}{extension}{f'?{urlencode(changed, doseq=True)}' if changed else ''}"

    @property
    def all_link(self) -> str:
        """The address of the same list with all its rows."""
        facets = dict.fromkeys((f"{FACET}{name}" for name in self.choice.facets), "")
        return self.link(**(facets | {"q": "", "page": ""}))

    def kept(self, *changed: str) -> list[tuple[str, str]]:
        """What a form that chooses anew sends along: everything but the parameters named, `is.` for all facets."""
        every = {**self.keep} | self.state
        fields = ((name, [value] if isinstance(value, str) else value) for name, value in every.items())
        begin = tuple(name for name in changed if name == FACET)
        kept = ((name, texts) for name, texts in fields if name not in changed and not name.startswith(begin))
        return [(name, text) for name, texts in kept for text in texts if text]

    def sort_link(self, column: Column) -> str:
        """The address that sorts by a column, downwards where it is sorted upwards already."""
        is_up = self.choice.sort == column.name
        return self.link(sort=f"{DESCENDING}{column.name}" if is_up else column.name, page="")

    def direction(self, column: Column) -> str:
        """How the rows are sorted by a column, in the words of `aria-sort`; empty where they are not."""
        words = {column.name: "ascending", f"{DESCENDING}{column.name}": "descending"}
        return words.get(self.choice.sort, "")


def in_place(table: Table, address: str, keep: Keep, total: int | None = None) -> ShownTable:
    """The rows of a list inside another page, in its own order; all `total` rows are at its own address.

    Without a total the table has all.
    """
    total = len(table.rows) if total is None else total
    return ShownTable(table, address, keep, total, total, is_inset=True)


def requested(table: Table, address: str, keep: Keep, files: tuple[tuple[str, str], ...] = ()) -> ShownTable:
    """The part of a list that the parameters `sort`, `q`, `columns`, `page` and those of facets name.

    Aborts with 400 for a column that it does not have, with 404 for a page beyond the last.
    """
    choice, number = requested_choice(), number_parameter("page")
    matching = _chosen(table, choice)
    part, total = matching.part((number - 1) * PAGE, PAGE), len(table.rows)
    facets = facets_of(table, choice)
    shown = ShownTable(part, address, keep, total, len(matching.rows), choice, facets, number, files=files)
    if number > shown.pages:
        raise NotFound(f"There is no page {number} of this list; it has {shown.pages}.")
    return shown


def requested_choice() -> TableChoice:
    """What the address chooses of a list."""
    args = request.args
    facets = {name.removeprefix(FACET): text for name, text in args.items() if name.startswith(FACET) and text}
    columns = ",".join(args.getlist("columns")).split(",")
    return TableChoice(args.get("q", "").strip(), args.get("sort", ""), facets, tuple(filter(None, columns)))


def _chosen(table: Table, choice: TableChoice) -> Table:
    try:
        return choice.of(table)
    except UnknownColumnError as error:
        raise BadRequest(f"{error} A minus sign before the column that sorts means descending order.") from None


def as_file(table: Table, extension: str) -> Response:
    """The rows of a list as CSV, JSON or Parquet: those that the request chooses, with all columns or those named."""
    choice = requested_choice()
    table = _chosen(table, choice)
    if choice.columns:
        table = replace(table, columns=table.shown)
    if extension == "json":
        # In the order of the columns, which `jsonify` would sort.
        return Response(json.dumps(table.values(), ensure_ascii=False), content_type="application/json")
    if extension == "parquet":
        headers = {"Content-Disposition": f'attachment; filename="{table.name}.parquet"'}
        return Response(parquet_bytes(table), content_type=PARQUET_TYPE, headers=headers)
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

    Aborts with 404 for a format that lists do not have.
    """
    if extension not in FORMATS:
        raise NotFound(f"The list has no format {extension!r}; expected one of {', '.join(FORMATS)}.")
    return as_file(table, extension)
