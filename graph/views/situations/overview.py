"""All reported situations of a graph: their disagreements and their coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...rdf.namespaces import COVERAGE_GRAPH, WPH
from ...store import Store
from ..schema import Schema
from ..select import select
from .coverage import CoverageTable, coverage_of
from .disagreements import Disagreement, disagreements, widest_first
from .reported import CODE, LITERALS, ReportedSituation, read_situation

_SOURCE = str(WPH.source)


@dataclass(frozen=True)
class Overview:
    """What the situations of a version show together."""

    disagreements: tuple[Disagreement, ...]
    """Those whose numbers lie furthest apart first."""
    coverage: CoverageTable


def make_overview(reports: Iterable[ReportedSituation]) -> Overview:
    """Compare reports of the same situation, and count them by source and years."""
    reports = list(reports)
    return Overview(widest_first(disagreements(reports)), coverage_of(reports))


def read_situations(store: Store, schema: Schema) -> Iterator[ReportedSituation]:
    """Every reported situation, source by source: reading whole graphs is faster than joining."""
    confirmed = _subjects(store, str(COVERAGE_GRAPH))
    for source in select(store, "SELECT DISTINCT ?graph WHERE { ?source wph:namedGraph ?graph } ORDER BY ?graph"):
        for iri, values in sorted(_subjects(store, source["graph"]["value"]).items()):
            report = read_situation(schema, iri, {**confirmed.get(iri, {}), **values}) if _SOURCE in values else None
            if report is not None and report.kind != CODE:
                yield report


def _subjects(store: Store, graph: str) -> dict[str, dict[str, list[str]]]:
    """The subjects of a graph with those values, by property, that a situation is read from."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"):
        if row["o"]["type"] == "uri" or row["p"]["value"] in LITERALS:
            subjects[row["s"]["value"]][row["p"]["value"]].append(row["o"]["value"])
    return subjects
