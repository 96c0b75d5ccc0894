"""All situations of a version at once: where sources disagree, and which years each source speaks of.

Read once for each version, since every situation is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ...rdf.namespaces import WPH
from ...store import Store
from ...versions.published import PublishedVersion
from ..schema import Schema, schema_of
from ..select import select
from ..version_cache import PerVersion
from .reported import CODE, LITERALS, Disagreement, Told, disagreements, read_told

SPAN = 10
"""Years of one cell of the heat map."""
FIRST_YEAR = 1810
_SOURCE = str(WPH.source)


@dataclass(frozen=True)
class Coverage:
    """How many situations of a source begin in each stretch of years; `undated` have no date."""

    source: str
    counts: tuple[int, ...]
    undated: int


@dataclass(frozen=True)
class Survey:
    """What all situations together show."""

    disagreements: tuple[Disagreement, ...]
    """Those whose numbers lie furthest apart first."""
    starts: tuple[int, ...]
    coverage: tuple[Coverage, ...]


def make_survey(told: list[Told]) -> Survey:
    """Compare situations that are of one kind with the same parts, and count by source and years."""
    found = sorted(disagreements(told), key=lambda one: (-one.spread, one.told[0].iri))
    return Survey(tuple(found), *_coverage(told))


def read_situations(store: Store, schema: Schema) -> Iterator[Told]:
    """Every situation that a source tells, source by source: whole graphs are read faster than joined."""
    for row in select(store, "SELECT DISTINCT ?graph WHERE { ?source wph:namedGraph ?graph } ORDER BY ?graph"):
        grouped: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for found in select(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{row['graph']['value']}> {{ ?s ?p ?o }} }}"):
            if found["o"]["type"] == "uri" or found["p"]["value"] in LITERALS:
                grouped[found["s"]["value"]][found["p"]["value"]].append(found["o"]["value"])
        for iri, values in sorted(grouped.items()):
            told = read_told(schema, iri, values) if _SOURCE in values else None
            if told is not None and told.kind != CODE:
                yield told


def _survey(served: PublishedVersion) -> Survey:
    return make_survey(list(read_situations(served.store, schema_of(served))))


_SURVEYS = PerVersion(_survey)


def survey_of(served: PublishedVersion) -> Survey:
    """The survey of a version."""
    return _SURVEYS.of(served)


def _coverage(told: list[Told]) -> tuple[tuple[int, ...], tuple[Coverage, ...]]:
    decades: dict[str, Counter[int]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for one in told:
        if one.span.begin[:4].isdecimal():
            year = max(int(one.span.begin[:4]), FIRST_YEAR)
            decades[one.source][year - year % SPAN] += 1
        else:
            undated[one.source] += 1
    every = [year for counter in decades.values() for year in counter]
    starts = tuple(range(min(every), max(every) + 1, SPAN)) if every else ()
    sources = sorted({*decades, *undated})
    return starts, tuple(
        Coverage(source, tuple(decades[source][start] for start in starts), undated[source]) for source in sources
    )
