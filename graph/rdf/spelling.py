"""Spelling: the texts of a list that are nearest to one that is not in it.

Texts that share trigrams are candidates; the number of edits decides. A trigram is three letters in a row, with one
space before and after the text, so that beginnings and ends count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

_SHORTEST = 4
"""Shorter texts are codes and abbreviations: each has another one edit away."""
_LOST_PER_EDIT = 4
"""Trigrams that one edit can change: three, and four where two letters change places."""
_COMPARED = 60
"""Candidates whose edits are counted, those with most trigrams in common."""


class Spellings:
    """The texts of a list, by their trigrams; texts are compared as they are, so they should be folded."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(dict.fromkeys(texts))
        self._with: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(self._texts):
            for trigram in _trigrams(text):
                self._with[trigram].append(index)

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """The `limit` texts fewest edits away from `text`, in the order of the list where equally many.

        >>> Spellings(["uzbekistan", "tajikistan"]).nearest("uzbekstan")
        ['uzbekistan']
        """
        allowed = edits_allowed(text)
        near = [
            (edits, index)
            for index in self._candidates(text, allowed)
            if (edits := distance(text, self._texts[index])) <= allowed
        ]
        return [self._texts[index] for _, index in sorted(near)[:limit]]

    def _candidates(self, text: str, allowed: int) -> list[int]:
        if not allowed:
            return []
        trigrams = _trigrams(text)
        shared = Counter(index for trigram in trigrams for index in self._with.get(trigram, ()))
        least = max(1, len(trigrams) - _LOST_PER_EDIT * allowed)
        return [
            index
            for index, count in shared.most_common()
            if count >= least and abs(len(self._texts[index]) - len(text)) <= allowed
        ][:_COMPARED]


def edits_allowed(text: str) -> int:
    """How many edits a misspelling of this length may have: none, one, two or three."""
    if len(text) < _SHORTEST:
        return 0
    return 1 if len(text) < 6 else 2 if len(text) < 12 else 3


def likeness(one: str, other: str) -> float:
    """How like two texts are, from 0 to 1: the share of letters that need no edit.

    >>> likeness("uzbekstan", "uzbekistan")
    0.9
    """
    return 1 - distance(one, other) / max(len(one), len(other), 1)


def distance(one: str, other: str) -> int:
    """The number of edits: letters put in, left out, changed, or exchanged with their neighbour.

    This is the optimal string alignment distance, by dynamic programming: `row[j]` is the distance of what was read
    of `one` from the first `j` letters of `other`.

    >>> distance("kazakhstan", "kazahkstan"), distance("france", "franc")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, opposite in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _trigrams(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
