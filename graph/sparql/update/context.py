"""What an operation works with: the store, the rules of its graphs, and what the request said beside its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ...errors import RefusedError
from ...store.change import Change, GraphName
from ...store.evaluation import evaluate
from ..prologue import resolve
from .operations import Operation
from .rules import GraphRules
from .templates import Solution

Load = Callable[[str], Iterable[ox.Triple]]
"""Fetches the document at an address and gives its triples; raises RefusedError where that is not allowed."""


@dataclass(frozen=True)
class Select:
    """A SELECT that gives the solutions of a WHERE: its text, base, and the graphs that it reads.

    `default_graphs` None is the store's own default graph, `named_graphs` None every named graph. `variables` are
    those that are wanted of each solution.
    """

    text: str
    variables: tuple[str, ...]
    base: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


Solve = Callable[[ox.Store, Select], Iterable[Solution]]
"""Answers a SELECT on a store as it is now."""


def solve_here(store: ox.Store, select: Select) -> Iterator[Solution]:
    """Answer a SELECT in this process, without any limit."""
    results = evaluate(
        store, select.text, base=select.base, default_graphs=select.default_graphs, named_graphs=select.named_graphs
    )
    assert isinstance(results, ox.QuerySolutions)
    return solutions(results, select)


def solutions(results: ox.QuerySolutions, select: Select) -> Iterator[Solution]:
    """The solutions with the variables that are wanted; one that is unbound is left out."""
    for row in results:
        yield {name: value for name in select.variables if (value := row[name]) is not None}


@dataclass(frozen=True)
class RequestOptions:
    """What a request says beside its text: base IRI, and the dataset of every WHERE (None: not given).

    `graph` is the one graph that the request is about: the default graph of every WHERE that names none.
    """

    base: str | None = None
    using_graphs: Sequence[str] | None = None
    using_named_graphs: Sequence[str] | None = None
    graph: ox.NamedNode | None = None

    @property
    def names_dataset(self) -> bool:
        """Whether the request names graphs for WHERE."""
        return self.using_graphs is not None or self.using_named_graphs is not None


@dataclass(frozen=True)
class Context:
    """The state in which an operation is evaluated. Nothing here changes the store."""

    store: ox.Store
    rules: GraphRules
    load: Load
    solve: Solve
    options: RequestOptions

    def within(self, graph: GraphName) -> Context:
        """The same state, held to one graph."""
        named = graph if isinstance(graph, ox.NamedNode) else None
        return replace(self, rules=self.rules.only(graph), options=replace(self.options, graph=named))

    def exists(self, graph: GraphName) -> bool:
        """Whether the store has the graph, be it empty; the graph that unnamed writes go to always exists."""
        return graph == self.rules.target or self.store.contains_named_graph(graph)

    def content(self, graph: GraphName) -> list[ox.Quad]:
        """The quads of a graph."""
        return list(self.store.quads_for_pattern(None, None, None, graph))

    def created(self, graph: GraphName) -> Change:
        """The change by which a named graph comes to exist, if it does not yet."""
        if isinstance(graph, ox.NamedNode) and not self.store.contains_named_graph(graph):
            return Change(created=frozenset({graph}))
        return Change()

    def emptied(self, graph: GraphName, *, dropped: bool) -> Change:
        """The change by which a graph loses all it holds and, if `dropped`, ceases to exist.

        Raises RefusedError when the graph may not be written, also where it holds nothing.
        """
        self.rules.check(graph)
        gone = dropped and isinstance(graph, ox.NamedNode) and self.store.contains_named_graph(graph)
        names = frozenset({graph}) if gone and isinstance(graph, ox.NamedNode) else frozenset()
        return Change(removed=frozenset(self.content(graph)), dropped=names)

    def resolve(self, operation: Operation, text: str) -> ox.NamedNode:
        """The IRI that a name in an operation stands for."""
        return ox.NamedNode(resolve(text, operation.prologue, self.options.base))


def refuse_load(address: str) -> Iterable[ox.Triple]:
    """The `Load` of a service that asks no other server."""
    raise RefusedError(f"LOAD <{address}> is refused; this service does not send requests to other servers.")


def in_graph(triple: ox.Triple, graph: GraphName) -> ox.Quad:
    """The triple as a quad of `graph`."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def as_stored(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The triples as the store gives them back: it rewrites literals on the way in ("01" becomes 1)."""
    store = ox.Store()
    store.bulk_extend(in_graph(triple, ox.DefaultGraph()) for triple in triples)
    return [quad.triple for quad in store]
