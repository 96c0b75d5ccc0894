"""Identity links as SSSOM: every match that a source states, valid for the library."""

import csv
from pathlib import Path

import pytest

from tests.conftest import silent
from westphalia.errors import InputError
from westphalia.export.identity_links import COLUMNS, sssom
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder

LINKS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:ruritania skos:exactMatch <http://www.wikidata.org/entity/Q1> ; skos:closeMatch <https://example.org/ruritania,(1)> .
id:league skos:exactMatch <http://www.wikidata.org/entity/Q2> .
"""


@pytest.fixture
def version(tiny: Settings) -> Path:
    facts = tiny.sources_dir / "tiny" / "facts.ttl"
    facts.write_text(facts.read_text(encoding="utf-8") + LINKS, encoding="utf-8")
    build(tiny, silent)
    return current_folder(tiny.data_dir)


def rows(body: bytes) -> list[dict[str, str]]:
    lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_every_match_of_the_sources_is_a_row(version: Path):
    matches = rows(sssom(version, "everything"))

    assert [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in matches] == [
        ("id:league", "skos:exactMatch", "wikidata:Q2"),
        ("id:ruritania", "skos:closeMatch", "https://example.org/ruritania,(1)"),
        ("id:ruritania", "skos:exactMatch", "wikidata:Q1"),
    ]
    assert {(row["subject_source"], row["subject_label"]) for row in matches} == {
        ("source:tiny", "Ruritania"),
        ("source:tiny", "The League"),
    }
    assert all("publicdomain" in row["license"] for row in matches)
    assert tuple(matches[0]) == COLUMNS


def test_the_library_reads_them_all(version: Path, tmp_path: Path):
    library = pytest.importorskip("sssom_pydantic")
    file = tmp_path / "links.sssom.tsv"
    file.write_bytes(sssom(version, "tiny").replace(b"https://example.org/ruritania,(1)", b"wikidata:Q3"))

    mappings, converter, metadata = library.read(file)[:3]

    assert {mapping.subject.curie for mapping in mappings} == {"id:ruritania", "id:league"}
    assert converter.expand(mappings[0].object.curie).startswith("http://www.wikidata.org/entity/Q")
    assert version.name in str(metadata.id)


def test_a_selection_without_links_is_refused(version: Path):
    with pytest.raises(InputError, match="no identity links"):
        sssom(version, "ontology")
    with pytest.raises(InputError, match="no selection"):
        sssom(version, "nobody")
