"""HermiT, the oracle of soundness: it confirms each conclusion and each contradiction drawn from random ontologies."""

from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.owlapi.conftest import Judge
from tests.owlapi.entailment import refuted
from tests.reason.conftest import EX, HEAD, all_rules, examples, quads
from westphalia.reason.materialize import close_quads

pytestmark = [pytest.mark.slow, pytest.mark.java]

PREFIXES = f"{HEAD}@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
DECLARATIONS = f"""<{EX}o> a owl:Ontology .
:A a owl:Class . :B a owl:Class . :C a owl:Class . :x a owl:NamedIndividual . :y a owl:NamedIndividual .
:z a owl:NamedIndividual . :s a owl:ObjectProperty . :t a owl:ObjectProperty . :p a owl:ObjectProperty .
:q a owl:ObjectProperty . :d a owl:DatatypeProperty . :e a owl:DatatypeProperty .
"""
"""`s` and `t` are simple; `p` and `q` may be transitive or have chains (OWL 2 Structural Specification, section 11)."""

_classes, _things = st.sampled_from([":A", ":B", ":C"]), st.sampled_from([":x", ":y", ":z"])
_simple, _any = st.sampled_from([":s", ":t"]), st.sampled_from([":s", ":t", ":p", ":q"])
_data = st.sampled_from([":d", ":e"])
_values = st.sampled_from(["1", '"01"^^xsd:byte', "1.5", "300", '"1"^^xsd:double', '"a"', '"a"@en', "true", '"b"'])
_limits = "xsd:minInclusive 1", "xsd:maxExclusive 2", "xsd:minExclusive 1.5"
_restricted = st.sampled_from(_limits).map(
    lambda limit: f"[ a rdfs:Datatype ; owl:onDatatype xsd:decimal ; owl:withRestrictions ( [ {limit} ] ) ]"
)
_ranges = st.one_of(
    st.sampled_from(["xsd:integer", "xsd:byte", "xsd:decimal", "xsd:string", "xsd:boolean"]),
    st.just('[ a rdfs:Datatype ; owl:oneOf ( 1 "a" ) ]'),
    st.just("[ a rdfs:Datatype ; owl:datatypeComplementOf xsd:integer ]"),
    st.just("[ a rdfs:Datatype ; owl:unionOf ( xsd:byte xsd:string ) ]"),
    _restricted,
)


def _statement(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda chosen: template.format(*chosen))


