"""Where sources disagree, what contradicts itself, what checks find, and which years each source speaks of."""

from __future__ import annotations

import threading
from math import log10
from pathlib import Path

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from ..check import check_quality, open_store
from ..explanations import explain_contradictions
from ..findings import Finding
from ..served import Served
from .context import published, settings
from .explanation_page import Words
from .finding import names
from .proof_picture import scale_of
from .rendering import page
from .schema import schema_of
from .survey import SPAN, survey_of

blueprint = Blueprint("quality", __name__)

MOST_SHOWN = 200
SHADES = 5

_lock = threading.Lock()
_latest: dict[Path, tuple[Finding, ...]] = {}


@blueprint.get("/conflicts")
def conflicts() -> Response:
    """Show where sources disagree, contradictions, findings of checks, and coverage."""
    served = published()
    survey = survey_of(served)
    shown = survey.disagreements[:MOST_SHOWN]
    iris = {
        term for group in shown for one in group for term in (one.iri, one.source, *(part for _, part in one.parts))
    }
    labels = names().labels(iris | {one.source for one in survey.coverage})
    most = max((count for one in survey.coverage for count in one.counts), default=0)
    return page(
        "conflicts.html",
        disagreements=shown,
        total=len(survey.disagreements),
        contradictions=served.report.contradictions,
        findings=_findings(served),
        warnings=served.report.warnings,
        survey=survey,
        span=SPAN,
        labels=labels,
        schema=schema_of(served),
        shade=lambda count: shade(count, most),
    )


@blueprint.get("/conflicts/<int:number>")
def contradiction(number: int) -> Response:
    """Explain one contradiction: the smallest set of statements that clash, and their sources."""
    served = published()
    found = served.report.contradictions
    if not 1 <= number <= len(found):
        raise NotFound(f"There is no contradiction {number}; there are {len(found)}.")
    explained = explain_contradictions(settings(), served.folder, served.report)[number - 1]
    steps = explained.clashing if explained else ()
    return page(
        "contradiction.html",
        clash=found[number - 1],
        explained=explained,
        words=Words(explained.labels if explained else {}),
        proofs=[{"step": step, "scale": scale_of(step, explained.day)} for step in steps if explained],
    )


def shade(count: int, most: int) -> int:
    """How dark a cell is: 0 for nothing, then by the order of magnitude, since sources differ in size."""
    if count == 0:
        return 0
    return 1 if most <= 1 else 1 + round((SHADES - 1) * log10(count) / log10(most))


def _findings(served: Served) -> tuple[Finding, ...]:
    """What the quality queries find in a version; they run once for each."""
    with _lock:
        if served.folder not in _latest:
            _latest.clear()
            part = check_quality(open_store(served.folder), settings().queries_dir)
            _latest[served.folder] = part.findings
        return _latest[served.folder]
