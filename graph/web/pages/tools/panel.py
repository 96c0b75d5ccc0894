"""Panels over HTTP: a page that builds one, and `/panel?unit=…` that gives it, row by row as it is read."""

from __future__ import annotations

import csv
import io
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import BadRequest

from ....errors import OverloadError
from ....panels.columns.catalogue import graph_descriptions
from ....panels.making import make_panel
from ....panels.panel import Panel, StatusMode
from ....panels.recipe import Recipe, peace_years_of, relevance_of
from ....panels.source.dated_facts import ClosureFacts, StoreFacts
from ....panels.source.own_system import OURS, WITH_DISPUTED
from ....panels.source.panel_graph import PanelGraph
from ....panels.units import UNITS
from ....rdf.formats import CSV
from ....versions.closures import has_sound_closure
from ....versions.published import PublishedVersion
from ....views.version_cache import PerVersion
from ...request_context import published, settings
from ...source_coverage import coverage_rules
from ..common.parameters import check_parameter_names
from ..common.rendering import page

blueprint = Blueprint("panel", __name__)

AT_ONCE = 2
"""Panels that are made at the same time: each takes memory and a processor."""
MOST_ROWS = 3_000_000
"""Rows of a panel that the service gives: more than all directed dyad-years of two centuries."""
MOST_STATA_ROWS = 500_000
"""Rows of a panel as a Stata file, which is made whole in memory."""
_BATCH = 1000
_STREAMS = {
    "csv": f"{CSV.media_types[0]}; charset=utf-8",
    "arrow": "application/vnd.apache.arrow.stream",
}
_FILES = {
    "parquet": "application/vnd.apache.parquet",
    "dta": "application/x-stata-dta",
    "duckdb": "application/vnd.duckdb",
}
_TEXTS = {"codebook": "text/markdown", "recipe": "application/toml", "bibtex": "application/x-bibtex"}
FORMATS = (*_STREAMS, *_FILES, *_TEXTS)
"""Formats of a panel, and what describes it."""
_RULES = ("any-day", "31-december", "1-january", "share")
_places = threading.BoundedSemaphore(AT_ONCE)


def _read_graph(served: PublishedVersion) -> PanelGraph:
    facts = ClosureFacts(served.folder) if has_sound_closure(served.folder) else StoreFacts(served.store)
    return PanelGraph(facts, served.store, coverage_rules, served.folder.name, settings().reference_day)


_GRAPHS = PerVersion(_read_graph)


@blueprint.get("/panel")
def panel() -> Response:
    """Give the panel of the parameters; without a unit the page that builds one."""
    check_parameter_names()
    if "unit" not in request.args:
        return _form()
    recipe, name = _recipe(), request.args.get("format", "csv")
    if name not in FORMATS:
        raise BadRequest(f"format is {name!r}; expected one of {', '.join(FORMATS)}.")
    place = _Place()
    try:
        most = MOST_STATA_ROWS if name == "dta" else MOST_ROWS
        made = make_panel(_GRAPHS.of(published()), recipe, threads=1, most_rows=most)
        response = _response(made, name, place)
    except BaseException:
        place.leave()
        raise
    response.call_on_close(place.leave)
    return response


class _Place:
    """One of the places for panels, taken until the panel has left, or its client has.

    Raises OverloadError where none gets free in time.
    """

    def __init__(self) -> None:
        if not _places.acquire(timeout=settings().queue_seconds):
            raise OverloadError("Other panels are being made; try again in a few seconds.")
        self._is_taken = True

    def leave(self) -> None:
        """Let another panel in; once is enough, and more does no harm."""
        if self._is_taken:
            self._is_taken = False
            _places.release()


def _recipe() -> Recipe:
    """The recipe of the request. Aborts with 400 for years that are no numbers; the rest is checked as it is made."""
    given = request.args
    return Recipe(
        given["unit"],
        given.get("system", OURS),
        "",
        _year("from"),
        _year("until"),
        given.get("rule", "") or "any-day",
        tuple(_several("column")),
        given.get("past_list") == "true",
        peace_years=peace_years_of(_several("peace_years")),
        politically_relevant=relevance_of(_several("politically_relevant"), _several("major")),
        graph=published().folder.name,
    )


def _several(name: str) -> list[str]:
    """The values of a parameter that is repeatable, or has several with commas between them."""
    values = [value.strip() for text in request.args.getlist(name) for value in text.split(",")]
    return [value for value in values if value]


def _year(name: str) -> int:
    text = request.args.get(name, "").strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise BadRequest(f"{name} is {text!r}; expected a year such as 1946.")
    return int(text or 0)


def _response(made: Panel, name: str, place: _Place) -> Response:
    if name in _STREAMS:
        rows = _lines(made, _status()) if name == "csv" else made.arrow_stream(_status())
        body, ending = _streamed(rows, made, place), "arrows" if name == "arrow" else name
        return Response(body, content_type=_STREAMS[name], headers=_attached(made, ending))
    whole = _described(made, name) if name in _TEXTS else _file(made, name)
    made.close()
    place.leave()
    return whole


def _attached(made: Panel, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{made.recipe.unit}.{ending}"'}


def _streamed(parts: Iterator[bytes], made: Panel, place: _Place) -> Iterator[bytes]:
    """The parts of a panel; at the end its memory and its place are free."""
    try:
        yield from parts
    finally:
        made.close()
        place.leave()


def _described(made: Panel, name: str) -> Response:
    text = {"codebook": made.codebook, "recipe": made.recipe.toml, "bibtex": made.cite}[name]()
    return Response(text, content_type=f"{_TEXTS[name]}; charset=utf-8")


def _file(made: Panel, name: str) -> Response:
    with tempfile.TemporaryDirectory() as folder:
        body = made.save(Path(folder) / f"panel.{name}", _status()).read_bytes()
    return Response(body, content_type=_FILES[name], headers=_attached(made, name))


def _status() -> StatusMode:
    """Where statuses go. Aborts with 400 for anything else than the two that one file can have."""
    chosen = request.args.get("status", "columns")
    if chosen not in {"columns", "none"}:
        raise BadRequest(f"status is {chosen!r}; expected columns or none.")
    return "none" if chosen == "none" else "columns"


def _lines(made: Panel, status: StatusMode) -> Iterator[bytes]:
    """The panel as CSV, a batch of rows at a time."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")  # RFC 4180, section 2
    writer.writerow(made.header(status))
    for number, row in enumerate(made.rows(status), start=1):
        writer.writerow(row)
        if number % _BATCH == 0:
            yield _taken(file)
    yield _taken(file)


def _taken(file: io.StringIO) -> bytes:
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text.encode()


def _form() -> Response:
    entries = list(graph_descriptions())
    subjects = {"state": "Of a state", "dyad": "Of two states", "organization": "Of an organization"}
    return page(
        "panel.html",
        units=list(UNITS.values()),
        systems=(OURS, WITH_DISPUTED),
        rules=_RULES,
        formats=FORMATS,
        groups={title: [entry for entry in entries if entry.subject == key] for key, title in subjects.items()},
        address=url_for("panel.panel"),
    )
