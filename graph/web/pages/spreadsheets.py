"""CSV for spreadsheets: cells that a spreadsheet would read as a formula, made text."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a cell a formula in common spreadsheets (OWASP, CSV injection)."""


def cells(row: Iterable[str]) -> list[str]:
    """The cells of a row of a download; with `?formulas=text` an apostrophe keeps formulas from being run.

    Without it the cells are the data as they are, which programs expect.
    """
    is_guarded = request.args.get("formulas") == "text"
    return [f"'{cell}" if is_guarded and cell.startswith(_FORMULA_SIGNS) else cell for cell in row]
