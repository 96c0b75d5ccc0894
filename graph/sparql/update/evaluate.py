"""Evaluation of a write: operations in turn, each on what those before it left."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from ...errors import QueryError, WestphaliaError
from ...rdf.reading import one_sentence
from ...store.change import Change, GraphName, apply, difference
from ...store.failures import is_storage_failure, storage_failure
from ..rewriting import refuse_outgoing_requests
from . import management, modify
from .context import Context, Load, RequestOptions, Solve, as_stored, in_graph, refuse_load, solve_here
from .operations import Operation, read_operations
from .rules import GraphRules

_VERBS: dict[str, Callable[[Context, Operation], Change]] = {
    "INSERT DATA": modify.insert_data,
    "DELETE DATA": modify.delete_data,
    "MODIFY": modify.modify,
    "LOAD": management.load,
    "CREATE": management.create,
    "CLEAR": management.clear,
    "DROP": management.clear,
    "ADD": management.transfer,
    "COPY": management.transfer,
    "MOVE": management.transfer,
}
"""Each operation of SPARQL 1.1 Update by its verb."""


class Evaluation:
    """One write on `store`, a copy that nobody else reads: a write that fails leaves it half done.

    `change` is the net change so far.
    """

    def __init__(
        self,
        store: ox.Store,
        rules: GraphRules,
        *,
        load: Load = refuse_load,
        solve: Solve = solve_here,
        options: RequestOptions | None = None,
    ) -> None:
        self._context = Context(store, rules, load, solve, options or RequestOptions())
        self.change = Change()

    def update(self, text: str, within: GraphName | None = None) -> None:
        """Carry out every operation of an update.

        With `within`, what names no graph means that one, and every other refuses. Raises QueryError when the text is
        malformed or an operation fails, RefusedError when the rules forbid one.
        """
        refuse_outgoing_requests(text)
        context = self._context if within is None else self._context.within(within)
        operations = read_operations(text, context.options.base)
        if context.options.names_dataset and any(operation.names_dataset for operation in operations):
            raise QueryError(
                "The request names graphs by using-graph-uri and the update by USING or WITH; expected only one."
            )
        for operation in operations:
            self._apply(_permitted(context, operation))

    def replace(self, graph: GraphName, triples: Iterable[ox.Triple]) -> None:
        """Put triples in the place of what a graph holds; the graph then exists, be it empty."""
        self._put(graph, triples, self._context.content(graph))

    def merge(self, graph: GraphName, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph, which then exists."""
        self._put(graph, triples, [])

    def insert(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, each to its own graph."""
        stored = ox.Store()  # which rewrites literals as ours will
        stored.bulk_extend(quads)
        self._apply(self._context.rules.permitted(difference(self._context.store, add=stored)))

    def drop(self, graph: GraphName) -> None:
        """Remove a graph with all it holds."""
        self._apply(self._context.rules.permitted(self._context.emptied(graph, dropped=True)))

    def exists(self, graph: GraphName) -> bool:
        """Whether there is such a graph, be it empty."""
        return self._context.exists(graph)

    def _put(self, graph: GraphName, triples: Iterable[ox.Triple], old: list[ox.Quad]) -> None:
        self._context.rules.check(graph)
        new = [in_graph(triple, graph) for triple in as_stored(triples)]
        change = difference(self._context.store, add=new, remove=old).then(self._context.created(graph))
        self._apply(self._context.rules.permitted(change))

    def _apply(self, change: Change) -> None:
        apply(self._context.store, change)
        self.change = self.change.then(change)


def _permitted(context: Context, operation: Operation) -> Change:
    """The change of an operation, none where it fails or is refused and is SILENT (section 3.1.4 and 3.2)."""
    try:
        return context.rules.permitted(_evaluated(context, operation))
    except WestphaliaError:
        if operation.is_silent:
            return Change()
        raise


def _evaluated(context: Context, operation: Operation) -> Change:
    try:
        return _VERBS[operation.verb](context, operation)
    except SyntaxError as error:
        raise QueryError(f"The update cannot be read: {one_sentence(str(error))}.") from None
    except (ValueError, RuntimeError, OSError) as error:
        if is_storage_failure(error):
            raise storage_failure(error, "The update cannot be executed") from None
        raise QueryError(f"The update cannot be executed: {one_sentence(str(error))}.") from None
