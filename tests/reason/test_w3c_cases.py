"""The test cases of the W3C for OWL 2 RL: what must follow, what must not, and what contradicts itself.

A case gives a premise and, by its types, up to two checks. Blank nodes of a conclusion are existential: they match
whatever fits.
"""

import json
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL

from tests.reason.conftest import rules_named
from westphalia.inputs.ontology import catalog_of
from westphalia.reason.materialize import ClosedFile, close_quads, materialized_lines
from westphalia.settings import PROJECT_ROOT

BASE = "http://www.w3.org/base"
IMPORTED = Path(__file__).parent / "imports"
CHECKS = {
    "InconsistencyTest": "inconsistent",
    "ConsistencyTest": "consistent",
    "PositiveEntailmentTest": "conclusion",
    "NegativeEntailmentTest": "nonconclusion",
}
IMPORTING = {"WebOnt-imports-011"}
"""Cases whose premise imports an ontology that the file of cases does not hold; it stands in `imports/`."""
WITHOUT_RDF = {"string-integer-clash", "functionality-clash"}
"""Cases that the W3C gives in functional syntax alone; their premises stand in `imports/` in Turtle."""


def cases_path() -> Path | None:
    """The file of cases beside the checkout, however deep that lies."""
    found = [parent / "shared" / "reference" / "owl2-rl-cases.json" for parent in PROJECT_ROOT.parents]
    return next((path for path in found if path.exists()), None)


PATH = cases_path()
pytestmark = [pytest.mark.slow, pytest.mark.skipif(PATH is None, reason="the W3C cases are not beside this checkout")]
CASES = {case["id"]: case for case in json.loads(PATH.read_text(encoding="utf-8"))} if PATH else {}
ALL_CHECKS = [(name, CHECKS[kind]) for name, case in CASES.items() for kind in case["types"] if kind in CHECKS]


RULES = sorted((PROJECT_ROOT / "ontology" / "rules" / "owl-rl").glob("*.rq"))


@cache
def rules():
    return rules_named(path.stem for path in RULES)


def graph_of(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="xml", publicID=BASE)


@cache
def premise(name: str) -> rdflib.Graph:
    """The premise with what it imports."""
    text = CASES[name]["premise"]
    graph = graph_of(text) if text else rdflib.Graph().parse(IMPORTED / f"{name}.ttl")
    for target in list(graph.objects(None, OWL.imports)):
        graph.parse(IMPORTED / f"{str(target).rpartition('/')[2]}.ttl")
    return graph


@cache
def closure(name: str) -> ClosedFile:
    quads = ox.parse(premise(name).serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    return close_quads([ox.Quad(*quad.triple, ox.NamedNode("urn:input")) for quad in quads], rules())


@cache
def closed_graph(name: str) -> rdflib.Graph:
    """The premise and all that was derived from it."""
    derived = "".join(f"{s} {p} {o} .\n" for s, p, o, _, _ in closure(name).triples)
    return rdflib.Graph().parse(data=premise(name).serialize(format="nt") + derived, format="nt")


def pattern(graph: rdflib.Graph) -> str:
    """A question whether all triples of the graph hold, with variables for its blank nodes."""
    return f"ASK {{ {' . '.join(' '.join(_in_pattern(term) for term in triple) for triple in graph)} }}"


def _in_pattern(term: rdflib.term.Node) -> str:
    return f"?b{term}" if isinstance(term, rdflib.BNode) else term.n3()


def entailed(name: str, conclusion: rdflib.Graph) -> bool:
    return bool(closed_graph(name).query(pattern(conclusion)).askAnswer)


def holds(name: str, check: str) -> bool:
    """Whether one check of a case is passed."""
    if check in {"inconsistent", "consistent"}:
        return bool(closure(name).clashes) == (check == "inconsistent")
    return entailed(name, graph_of(CASES[name][check])) == (check == "conclusion")


@pytest.mark.parametrize(("name", "check"), ALL_CHECKS)
def test_a_case_of_the_w3c(name: str, check: str) -> None:
    assert holds(name, check), closure(name).clashes


def test_the_case_on_imports_is_passed_by_following_its_import_from_a_file(tmp_path: Path) -> None:
    """As `westphalia materialize` reads it: the file as it is given, and a catalog beside it."""
    case = CASES["WebOnt-imports-011"]
    [target] = graph_of(case["premise"]).objects(None, OWL.imports)
    path, catalog = tmp_path / "premise.rdf", tmp_path / "catalog-v001.xml"
    path.write_text(case["premise"], encoding="utf-8")
    question = pattern(graph_of(case["conclusion"]))

    def printed() -> rdflib.Graph:
        return rdflib.Graph().parse(data="\n".join(materialized_lines(path, None, RULES, None)), format="nt")

    assert not printed().query(question).askAnswer
    catalog.write_text(catalog_of({str(target): (IMPORTED / "support011-A.ttl").as_uri()}), encoding="utf-8")
    assert printed().query(question).askAnswer


def test_the_cases_are_complete() -> None:
    assert len(CASES) == 38
    assert len(ALL_CHECKS) == 56, "54 with RDF, and the two in functional syntax"
    assert {name for name, case in CASES.items() if not case["premise"]} == WITHOUT_RDF
    assert {name for name in CASES if "imports" in CASES[name]["premise"]} >= IMPORTING


def test_a_wrong_conclusion_is_noticed() -> None:
    assert not entailed("New-Feature-ObjectPropertyChain-BJP-003", graph_of(CASES["WebOnt-I5.8-006"]["conclusion"]))
