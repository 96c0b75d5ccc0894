"""What XML 1.0 cannot carry in the engine's XML: detected in its bytes, or escaped where XML has an escape.

The engine writes control characters and carriage returns as they are, and for a predicate without an XML name an
element `<oxprefix: …>`, which no reader takes.
"""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO

from ..errors import NotRepresentableError

_OVERLAP = 32
"""No fault is longer, so one that is cut by the end of a block is seen when so much is looked at again."""
_FAULT = re.compile(
    rb"(?P<character>[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf])"  # not in Char, XML 1.0 section 2.2
    rb'|(?P<predicate><oxprefix: xmlns:oxprefix="[^"]{0,300})'  # RDF/XML section 2.14 needs a QName
    rb'|(?P<label>rdf:nodeID="[0-9.-])'  # RDF/XML section 7.2.34: an NCName
)
_REASONS = {
    "character": "it holds the character U+{code:04X}, which XML has no way to write",
    "predicate": "the predicate <{iri}> does not end in an XML name",
    "label": "the label of a blank node is not an XML name",
}


class XmlText:
    """Passes on the engine's XML block by block, carriage returns escaped: a reader drops them (XML 1.0, 2.11)."""

    def __init__(self, instead: str) -> None:
        self._instead = instead
        self._tail = b""

    def take(self, block: bytes | memoryview) -> bytes:
        """The next block as it may be sent.

        Raises NotRepresentableError, which names the formats `instead`, for what XML cannot carry.
        """
        seen = self._tail + bytes(block)
        fault = _FAULT.search(seen)
        if fault is not None:
            raise NotRepresentableError(f"The result cannot be written as XML: {_reason(fault)}; {self._instead}.")
        self._tail = seen[-_OVERLAP:]
        return bytes(block).replace(b"\r", b"&#13;")


def _reason(fault: re.Match[bytes]) -> str:
    text = fault.group().decode(errors="replace")
    iri = text.partition('="')[2]
    return _REASONS[fault.lastgroup or ""].format(code=ord(text[0]), iri=iri)


class CheckedXml(io.RawIOBase):
    """A file that checks XML and keeps it up to `limit` bytes; a longer text is only checked.

    `end` is for what its writer knows at its end.
    """

    def __init__(self, text: XmlText, limit: int) -> None:
        super().__init__()
        self._text = text
        self._limit = limit
        self._kept = bytearray()
        self.end: dict[str, Any] = {}
        self.is_whole = True

    def writable(self) -> bool:
        """It is only written to."""
        return True

    def write(self, block: Any) -> int:  # noqa: ANN401 - any buffer, as RawIOBase has it
        """Check a block."""
        checked = self._text.take(block)
        self.is_whole = self.is_whole and len(self._kept) + len(checked) <= self._limit
        if self.is_whole:
            self._kept += checked
        else:
            self._kept.clear()
        return len(block)

    def copy_to(self, file: BinaryIO) -> None:
        """Write what was kept."""
        file.write(self._kept)


INSTEAD_OF_XML = "Turtle, N-Triples, JSON-LD and TriG can carry it"
INSTEAD_OF_RESULTS_XML = "SPARQL JSON, CSV and TSV can carry it"


def checked_xml(body: bytes, instead: str) -> bytes:
    """A whole document as it may be sent; see `XmlText.take`."""
    return XmlText(instead).take(body)
