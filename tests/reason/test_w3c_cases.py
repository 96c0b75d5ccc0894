"""The test cases of the W3C for OWL 2 RL: what must follow, what must not, and what contradicts itself.

A case gives a premise and, by its types, up to two checks. Blank nodes of a conclusion are existential: they match
whatever fits. Two readings of the specifications are applied before a conclusion is looked up, and `READ` says for
which conclusions that makes the difference:

- *Balancing* (OWL 2 RDF-Based Semantics, section 5): an unnamed class expression that stands in the conclusion is
  written into the premise too, since the semantics does not make it exist by itself.
- An `owl:AllDifferent` says that its members differ pairwise (Structural Specification, section 9.6.2), and is looked
  up so, whatever list it would be written with.
"""

import json
from functools import cache
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF

from graph.reason.closing import Closed, close_quads
from graph.reason.reading import read_rules
from graph.settings import PROJECT_ROOT

BASE = "http://www.w3.org/base"
IMPORTED = Path(__file__).parent / "imports"
CHECKS = {
    "InconsistencyTest": "inconsistent",
    "ConsistencyTest": "consistent",
    "PositiveEntailmentTest": "conclusion",
    "NegativeEntailmentTest": "nonconclusion",
}
READ = {
    "WebOnt-I5.5-005": "asks for a union of one class, which says nothing, to exist: balancing",
    "DisjointClasses-001": "asks for the complement of a class to exist: balancing",
    "New-Feature-ObjectQCR-002": "asks for the complement of a class to exist: balancing",
    "New-Feature-DisjointObjectProperties-002": "asks for a list in one order: read pairwise",
    "New-Feature-DisjointDataProperties-002": "asks for a list in one order: read pairwise",
}
"""Conclusions that are reached, but not in the very triples that the case writes."""
IMPORTING = {"WebOnt-imports-011"}
"""Cases whose premise imports an ontology that the file of cases does not hold; it stands in `imports/`."""
WITHOUT_RDF = {"string-integer-clash", "functionality-clash"}
"""Cases that the W3C gives in functional syntax alone; their premises stand in `imports/` in Turtle."""


def cases_path() -> Path | None:
    """The file of cases beside the checkout, however deep that lies."""
    found = [parent / "shared" / "reference" / "owl2-rl-cases.json" for parent in PROJECT_ROOT.parents]
    return next((path for path in found if path.exists()), None)


PATH = cases_path()
pytestmark = pytest.mark.skipif(PATH is None, reason="the W3C cases are not beside this checkout")
CASES = {case["id"]: case for case in json.loads(PATH.read_text(encoding="utf-8"))} if PATH else {}
ALL_CHECKS = [(name, CHECKS[kind]) for name, case in CASES.items() for kind in case["types"] if kind in CHECKS]


@cache
def rules():
    return read_rules(sorted((PROJECT_ROOT / "ontology" / "rules" / "owl-rl").glob("*.rq")))


def graph_of(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="xml", publicID=BASE)


@cache
def premise(name: str) -> rdflib.Graph:
    """The premise with what it imports and with the unnamed class expressions of its conclusion."""
    return imported(name) + expressions_of_conclusion(name)


def expressions_of_conclusion(name: str) -> rdflib.Graph:
    texts = [CASES[name][kind] for kind in ("conclusion", "nonconclusion")]
    return sum((class_expressions(graph_of(text)) for text in texts if text), rdflib.Graph())


def imported(name: str) -> rdflib.Graph:
    """The premise as it is written, with what it imports."""
    case = CASES[name]
    graph = rdflib.Graph()
    graph += graph_of(case["premise"]) if case["premise"] else rdflib.Graph().parse(IMPORTED / f"{name}.ttl")
    for target in list(graph.objects(None, OWL.imports)):
        graph.parse(IMPORTED / f"{str(target).rpartition('/')[2]}.ttl")
    return graph


@cache
def closure(name: str) -> Closed:
    return close_graph(premise(name))


