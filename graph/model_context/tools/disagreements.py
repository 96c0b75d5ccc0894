"""`disagreements`: where sources conflict about dates or figures."""

from __future__ import annotations

from ...api.reports import Report
from ..references import answered
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters


def _disagreements(session: Session, arguments: Arguments) -> Json:
    found = session.graph.disagreements(arguments["about"] or None)
    first = arguments["offset"]
    shown = list(found[first : first + arguments["limit"]])
    places: dict[str, list[str]] = {}
    for report in (report for each in shown for report in each.reports):
        places.setdefault(report.source, []).extend([report.locator] if report.locator else [])
    listed = [
        {
            "about": each.kind_label,
            "participants": list(map(str, each.participants)),
            "reports": [_report(report) for report in each.reports],
        }
        for each in shown
    ]
    return answered(session, None, {"count": len(found), "disagreements": listed}, places)


def _report(report: Report) -> Json:
    return {
        "says": str(report),
        "period": report.period,
        "value": report.value or None,
        "source": report.source,
        "place": report.locator or None,
        "cites": report.cited,
        "record": report.situation.curie,
    }


TOOL = Tool(
    "disagreements",
    "Where sources disagree",
    "Lists situations on whose dates or figures sources conflict, the widest apart first, with what each source says "
    "and where. The graph keeps all of them; none is declared right.",
    (
        Parameter("about", f"Only situations in which this entity takes part, {parameters.NAME}.", default=""),
        parameters.limit(50, 10),
        parameters.OFFSET,
    ),
    _disagreements,
)
