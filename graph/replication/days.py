"""Days at a store on another server: what a day shows is there as graphs that a query takes as its default graph.

    graph:at/always          what the default graph shows on every day
    graph:at/<first day>     what it shows beyond that on a day, and on those after it until something changes

`graph:version` there says from when until when each holds. The named graphs of sources are the same on every day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, XSD

from ..errors import QueryError
from ..rdf.namespaces import GRAPH, INFERRED_GRAPH, WPH
from ..sparql.lexer import keywords, tokens
from ..store import Answer, Choose, Store, select

AT = f"{GRAPH}at/"
"""Where the names of these graphs begin."""
ALWAYS = f"{AT}always"
VERSION_GRAPH = GRAPH["version"]
"""The graph at the store that names the version it holds, and its days; absent while a load is running."""
_OF_OTHER_DAYS = frozenset({f"<{INFERRED_GRAPH}>", "graph:inferred"})


@dataclass(frozen=True)
class CarriedDays:
    """Days at a store on which it shows the same: from `first` until before `end` (None: without a bound).

    `graph` is the graph with what passes; None says that these are the days of the default graph.
    """

    graph: str | None
    first: date | None
    end: date | None

    def has(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)

    def __str__(self) -> str:
        """As a sentence names them."""
        if self.first is None:
            return f"the days before {self.end}" if self.end else "every day"
        return f"{self.first} to before {self.end}" if self.end else f"{self.first} and later"

    def triples(self) -> list[ox.Triple]:
        """What `graph:version` says of them."""
        name = ox.NamedNode(self.graph or str(VERSION_GRAPH))
        bounds = [(WPH.validFrom, self.first), (WPH.validUntil, self.end)]
        part = ox.Triple(name, ox.NamedNode(DCTERMS.isPartOf), ox.NamedNode(VERSION_GRAPH))
        return [part, *(_bound(name, str(prop), day) for prop, day in bounds if day is not None)]


def _bound(name: ox.NamedNode, prop: str, day: date) -> ox.Triple:
    return ox.Triple(name, ox.NamedNode(prop), ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD.date)))


def carried_days(store: Store) -> list[CarriedDays]:
    """The days that a store has, in their order; none while a load is running. Raises what the store raises."""
    rows = select(
        store,
        f"""SELECT ?g ?from ?until WHERE {{ GRAPH <{VERSION_GRAPH}> {{ ?g <{DCTERMS.isPartOf}> <{VERSION_GRAPH}>
        OPTIONAL {{ ?g <{WPH.validFrom}> ?from }} OPTIONAL {{ ?g <{WPH.validUntil}> ?until }} }} }}""",
    )
    days = [
        CarriedDays(
            row["g"]["value"] if row["g"]["value"] != str(VERSION_GRAPH) else None,
            *(date.fromisoformat(row[name]["value"]) if name in row else None for name in ("from", "until")),
        )
        for row in rows
    ]
    return sorted(days, key=lambda each: each.first or date.min)


@dataclass(frozen=True)
class StoreOnDay:
    """A store on another server as it is on a day that was carried to it; see `Store`."""

    store: Store
    days: CarriedDays
    graphs: tuple[str, ...]
    """The named graphs that are the same on every day."""

    def run(
        self,
        query: str,
        choose: Choose,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Answer a query about the day; see `Store.run`."""
        if default_graphs is None and named_graphs is None and "FROM" not in keywords(query):
            default_graphs, named_graphs = self.dataset(query)
        return self.store.run(query, choose, default_graphs=default_graphs, named_graphs=named_graphs, base=base)

    def dataset(self, query: str) -> tuple[tuple[str, ...], tuple[str, ...]] | tuple[None, None]:
        """The default graphs and the named graphs for a query that names none; None and None are the store's own.

        Raises QueryError for a query of `graph:inferred`, which is there as it is today alone.
        """
        if self.days.graph is None:
            return None, None
        words = keywords(query)
        if "GRAPH" in words and any(token.text in _OF_OTHER_DAYS for token in tokens(query)):
            raise QueryError(
                f"The store has graph:inferred as it is today alone, not of {self.days}; expected a query of the "
                "default graph, which has what is inferred that day, or of the graphs of sources."
            )
        return (ALWAYS, self.days.graph), self.graphs if "GRAPH" in words else ()


def store_on(store: Store, day: date) -> StoreOnDay:
    """A store as it is on a day. Raises QueryError with the days that are there, when this one is not."""
    days = carried_days(store)
    found = next((each for each in days if each.has(day)), None)
    if found is None:
        listed = "; ".join(map(str, days)) or "none, since no version was carried there as a whole"
        raise QueryError(
            f"The store on the other server has not the state of the world on {day}; it has these days: {listed}. "
            "'westphalia build --day' carries others there."
        )
    return StoreOnDay(store, found, _unchanging(store))


def _unchanging(store: Store) -> tuple[str, ...]:
    rows = select(
        store,
        f"SELECT ?g WHERE {{ GRAPH <{VERSION_GRAPH}> {{ <{VERSION_GRAPH}> <{DCTERMS.hasPart}> ?g }} }} ORDER BY ?g",
    )
    return tuple(row["g"]["value"] for row in rows)
