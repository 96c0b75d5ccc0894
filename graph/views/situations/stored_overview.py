"""The overview of a version, kept with it: reading all situations takes some seconds, reading the outcome a moment.

builds/<version>/derived/overview-2.json     {"disagreements": [[report, …], …], "coverage": {…}}
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...versions.derived import derived_file
from ...versions.published import PublishedVersion
from ..dates.periods import Period
from ..schema import schema_of
from ..version_cache import PerVersion
from .coverage import CoverageTable, SourceCoverage
from .disagreements import Disagreement
from .overview import Overview, make_overview, read_situations
from .reported import ReportedSituation

FILE = "overview-2.json"
"""Another number for each change of what is in it, or of what counts as a disagreement."""


def stored_overview(version: PublishedVersion) -> Overview:
    """The overview of a version, made the first time.

    Raises StorageError when it cannot be stored.
    """

    def make(path: Path) -> None:
        overview = make_overview(read_situations(version.store, schema_of(version)))
        path.write_text(json.dumps(_as_json(overview), ensure_ascii=False), encoding="utf-8")

    path = derived_file(version.folder, FILE, make)
    return _from_json(json.loads(path.read_text(encoding="utf-8")))


_OVERVIEWS = PerVersion(stored_overview)
overview_of = _OVERVIEWS.of
"""The overview of a version."""


def _as_json(overview: Overview) -> dict[str, Any]:
    groups = [[_report_json(report) for report in group.reports] for group in overview.disagreements]
    return {"disagreements": groups, "coverage": asdict(overview.coverage)}


def _report_json(report: ReportedSituation) -> dict[str, Any]:
    return {**asdict(report), "parts": sorted(report.parts)}


def _from_json(body: dict[str, Any]) -> Overview:
    groups = (Disagreement(tuple(map(_report, reports))) for reports in body["disagreements"])
    rows = (SourceCoverage(**{**row, "counts": tuple(row["counts"])}) for row in body["coverage"]["rows"])
    return Overview(tuple(groups), CoverageTable(tuple(body["coverage"]["starts"]), tuple(rows)))


def _report(body: dict[str, Any]) -> ReportedSituation:
    parts = frozenset((prop, other) for prop, other in body["parts"])
    others = tuple(body["other_kinds"])
    return ReportedSituation(**{**body, "parts": parts, "period": Period(**body["period"]), "other_kinds": others})
