"""Generated N-Triples: how a line is written, and how a stream of them reaches a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def describe(subject: str, *pairs: tuple[str, str]) -> str:
    r"""The lines of one thing: `subject` with each (predicate, object), all in N-Triples form.

    >>> describe("<urn:a>", ("<urn:p>", '"1"'))
    '<urn:a> <urn:p> "1" .\n'
    """
    return "".join([f"{subject} {predicate} {target} .\n" for predicate, target in pairs])


def up_to(blocks: Iterable[str], triples: int) -> Iterator[str]:
    """The first blocks of lines that together hold at least `triples` lines; the last one is kept whole."""
    written = 0
    for block in blocks:
        if written >= triples:
            return
        written += block.count("\n")
        yield block


def write(blocks: Iterable[str], out: TextIO) -> int:
    """Write blocks of lines as they come, so that memory stays bounded; returns the number of lines."""
    count = 0
    for block in blocks:
        out.write(block)
        count += block.count("\n")
    return count
