"""INSERT and DELETE, with data or with a pattern (SPARQL 1.1 Update, sections 3.1.1 to 3.1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from ...errors import RefusedError
from ...store.change import Change, GraphName, difference
from .context import Context, Select, in_graph
from .operations import Operation
from .templates import Template


def insert_data(context: Context, operation: Operation) -> Change:
    """Add the quads of the block."""
    template = Template(operation.prologue, operation.blocks["DATA"], context.options.base)
    return difference(context.store, add=_routed(template.quads(), context.rules.target))


def delete_data(context: Context, operation: Operation) -> Change:
    """Remove the quads of the block."""
    template = Template(operation.prologue, operation.blocks["DATA"], context.options.base)
    return difference(context.store, remove=_deletions(context, template.quads(), context.rules.target))


def modify(context: Context, operation: Operation) -> Change:
    """Fill the templates with every solution of WHERE; all deletions come before all insertions."""
    templates = _templates(context, operation)
    solutions = list(context.solve(context.store, _select(context, operation, templates.values())))
    target = _with_graph(context, operation) or context.rules.target
    filled = {word: template.fill(solutions) for word, template in templates.items()}
    return difference(
        context.store,
        add=_routed(filled.get("INSERT", ()), target),
        remove=_deletions(context, filled.get("DELETE", ()), target),
    )


def _templates(context: Context, operation: Operation) -> dict[str, Template]:
    blocks = {word: block for word, block in operation.blocks.items() if word != "WHERE"}
    # In DELETE WHERE one block is both pattern and template.
    blocks = blocks or {"DELETE": operation.blocks["WHERE"]}
    return {word: Template(operation.prologue, block, context.options.base) for word, block in blocks.items()}


def _select(context: Context, operation: Operation, templates: Iterable[Template]) -> Select:
    """The query for the solutions of WHERE, with the variables that the templates need."""
    wanted = tuple(sorted({name for template in templates for name in template.variables}))
    columns = " ".join(f"?{name}" for name in wanted) or "*"
    text = f"{operation.prologue}\nSELECT {columns} WHERE {operation.blocks['WHERE']}"
    return replace(_dataset(context, operation), text=text, variables=wanted, base=context.options.base)


def _dataset(context: Context, operation: Operation) -> Select:
    """The graphs of WHERE: USING and USING NAMED give all of them, WITH alone only the default graph."""
    options = context.options
    empty = Select("", (), None)
    if options.names_dataset:
        default, named = tuple(options.using_graphs or ()), tuple(options.using_named_graphs or ())
        return replace(empty, default_graphs=default, named_graphs=named)
    default, named = _using(context, operation)
    if default or named:
        return replace(empty, default_graphs=default, named_graphs=named)
    default_graph = _with_graph(context, operation) or options.graph
    return replace(empty, default_graphs=(default_graph.value,) if default_graph else None)


def _using(context: Context, operation: Operation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    default, named, words = [], [], operation.words
    for place, word in enumerate(words):
        if word == "USING" and words[place + 1] == "NAMED":
            named.append(context.resolve(operation, words[place + 2]).value)
        elif word == "USING":
            default.append(context.resolve(operation, words[place + 1]).value)
    return tuple(default), tuple(named)


def _with_graph(context: Context, operation: Operation) -> ox.NamedNode | None:
    return context.resolve(operation, operation.words[1]) if operation.words[0] == "WITH" else None


def _routed(quads: Iterable[ox.Quad], target: GraphName) -> Iterator[ox.Quad]:
    """The quads, with `target` for those that name no graph."""
    for quad in quads:
        yield in_graph(quad.triple, target) if isinstance(quad.graph_name, ox.DefaultGraph) else quad


def _deletions(context: Context, quads: Iterable[ox.Quad], target: GraphName) -> list[ox.Quad]:
    """As `_routed`, but refuse what would seem to be deleted and stay.

    Where the default graph shows more than the graph that unnamed writes go to, a DELETE without GRAPH may mean a
    triple that another graph holds. A triple that is only derived or computed is passed over beside others that do
    go: a pattern such as `?s ?p ?o` finds it too.
    """
    requested = list(quads)
    routed = list(_routed(requested, target))
    if target != context.rules.target or isinstance(target, ox.DefaultGraph):
        return routed
    pairs = zip(requested, routed, strict=True)
    staying = [
        quad for quad, place in pairs if quad != place and place not in context.store and quad in context.store
    ]
    goes = any(quad in context.store for quad in routed)
    for quad in staying:
        holders = _holders(context, quad)
        follows = holders <= context.rules.derived or quad.predicate in context.rules.computed
        if not goes or not follows:
            names = ", ".join(sorted(map(str, holders))) or "no named graph"
            raise RefusedError(
                f"The triple {quad.triple} is not in {target}, from which a DELETE without GRAPH removes, but in "
                f"{names}; name the graph if it is yours."
            )
    return routed


def _holders(context: Context, quad: ox.Quad) -> set[GraphName]:
    matching = context.store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return {held.graph_name for held in matching} - {ox.DefaultGraph()}
