"""Names of terms in a closure, for sentences that people read; unnamed classes and lists are spelt out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb
from rdflib.namespace import OWL, RDF, RDFS

from ..evaluation.tables.term_dictionary import ids_of, listed_ids
from .terms import parsed, readable_text

_MAX_DEPTH = 6
"""How deep a class expression is spelt out; what lies deeper is shown as '…'."""

_ON_PROPERTY = OWL.onProperty.n3()
_RESTRICTIONS = {
    OWL.someValuesFrom.n3(): "some",
    OWL.allValuesFrom.n3(): "only",
    OWL.hasValue.n3(): "value",
    OWL.maxCardinality.n3(): "max",
    OWL.maxQualifiedCardinality.n3(): "max",
}
_WORDS = _RESTRICTIONS | {
    OWL.intersectionOf.n3(): " and ",
    OWL.unionOf.n3(): " or ",
    OWL.oneOf.n3(): " or ",
    RDF.first.n3(): ", ",
}
"""What a kind of expression reads like, by the property that shows the kind."""

_Statements = dict[str, dict[str, list[str]]]


def labels_of(connection: duckdb.DuckDBPyConnection, terms: Iterable[str]) -> dict[str, str]:
    """The English names of those terms (N-Triples) that have one, by term.

    An unnamed class expression is spelt out in the manner of the OWL 2 Manchester Syntax ("State and (member of some
    Organization)"), a list as "(a, b)".
    """
    wanted = set(terms)
    blanks = {term for term in wanted if term.startswith("_:")}
    statements = _statements_below(connection, blanks) if blanks else {}
    named = {node for parts in statements.values() for nodes in parts.values() for node in nodes}
    labels = _stated(connection, wanted | named)
    return {t: name for t, name in labels.items() if t in wanted} | {
        blank: _spelt(blank, statements, labels, 0) for blank in blanks if blank in statements
    }


def _stated(connection: duckdb.DuckDBPyConnection, terms: Iterable[str]) -> dict[str, str]:
    ids = {term: text for text, term in ids_of(connection, terms).items() if term > 0}
    listed = ", ".join(map(str, ids)) or "0"
    rows = connection.execute(
        f"""SELECT a.s, min(o.text) FROM asserted AS a JOIN term AS o ON o.id = a.o
        WHERE a.s IN ({listed}) AND a.p IN ({listed_ids(connection, [RDFS.label.n3()])}) AND o.text LIKE '%"@en'
        GROUP BY a.s"""
    ).fetchall()
    return {ids[subject]: parsed(text).value for subject, text in rows}


def _statements_below(connection: duckdb.DuckDBPyConnection, blanks: set[str]) -> _Statements:
    """What is asserted of blank nodes and of those that they lead to."""
    statements: _Statements = {}
    waiting = blanks
    for _ in range(_MAX_DEPTH * 2):
        if not waiting:
            break
        for blank, predicate, target in _about(connection, waiting):
            statements.setdefault(blank, defaultdict(list))[predicate].append(target)
        reached = {node for parts in statements.values() for nodes in parts.values() for node in nodes}
        waiting = {node for node in reached if node.startswith("_:")} - statements.keys()
    return statements


def _about(connection: duckdb.DuckDBPyConnection, blanks: set[str]) -> list[tuple[str, str, str]]:
    rows = connection.execute(
        f"""SELECT DISTINCT s.text, p.text, o.text FROM asserted AS a JOIN term AS s ON s.id = a.s
        JOIN term AS p ON p.id = a.p JOIN term AS o ON o.id = a.o
        WHERE a.s IN ({listed_ids(connection, blanks)}) ORDER BY ALL"""
    ).fetchall()
    return [(s, p, o) for s, p, o in rows]


def _spelt(node: str, statements: _Statements, labels: dict[str, str], depth: int) -> str:
    """A node in words: a name, or an expression made of names."""
    if node not in statements:
        return labels.get(node) or readable_text(node)
    parts = statements[node]
    kind = next((predicate for predicate in _WORDS if predicate in parts), None)
    if depth > _MAX_DEPTH or kind is None:
        return "…"
    if kind in _RESTRICTIONS:
        prop, filler = (_spelt(parts[p][0], statements, labels, depth + 1) for p in (_ON_PROPERTY, kind))
        return f"({prop} {_WORDS[kind]} {filler})"
    head = node if kind == RDF.first.n3() else parts[kind][0]
    return f"({_WORDS[kind].join(_members(head, statements, labels, depth))})"


def _members(node: str, statements: _Statements, labels: dict[str, str], depth: int) -> list[str]:
    members: list[str] = []
    seen: set[str] = set()
    while node in statements and node not in seen and RDF.first.n3() in statements[node]:
        seen.add(node)
        members.append(_spelt(statements[node][RDF.first.n3()][0], statements, labels, depth + 1))
        node = next(iter(statements[node][RDF.rest.n3()]), "")
    return members
