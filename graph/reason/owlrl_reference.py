"""The reference reasoner: owlrl for OWL 2 RL, and the project's rules, in turn until nothing is added. Undated."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import owlrl
import pyoxigraph as ox
import rdflib

from ..errors import ReasoningError
from ..rdf.curies import readable
from ..rdf.namespaces import INFERRED_GRAPH, PREFIXES
from ..rdf.rdflib_bridge import from_rdflib, to_rdflib
from ..sparql.files import SparqlFile, fill, read_sparql_file
from .closure import Closure, Contradiction, Progress, View
from .evaluation.trivial_triples import EVERYTHING, REFLEXIVE, TO_CLASSES, VOCABULARIES

_OWLRL_MESSAGES = rdflib.Namespace("http://www.daml.org/2002/03/agents/agent-ont#")
"""The namespace in which owlrl notes inconsistencies in the graph itself."""


class OwlrlReasoner:
    """Closes a graph with owlrl and with rules in SPARQL files.

    A `CONSTRUCT` file derives, a `SELECT` file finds contradictions, one for each solution.
    """

    name = "owlrl"

    def __init__(self, rule_paths: Iterable[Path]) -> None:
        self._rules = [read_sparql_file(path) for path in rule_paths]

    def close(self, asserted: Path, workdir: Path, progress: Progress) -> Closure:
        """Derive the closure; see `Reasoner.close`."""
        triples = set(_read(asserted))
        graph = to_rdflib(triples)
        progress("Deriving with owlrl; this takes some seconds …")
        store = self._saturate(graph)
        contradictions = [*_owlrl_contradictions(graph), *self._rule_contradictions(store)]
        inferred = {t for t in (quad.triple for quad in store) if t not in triples and not is_trivial(t)}
        return Closure(_write_view(triples, inferred, workdir), tuple(contradictions))

    def _saturate(self, graph: rdflib.Graph) -> ox.Store:
        """Alternate owlrl and our rules on `graph` until neither adds a triple."""
        while True:
            owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
            store = _store_of(graph)
            added = self._apply_rules(store)
            if not added:
                return store
            for triple in to_rdflib(added):
                graph.add(triple)

    def _apply_rules(self, store: ox.Store) -> set[ox.Triple]:
        added: set[ox.Triple] = set()
        for rule in self._rules:
            results = _query(store, rule)
            if isinstance(results, ox.QueryTriples):
                new = {t for t in results if _as_quad(t) not in store}
                store.extend(_as_quad(t) for t in new)
                added |= new
        return added

    def _rule_contradictions(self, store: ox.Store) -> list[Contradiction]:
        return [clash for rule in self._rules for clash in _contradictions_of(rule, _query(store, rule))]


def is_trivial(triple: ox.Triple) -> bool:
    """Whether a derived triple says nothing about the world.

    Trivial is what `trivial_triples` lists, and what only owlrl makes: triples with a literal as subject or a
    blank node as predicate, and its own error nodes.
    """
    subject, predicate, target = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, ox.NamedNode | ox.BlankNode):
        return True
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(VOCABULARIES):
        return True
    name = rdflib.URIRef(predicate.value)
    if name in REFLEXIVE and subject == target:
        return True
    if name in TO_CLASSES and (isinstance(target, ox.BlankNode) or isinstance(subject, ox.BlankNode)):
        return True
    if isinstance(target, ox.NamedNode) and rdflib.URIRef(target.value) in EVERYTHING:
        return True
    return _OWLRL_MESSAGES in predicate.value or (
        isinstance(target, ox.NamedNode) and _OWLRL_MESSAGES in target.value
    )


def _write_view(asserted: set[ox.Triple], inferred: set[ox.Triple], workdir: Path) -> View:
    """Write what holds, whenever it held: owlrl knows no dates, so the view is the same on every day."""
    default, derived = workdir / "default.nt", workdir / "derived.nq"
    default.write_text("".join(sorted(f"{triple} .\n" for triple in asserted | inferred)), encoding="utf-8")
    lines = sorted(f"{triple} {INFERRED_GRAPH.n3()} .\n" for triple in inferred)
    derived.write_text("".join(lines), encoding="utf-8")
    return View(default, derived, len(inferred), None)


def _read(path: Path) -> Iterable[ox.Triple]:
    try:
        return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)]
    except (OSError, SyntaxError) as error:
        raise ReasoningError(f"{path} cannot be reasoned over: {error}; expected N-Quads.") from None


def _store_of(graph: rdflib.Graph) -> ox.Store:
    """The graph as a store for the rules, without the generalised triples that owlrl makes (a literal as subject)."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*map(from_rdflib, triple)) for triple in graph if _is_rdf(triple))
    return store


def _is_rdf(triple: tuple[rdflib.term.Node, ...]) -> bool:
    return isinstance(triple[0], rdflib.URIRef | rdflib.BNode) and isinstance(triple[1], rdflib.URIRef)


def _as_quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _query(store: ox.Store, rule: SparqlFile) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(rule.text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise ReasoningError(f"The rule {rule.path} cannot be read: {' '.join(str(error).split())[:200]}.") from None


def _contradictions_of(
    rule: SparqlFile, results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
) -> list[Contradiction]:
    if not isinstance(results, ox.QuerySolutions):
        return []
    names = [variable.value for variable in results.variables]
    rows = [{name: row[name] for name in names} for row in results]
    return [_contradiction(rule, row) for row in rows]


def _contradiction(rule: SparqlFile, row: dict[str, object]) -> Contradiction:
    values = {name: readable(term) for name, term in row.items()}
    return Contradiction(rule.name, fill(rule.value("message"), values), tuple(str(term) for term in row.values()))


def _owlrl_contradictions(graph: rdflib.Graph) -> list[Contradiction]:
    """What owlrl noted about inconsistency; it gives sentences and no rule names."""
    messages = {str(message) for message in graph.objects(None, _OWLRL_MESSAGES.error)}
    return [Contradiction("owl-rl", " ".join(message.split())) for message in sorted(messages)]
