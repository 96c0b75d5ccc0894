"""Reading RDF files, with errors that name file, line and column."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from ..errors import InputError, SyntaxInputError
from .file_formats import HEAD_BYTES, format_of_file
from .formats import RDF_XML, TURTLE, RdfFormat
from .rdf_xml import with_double_quoted_entities

_POSITION = re.compile(r"Parser error [^:]*: (.*)")
"""The engine's own mention of line and column, which stand in front of the message instead."""


@dataclass(frozen=True)
class Document:
    """The content of one file: its path, the graph to which it belongs, and its triples in file order.

    For a file that is not RDF, `lines` maps the IRI of each record to its line.
    """

    path: Path
    graph: str
    triples: tuple[ox.Triple, ...]
    lines: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def statements(self) -> list[str]:
        """The triples in N-Triples, each without its final stop."""
        return [str(triple) for triple in self.triples]

    def quads(self) -> Iterable[ox.Quad]:
        """The triples as quads of the document's graph."""
        graph = ox.NamedNode(self.graph)
        return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in self.triples)


def read_turtle(path: Path, graph: str) -> Document:
    """Read a Turtle file into the graph named `graph`; blank nodes get labels that are unique among all files.

    Raises SyntaxInputError with file, line and column, or InputError when the file cannot be read or is empty.
    """
    try:
        quads = list(parse_rdf(path.read_bytes(), TURTLE))
    except SyntaxError as error:
        raise SyntaxInputError(f"{_place(path, error)}; expected Turtle.") from None
    except OSError as error:
        raise unreadable(path, error) from None
    if not quads:
        raise InputError(f"{path} holds no triples; expected at least one.")
    return Document(path, graph, tuple(quad.triple for quad in quads))


def parse_rdf(
    text: bytes | BinaryIO, fmt: RdfFormat, base: str | None = None, *, rename_blank_nodes: bool = True
) -> Iterator[ox.Quad]:
    """The quads of a text, or of a file open for reading, in one of the formats.

    Relative IRIs are resolved against `base`; without it they are errors. A byte order mark is no part of the text
    (Unicode, section 23.8). With `rename_blank_nodes` they get names that no other text shares.
    Raises SyntaxError as the engine does, and ValueError when the base is no IRI.
    """
    file = BytesIO(text) if isinstance(text, bytes) else text
    begin = len(codecs.BOM_UTF8) if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
    file.seek(begin)
    body = with_double_quoted_entities(file.read()) if fmt is RDF_XML else file
    yield from ox.parse(body, format=fmt.engine, base_iri=base, rename_blank_nodes=rename_blank_nodes)


def read_rdf(path: Path, *, rename_blank_nodes: bool = True) -> Iterator[ox.Quad]:
    """The quads of an RDF file, whose format `format_of_file` tells; triples are of the default graph.

    Raises InputError when the file cannot be read, SyntaxInputError, with line and column, when it cannot be parsed.
    """
    try:
        with path.open("rb") as file:
            fmt = format_of_file(str(path), file.read(HEAD_BYTES))
            file.seek(0)
            yield from parse_rdf(file, fmt, path.resolve().as_uri(), rename_blank_nodes=rename_blank_nodes)
    except SyntaxError as error:
        raise SyntaxInputError(f"{_place(path, error)}; expected {fmt.label}.") from None
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> InputError:
    """The error for a file or folder that the system refuses to read."""
    reason = re.sub(r" \(os error \d+\)", "", str(error.strerror or error))
    return InputError(f"{path} cannot be read: {reason}.")


def one_sentence(message: str) -> str:
    """Fold an engine's message into one line without a final stop."""
    return " ".join(message.split()).rstrip(".")


def _place(path: Path, error: SyntaxError) -> str:
    return f"{path}:{error.lineno or '?'}:{error.offset or '?'}: {syntax_reason(error)}"


def syntax_reason(error: SyntaxError) -> str:
    """The engine's message without line and column."""
    message = one_sentence(error.msg or str(error))
    match = _POSITION.match(message)
    return match.group(1) if match else message
