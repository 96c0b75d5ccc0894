"""Blank nodes in the text of a query, which has no way to write one: as IRIs that a function of ours turns back.

VALUES may hold no blank node, so a solution of another server carries an IRI in its place, and the query wraps it in
RESTORE. The engine's own BNODE(label) does not do: it gives another node in each solution.
"""

from __future__ import annotations

import pyoxigraph as ox

_PREFIX = "urn:x-westphalia:blank-node:"
RESTORE = ox.NamedNode("urn:x-westphalia:restore-blank-node")
"""The function in queries: a term as `restored` gives it."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def replaced(term: Term, scope: str) -> Term:
    """The term with IRIs in place of blank nodes; `scope` keeps equal labels of different documents apart."""
    if isinstance(term, ox.BlankNode):
        return ox.NamedNode(f"{_PREFIX}{scope}x{term.value.encode().hex()}")
    if isinstance(term, ox.Triple):
        return ox.Triple(replaced(term.subject, scope), term.predicate, replaced(term.object, scope))  # type: ignore[arg-type]
    return term


def restored(term: Term) -> Term:
    """The term with its blank nodes again."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(_PREFIX):
        return ox.BlankNode(term.value.removeprefix(_PREFIX))
    if isinstance(term, ox.Triple):
        return ox.Triple(restored(term.subject), term.predicate, restored(term.object))  # type: ignore[arg-type]
    return term
