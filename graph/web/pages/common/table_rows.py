"""The rows of a list as HTML.

A page may have thousands of cells: written here they take a tenth of the time that macros of the templates need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from ....rdf.namespaces import ID
from ....views.tables.table import Cell, Column, Part, Row, Table
from .addresses import href

Keep = Mapping[str, str]
"""Parameters that links to entities keep, such as the day."""


def rows_markup(table: Table, keep: Keep) -> Markup:
    """The rows of the body of a table."""
    columns = table.shown
    return Markup("\n".join(_row(row, columns, keep) for row in table.rows))


def sentence_markup(parts: Sequence[Part], keep: Keep) -> Markup:
    """The pieces of a sentence, one after the other."""
    return Markup("".join(_part(part, keep, is_first=True) for part in parts))


def _row(row: Row, columns: Sequence[Column], keep: Keep) -> str:
    cells = (_cell(row, column, keep, is_head=not place) for place, column in enumerate(columns))
    css = ' class="past"' if row.is_past else ""
    return f"<tr{css}>{''.join(cells)}</tr>"


def _cell(row: Row, column: Column, keep: Keep, *, is_head: bool) -> str:
    content = _number(row, column) or _content(row.cell(column.name), keep)
    css = ' class="number"' if column.is_number else ' class="when"' if column.name == "period" else ""
    if is_head:
        return f'<th scope="row"{css}>{content}</th>'
    key = f' data-key="{escape(row.cell(column.sort_by).text)}"' if column.sort_by else ""
    return f"<td{css}{key}>{content}</td>"


def _number(row: Row, column: Column) -> str:
    """A number with commas between thousands; what a query gives, which may be a year, has parts and is as it is."""
    cell = row.cell(column.name)
    is_counted = column.is_number and isinstance(cell.value, int) and not cell.parts
    return f"{cell.value:,}" if is_counted else ""


def _content(cell: Cell, keep: Keep) -> str:
    parts = (_part(part, keep, is_first=not place) for place, part in enumerate(cell.parts))
    return " ".join(parts) if cell.parts else str(escape(cell.text))


def _part(part: Part, keep: Keep, *, is_first: bool) -> str:
    names = part.style.split()
    style = " ".join(name for name in names if name != "line")
    css = f' class="{style}"' if style else ""
    if part.language:
        css += f' lang="{escape(part.language)}"'
    text = str(escape(part.text))
    if part.hidden:
        text += f'<span class="visually-hidden">{escape(part.hidden)}</span>'
    link = _link(part, keep)
    if link:
        text = f"<a{css} {link}>{text}</a>"
    elif css:
        text = f"<span{css}>{text}</span>"
    text += str(escape(part.after))
    return f"<br>{text}" if "line" in names and not is_first else text


def _link(part: Part, keep: Keep) -> str:
    if part.iri:
        return href(part.iri, keep if part.iri.startswith(str(ID)) else {})
    return f'href="{escape(part.href)}"' if part.href else ""
