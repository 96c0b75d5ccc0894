"""The partitions of the default graph, as VoID (section 4.5) has them: entities by class and triples by property."""

from __future__ import annotations

from dataclasses import dataclass

from ..versions.published import PublishedVersion
from .select import select
from .version_cache import StoredPerVersion


@dataclass(frozen=True)
class Partitions:
    """The number of entities of each class, and of triples of each property, by IRI."""

    classes: dict[str, int]
    properties: dict[str, int]


def read_partitions(version: PublishedVersion) -> Partitions:
    """Count classes and properties of a version; some seconds for the whole graph."""
    return Partitions(
        _counts(version, "?s a ?part FILTER(isIRI(?part))", "DISTINCT ?s"), _counts(version, "?s ?part ?o", "*")
    )


def _counts(version: PublishedVersion, pattern: str, counted: str) -> dict[str, int]:
    rows = select(
        version.store, f"SELECT ?part (COUNT({counted}) AS ?n) WHERE {{ {pattern} }} GROUP BY ?part ORDER BY ?part"
    )
    return {row["part"]["value"]: int(row["n"]["value"]) for row in rows}


_PARTITIONS = StoredPerVersion(
    __file__,
    read_partitions,
    lambda found: [found.classes, found.properties],
    lambda body: Partitions(*body),
)
partitions_of = _PARTITIONS.of
"""The partitions of a version."""
