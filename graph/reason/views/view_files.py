"""A view as files for a store: what it holds on every day apart from the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from ..closure import View
from ..evaluation.dates.days import day_number
from ..evaluation.tables.term_dictionary import count, write_lines
from .dated_quads import DayRange, make_dated, quad_lines, write_passing
from .view import HISTORY, conclusions, history_rows, lines, stretch_around


def write_view(connection: duckdb.DuckDBPyConnection, day: date, workdir: Path) -> View:
    """Write the view of `day` into files of `workdir`, and beside them the file of all dated quads."""
    make_dated(connection)
    names = ("default.nt", "derived.nq", "lasting.nq", "dated_quads.parquet")
    default, derived, lasting, dated = (workdir / name for name in names)
    shown = DayRange.of(day_number(day)).shown
    for number, target in enumerate((default, derived)):
        quads = f"SELECT DISTINCT g, s, p, o FROM passing WHERE {shown} AND g = {number}"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE today AS {quads}")
        write_lines(connection, quad_lines("today"), target)
    dateless = {HISTORY: history_rows(), **conclusions(connection)}
    parts = [quad_lines("lasting"), *(lines(graph, rows) for graph, rows in dateless.items())]
    write_lines(connection, " UNION ALL ".join(parts), lasting)
    write_passing(connection, dated)
    inferred = count(connection, "today") + count(connection, "(FROM lasting WHERE g = 1)")
    return View(default, derived, inferred, stretch_around(connection, day).ends, lasting, dated)
