"""One function writes RDF in a format that a user chose; a document that no reader takes is refused."""

import re

import pyoxigraph as ox
import pytest

from westphalia.errors import NotRepresentableError
from westphalia.rdf.formats import GRAPH_FORMATS, RDF_XML, RdfFormat
from westphalia.rdf.writing import serialized
from westphalia.settings import PROJECT_ROOT

S, P = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
TRIPLE = ox.Triple(S, P, ox.Literal("a\rb"))
UNWRITABLE = [
    ox.Triple(S, P, ox.Literal("a\x01b")),
    ox.Triple(S, ox.NamedNode("https://example.org/1"), ox.Literal("a")),
]


@pytest.mark.parametrize("fmt", GRAPH_FORMATS, ids=lambda fmt: fmt.name)
def test_what_was_written_is_read_again(fmt: RdfFormat) -> None:
    body = serialized([TRIPLE], fmt, {"e": "https://example.org/"})

    assert [quad.triple for quad in ox.parse(body, format=fmt.engine)] == [TRIPLE]


@pytest.mark.parametrize("triple", UNWRITABLE, ids=["character", "predicate"])
def test_rdf_xml_that_no_reader_takes_is_refused(triple: ox.Triple) -> None:
    with pytest.raises(NotRepresentableError, match="Turtle, N-Triples, JSON-LD and TriG can carry it"):
        serialized([triple], RDF_XML)


def test_no_other_module_hands_a_chosen_format_to_the_engine() -> None:
    """The workers write in blocks of their own, and check each."""
    allowed = {"rdf/writing.py", "workers/querying.py"}
    root = PROJECT_ROOT / "graph"
    calls = re.compile(r"\bserialize\((?:[^()]|\([^()]*\))*?(?:\.engine|RdfFormat\.RDF_XML)")
    found = {
        path.relative_to(root).as_posix() for path in root.rglob("*.py") if calls.search(path.read_text("utf-8"))
    }

    assert found - allowed - {"store/embedded.py"} == set()  # embedded: results of SELECT, checked there
