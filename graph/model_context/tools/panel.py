"""`panel`: rows of states or dyads by year, with statuses that distinguish 0 from *not known*."""

from __future__ import annotations

from datetime import date
from itertools import islice

from ...errors import QueryError
from ..references import all_sources, answered
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters

_UNITS = ("state-year", "dyad-year", "directed-dyad-year", "organization-year", "system-spell")


def _panel(session: Session, arguments: Arguments) -> Json:
    if arguments["unit"] not in _UNITS:
        raise QueryError(f"The unit is {arguments['unit']!r}; expected one of {', '.join(_UNITS)}.")
    panel = session.graph.panel(
        arguments["unit"], from_=arguments["from"], until=arguments["until"], columns=arguments["columns"]
    )
    try:
        first, states = arguments["offset"], set(arguments["states"])
        rows = (row for row in panel.rows() if not states or states & set(map(str, row)))
        shown = [[_cell(cell) for cell in row] for row in islice(rows, first, first + arguments["limit"])]
        content: Json = {
            "header": list(panel.header()),
            "rows": shown,
            "count": len(panel),
            "notices": list(panel.notices),
            "references": panel.cite(),
        }
        return answered(session, None, content, all_sources(session))
    finally:
        panel.close()


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


TOOL = Tool(
    "panel",
    "A panel of states or dyads by year",
    "Makes a panel with a row for each state (or pair) and year. Each column is followed by one with the status of "
    "its cells, which distinguishes a known 0 from what no source covers. Columns: land-border, member:nato, allied, "
    "defence-obligation and more; a wrong name is answered with those that exist. `references` cites the sources.",
    (
        Parameter("unit", f"One of {', '.join(_UNITS)}.", default="state-year"),
        Parameter("from", "First year.", "integer", required=True, bounds=(1, 3000)),
        Parameter("until", "Last year, included.", "integer", required=True, bounds=(1, 3000)),
        Parameter("columns", "The columns.", "array", ()),
        Parameter("states", "Only rows with one of these ids, such as kazakhstan.", "array", ()),
        parameters.limit(1000, 100),
        parameters.OFFSET,
    ),
    _panel,
)
