"""Mappings to other vocabularies: each has a reason, and the files of alignments say the same as the table."""

import csv

import pyoxigraph as ox
import pytest
from rdflib.namespace import SKOS

from westphalia.rdf.namespaces import WPH
from westphalia.settings import PROJECT_ROOT

ONTOLOGY = PROJECT_ROOT / "ontology"
TABLE = ONTOLOGY / "alignments" / "mappings.sssom.tsv"
STRENGTHS = {f"skos:{name}" for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
MAPPED = ("bfo", "eli", "fao", "gist", "sem", "wikidata")


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_each_mapping_has_a_strength_and_a_reason() -> None:
    assert len(rows()) > 40
    for row in rows():
        assert row["predicate_id"] in STRENGTHS
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["comment"].endswith(".")


def test_the_files_hold_the_mappings_of_the_table() -> None:
    found = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for name in MAPPED
        for quad in ox.parse(path=str(ONTOLOGY / "alignments" / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value.startswith(f"{SKOS}") and quad.predicate.value.endswith("Match")
    }
    prefixes = {"wph": str(WPH), "skos": str(SKOS)}

    def expanded(curie: str) -> str:
        prefix, _, name = curie.partition(":")
        return prefixes[prefix] + name

    assert found == {(expanded(r["subject_id"]), expanded(r["predicate_id"]), r["object_id"]) for r in rows()}


@pytest.mark.parametrize("path", sorted((ONTOLOGY / "alignments").glob("*.ttl")), ids=lambda path: path.stem)
def test_mapped_terms_are_terms_of_the_ontology(path) -> None:
    declared = {
        quad.subject
        for module in ONTOLOGY.glob("*.ttl")
        for quad in ox.parse(path=str(module), format=ox.RdfFormat.TURTLE)
    }
    mapped = {quad.subject for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}

    assert {term for term in mapped if str(term).startswith(f"<{WPH}")} <= declared
