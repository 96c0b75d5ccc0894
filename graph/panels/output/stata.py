"""Stata files: variables with labels, and statuses as numbers whose value labels say why a cell is empty.

Names of variables are cut to the 32 characters that Stata reads.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb

from ...errors import NotRepresentableError
from ...extras import optional
from .frames import pandas_frame

MOST_NAME = 32
"""Characters of a variable's name."""
MOST_LABEL = 80
"""Characters of its label."""
_TIME = re.compile(rb"(<timestamp>).(\d\d \w{3} \d{4} \d\d:\d\d)(</timestamp>)", re.DOTALL)


def write_stata(connection: duckdb.DuckDBPyConnection, query: str, path: Path, labels: dict[str, str]) -> None:
    """Write the rows of a query as a Stata file.

    Raises MissingExtraError without pyreadstat, NotRepresentableError where two names are the same when cut.
    """
    pyreadstat = optional("pyreadstat", "stata")
    frame = pandas_frame(connection, query)
    names = _short_names(list(frame.columns))
    statuses = {name: _texts(frame[name]) for name in frame.columns if name.endswith("_status")}
    numbered = {name: frame[name].cat.codes.astype("int32") for name in statuses}
    texts = {names[name]: label[:MOST_LABEL] for name, label in labels.items() if name in names}
    pyreadstat.write_dta(
        _plain(frame.assign(**numbered)).rename(columns=names),
        str(path),
        version=15,
        file_label="Westphalia panel",
        column_labels=texts,
        variable_value_labels={names[name]: labelled for name, labelled in statuses.items()},
    )
    _without_time(path)


def _texts(statuses: Any) -> dict[int, str]:  # noqa: ANN401 - pandas is optional
    """The statuses that a column has, by number."""
    used = set(statuses.cat.codes)
    return {number: str(text) for number, text in enumerate(statuses.cat.categories) if number in used}


def _short_names(columns: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in columns:
        stem, end = (column.removesuffix("_status"), "_st") if column.endswith("_status") else (column, "")
        short = column if len(column) <= MOST_NAME else f"{stem[: MOST_NAME - len(end)]}{end}"
        if short in names.values():
            raise NotRepresentableError(
                f"Two columns are called {short!r} when cut to the {MOST_NAME} characters of Stata; "
                "expected other columns, or another format such as CSV."
            )
        names[column] = short
    return names


def _plain(frame: Any) -> Any:  # noqa: ANN401 - pandas is optional
    """A frame of types that Stata has: no categories, no truth values, no whole numbers that may be empty."""
    kinds = {
        name: "float64" if str(kind) == "Int64" else "int8" if str(kind) == "bool" else "object"
        for name, kind in frame.dtypes.items()
        if str(kind) in {"Int64", "bool", "category"} or str(kind).startswith("str")
    }
    plain = frame.astype(kinds)
    texts = [name for name, kind in plain.dtypes.items() if str(kind) == "object"]
    plain[texts] = plain[texts].where(plain[texts].notna(), "")
    return plain


def _without_time(path: Path) -> None:
    """Put a fixed time in the place of the time of writing, so that the same panel gives the same bytes."""
    body = path.read_bytes()
    head = _TIME.sub(lambda m: m[0].replace(m[2], b"01 Jan 2000 00:00"), body[:1000], count=1)
    path.write_bytes(head + body[1000:])
