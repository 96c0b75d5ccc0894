"""The sheets as CSV on the Web metadata (W3C, Metadata Vocabulary for Tabular Data), for the validators of others."""

from __future__ import annotations

import json
from typing import Any

from .layout import SHEETS, STATEMENTS, Column, SheetLayout

# No group is referred to by its number, since validators put a format into a group of their own.
_SHORT_YEAR = r"\d{1,2}[./-]\d{1,2}[./-]\d{2}"
_ONE_TO_TWELVE = "(0?[1-9]|1[0-2])"
_TWICE_THE_SAME = "|".join(f"0?{number}[./-]0?{number}" for number in range(1, 13))
_AMBIGUOUS = rf"(?!({_TWICE_THE_SAME})[./-]){_ONE_TO_TWELVE}[./-]{_ONE_TO_TWELVE}[./-]\d{{4}}"
"""Days of which either number may be the month; 04/04/1992 is one whichever."""
_DAY_NUMBER = r"\d{5}(\.\d+)?"
_NUMBER = r"-?[\d .,']+ ?%?"
_FORMATS: dict[str, str] = {
    "certainty": "certain|probable|possible|doubtful",
    "precision": "day|month|year",
    "id": "(id:)?[a-z0-9]+(-[a-z0-9]+)*",
    "same_as": "(https?://www\\.wikidata\\.org/(wiki|entity)/)?Q[1-9][0-9]*",
    "value": _NUMBER,
}
"""Columns whose texts have a form, as the regular expression (of ECMAScript, as CSVW has it) that their format is."""


def metadata_files(order: str = "") -> dict[str, str]:
    """The metadata of every sheet, by the name of its file; `order` is that of numbers in dates, if it is known."""
    return {f"{layout.name}.csv-metadata.json": metadata_text(layout, order) for layout in SHEETS}


def metadata_text(layout: SheetLayout, order: str = "") -> str:
    """The metadata of one sheet as JSON."""
    return json.dumps(metadata(layout, order), ensure_ascii=False, indent=2) + "\n"


def metadata(layout: SheetLayout, order: str = "") -> dict[str, Any]:
    """The metadata of one sheet: its columns with names, titles, meaning, form, and what is required."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{layout.name}.csv",
        "dc:description": layout.purpose,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "trim": True},
        "tableSchema": {"columns": [_column(layout, column, order) for column in layout.columns]},
    }


def date_format(order: str) -> str:
    """The form of a date: it has a year of three digits at least (199X), and is none that may be two days.

    What it lets pass may be no date nevertheless; `westphalia check` reads it.
    """
    refused = [_SHORT_YEAR, _DAY_NUMBER] if order else [_SHORT_YEAR, _AMBIGUOUS, _DAY_NUMBER]
    return f"(?!({'|'.join(refused)})$)(?=.*\\d{{3}}).*"


def _column(layout: SheetLayout, column: Column, order: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name, *column.aliases],
        "dc:description": column.meaning,
        "datatype": "string",
    }
    # A relation of one alone has no whom, which a column cannot say of itself.
    if column.required and (layout, column.name) != (STATEMENTS, "whom"):
        described["required"] = True
    form = date_format(order) if column.name in {"from", "until"} else _FORMATS.get(column.name)
    if form:
        described["datatype"] = {"base": "string", "format": form}
    return described
