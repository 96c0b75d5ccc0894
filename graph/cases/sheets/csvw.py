"""The sheets as CSV on the Web metadata (W3C, Metadata Vocabulary for Tabular Data), for the validators of others."""

from __future__ import annotations

import json
from typing import Any

from .layout import SHEETS, STATEMENTS, Column, SheetLayout

_CHOICES: dict[str, str] = {
    "certainty": "certain|probable|possible|doubtful",
    "precision": "day|month|year",
}
"""Columns with a closed list, as the regular expression that their format is."""


def metadata_files() -> dict[str, str]:
    """The metadata of every sheet, by the name of its file."""
    return {f"{layout.name}.csv-metadata.json": metadata_text(layout) for layout in SHEETS}


def metadata_text(layout: SheetLayout) -> str:
    """The metadata of one sheet as JSON."""
    return json.dumps(metadata(layout), ensure_ascii=False, indent=2) + "\n"


def metadata(layout: SheetLayout) -> dict[str, Any]:
    """The metadata of one sheet: its columns with names, titles, meaning, and what is required."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{layout.name}.csv",
        "dc:description": layout.purpose,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "trim": True},
        "tableSchema": {"columns": [_column(layout, column) for column in layout.columns]},
    }


def _column(layout: SheetLayout, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name, *column.aliases],
        "dc:description": column.meaning,
        "datatype": "string",
    }
    # A relation of one alone has no whom, which a column cannot say of itself.
    if column.required and (layout, column.name) != (STATEMENTS, "whom"):
        described["required"] = True
    if column.name in _CHOICES:
        described["datatype"] = {"base": "string", "format": _CHOICES[column.name]}
    return described
