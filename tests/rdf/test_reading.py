"""Reading Turtle and sources: whatever is wrong is said in one sentence with its place."""

from pathlib import Path

import pytest

from westphalia.errors import InputError, SyntaxInputError
from westphalia.inputs.sources import load_source, load_sources
from westphalia.rdf.reading import read_turtle
from westphalia.settings import Settings


def test_a_syntax_error_names_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text('@prefix a: <urn:a:> .\na:b a:c "x" .\na:b a:c ] .\n')

    with pytest.raises(SyntaxInputError) as raised:
        read_turtle(path, "urn:g")

    assert str(raised.value) == f"{path}:3:9: ] is not a valid RDF object; expected Turtle."


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.ttl cannot be read: No such file or directory\.$"):
        read_turtle(tmp_path / "gone.ttl", "urn:g")


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("# nothing\n")

    with pytest.raises(InputError, match="holds no triples"):
        read_turtle(path, "urn:g")


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text('_:x <urn:p> "x" .\n')

    assert read_turtle(path, "urn:g").triples[0].subject != read_turtle(path, "urn:g").triples[0].subject


def test_a_source_is_read_into_its_graphs(tiny: Settings) -> None:
    source = load_source(tiny.sources_dir / "tiny")

    assert source.key == "tiny"
    assert [document.path.name for document in source.facts] == ["facts.ttl"]
    assert {document.graph.rsplit("/", 1)[-1] for document in source.documents} == {"tiny", "catalog"}


def rename(settings: Settings, name: str) -> Path:
    return (settings.sources_dir / "tiny").rename(settings.sources_dir / name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tiny", "expected lower-case letters"),
        ("inferred", "reserved for a graph of the project"),
        ("other", 'does not describe this source; expected .*wph:sourceKey "other"'),
    ],
)
def test_a_folder_with_a_name_that_cannot_be_used_is_refused(tiny: Settings, name: str, words: str) -> None:
    rename(tiny, name)

    with pytest.raises(InputError, match=words):
        load_sources(tiny.sources_dir)


@pytest.mark.parametrize(("gone", "words"), [("source.ttl", "has no source.ttl"), ("facts.ttl", "holds no facts")])
def test_a_source_that_lacks_a_part_is_refused(tiny: Settings, gone: str, words: str) -> None:
    (tiny.sources_dir / "tiny" / gone).unlink()

    with pytest.raises(InputError, match=words):
        load_sources(tiny.sources_dir)


def test_no_sources_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no source"):
        load_sources(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        load_sources(tmp_path / "gone")
