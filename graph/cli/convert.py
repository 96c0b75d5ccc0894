"""`convert`: a column of a CSV file from one system of codes to another, and reports on a pair of systems."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..codes import AmbiguousCode, ColumnConversion, Converter, RoundTrip
from ..codes.conversion import check_year_rule
from ..codes.csv_column import csv_lines
from ..codes.reports import report_rows
from ..errors import InputError
from ..export import save
from ..settings import Settings
from .adapter import PRIVATE_OPTION, adapter, opened_graph, say

_STANDARD = "-"


@click.command("convert")
@click.argument("file", default=_STANDARD)
@click.option("--from", "source", required=True, help="System of the values: cow, gw, iso2, iso3, name, id, …")
@click.option("--to", "target", default="", help="System of the results; name:fr for names in French.")
@click.option("--column", default="", help="Column of the values.")
@click.option("--date-column", default="", help="Column of dates or years.")
@click.option("--at", "on", default="", help="Date for all rows. [default: the reference date]")
@click.option(
    "--year", type=click.Choice(["any", "first", "last"]), default="any", help="Day for which a year stands."
)
@click.option("--any-time", is_flag=True, help="Also give codes that were not in use on the date, marked as such.")
@click.option(
    "--report", type=click.Choice(["round-trip", "ambiguous"]), help="Report on the systems; reads no file."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@PRIVATE_OPTION
@adapter
def convert_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    file: str,
    source: str,
    target: str,
    column: str,
    date_column: str,
    on: str,
    year: str,
    any_time: bool,
    report: str | None,
    out: Path | None,
) -> None:
    """Convert a column of FILE, a CSV file or '-' for standard input, on the dates of another column.

    Every row is written, with the code, a status and, where there is no code, the reason.
    """
    if not target and report != "ambiguous":
        raise InputError("There is no system to convert to; expected --to, for instance --to iso3.")
    graph = opened_graph(settings)
    if report == "ambiguous":
        _write(out, csv_lines(report_rows(graph.ambiguous_codes(source, target), AmbiguousCode)))
    elif report:
        _write(out, csv_lines(report_rows(graph.code_round_trip(source, target, date=on or None), RoundTrip)))
    elif not column:
        raise InputError("There is no column to convert; expected --column with the name of one.")
    else:
        converter = Converter(graph.code_table, source, target, year=check_year_rule(year), any_time=any_time)
        default = on or graph.date.isoformat()
        _convert_file(file, ColumnConversion(converter, column, date_column, default, target), out)


def _convert_file(file: str, conversion: ColumnConversion, out: Path | None) -> None:
    with _lines(file) as lines:
        _write(out, conversion.lines(lines))
    say(conversion.summary())


@contextmanager
def _lines(file: str) -> Iterator[Iterable[str]]:
    """The lines of a file, or of standard input.

    Raises InputError when it cannot be read or is not UTF-8.
    """
    try:
        with click.open_file(file, encoding="utf-8-sig") as lines:
            yield lines
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8; expected a CSV file in UTF-8.") from None


def _write(out: Path | None, lines: Iterable[str]) -> None:
    if out is None:
        sys.stdout.writelines(lines)
    else:
        save("".join(lines).encode(), out)
