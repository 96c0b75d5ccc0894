"""Materialisation at a store: rule files run as `INSERT … WHERE`, round after round, until nothing is added.

The closure is undated: dates are ignored. Any SPARQL 1.1 server can derive it, at the cost of one request for each
rule and round; evaluation is naive, so each round joins all triples again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rdflib.namespace import RDF

from ..errors import ReasoningError
from ..rdf.namespaces import GENID, GRAPH, INFERRED_GRAPH, RULE
from ..reason import Progress
from ..reason.evaluation.trivial_triples import EVERYTHING, REFLEXIVE, TO_CLASSES, VOCABULARIES
from ..reason.rules.lists import LIST_PROPERTIES, PAIRED_CLASSES, Statement, expand_lists
from ..reason.rules.reader import ON_REQUEST
from ..sparql.files import SparqlFile, read_sparql_file
from ..sparql.lexer import Token, significant_tokens
from ..store import WritableStore, select

WORKING_GRAPH = GRAPH["closing"]
"""Holds asserted and derived triples while rules run; dropped at the end."""

_MAX_ROUNDS = 100
"""A bound on rules that create terms without end; each round follows chains one step further."""


def materialize_at_store(
    store: WritableStore, asserted: Sequence[str], rules: Sequence[Path], progress: Progress
) -> int:
    """Derive the closure of the graphs `asserted` into `graph:inferred`, and make the default graph their union.

    Returns the number of inferred triples. Raises ReasoningError when the graphs have blank nodes (see `skolem`) or a
    rule is neither CONSTRUCT nor SELECT, and what the store raises.
    """
    store.drop(WORKING_GRAPH)
    for graph in asserted:
        store.update(f"ADD SILENT <{graph}> TO <{WORKING_GRAPH}>")
    _check_skolemized(store)
    _add_helpers(store)
    updates = [update for path in rules if (update := as_update(read_sparql_file(path), WORKING_GRAPH)) is not None]
    _saturate(store, updates, progress)
    _publish(store, asserted)
    store.drop(WORKING_GRAPH)
    return _count(store, INFERRED_GRAPH)


def as_update(rule: SparqlFile, graph: str) -> str | None:
    """A rule as an update within one graph; None for a rule that finds contradictions or runs on request only.

    >>> rule = SparqlFile(Path("r.rq"), (), "CONSTRUCT { ?x a ?y } WHERE { ?x a ?y }")
    >>> as_update(rule, "urn:g").split(maxsplit=1)[1]
    '{ GRAPH <urn:g> { ?x a ?y } } WHERE { GRAPH <urn:g> { ?x a ?y } }'
    """
    if rule.values("when") == [ON_REQUEST]:
        return None
    tokens = list(significant_tokens(rule.text))
    form = next((token for token in tokens if token.kind == "word" and token.text.upper() in _FORMS), None)
    if form is None:
        raise ReasoningError(f"{rule.path} has neither CONSTRUCT nor SELECT; expected one of them.")
    if form.text.upper() == "SELECT":
        return None
    prologue, (head, body) = rule.text[: form.start], _blocks(rule.text, tokens)
    return f"{prologue}INSERT {{ GRAPH <{graph}> {head} }} WHERE {{ GRAPH <{graph}> {body} }}"


_FORMS = frozenset({"CONSTRUCT", "SELECT"})


def _blocks(text: str, tokens: list[Token]) -> tuple[str, str]:
    """The outermost braces of a CONSTRUCT: template and pattern."""
    depth, start = 0, 0
    blocks = []
    for token in (token for token in tokens if token.kind == "mark" and token.text in "{}"):
        depth += 1 if token.text == "{" else -1
        if token.text == "{" and depth == 1:
            start = token.start
        elif depth == 0:
            blocks.append(text[start : token.end])
    return blocks[0], blocks[1]


def _check_skolemized(store: WritableStore) -> None:
    pattern = f"GRAPH <{WORKING_GRAPH}> {{ ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }}"
    if select(store, f"SELECT ?s WHERE {{ {pattern} }} LIMIT 1"):
        raise ReasoningError(
            "The graphs at the store have blank nodes; expected skolem IRIs, as replication makes them."
        )


def _add_helpers(store: WritableStore) -> None:
    """Insert the helper statements of lists, which rules read: a rule cannot traverse a list of any length."""
    listed = f"?s ?p ?o VALUES ?p {{ {' '.join(LIST_PROPERTIES)} }}"
    paired = f"?s ?p ?o FILTER(?p = {RDF.type.n3()}) VALUES ?o {{ {' '.join(PAIRED_CLASSES)} }}"
    rows = select(store, f"SELECT * WHERE {{ GRAPH <{WORKING_GRAPH}> {{ {{ {listed} }} UNION {{ {paired} }} }} }}")
    # A store elsewhere knows no dates: each statement holds always, in an interval that has some length.
    statements = [(_n3(row["s"]), _n3(row["p"]), _n3(row["o"]), 0, 1) for row in rows]
    helpers = sorted({helper.statement for helper in expand_lists(statements).helpers})
    store.update(f"INSERT DATA {{ GRAPH <{WORKING_GRAPH}> {{ {' '.join(map(_line, helpers))} }} }}")


def _n3(term: dict[str, str]) -> str:
    # No rule reads literals in lists, only classes, properties and individuals.
    return f"<{term['value']}>" if term["type"] == "uri" else f"_:{term['value']}"


def _line(statement: Statement) -> str:
    return f"{' '.join(statement)} ."


def _saturate(store: WritableStore, updates: Sequence[str], progress: Progress) -> None:
    count = _count(store, WORKING_GRAPH)
    for number in range(1, _MAX_ROUNDS + 1):
        for update in updates:
            store.update(update)
        before, count = count, _count(store, WORKING_GRAPH)
        progress(f"Round {number}: {count:,} triples …")
        if count == before:
            return
    raise ReasoningError(
        f"The rules still derived new triples after {_MAX_ROUNDS} rounds; expected a fixpoint before."
    )


def _publish(store: WritableStore, asserted: Sequence[str]) -> None:
    """Copy the conclusions that are not trivial into the graphs that are served."""
    names = ", ".join(f"<{graph}>" for graph in asserted)
    store.drop(INFERRED_GRAPH)
    store.update(
        f"""INSERT {{ GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }} WHERE {{
            GRAPH <{WORKING_GRAPH}> {{ ?s ?p ?o }} FILTER({_NOT_TRIVIAL})
            FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({names})) }} }}"""
    )
    store.drop(None)
    for graph in [*asserted, INFERRED_GRAPH]:
        store.update(f"ADD SILENT <{graph}> TO DEFAULT")


def _count(store: WritableStore, graph: str) -> int:
    [row] = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return int(row["n"]["value"])


def _starts(variable: str, namespaces: Sequence[str]) -> str:
    return " || ".join(f'STRSTARTS(STR({variable}), "{namespace}")' for namespace in namespaces)


def _in(variable: str, terms: frozenset[object]) -> str:
    return f"{variable} IN ({', '.join(sorted(f'<{term}>' for term in terms))})"


_NOT_TRIVIAL = f"""!({" || ".join(_starts(variable, [str(RULE)]) for variable in ("?s", "?p", "?o"))})
    && !({_starts("?s", VOCABULARIES)}) && !(?s = ?o && {_in("?p", REFLEXIVE)}) && !({_in("?o", EVERYTHING)})
    && !({_in("?p", TO_CLASSES)} && ({_starts("?s", [GENID])} || {_starts("?o", [GENID])}))"""
"""The criterion of `reason.evaluation.trivial_triples` as a SPARQL filter."""
