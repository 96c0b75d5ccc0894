"""Operations on whole graphs: LOAD, CREATE, CLEAR, DROP, ADD, COPY and MOVE (SPARQL 1.1 Update, 3.1.4 to 3.2)."""

from __future__ import annotations

from ...errors import QueryError
from ...store.change import Change, GraphName, difference
from .context import Context, as_stored, in_graph
from .operations import Operation
from .rules import name_of


def load(context: Context, operation: Operation) -> Change:
    """Add the triples of the document at an address."""
    names = _operands(operation, "INTO")
    address = context.resolve(operation, names[0]).value
    target = context.resolve(operation, names[1]) if len(names) > 1 else context.rules.target
    triples = as_stored(context.load(address))
    return difference(context.store, add=[in_graph(triple, target) for triple in triples])


def create(context: Context, operation: Operation) -> Change:
    """Make an empty graph."""
    graph = context.resolve(operation, _operands(operation)[0])
    if context.exists(graph):
        raise QueryError(f"{name_of(graph)} exists already.")
    return context.created(graph)


def clear(context: Context, operation: Operation) -> Change:
    """Empty graphs; DROP also ends them."""
    net = Change()
    for graph in _graphs_meant(context, operation):
        if not context.exists(graph):
            raise QueryError(f"{name_of(graph)} does not exist.")
        net = net.then(context.emptied(graph, dropped=operation.verb == "DROP"))
    return net


def transfer(context: Context, operation: Operation) -> Change:
    """Bring one graph's triples into another: beside what it holds (ADD), in its place (COPY), or leaving (MOVE)."""
    source, target = (_place(context, operation, name) for name in _operands(operation, "TO"))
    if not context.exists(source):
        raise QueryError(f"{name_of(source)} does not exist.")
    if source == target:
        return Change()
    copied = [in_graph(quad.triple, target) for quad in context.content(source)]
    replaced = [] if operation.verb == "ADD" else context.content(target)
    change = difference(context.store, add=copied, remove=replaced).then(context.created(target))
    return change.then(context.emptied(source, dropped=True)) if operation.verb == "MOVE" else change


def _operands(operation: Operation, *between: str) -> list[str]:
    """The names of an operation, without its verb and its other keywords."""
    return [word for word in operation.words[1:] if word not in {"SILENT", "GRAPH", *between}]


def _graphs_meant(context: Context, operation: Operation) -> list[GraphName]:
    meant = _operands(operation)[0]
    default, named = [context.rules.target], sorted(context.store.named_graphs(), key=str)
    by_keyword: dict[str, list[GraphName]] = {
        "DEFAULT": [*default],
        "NAMED": [*named],
        "ALL": [*dict.fromkeys([*default, *named])],
    }
    return by_keyword[meant] if meant in by_keyword else [context.resolve(operation, meant)]


def _place(context: Context, operation: Operation, name: str) -> GraphName:
    return context.rules.target if name == "DEFAULT" else context.resolve(operation, name)
