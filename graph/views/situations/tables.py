"""Disagreements and coverage as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...rdf.curies import shorten
from ...rdf.namespaces import WPH
from ..schema import Schema
from ..tables.table import Cell, Column, Part, Row, Table
from .coverage import CoverageTable
from .disagreements import Disagreement
from .reported import ReportedSituation

Label = Callable[[str], str]
_DISAGREEMENTS = (
    Column("label", "Subject"),
    Column("class", "What is reported", is_facet=True),
    Column("reports", "Reports"),
    Column("spread", "Percent apart", is_number=True),
    *(Column(name) for name in ("subject", "quantity", "unit", "records", "sources")),
)


def disagreements_table(groups: Iterable[Disagreement], schema: Schema, label: Label) -> Table:
    """One row for each disagreement, with all its reports."""
    rows = (_row(group, schema, label) for group in groups)
    return Table("disagreements", "Disagreements between sources", _DISAGREEMENTS, tuple(rows))


def subject_of(group: Disagreement) -> str:
    """What a disagreement is about: the entity that a figure describes, else the situation itself."""
    parts = dict(group.reports[0].parts)
    return parts.get(str(WPH.observedEntity), group.reports[0].iri)


def _row(group: Disagreement, schema: Schema, label: Label) -> Row:
    first, subject = group.reports[0], subject_of(group)
    parts = dict(first.parts)
    quantity, unit = parts.get(str(WPH.indicator), ""), parts.get(str(WPH.unit), "")
    reports = tuple(part for report in group.reports for part in _report(report, label))
    return Row(
        {
            "label": Cell(label(subject), (Part(label(subject), iri=subject),)),
            "class": Cell(label(quantity) if quantity else schema.label(first.kind)),
            "reports": Cell("; ".join(_text(report, label) for report in group.reports), reports),
            "spread": Cell(round(100 * group.spread)) if group.spread else Cell(""),
            "subject": Cell(subject),
            "quantity": Cell(shorten(quantity) if quantity else ""),
            "unit": Cell(shorten(unit) if unit else ""),
            "records": Cell(" ".join(report.iri for report in group.reports)),
            "sources": Cell(" ".join(dict.fromkeys(report.source for report in group.reports))),
        }
    )


def _report(report: ReportedSituation, label: Label) -> tuple[Part, ...]:
    source = report.cited or report.source
    said = " ".join(filter(None, (report.value, report.period.text or "undated")))
    return Part(label(source), iri=source, style="line", after=":"), Part(said, iri=report.iri)


def _text(report: ReportedSituation, label: Label) -> str:
    said = " ".join(filter(None, (report.value, report.period.text or "undated")))
    return f"{label(report.cited or report.source)}: {said}"


def coverage_table(coverage: CoverageTable, label: Label) -> Table:
    """Sources by the years in which their records begin."""
    columns = (
        Column("label", "Source"),
        *(Column(f"{start}s", f"{start}s", is_number=True) for start in coverage.starts),
        Column("undated", "undated", is_number=True),
        Column("source"),
    )
    rows = (
        Row(
            {
                "label": Cell(label(line.source), (Part(label(line.source), iri=line.source),)),
                **{f"{start}s": Cell(count) for start, count in zip(coverage.starts, line.counts, strict=True)},
                "undated": Cell(line.undated),
                "source": Cell(line.source),
            }
        )
        for line in coverage.rows
    )
    return Table("coverage", "Coverage by source and decade", columns, tuple(rows))
