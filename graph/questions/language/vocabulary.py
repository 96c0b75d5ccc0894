"""The vocabulary of questions: words of meaning in all their forms, modes of answers, words without meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...errors import InputError
from .text import words_of


@dataclass(frozen=True)
class Vocabulary:
    """What `words.toml` says.

    `forms` gives the word of patterns for each form, as a tuple of words; `modes` are those among these words that
    say how to answer, `faint` those that count only for wordings that have them; `periods` are periods of time with
    names, as first day and the day after the last.
    """

    forms: Mapping[tuple[str, ...], str]
    modes: frozenset[str]
    faint: frozenset[str]
    harmless: frozenset[str]
    periods: Mapping[str, tuple[date, date]]
    longest: int

    def meaning(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """The words of meaning in a text, with the places where they begin and end.

        Unknown words stand for themselves. Of several forms at a place the longest counts.
        """
        place = 0
        while place < len(words):
            end = self._end_of_form(words, place)
            if end:
                yield self.forms[tuple(words[place:end])], place, end
            elif words[place] not in self.harmless:
                yield words[place], place, place + 1
            place = end or place + 1

    def _end_of_form(self, words: Sequence[str], place: int) -> int:
        for end in range(min(len(words), place + self.longest), place, -1):
            if tuple(words[place:end]) in self.forms:
                return end
        return 0

    def is_form(self, words: tuple[str, ...]) -> bool:
        """Whether words together are a form of another word of meaning than the first of them alone."""
        return words in self.forms and self.forms[words] != self.forms.get(words[:1])

    def knows(self, word: str) -> bool:
        """Whether a word alone means something here, or is harmless."""
        return word in self.harmless or (word,) in self.forms


def read_vocabulary(path: Path) -> Vocabulary:
    """Read a vocabulary.

    Raises InputError for a form that two words of the patterns have.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is not TOML: {error}.") from None
    forms: dict[tuple[str, ...], str] = {}
    for word, text in (content["modes"] | content["faint"] | content["forms"]).items():
        for form in (word, *text.split("|")):
            key = words_of(form)
            if forms.setdefault(key, word) != word and form != word:
                raise InputError(f"{path.name} has {form!r} under {forms[key]!r} and {word!r}; expected one of them.")
    periods = {
        name: (date.fromisoformat(first), date.fromisoformat(end))
        for name, (first, end) in content["periods"].items()
    }
    return Vocabulary(
        forms,
        frozenset(content["modes"]),
        frozenset(content["faint"]),
        frozenset(content["harmless"].split()),
        periods,
        max(map(len, forms)),
    )
