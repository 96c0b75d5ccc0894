"""Reading RDF files, with errors that name file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, SyntaxInputError

_POSITION = re.compile(r"Parser error [^:]*: (.*)")
"""The engine's own mention of the place, which we give in front of the message instead."""


@dataclass(frozen=True)
class Document:
    """One file as read: where it lies, the graph that it belongs to, and its triples in file order.

    `lines` tells, for a file that is not RDF, the line on which a record stands.
    """

    path: Path
    graph: str
    triples: tuple[ox.Triple, ...]
    lines: Mapping[str, int] = field(default_factory=dict)

    def quads(self) -> Iterable[ox.Quad]:
        """The triples as quads of the document's graph."""
        graph = ox.NamedNode(self.graph)
        return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in self.triples)


def read_turtle(path: Path, graph: str) -> Document:
    """Read a Turtle file into the graph named `graph`; blank nodes get names that no other file shares.

    Raises SyntaxInputError with file, line and column, or InputError when the file cannot be read or is empty.
    """
    try:
        quads = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise SyntaxInputError(f"{_place(path, error)}; expected Turtle.") from None
    except OSError as error:
        raise unreadable(path, error) from None
    if not quads:
        raise InputError(f"{path} holds no triples; expected at least one.")
    return Document(path, graph, tuple(quad.triple for quad in quads))


def unreadable(path: Path, error: OSError) -> InputError:
    """The sentence for a file or folder that the system does not let us read."""
    reason = re.sub(r" \(os error \d+\)", "", str(error.strerror or error))
    return InputError(f"{path} cannot be read: {reason}.")


def one_sentence(message: str) -> str:
    """Fold an engine's message into one line without a final stop."""
    return " ".join(message.split()).rstrip(".")


def _place(path: Path, error: SyntaxError) -> str:
    return f"{path}:{error.lineno or '?'}:{error.offset or '?'}: {syntax_reason(error)}"


def syntax_reason(error: SyntaxError) -> str:
    """What the engine says is wrong, without the place."""
    message = one_sentence(error.msg or str(error))
    found = _POSITION.match(message)
    return found.group(1) if found else message
