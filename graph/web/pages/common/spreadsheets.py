"""CSV downloads, in which cells that a spreadsheet would read as a formula can be made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flask import Response, request

from ....rdf.formats import CSV

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a cell a formula in common spreadsheets (OWASP, CSV injection)."""


def _cells(row: Iterable[str]) -> list[str]:
    """The cells of a row of a download; with `?formulas=text` an apostrophe keeps formulas from being run.

    Without it the cells are the data as they are, which programs expect.
    """
    is_guarded = request.args.get("formulas") == "text"
    return [f"'{cell}" if is_guarded and cell.startswith(_FORMULA_SIGNS) else cell for cell in row]


def csv_file(name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> Response:
    """A download `name.csv` with a header and rows."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows(map(_cells, rows))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(file.getvalue(), content_type=f"{CSV.media_types[0]}; charset=utf-8", headers=headers)
