"""The closure computed in a store: rule files run as `INSERT … WHERE`, round after round, until nothing is added.

Undated: everything holds as if always. Any SPARQL 1.1 server can do it; it costs a request for each rule and round,
and each round looks at everything again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rdflib.namespace import RDF

from ..errors import ReasoningError
from ..rdf.namespaces import GRAPH, INFERRED_GRAPH, RULE
from ..reason import Progress
from ..reason.evaluation.trivia import EVERYTHING, REFLEXIVE, TO_CLASSES, VOCABULARIES
from ..reason.rules.lists import LIST_PROPERTIES, PAIRED_CLASSES, Statement, expand_lists
from ..sparql.files import SparqlFile, read_sparql_file
from ..sparql.lexer import Token, significant_tokens
from ..store import WritableStore, select
from .skolem import GENID

WORKING_GRAPH = GRAPH["closing"]
"""Holds all that is asserted and all that follows while rules run; gone at the end."""

_MAX_ROUNDS = 100


def close_at_store(store: WritableStore, asserted: Sequence[str], rules: Sequence[Path], progress: Progress) -> int:
    """Derive what follows from the graphs `asserted` into `graph:inferred`, and make the default graph their set.

    The graphs must have no blank nodes (see `skolem`). Returns how many triples were inferred. Raises ReasoningError
    when they have, or a rule is no CONSTRUCT or SELECT, and what the store raises.
    """
    store.drop(WORKING_GRAPH)
    for graph in asserted:
        store.update(f"ADD SILENT <{graph}> TO <{WORKING_GRAPH}>")
    _check_names(store)
    _add_helpers(store)
    updates = [update for path in rules if (update := as_update(read_sparql_file(path), WORKING_GRAPH)) is not None]
    _saturate(store, updates, progress)
    _show(store, asserted)
    store.drop(WORKING_GRAPH)
    return _count(store, INFERRED_GRAPH)


def as_update(rule: SparqlFile, graph: str) -> str | None:
    """A rule as an update within one graph; None for one that finds contradictions, or runs only when asked.

    >>> rule = SparqlFile(Path("r.rq"), (), "CONSTRUCT { ?x a ?y } WHERE { ?x a ?y }")
    >>> as_update(rule, "urn:g").split(maxsplit=1)[1]
    '{ GRAPH <urn:g> { ?x a ?y } } WHERE { GRAPH <urn:g> { ?x a ?y } }'
    """
    if rule.values("when") == ["asked"]:
        return None
    found = list(significant_tokens(rule.text))
    form = next((token for token in found if token.kind == "word" and token.text.upper() in _FORMS), None)
    if form is None:
        raise ReasoningError(f"{rule.path} has neither CONSTRUCT nor SELECT; expected one of them.")
    if form.text.upper() == "SELECT":
        return None
    prologue, (head, body) = rule.text[: form.start], _blocks(rule.text, found)
    return f"{prologue}INSERT {{ GRAPH <{graph}> {head} }} WHERE {{ GRAPH <{graph}> {body} }}"


_FORMS = frozenset({"CONSTRUCT", "SELECT"})


def _blocks(text: str, found: list[Token]) -> tuple[str, str]:
    """The outermost braces of a CONSTRUCT: template and pattern."""
    depth, start = 0, 0
    blocks = []
    for token in (token for token in found if token.kind == "mark" and token.text in "{}"):
        depth += 1 if token.text == "{" else -1
        if token.text == "{" and depth == 1:
            start = token.start
        elif depth == 0:
            blocks.append(text[start : token.end])
    return blocks[0], blocks[1]


def _check_names(store: WritableStore) -> None:
    pattern = f"GRAPH <{WORKING_GRAPH}> {{ ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }}"
    if select(store, f"SELECT ?s WHERE {{ {pattern} }} LIMIT 1"):
        raise ReasoningError("The graphs at the store have blank nodes; expected names for them, as a mirror gives.")


def _add_helpers(store: WritableStore) -> None:
    """The helper statements of lists, which rules read; they are made here, since a rule cannot walk a list."""
    listed = f"?s ?p ?o VALUES ?p {{ {' '.join(LIST_PROPERTIES)} }}"
    paired = f"?s ?p ?o FILTER(?p = {RDF.type.n3()}) VALUES ?o {{ {' '.join(PAIRED_CLASSES)} }}"
    rows = select(store, f"SELECT * WHERE {{ GRAPH <{WORKING_GRAPH}> {{ {{ {listed} }} UNION {{ {paired} }} }} }}")
    # A store elsewhere knows no dates: each statement holds always, in an interval that has some length.
    statements = [(_n3(row["s"]), _n3(row["p"]), _n3(row["o"]), 0, 1) for row in rows]
    helpers = sorted({helper.statement for helper in expand_lists(statements).helpers})
    store.update(f"INSERT DATA {{ GRAPH <{WORKING_GRAPH}> {{ {' '.join(map(_line, helpers))} }} }}")


def _n3(term: dict[str, str]) -> str:
    # Members of lists that matter are classes, properties and individuals; a literal matters to no rule.
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
    raise ReasoningError(f"The rules were not done after {_MAX_ROUNDS} rounds.")


def _show(store: WritableStore, asserted: Sequence[str]) -> None:
    """Put what is worth telling into the served graphs."""
    given = ", ".join(f"<{graph}>" for graph in asserted)
    store.drop(INFERRED_GRAPH)
    store.update(
        f"""INSERT {{ GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }} WHERE {{
            GRAPH <{WORKING_GRAPH}> {{ ?s ?p ?o }} FILTER({_WORTH_TELLING})
            FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({given})) }} }}"""
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


_WORTH_TELLING = f"""!({" || ".join(_starts(variable, [str(RULE)]) for variable in ("?s", "?p", "?o"))})
    && !({_starts("?s", VOCABULARIES)}) && !(?s = ?o && {_in("?p", REFLEXIVE)}) && !({_in("?o", EVERYTHING)})
    && !({_in("?p", TO_CLASSES)} && ({_starts("?s", [GENID])} || {_starts("?o", [GENID])}))"""
"""What `reason.trivia` calls worth telling, in SPARQL."""
