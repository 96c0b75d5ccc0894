"""XML that every reader takes, or a refusal before the first byte."""

import pyoxigraph as ox
import pytest

from westphalia.errors import NotRepresentableError
from westphalia.rdf.xml_text import CheckedXml, XmlText


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<literal>a\x01b</literal>" + b"x" * 50, r"character U\+0001"),
        (b"<literal>\xef\xbf\xbf</literal>" + b"x" * 50, r"character U\+FFFF"),
        (b'<oxprefix: xmlns:oxprefix="urn:p:1">a</oxprefix:>', "predicate <"),
        (b'<p xmlns="http://e/" rdf:nodeID="1a"/>', "label of a blank node"),
    ],
)
def test_what_xml_cannot_carry_is_refused_however_it_is_cut(body: bytes, words: str, size: int) -> None:
    text = XmlText("JSON can carry it")
    with pytest.raises(NotRepresentableError, match=words):
        for start in range(0, len(body), size):
            text.take(body[start : start + size])


def test_a_carriage_return_survives_a_reader() -> None:
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("a\rb\r\nc"))
    body = XmlText("").take(ox.serialize([triple], format=ox.RdfFormat.RDF_XML))

    assert [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.RDF_XML)] == [triple]


def test_a_long_text_is_only_checked() -> None:
    file = CheckedXml(XmlText(""), 10)
    for _ in range(3):
        file.write(b"12345")

    assert not file.is_whole
    with pytest.raises(NotRepresentableError):
        file.write(b"\x02")