def close_graph(graph: rdflib.Graph) -> Closed:
    quads = ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    return close_quads([ox.Quad(*quad.triple, ox.NamedNode("urn:input")) for quad in quads], rules())


def with_derived(graph: rdflib.Graph, closed: Closed) -> rdflib.Graph:
    """The graph and all that was derived from it."""
    derived = "".join(f"{s} {p} {o} .\n" for s, p, o, _, _ in closed.triples)
    return rdflib.Graph().parse(data=graph.serialize(format="nt") + derived, format="nt")


@cache
def closed_graph(name: str) -> rdflib.Graph:
    return with_derived(premise(name), closure(name))


def class_expressions(graph: rdflib.Graph) -> rdflib.Graph:
    """The triples by which unnamed classes and lists of a graph are defined, and no other."""
    unnamed = {node for node in graph.subjects(RDF.type, OWL.Class) if isinstance(node, rdflib.BNode)}
    cells = {node for node in graph.subjects(RDF.first) if isinstance(node, rdflib.BNode)}
    found = rdflib.Graph()
    for node in unnamed | cells:
        for triple in graph.triples((node, None, None)):
            found.add(triple)
    return found


def pairwise(graph: rdflib.Graph) -> rdflib.Graph:
    """The graph with each `owl:AllDifferent` written as pairs."""
    found = rdflib.Graph() + graph
    for axiom in list(graph.subjects(RDF.type, OWL.AllDifferent)):
        for head in [*graph.objects(axiom, OWL.members), *graph.objects(axiom, OWL.distinctMembers)]:
            members = Collection(found, head)
            pairs = list(combinations(members, 2))
            members.clear()
            for one, other in pairs:
                found.add((one, OWL.differentFrom, other))
        found.remove((axiom, None, None))
    return found


def pattern(graph: rdflib.Graph) -> str:
    """A question whether all triples of the graph hold, with variables for its blank nodes."""
    return f"ASK {{ {' . '.join(' '.join(_in_pattern(term) for term in triple) for triple in graph)} }}"


def _in_pattern(term: rdflib.term.Node) -> str:
    return f"?b{term}" if isinstance(term, rdflib.BNode) else term.n3()


def entailed(name: str, text: str) -> bool:
    return bool(closed_graph(name).query(pattern(pairwise(graph_of(text)))).askAnswer)


def holds(name: str, check: str) -> bool:
    """Whether one check of a case is passed."""
    if check in {"inconsistent", "consistent"}:
        return bool(closure(name).clashes) == (check == "inconsistent")
    return entailed(name, CASES[name][check]) == (check == "conclusion")


@pytest.mark.parametrize(("name", "check"), ALL_CHECKS)
def test_a_case_of_the_w3c(name: str, check: str) -> None:
    assert holds(name, check), closure(name).clashes


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case["conclusion"]])
def test_conclusions_are_reached_as_written_except_those_named(name: str) -> None:
    """Neither balancing nor reading pairwise helps the others along."""
    as_written = imported(name)
    balanced = bool(expressions_of_conclusion(name))
    graph = with_derived(as_written, close_graph(as_written)) if balanced else closed_graph(name)

    assert bool(graph.query(pattern(graph_of(CASES[name]["conclusion"]))).askAnswer) == (name not in READ)


def test_the_cases_are_complete() -> None:
    assert len(CASES) == 38
    assert len(ALL_CHECKS) == 56, "54 with RDF, and the two in functional syntax"
    assert {name for name, case in CASES.items() if not case["premise"]} == WITHOUT_RDF
    assert {name for name in CASES if "imports" in CASES[name]["premise"] and name not in READ} >= IMPORTING


def test_a_wrong_conclusion_is_noticed() -> None:
    wrong = graph_of(CASES["New-Feature-ObjectPropertyChain-001"]["conclusion"])

    assert not closed_graph("New-Feature-ObjectPropertyChain-BJP-003").query(pattern(wrong)).askAnswer
