"""What a first screen says: a sentence, facts with figures, the latest changes, highlights on a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..tables.table import Part
from .highlights import Highlights

Sentence = tuple[Part, ...]
"""A sentence in pieces, some of them linked; a page writes them one after the other without spaces."""


@dataclass(frozen=True)
class Fact:
    """One answer of a first screen: a figure with names, and what it rests on.

    `figure` is empty where a fact is no number. `note` says certainty, sources and where the rest is.
    """

    name: str
    label: str
    figure: str
    text: Sentence
    note: Sentence = ()
    is_disputed: bool = False


@dataclass(frozen=True)
class Summary:
    """A first screen: the sentence that says what a thing is, facts, and highlights where something is dated."""

    sentence: Sentence
    facts: tuple[Fact, ...]
    highlights: Highlights | None = None


def listed(names: Sequence[Part], last: str = " and ") -> Sentence:
    """Names as an enumeration: `a`, `a and b`, `a, b and c`."""
    return tuple(_enumerated(names, last))


def _enumerated(names: Sequence[Part], last: str) -> Iterator[Part]:
    for place, name in enumerate(names):
        if place:
            yield Part(last if place == len(names) - 1 else ", ")
        yield name


def joined(pieces: Iterable[Sentence], between: str) -> Sentence:
    """The pieces that are not empty, with a text between them."""
    parts: list[Part] = []
    for piece in filter(None, pieces):
        parts += [Part(between), *piece] if parts else piece
    return tuple(parts)


def first_names(names: Sequence[Part], shown: int, rest: Part) -> Sentence:
    """The first names of a list, and `rest`, the link to all, where there are more."""
    if len(names) <= shown + 1:
        return listed(names)
    return (*listed(names[:shown], ", "), Part(" and "), rest)


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "ally", "allies"), counted(12, "organization")
    ('1 ally', '12 organizations')
    """
    return f"{number} {singular if number == 1 else plural or f'{singular}s'}"


def text_of(sentence: Sentence) -> str:
    """A sentence as plain text."""
    return "".join(f"{part.text}{part.after}" for part in sentence)
