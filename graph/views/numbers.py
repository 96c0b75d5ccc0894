"""The numbers that pages and descriptions of the graph state: one function for each, with what it counts.

Each number has the SPARQL query that counts the same, so that a reader can check it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ..rdf.namespaces import INFERRED_GRAPH, NOT_DERIVED, ONTOLOGY_GRAPH, is_derived
from ..rdf.stated_classes import stated_class
from ..rdf.written_days import written_day
from ..versions.published import PublishedVersion
from .select import select
from .version_cache import StoredPerVersion

_ENTITIES = (("states", "State"), ("organizations", "Organization"), ("treaties", "Treaty"))
"""Classes whose entities are counted, by the plural of their labels."""


@dataclass(frozen=True)
class Number:
    """A number with a label that says what is counted, and the query that counts it on the default endpoint."""

    name: str
    label: str
    count: int
    query: str


def read_numbers(version: PublishedVersion) -> dict[str, Number]:
    """Count what a version has; a second or so for the whole graph."""
    day = version.manifest.reference
    on = f"on {written_day(day)}" if day else "on the reference date"
    queries = [
        *(_living(name, kind, on) for name, kind in _ENTITIES),
        *(_ever(name, kind) for name, kind in _ENTITIES),
        ("default-triples", f"triples in the default graph, the view {on}", "?s ?p ?o"),
        ("asserted-triples", "asserted triples, over all days", f"GRAPH ?g {{ ?s ?p ?o }} FILTER({NOT_DERIVED})"),
        ("inferred-triples", f"inferred triples {on}", f"GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }}"),
        ("stored-triples", "triples in all named graphs, history included", "GRAPH ?g { ?s ?p ?o }"),
    ]
    return {name: _number(version, name, label, pattern) for name, label, pattern in queries}


_NUMBERS = StoredPerVersion(
    __file__,
    read_numbers,
    lambda numbers: [asdict(number) for number in numbers.values()],
    lambda body: {values["name"]: Number(**values) for values in body},
)
numbers_of = _NUMBERS.of
"""The numbers of a version, by name."""


def _living(name: str, kind: str, on: str) -> tuple[str, str, str]:
    return name, f"{name} {on}", f"?s a wph:{kind}"


def _ever(name: str, kind: str) -> tuple[str, str, str]:
    pattern = f"""GRAPH <{ONTOLOGY_GRAPH}> {{ ?class rdfs:subClassOf* wph:{kind} }}
  {stated_class("?s")}"""
    return f"{name}-ever", f"{name} over all days", pattern


def _number(version: PublishedVersion, name: str, label: str, pattern: str) -> Number:
    counted = "*" if name.endswith("-triples") else "DISTINCT ?s"
    query = f"SELECT (COUNT({counted}) AS ?count) WHERE {{\n  {pattern}\n}}"
    known = counted_in_build(version).get(name)
    count = known if known is not None else int(select(version.store, query)[0]["count"]["value"])
    return Number(name, label, count, query)


def counted_in_build(version: PublishedVersion) -> dict[str, int]:
    """The numbers of triples that the build has counted already, by name."""
    return {
        "asserted-triples": sum(count for graph, count in version.graphs.items() if not is_derived(graph)),
        "inferred-triples": version.graphs.get(str(INFERRED_GRAPH), 0),
        "stored-triples": sum(version.graphs.values()),
    }
