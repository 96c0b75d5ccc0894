"""The format of a file: told by ending and beginning; what is no RDF is refused by its own name."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.errors import InputError, SyntaxInputError
from westphalia.rdf.file_formats import format_of_file
from westphalia.rdf.rdf_xml import with_double_quoted_entities
from westphalia.rdf.reading import read_rdf

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">{}</rdf:RDF>'
FUNCTIONAL = b"# made by a tool\nPrefix(:=<http://e/>)\nOntology(<http://e/>)"


@pytest.mark.parametrize(
    ("name", "head", "label"),
    [
        ("a.ttl", b"", "Turtle"),
        ("a.nq", b"", "N-Quads"),
        ("a.TRIG", b"", "TriG"),
        ("a.jsonld", b"{}", "JSON-LD"),
        ("a.owl", b'\xef\xbb\xbf<?xml version="1.0"?>', "RDF/XML"),
        ("a.owl", b"<rdf:RDF xmlns:rdf='x'>", "RDF/XML"),
        ("a.owl", b"@prefix e: <http://e/> .", "Turtle"),
        ("a.owl", b"<http://e/a> <http://e/p> 1 .", "Turtle"),
        ("standard input", b' [{"@id": "http://e/a"}]', "JSON-LD"),
        ("standard input", b"[] <http://e/p> 1 .", "Turtle"),
    ],
)
def test_a_format_follows_from_ending_and_beginning(name: str, head: bytes, label: str) -> None:
    assert format_of_file(name, head).label == label


@pytest.mark.parametrize(
    ("name", "head", "label"),
    [
        ("a.owx", b"", "OWL/XML"),
        (
            "a.owl",
            b'<?xml version="1.0"?>\n<!DOCTYPE Ontology [ <!ENTITY a "b" > ]>\n<Ontology xmlns="x">',
            "OWL/XML",
        ),
        ("a.rdf", b"<owl:Ontology xmlns:owl='x'>", "OWL/XML"),
        ("a.ofn", b"", "OWL functional syntax"),
        ("a.owl", FUNCTIONAL, "OWL functional syntax"),
        ("a.ttl", FUNCTIONAL, "OWL functional syntax"),
        ("a.owl", b"Prefix: : <http://e/>\nOntology: <http://e/>", "OWL Manchester syntax"),
        ("a.obo", b"format-version: 1.2", "OBO format"),
        ("a.ttl", b"<!DOCTYPE html><html>", "HTML"),
    ],
)
def test_what_is_no_rdf_is_refused_by_its_name_with_what_to_do(name: str, head: bytes, label: str) -> None:
    with pytest.raises(SyntaxInputError, match=rf"^{name} is {label}, which is not RDF; expected Turtle, .*Protégé"):
        format_of_file(name, head)


def test_an_unknown_ending_is_an_error() -> None:
    with pytest.raises(InputError, match=r"^a\.csv has an unknown ending; expected one of \.ttl"):
        format_of_file("a.csv", b"a,b")


def test_entities_in_single_quotes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.owl"
    declared = (
        "<!-- <!ENTITY e 'in a comment'> --><!ENTITY e 'http://e/'><!ENTITY q 'say \"so\"'><!ENTITY d \"it's\">"
    )
    body = '<rdf:Description rdf:about="&e;a"><e:p>&q; &d;</e:p></rdf:Description>'
    path.write_text(f"<?xml version='1.0'?>\n<!DOCTYPE rdf:RDF [ {declared} ]>\n" + RDF.format(body))

    [quad] = read_rdf(path)

    assert quad.subject == ox.NamedNode("http://e/a")
    assert quad.object == ox.Literal('say "so" it\'s')


def test_text_without_a_document_type_is_left_alone() -> None:
    text = RDF.format("<!-- <!ENTITY a 'b'> -->").encode()
    assert with_double_quoted_entities(text) is text


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path: Path, ending: str) -> None:
    texts = {
        "jsonld": '{"@id": "http://e/a", "http://e/p": [{"@id": "http://e/b"}]}',
        "rdf": RDF.format(
            '<rdf:Description rdf:about="http://e/a"><e:p rdf:resource="http://e/b"/></rdf:Description>'
        ),
    }
    path = tmp_path / f"a.{ending}"
    path.write_text(texts.get(ending, "<http://e/a> <http://e/p> <http://e/b> ."), encoding="utf-8-sig")

    [quad] = read_rdf(path)

    assert str(quad.triple) == "<http://e/a> <http://e/p> <http://e/b>"
