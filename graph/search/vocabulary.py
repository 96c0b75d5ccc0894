"""The vocabulary: the words of names, by which misspelt words are corrected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

WORD = re.compile(r"\w+")
"""A word, as SQLite's tokenizer `unicode61` divides texts."""
_SHORTEST, _LONGEST = 4, 40
"""Letters of a word of the vocabulary: shorter ones are abbreviations, and longer ones nobody writes as one word."""


def vocabulary(names: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """The words of folded names, each with the text that it stands for and the number of its names.

    A name of several words, and a word with hyphens or apostrophes, is in the vocabulary written as one, too:
    `northkorea` stands for `north korea`.

    >>> list(vocabulary(["north korea"]))
    [('north', 'north', 1), ('korea', 'korea', 1), ('northkorea', 'north korea', 1)]
    """
    times: Counter[str] = Counter()
    written: dict[str, str] = {}
    for name in names:
        for word, text in dict(_spelled(name)).items():
            times[word] += 1
            # A word by itself goes before the same letters of two words: `iceland` is not `ice land`.
            written[word] = min(written.get(word, text), text, key=len)
    return ((word, written[word], count) for word, count in times.items())


def _spelled(name: str) -> Iterator[tuple[str, str]]:
    texts = dict.fromkeys((*WORD.findall(name), *name.split(), name))
    for text in texts:
        word = "".join(WORD.findall(text))
        if _SHORTEST <= len(word) <= _LONGEST and not word.isdecimal():
            yield word, text
