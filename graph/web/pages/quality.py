"""Disagreements between sources, contradictions, findings of the checks, and coverage by source and decade."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from ...check import ignored_axioms, stored_findings
from ...inputs.findings import Finding
from ...rdf.curies import shorten
from ...rdf.namespaces import WPH
from ...versions.explanations import explain_contradictions
from ...versions.published import PublishedVersion
from ...views.schema import schema_of
from ...views.situations.coverage import CELL_YEARS
from ...views.situations.disagreements import Disagreement
from ...views.situations.stored_overview import overview_of
from ...views.situations.tables import coverage_table, disagreements_table, subject_of
from ...views.tables.table import Cell, Column, Part, Row, Table
from ...views.version_cache import PerVersion
from ..request_context import published, settings
from .answers.explanation import dates_of, shown_proofs, words_of
from .answers.search import labelled
from .common.parameters import iri_parameter, number_parameter
from .common.rendering import page
from .common.tables import as_requested_file, list_page, requested

blueprint = Blueprint("quality", __name__)

PAGE = 25
"""Disagreements on one page."""
SHADES = 5


@dataclass(frozen=True)
class Shown:
    """Disagreements that a page shows: those about `entity` (empty: about any), from which page of how many."""

    entity: str
    total: int
    groups: tuple[Disagreement, ...]
    number: int
    pages: int

    @property
    def terms(self) -> set[str]:
        """Everything that is named."""
        reports = [report for group in self.groups for report in group.reports]
        return {term for report in reports for term in (report.iri, report.source, report.cited, report.reported)} | {
            term for group in self.groups for term in group.entities
        }


@blueprint.get("/conflicts")
def conflicts() -> Response:
    """Show where sources disagree, contradictions, findings of checks, and coverage."""
    served = published()
    overview = overview_of(served)
    shown = _shown(overview.disagreements)
    labels = labelled({shown.entity, *shown.terms, *(row.source for row in overview.coverage.rows)})
    most = max((count for row in overview.coverage.rows for count in row.counts), default=0)
    return page(
        "conflicts.html",
        shown=shown,
        heading=heading,
        contradictions=served.manifest.contradictions,
        findings=findings_of(served),
        warnings=served.manifest.warnings,
        coverage=overview.coverage,
        cell_years=CELL_YEARS,
        labels=labels,
        schema=schema_of(served),
        shade=lambda count: shade(count, most),
    )


def _shown(groups: Sequence[Disagreement]) -> Shown:
    """The part of the disagreements that the address names.

    Aborts with 400 or 404 when there is no such part.
    """
    entity, number = iri_parameter("of"), number_parameter("page")
    about_it = [group for group in groups if not entity or entity in group.entities]
    pages = max(1, -(-len(about_it) // PAGE))
    if number > pages:
        raise NotFound(f"There is no page {number} of disagreements; there are {pages}.")
    return Shown(entity, len(about_it), tuple(about_it[(number - 1) * PAGE : number * PAGE]), number, pages)


@dataclass(frozen=True)
class Heading:
    """What a disagreement is about: an entity and, for figures, which quantity of it and in which unit."""

    entity: str
    quantity: str = ""
    unit: str = ""


def heading(group: Disagreement) -> Heading:
    """What a disagreement is about."""
    parts = dict(group.reports[0].parts)
    entity = parts.get(str(WPH.observedEntity))
    if entity is None:
        return Heading(group.reports[0].iri)
    return Heading(entity, parts.get(str(WPH.indicator), ""), parts.get(str(WPH.unit), ""))


@blueprint.get("/conflicts/<any(disagreements, contradictions, findings, coverage):name>")
@blueprint.get("/conflicts/<any(disagreements, contradictions, findings, coverage):name>.<extension>")
def conflict_list(name: str, extension: str = "") -> Response:
    """Give one list of the conflicts whole; with `.csv` and `.json` as data."""
    table = _tables()[name]()
    if extension:
        return as_requested_file(table, extension)
    entity = iri_parameter("of")
    keep = {"of": shorten(entity)} if entity else {}
    return list_page(requested(table, f"/conflicts/{name}", keep), table.title, back=("/conflicts", "Conflicts"))


def _tables() -> dict[str, Callable[[], Table]]:
    """Makes the lists of the conflicts, by name."""
    served = published()
    return {
        "disagreements": lambda: _disagreements(served),
        "contradictions": lambda: _contradictions(served),
        "findings": lambda: _findings(served),
        "coverage": lambda: coverage_table(overview_of(served).coverage, _label),
    }


def _disagreements(served: PublishedVersion) -> Table:
    groups = [group for group in overview_of(served).disagreements if iri_parameter("of") in {"", *group.entities}]
    terms = {term for group in groups for term in (subject_of(group), *group.entities)}
    terms |= {term for group in groups for report in group.reports for term in (report.source, report.cited)}
    labels = labelled(terms)
    return disagreements_table(groups, schema_of(served), lambda iri: labels.get(iri) or shorten(iri))


def _contradictions(served: PublishedVersion) -> Table:
    columns = (
        Column("number", "Number", is_number=True),
        Column("message", "Contradiction"),
        Column("code", "Rule"),
        Column("from", "From"),
        Column("until", "Until"),
    )
    rows = (
        Row(
            {
                "number": Cell(number),
                "message": Cell(str(clash["message"]), (Part(str(clash["message"]), href=f"/conflicts/{number}"),)),
                "code": Cell(str(clash["code"])),
                "from": Cell(str(clash.get("held_from") or "")),
                "until": Cell(str(clash.get("held_until") or "")),
            }
        )
        for number, clash in enumerate(served.manifest.contradictions, 1)
    )
    return Table("contradictions", "Contradictions", columns, tuple(rows))


def _findings(served: PublishedVersion) -> Table:
    columns = (
        Column("where", "Where"),
        Column("message", "Finding"),
        Column("severity", "Severity", is_facet=True),
        Column("code", "Code", is_facet=True),
    )
    reported = [(finding.where, finding.message, finding.severity, finding.code) for finding in findings_of(served)]
    lines = [*reported, *(("", text, "warning", "") for text in served.manifest.warnings)]
    rows = (Row({column.name: Cell(text) for column, text in zip(columns, line, strict=True)}) for line in lines)
    return Table("findings", "Findings of the quality checks", columns, tuple(rows))


def _label(iri: str) -> str:
    return labelled([iri]).get(iri) or shorten(iri)


@blueprint.get("/conflicts/<int:number>")
def contradiction(number: int) -> Response:
    """Explain one contradiction: a minimal set of statements that contradict each other, and their sources."""
    served = published()
    contradictions = served.manifest.contradictions
    if not 1 <= number <= len(contradictions):
        raise NotFound(f"There is no contradiction {number}; there are {len(contradictions)}.")
    explained = explain_contradictions(settings(), served.folder, served.manifest)[number - 1]
    steps = explained.clashing if explained else ()
    words = words_of(explained.labels if explained else {})
    return page(
        "contradiction.html",
        clash=contradictions[number - 1],
        explained=explained,
        words=words,
        dates=dates_of(steps),
        proofs=shown_proofs(steps, explained.day, words) if explained else [],
    )


def shade(count: int, most: int) -> int:
    """How dark a cell is: 0 for nothing, then by the order of magnitude, since sources differ in size."""
    if count == 0:
        return 0
    return 1 if most <= 1 else 1 + round((SHADES - 1) * log10(count) / log10(most))


def _check(served: PublishedVersion) -> tuple[Finding, ...]:
    return (*stored_findings(served.folder, settings().queries_dir), *ignored_axioms(served.manifest))


_FINDINGS = PerVersion(_check)


def findings_of(served: PublishedVersion) -> tuple[Finding, ...]:
    """What the quality queries report for a version, and its ignored axioms; called within an application."""
    return _FINDINGS.of(served)
