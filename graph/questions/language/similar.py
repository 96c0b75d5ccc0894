"""Corrections of misspelled words: the name or word of meaning that is most like one that nothing knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches

from ..names.lexicon import Candidate, Lexicon
from ..names.mentions import Mention
from .text import Token
from .vocabulary import Vocabulary

LEAST = 0.8
"""How like a name must be, as the share of letters in common (difflib's ratio)."""
SHORTEST = 4
"""Letters: shorter words are like too many names."""
_LONGEST_NAME = 3


class Similar:
    """Finds names and words like misspelled ones."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._names: dict[str, list[tuple[str, tuple[Candidate, ...]]]] = defaultdict(list)
        for words, candidates in lexicon.names.items():
            text = " ".join(words)
            if len(words) <= _LONGEST_NAME and text and any("Actor" in c.thing.kinds for c in candidates):
                self._names[text[0]].append((text, candidates))
        self._words = {form[0] for form in vocabulary.forms if len(form) == 1 and len(form[0]) >= SHORTEST}

    def correct(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], unknown: Sequence[str]
    ) -> tuple[list[Token], tuple[str, ...], tuple[Mention, ...]]:
        """The words of a question with those in `unknown` corrected, notes that say so, and further mentions."""
        corrected, notes, added = list(tokens), list[str](), list[Mention]()
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        for place, token in enumerate(tokens):
            if token.word not in unknown or place in named or len(token.word) < SHORTEST or token.word.isdecimal():
                continue
            word = next(iter(get_close_matches(token.word, self._words, 1, 0.85)), None)
            name = self._name_like(token.word)
            if name and (word is None or name[2] > SequenceMatcher(None, token.word, word).ratio()):
                notes.append(f"“{token.written}” is read as {name[1][0].thing.label}.")
                added.append(Mention(place, place + 1, name[1], token.written, corrected=True))
            elif word:
                notes.append(f"“{token.written}” is read as “{word}”.")
                corrected[place] = replace(token, word=word)
        return corrected, tuple(notes), tuple(added)

    def _name_like(self, word: str) -> tuple[str, tuple[Candidate, ...], float] | None:
        """The name most like a word, with what it names and how like it is."""
        best: tuple[str, tuple[Candidate, ...], float] | None = None
        for text, candidates in self._names.get(word[0], ()):
            if abs(len(text) - len(word)) > 2:
                continue
            ratio = SequenceMatcher(None, word, text).ratio()
            if ratio >= LEAST and (best is None or ratio > best[2]):
                best = text, candidates, ratio
        return best
