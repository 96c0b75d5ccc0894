"""When situations and entities last, and until and since when sources confirm those with an open end or beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...rdf.namespaces import NOT_DERIVED, ONTOLOGY_GRAPH
from ...store import Store
from ..dates.periods import Period
from ..select import select
from ..version_cache import StoredPerVersion

UNLIMITED = "~"
"""Of what no source's coverage limits: it sorts after every instant."""
_ALWAYS = Period()


@dataclass(frozen=True)
class Lifetimes:
    """The periods of all situations and entities that have one, and which resources are entities."""

    periods: Mapping[str, Period]
    entities: frozenset[str]

    def last(self, resources: Iterable[str], day: date) -> bool:
        """Whether all of these resources last on a day."""
        return all(self.periods.get(iri, _ALWAYS).holds(day) for iri in resources)

    def confirmed(self, situation: str) -> str:
        """The instant until which a situation is known to last: its end, else until when its source confirms it."""
        period = self.periods.get(situation, _ALWAYS)
        return period.end or period.confirmed or UNLIMITED

    def attested(self, situation: str) -> str:
        """The instant since which the source of a situation without a beginning attests it; else empty."""
        return self.periods.get(situation, _ALWAYS).attested


def read_lifetimes(store: Store) -> Lifetimes:
    """Read the periods from the graphs of sources, which have those of every day."""
    bounds: dict[str, dict[str, str]] = defaultdict(dict)
    for name in ("validFrom", "validUntil", "lastConfirmed", "attestedSince"):
        rows = select(store, f"SELECT ?s ?day WHERE {{ GRAPH ?g {{ ?s wph:{name} ?day }} FILTER({NOT_DERIVED}) }}")
        for row in rows:
            bounds[row["s"]["value"]][name] = row["day"]["value"]
    periods = {
        iri: Period(
            days.get("validFrom", ""),
            days.get("validUntil", ""),
            confirmed=days.get("lastConfirmed", ""),
            attested=days.get("attestedSince", ""),
        )
        for iri, days in bounds.items()
    }
    entities = select(
        store,
        f"""SELECT DISTINCT ?s WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?class rdfs:subClassOf* wph:Entity }}
            GRAPH ?g {{ ?s a ?class }} FILTER({NOT_DERIVED} && isIRI(?s)) }}""",
    )
    return Lifetimes(periods, frozenset(row["s"]["value"] for row in entities))


_LIFETIMES = StoredPerVersion(
    __file__,
    lambda version: read_lifetimes(version.store),
    lambda lifetimes: {
        "periods": {
            iri: [period.begin, period.end, period.confirmed, period.attested]
            for iri, period in lifetimes.periods.items()
        },
        "entities": sorted(lifetimes.entities),
    },
    lambda body: Lifetimes(
        {
            iri: Period(begin, end, confirmed=confirmed, attested=attested)
            for iri, (begin, end, confirmed, attested) in body["periods"].items()
        },
        frozenset(body["entities"]),
    ),
)
lifetimes_of = _LIFETIMES.of
"""The lifetimes of a version."""
