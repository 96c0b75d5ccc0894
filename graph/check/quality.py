"""The check by quality queries, whose rows are findings."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError
from ..inputs.findings import Finding, Severity
from ..rdf.curies import readable
from ..rdf.namespaces import PREFIXES
from ..sparql.files import SparqlFile, fill, read_sparql_file
from ..sparql.syntax_errors import syntax_error
from .part import Part


def check_quality(store: ox.Store, queries_dir: Path) -> Part:
    """Run every quality query; each row is a finding, marked as explained if `explained.csv` has its reason.

    Raises InputError when there is no quality query or one of them is malformed.
    """
    paths = sorted((queries_dir / "quality").glob("*.rq"))
    if not paths:
        raise InputError(f"{queries_dir / 'quality'} holds no queries; expected at least one .rq file.")
    explanations = read_explanations(queries_dir / "quality" / "explained.csv")
    findings = [finding for path in paths for finding in quality_findings(store, read_sparql_file(path))]
    return Part("quality queries", len(paths), tuple(_explain(findings, explanations)))


def quality_findings(store: ox.Store, query: SparqlFile) -> list[Finding]:
    """The rows of a quality query as findings; the first column is the record at fault.

    Raises InputError when the query is not a SELECT or cannot be read.
    """
    try:
        results = store.query(query.text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError(f"{query.path}: {syntax_error(query.text, str(error))}") from None
    if not isinstance(results, ox.QuerySolutions):
        raise InputError(f"{query.path} is not a SELECT query; expected SELECT.")
    names = [variable.value for variable in results.variables]
    rows = [{name: readable(row[name]) for name in names} for row in results]
    problem, severity = query.value("problem"), _severity(query)
    return [Finding(query.name, severity, fill(problem, row), row[names[0]]) for row in rows]


def _severity(query: SparqlFile) -> Severity:
    value = query.value("severity")
    if value == "error":
        return "error"
    if value == "warning":
        return "warning"
    raise InputError(f"{query.path} has the severity {value!r}; expected error or warning.")


def read_explanations(path: Path) -> dict[tuple[str, str], str]:
    """Read the findings that are accepted with a reason: from (query, subject) to the reason."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["query"], row["subject"]): row["reason"] for row in csv.DictReader(file)}


def _explain(findings: list[Finding], explanations: dict[tuple[str, str], str]) -> Iterator[Finding]:
    used = set()
    for finding in findings:
        reason = explanations.get((finding.code, finding.where))
        used.add((finding.code, finding.where))
        if reason is None:
            yield finding
        else:
            yield replace(finding, severity="explained", message=f"{finding.message} Explained: {reason}")
    for query, subject in (explained for explained in explanations if explained not in used):
        yield Finding(
            "explanation",
            "error",
            f"has an explanation for {query}, which does not report it; remove the line",
            subject,
        )
