"""The reference reasoner: owlrl and our rules together, trivia left out, contradictions told."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import silent
from westphalia.errors import ReasoningError
from westphalia.inputs.ontology import domain_rule_paths
from westphalia.reason import OwlrlReasoner
from westphalia.reason.owlrl_reference import is_trivial
from westphalia.settings import PROJECT_ROOT

W = "https://w3id.org/westphalia/ontology#"
HEAD = f"@prefix : <urn:x:> . @prefix wph: <{W}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
RULES = domain_rule_paths(PROJECT_ROOT / "ontology")


def close(tmp_path: Path, turtle: str):
    quads = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    asserted = tmp_path / "asserted.nq"
    graph = ox.NamedNode("urn:input")
    ox.serialize((ox.Quad(*quad.triple, graph) for quad in quads), asserted, ox.RdfFormat.N_QUADS)
    closure = OwlrlReasoner(RULES).close(asserted, tmp_path, silent)
    found = {str(quad.triple) for quad in ox.parse(path=closure.view.derived, format=ox.RdfFormat.N_QUADS)}
    assert len(found) == closure.view.inferred
    return found, closure.contradictions


def test_a_rule_feeds_owl_and_owl_feeds_a_rule(tmp_path: Path) -> None:
    found, _ = close(
        tmp_path,
        """
        wph:hasMembership owl:inverseOf wph:member .
        wph:memberOf owl:propertyChainAxiom ( wph:hasMembership wph:organization ) .
        wph:alliedWith <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> wph:tie .
        :m1 wph:member :a ; wph:organization :o . :m2 wph:member :b ; wph:organization :o . :o a wph:DefenceOrganization .
        """,
    )

    assert f"<urn:x:a> <{W}alliedWith> <urn:x:b>" in found, "the rule works on what OWL derived"
    assert f"<urn:x:b> <{W}tie> <urn:x:a>" in found, "OWL works on what the rule derived"
    assert f"<urn:x:a> <{W}alliedWith> <urn:x:a>" not in found


@pytest.mark.parametrize("path", RULES, ids=[path.stem for path in RULES])
def test_every_rule_says_what_it_is_and_uses_known_terms(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "#+ title: " in text
    assert ("CONSTRUCT" in text) != ("#+ message: " in text), "a rule derives, or finds contradictions with a message"


@pytest.mark.parametrize(
    ("turtle", "code", "words"),
    [
        (":A owl:disjointWith :B . :x a :A, :B .", "owl-rl", "Disjoint classes"),
        (":x wph:borders :x .", "borders-itself", "urn:x:x is recorded as bordering itself"),
        (":x wph:affiliatedWith :x .", "member-of-itself", "affiliated with itself"),
        (
            ':x wph:validFrom "2001-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> ; '
            'wph:validUntil "2000-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
            "period-inverted",
            "urn:x:x ends at 2000-01-01",
        ),
    ],
)
def test_a_contradiction_is_told(tmp_path: Path, turtle: str, code: str, words: str) -> None:
    _, contradictions = close(tmp_path, turtle)

    assert [found.code for found in contradictions] == [code]
    assert words in contradictions[0].message


@pytest.mark.parametrize(
    ("triple", "trivial"),
    [
        ("<urn:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:a>", True),
        ("<urn:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:b>", False),
        ("<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Thing>", True),
        ("<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C>", False),
        ("<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> _:c", True),
        ("<http://www.w3.org/2002/07/owl#Thing> <urn:p> <urn:C>", True),
        ('<urn:a> <http://www.daml.org/2002/03/agents/agent-ont#error> "x"', True),
    ],
)
def test_what_says_nothing_of_the_world_is_trivial(triple: str, trivial: bool) -> None:
    (quad,) = ox.parse(f"{triple} .", format=ox.RdfFormat.N_TRIPLES)

    assert is_trivial(quad.triple) is trivial


def test_input_that_is_not_n_triples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text("no triples")

    with pytest.raises(ReasoningError, match=r"x\.nt cannot be reasoned over"):
        OwlrlReasoner(RULES).close(path, tmp_path, silent)
