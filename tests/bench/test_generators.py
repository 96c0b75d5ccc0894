"""The generators of the benches: what they write parses, is the same each time, and stays small in memory."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from bench.reasoner import lubm, stream, university_schema, world
from westphalia.rdf.namespaces import WPH


def parse(blocks: Iterator[str]) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse("".join(blocks).encode(), format=ox.RdfFormat.N_TRIPLES)]


def declared(turtle: str) -> set[str]:
    """The classes and properties that an ontology declares."""
    quads = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    kinds = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual"}
    return {str(q.subject) for q in quads if str(q.object).rstrip(">").rpartition("#")[2] in kinds}


@pytest.mark.parametrize(
    ("make", "ontology", "size"),
    [
        (lambda seed: world.world(9000, seed), world.ontology, (9000, 16_000)),
        (lambda seed: itertools.islice(lubm.universities(1, seed), 3), university_schema.ontology, (9000, 20_000)),
    ],
    ids=["world", "lubm"],
)
def test_generated_triples_are_sound_and_repeatable(make, ontology, size) -> None:
    triples = parse(make(7))

    assert triples == parse(make(7))
    assert triples != parse(make(8))
    assert size[0] <= len(triples) == len(set(triples)) <= size[1]
    used = {str(t.predicate) for t in triples} | {str(t.object) for t in triples if str(t.predicate) == stream.TYPE}
    ours = {term for term in used if "westphalia" in term}
    assert ours
    assert ours <= declared(ontology()), "every term is declared"


def test_the_world_has_spells_that_end_and_spells_that_go_on() -> None:
    text = "".join(world.world(5000))

    begun, ended = text.count(f"<{WPH}validFrom>"), text.count(f"<{WPH}validUntil>")
    assert 0.5 * begun < ended < 0.9 * begun


def test_the_world_comes_region_by_region() -> None:
    sizes = [block.count("\n") for block in world.world(50_000)]

    assert len(sizes) > 5
    assert max(sizes) < 10_000, "a block stays small however large the world"
    assert sum(sizes) - sizes[-1] < 50_000 <= sum(sizes)


def test_the_university_ontology_has_the_shape_of_the_benchmarks() -> None:
    ontology = rdflib.Graph().parse(data=university_schema.ontology(), format="turtle")
    owl = rdflib.OWL

    named = {c for c in ontology.subjects(rdflib.RDF.type, owl.Class) if isinstance(c, rdflib.URIRef)}
    assert (len(named), len(set(ontology.subjects(rdflib.RDF.type, owl.ObjectProperty)))) == (43, 25)
    assert len(set(ontology.subjects(owl.someValuesFrom))) == 6
    assert {*ontology.objects(None, rdflib.RDFS.domain), *ontology.objects(None, rdflib.RDFS.range)} <= named


def test_a_university_has_about_a_hundred_thousand_triples() -> None:
    assert 90_000 < sum(block.count("\n") for block in lubm.universities(1)) < 150_000


@pytest.mark.parametrize(
    ("command", "option", "value"), [(world.main, "--triples", "3000"), (lubm.main, "--universities", "1")]
)
def test_the_command_writes_data_and_ontology(tmp_path: Path, command, option: str, value: str) -> None:
    data, ontology = tmp_path / "data.nt", tmp_path / "ontology.ttl"
    result = CliRunner().invoke(command, [option, value, "--out", str(data), "--ontology-out", str(ontology)])

    assert result.exit_code == 0, result.output
    assert f"{len(data.read_text().splitlines())} triples" in result.output
    assert len(declared(ontology.read_text())) > 50
