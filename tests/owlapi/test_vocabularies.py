"""HermiT confirms what follows from well-known vocabularies as they are published."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import OWL, RDF, RDFS, XSD

from tests.owlapi.conftest import Judge
from tests.owlapi.entailment import refuted
from tests.reason.conftest import all_rules
from tests.reason.published import LARGE, NAMES, needs_packages, vocabulary
from westphalia.reason.materialize import close_quads

pytestmark = [pytest.mark.slow, pytest.mark.java, needs_packages]

NOT_OWL_DL = {
    "csvw": "a datatype with a superclass, csvw:uriTemplate",
    "prov": "the OWL API fails to load it with what is derived",
    "vcard": "an object property with an equivalent data property, vcard:org",
}
"""Vocabularies that are beyond what the OWL API has axioms for, with the reason."""
PROPERTY_TYPES = {str(OWL.ObjectProperty), str(OWL.DatatypeProperty)}
BETWEEN_PROPERTIES = {str(p) for p in (OWL.equivalentProperty, RDFS.subPropertyOf, OWL.inverseOf)}
VOCABULARY = tuple(f"<{namespace}" for namespace in (RDF, RDFS, OWL, XSD))


def declarations(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The types of all terms of OWL, and of foreign properties that axioms relate to declared ones.

    The OWL API takes a property that is not declared for an annotation property, and leaves its axioms out.
    """
    quads = list(quads)
    kinds = {str(q.subject): str(q.object) for q in quads if q.object in map(ox.NamedNode, PROPERTY_TYPES)}
    for quad in quads:
        if quad.predicate.value == str(RDF.type) and str(quad.object).startswith(f"<{OWL}"):
            yield f"{quad.triple} .\n"
        elif quad.predicate.value in BETWEEN_PROPERTIES:
            ends = str(quad.subject), str(quad.object)
            for end, other in (ends, ends[::-1]):
                if end not in kinds and other in kinds:
                    yield f"{end} {RDF.type.n3()} {kinds[other]} .\n"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LARGE | NOT_OWL_DL.keys()])
def test_hermit_confirms_what_follows_from_a_vocabulary(judge: Judge, tmp_path: Path, name: str) -> None:
    quads = vocabulary(name)
    asserted = "".join(f"{quad.triple} .\n" for quad in quads)
    declared = "".join(sorted(set(declarations(quads))))
    derived = "".join(
        f"{s} {p} {o} .\n"
        for s, p, o, _, _ in close_quads(quads, all_rules()).triples
        if not s.startswith((*VOCABULARY, "_:")) and not o.startswith("_:")
    )
    verdict = refuted(tmp_path, asserted + declared, declared + derived)

    assert verdict.consistent
    assert verdict.axioms == []
