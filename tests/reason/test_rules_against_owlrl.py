"""The rules as a whole: on a department of a generated university they conclude exactly what owlrl concludes."""

import itertools

import owlrl
import pyoxigraph as ox
import pytest
import rdflib

from bench.reasoner import lubm, university_schema
from tests.reason.conftest import rules_named
from tests.reason.test_rules import RULES
from westphalia.reason.materialize import close_quads
from westphalia.reason.owlrl_reference import is_trivial

pytestmark = pytest.mark.slow

LINES = 800


def department() -> rdflib.Graph:
    """The ontology, and the first lines of a university."""
    lines = "".join(itertools.islice(lubm.universities(1), 2)).splitlines(keepends=True)[:LINES]
    graph = rdflib.Graph().parse(data="".join(lines), format="nt")
    return graph.parse(data=university_schema.ontology(), format="turtle")


def informative(lines: str) -> set[str]:
    return {str(q.triple) for q in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES) if not is_trivial(q.triple)}


def without_generalised(graph: rdflib.Graph) -> str:
    """N-Triples of what is RDF: owlrl also concludes triples with literals as subjects."""
    return "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in graph if not isinstance(s, rdflib.Literal))


def ours(graph: rdflib.Graph, *, extra: bool) -> set[str]:
    files = [rule for rule in RULES.values() if rule.path.parent.name == "owl-rl" and not rule.values("when")]
    rules = rules_named(rule.name for rule in files if extra or rule.value("status") != "extra")
    text = graph.serialize(format="nt")
    quads = (ox.Quad(*q.triple, ox.NamedNode("urn:input")) for q in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    derived = "".join(f"{s} {p} {o} .\n" for s, p, o, _, _ in close_quads(quads, rules).triples)
    return informative(text + derived)


@pytest.mark.thorough
def test_the_rules_of_the_specification_conclude_what_owlrl_does_and_the_extra_ones_more() -> None:
    graph = department()
    without_extra, with_extra = ours(graph, extra=False), ours(graph, extra=True)
    asserted = informative(graph.serialize(format="nt"))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    reference = informative(without_generalised(graph))

    assert len(reference) > 1.2 * len(asserted), "there is something to conclude"
    assert without_extra == reference
    assert with_extra > reference
