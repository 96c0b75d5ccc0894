"""Rules of a dataset: which of its graphs may be written, and where a write goes that names no graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ...errors import RefusedError
from ...store.change import Change, GraphName


@dataclass(frozen=True)
class GraphRules:
    """Where a write may go.

    `target` is the graph meant by a write that names none. `refusal` gives, for a graph that may not be written, the
    reason as a clause ("is derived by the reasoner"), else None. `derived` are graphs whose content follows from the
    others, and so goes when that goes; so do the values of the properties `computed`, wherever they are.
    `triple_terms` says whether the dataset takes triple terms (RDF 1.2).
    """

    target: GraphName
    refusal: Callable[[GraphName], str | None]
    derived: frozenset[GraphName] = frozenset()
    computed: frozenset[ox.NamedNode] = frozenset()
    triple_terms: bool = True

    def only(self, target: GraphName) -> GraphRules:
        """The same rules for `target`, where unnamed writes go; every other graph refuses."""

        def refusal(graph: GraphName) -> str | None:
            return self.refusal(graph) if graph == target else "is not the graph that the request is about"

        return replace(self, target=target, refusal=refusal)

    def permitted(self, change: Change) -> Change:
        """The change; raises RefusedError when it touches a graph, or adds a term, that may not be written."""
        for graph in change.graphs:
            self.check(graph)
        term = None if self.triple_terms else next(_triple_terms(change), None)
        if term is not None:
            raise RefusedError(
                f"The triple term <<( {term} )>> is refused: reasoner and exports of this dataset are of RDF 1.1; "
                "write the statement as an owl:Axiom, or use a plain store (serve --bare)."
            )
        return change

    def check(self, graph: GraphName) -> None:
        """Raise RefusedError when `graph` may not be written."""
        reason = self.refusal(graph)
        if reason is not None:
            raise RefusedError(f"{name_of(graph)} {reason}.")


def _triple_terms(change: Change) -> Iterator[ox.Triple]:
    return (quad.object for quad in change.added if isinstance(quad.object, ox.Triple))


PLAIN = GraphRules(ox.DefaultGraph(), lambda _: None)
"""A plain store: every graph may be written, the default graph is one of its own."""


def name_of(graph: GraphName) -> str:
    """A graph as a sentence names it."""
    return "The default graph" if isinstance(graph, ox.DefaultGraph) else f"The graph {graph.value}"
