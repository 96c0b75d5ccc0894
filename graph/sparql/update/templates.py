"""Quad templates: blocks of an update with variables, filled from the solutions of its WHERE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import pyoxigraph as ox

from ...rdf.namespaces import PREFIXES
from ..lexer import tokens
from ..rewriting import replace_tokens

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Solution = Mapping[str, Term]
_GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

_VARIABLE = "urn:x-westphalia:variable:"
_T = TypeVar("_T")


class Template:
    """The quads of an INSERT, DELETE or DATA block, with variables and blank nodes still open.

    The engine itself parses the block: variables are written as IRIs of our own and the block is inserted as data
    into an empty store. So lists, property lists and triple terms mean here what they mean there.
    """

    def __init__(self, prologue: str, block: str, base: str | None) -> None:
        store = ox.Store()
        store.update(f"{prologue}\nINSERT DATA {_variables_as_iris(block)}", base_iri=base, prefixes=PREFIXES)
        self._quads = list(store)
        self.variables = sorted({name for quad in self._quads for name in _variables(quad)})

    def quads(self) -> list[ox.Quad]:
        """The quads of a block without variables."""
        return list(self.fill([{}]))

    def fill(self, solutions: Iterable[Solution]) -> Iterator[ox.Quad]:
        """The quads for each solution.

        A blank node of the template becomes a new one for each solution; a quad that would have an unbound variable,
        or a term where RDF allows none of its kind, is left out (SPARQL 1.1 Update, section 3.1.3).
        """
        for solution in solutions:
            filler = _Filler(solution)
            for quad in self._quads:
                filled = filler.quad(quad)
                if filled is not None:
                    yield filled


class _Filler:
    """Fills quads with one solution; equal blank node labels become one new blank node."""

    def __init__(self, solution: Solution) -> None:
        self._solution = solution
        self._blank_nodes: dict[str, ox.BlankNode] = {}

    def quad(self, quad: ox.Quad) -> ox.Quad | None:
        triple = self._triple(quad.triple)
        graph = quad.graph_name if isinstance(quad.graph_name, ox.DefaultGraph) else self._term(quad.graph_name)
        if triple is None or not isinstance(graph, ox.NamedNode | ox.DefaultGraph):
            return None
        return ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    def _triple(self, triple: ox.Triple) -> ox.Triple | None:
        subject, predicate = self._term(triple.subject), self._term(triple.predicate)
        target = self._term(triple.object)
        if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode):
            return None
        return None if target is None else ox.Triple(subject, predicate, target)

    def _term(self, term: Term) -> Term | None:
        if isinstance(term, ox.BlankNode):
            return self._blank_nodes.setdefault(term.value, ox.BlankNode())
        if isinstance(term, ox.Triple):
            return self._triple(term)
        if isinstance(term, ox.NamedNode) and term.value.startswith(_VARIABLE):
            return self._solution.get(term.value.removeprefix(_VARIABLE))
        return term


def _variables_as_iris(block: str) -> str:
    variables = (token for token in tokens(block) if token.kind == "variable")
    return replace_tokens(block, {token: f"<{_VARIABLE}{token.text[1:]}>" for token in variables})


def _variables(quad: ox.Quad) -> Iterator[str]:
    graph = [] if isinstance(quad.graph_name, ox.DefaultGraph) else [quad.graph_name]
    for term in (*graph, *_terms(quad.triple)):
        if isinstance(term, ox.NamedNode) and term.value.startswith(_VARIABLE):
            yield term.value.removeprefix(_VARIABLE)


def _terms(triple: ox.Triple) -> Iterator[Term]:
    yield triple.subject
    yield triple.predicate
    if isinstance(triple.object, ox.Triple):
        yield from _terms(triple.object)
    else:
        yield triple.object
