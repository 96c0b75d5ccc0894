"""All reported situations of a graph: their disagreements and their coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...rdf.namespaces import COVERAGE_GRAPH, NOT_DERIVED, WPH
from ...store import Store
from ..schema import Schema
from ..select import select
from .coverage import CoverageTable, coverage_of
from .disagreements import Disagreement, disagreements, widest_first
from .reported import CODE, LITERALS, ReportedSituation, read_situation

_SOURCE = str(WPH.source)
_DATES = frozenset({str(WPH.validFrom), str(WPH.validUntil)})


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
    confirmed, ends = _subjects(store, str(COVERAGE_GRAPH)), _ends_elsewhere(store)
    for source in select(store, "SELECT DISTINCT ?graph WHERE { ?source wph:namedGraph ?graph } ORDER BY ?graph"):
        for iri, values in sorted(_subjects(store, source["graph"]["value"]).items()):
            if _SOURCE not in values:
                continue
            own = {**confirmed.get(iri, {}), **values}
            report = read_situation(schema, iri, own if _DATES & own.keys() else {**ends.get(iri, {}), **own})
            if report is not None and report.kind != CODE:
                yield report


def _ends_elsewhere(store: Store) -> dict[str, dict[str, list[str]]]:
    """The ends of records that a graph has in which they are not described: it knows what their own does not."""
    ends: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = f"""SELECT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s wph:validUntil ?end ; ?p ?o }}
        FILTER NOT EXISTS {{ GRAPH ?g {{ ?s wph:source ?source }} }}
        FILTER({NOT_DERIVED} && ?p IN (wph:validUntil, wph:datePrecision)) }}"""
    for row in select(store, query):
        ends[row["s"]["value"]][row["p"]["value"]].append(row["o"]["value"])
    return ends


def _subjects(store: Store, graph: str) -> dict[str, dict[str, list[str]]]:
    """The subjects of a graph with those values, by property, that a situation is read from."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"):
        if row["o"]["type"] == "uri" or row["p"]["value"] in LITERALS:
            subjects[row["s"]["value"]][row["p"]["value"]].append(row["o"]["value"])
    return subjects