_restriction = "{} {} [ a owl:Restriction ; owl:onProperty {} ; "
_relation = st.sampled_from(["rdfs:subClassOf", "owl:equivalentClass"])
axioms = st.one_of(
    _statement("{} rdfs:subClassOf {} .", _classes, _classes),
    _statement("{} owl:disjointWith {} .", _classes, _classes),
    _statement("{} rdfs:subClassOf [ a owl:Class ; owl:complementOf {} ] .", _classes, _classes),
    _statement("{} owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( {} {} ) ] .", _classes, _classes, _classes),
    _statement("{} owl:equivalentClass [ a owl:Class ; owl:unionOf ( {} {} ) ] .", _classes, _classes, _classes),
    _statement("{} owl:equivalentClass [ a owl:Class ; owl:oneOf ( {} {} ) ] .", _classes, _things, _things),
    _statement(_restriction + "owl:someValuesFrom {} ] .", _classes, _relation, _any, _classes),
    _statement(_restriction + "owl:allValuesFrom {} ] .", _classes, _relation, _any, _classes),
    _statement(_restriction + "owl:hasValue {} ] .", _classes, _relation, _any, _things),
    _statement(_restriction + "owl:hasSelf true ] .", _classes, _relation, _simple),
    _statement(
        _restriction + 'owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .', _classes, _relation, _simple
    ),
    _statement(
        _restriction + 'owl:onClass {} ; owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ] .',
        _classes, _relation, _simple, _classes,
    ),
    _statement(
        _restriction + 'owl:onDataRange {} ; owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ] .',
        _classes, _relation, _data, _ranges,
    ),
    _statement(_restriction + "owl:someValuesFrom {} ] .", _classes, _relation, _data, _ranges),
    _statement(_restriction + "owl:allValuesFrom {} ] .", _classes, _relation, _data, _ranges),
    _statement(_restriction + "owl:hasValue {} ] .", _classes, _relation, _data, _values),
    _statement("{} rdfs:range {} .", _data, _ranges),
    _statement("{} a owl:FunctionalProperty .", st.one_of(_data, _simple)),
    _statement("{} a owl:InverseFunctionalProperty .", _simple),
    _statement("{} a owl:SymmetricProperty .", _any),
    _statement("{} a owl:ReflexiveProperty .", _simple),
    _statement("{} a owl:AsymmetricProperty .", _simple),
    _statement("{} a owl:IrreflexiveProperty .", _simple),
    _statement(":s owl:propertyDisjointWith :t ."),
    _statement("{} rdfs:subPropertyOf {} .", _simple, st.sampled_from([":s", ":t", ":p"])),
    _statement(":p a owl:TransitiveProperty ."),
    _statement(":q owl:propertyChainAxiom ( {} {} ) .", _simple, _simple),
    _statement("{} owl:inverseOf {} .", _simple, _simple),
    _statement("{} rdfs:domain {} .", st.one_of(_any, _data), _classes),
    _statement("{} rdfs:range {} .", _any, _classes),
    _statement("{} owl:hasKey ( {} ) .", _classes, st.one_of(_data, _simple)),
)  # fmt: skip
facts = st.one_of(
    _statement("{} a {} .", _things, _classes),
    _statement("{} {} {} .", _things, _any, _things),
    _statement("{} {} {} .", _things, _data, _values),
    _statement("{} owl:sameAs {} .", st.just(":x"), st.sampled_from([":y", ":z"])),
    _statement("{} owl:differentFrom {} .", st.just(":y"), st.sampled_from([":x", ":z"])),
)


@pytest.mark.thorough
@hypothesis.settings(examples, phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate])  # each try takes Java
@given(st.lists(axioms, min_size=2, max_size=6, unique=True), st.lists(facts, min_size=2, max_size=8, unique=True))
def test_hermit_confirms_what_follows(judge: Judge, tmp_path_factory, schema: list[str], data: list[str]) -> None:
    folder: Path = tmp_path_factory.mktemp("soundness")
    premise = PREFIXES + DECLARATIONS + "\n".join([*schema, *data])
    closed = close_quads(quads(DECLARATIONS + "\n".join([*schema, *data]), head=PREFIXES), all_rules())
    # What is said of the terms of OWL and XSD, and of unnamed expressions, OWL 2 DL has no axioms for.
    named = [row[:3] for row in closed.triples if row[0].startswith(f"<{EX}") and not row[2].startswith("_:")]
    conclusion = PREFIXES + DECLARATIONS + "".join(f"{s} {p} {o} .\n" for s, p, o in named)

    verdict = refuted(folder, premise, conclusion)
    assert not (verdict.consistent and closed.clashes), closed.clashes
    assert verdict.axioms == []


BIRTH = """:d a owl:FunctionalProperty . :x :d "1956-06-25T04:00:00-05:00"^^xsd:dateTime, {} ."""


@pytest.mark.parametrize(
    ("again", "consistent"),
    [
        ('"1956-06-25T10:00:00+01:00"^^xsd:dateTime', False),
        ('"1956-06-25T04:00:00.00-05:00"^^xsd:dateTime', True),
    ],
    ids=["another time zone", "another spelling"],
)
def test_hermit_agrees_on_what_one_instant_is(judge: Judge, tmp_path: Path, again: str, consistent: bool) -> None:
    text = DECLARATIONS + BIRTH.format(again)

    assert refuted(tmp_path, PREFIXES + text, PREFIXES + DECLARATIONS).consistent == consistent
    assert bool(close_quads(quads(text, head=PREFIXES), all_rules()).clashes) != consistent
