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
LEAST_OF_LONGER = 0.85
"""The same for names of several words, of which some are mostly right: others like them are more."""
LEAST_OF_WORD = 0.85
LEAST_OF_LONG_WORD = 0.82
LONG = 6
"""Letters of a word from which on one wrong letter is a smaller share of it."""
SHORTEST = 4
"""Letters: shorter words are like too many names."""
_LONGEST_NAME = 3
_MOST_LETTERS_APART = 2


class Similar:
    """Finds names and words like misspelled ones."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._by_letter: dict[str, list[tuple[str, tuple[Candidate, ...]]]] = defaultdict(list)
        self._by_length: dict[int, list[tuple[str, tuple[Candidate, ...]]]] = defaultdict(list)
        for words, candidates in lexicon.names.items():
            text = " ".join(words)
            if not text or len(words) > _LONGEST_NAME:
                continue
            is_actor = any("Actor" in c.thing.kinds for c in candidates)
            if is_actor:
                self._by_letter[text[0]].append((text, candidates))
            if is_actor or (len(words) > 1 and any("Instrument" in c.thing.kinds for c in candidates)):
                self._by_length[len(words)].append((text, candidates))
        self._words = {form[0] for form in vocabulary.forms if len(form) == 1 and len(form[0]) >= SHORTEST}

    def correct(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], unknown: Sequence[str]
    ) -> tuple[list[Token], tuple[str, ...], tuple[Mention, ...]]:
        """The words of a question with those in `unknown` corrected, notes that say so, and all its mentions."""
        corrected, notes, added = list(tokens), list[str](), list[Mention]()
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        for place, token in enumerate(tokens):
            if token.word not in unknown or place in named or len(token.word) < SHORTEST or token.word.isdecimal():
                continue
            if any(mention.end > place for mention in added):
                continue  # part of a longer name that an earlier word led to
            if longer := self._longer_name_like(tokens, place):
                notes.append(f"“{longer.text}” is read as {longer.candidates[0].thing.label}.")
                added.append(longer)
                continue
            least = LEAST_OF_WORD if len(token.word) < LONG else LEAST_OF_LONG_WORD
            word = next(iter(get_close_matches(token.word, self._words, 1, least)), None)
            name = self._name_like(token.word)
            if name and (word is None or name[2] > SequenceMatcher(None, token.word, word).ratio()):
                notes.append(f"“{token.written}” is read as {name[1][0].thing.label}.")
                added.append(Mention(place, place + 1, name[1], token.written, corrected=True))
            elif word:
                notes.append(f"“{token.written}” is read as “{word}”.")
                corrected[place] = replace(token, word=word)
        kept = (mention for mention in mentions if not any(_overlap(mention, other) for other in added))
        return corrected, tuple(notes), (*kept, *added)

    def _longer_name_like(self, tokens: Sequence[Token], place: int) -> Mention | None:
        """The name of several words most like those around a misspelled one, such as “Saudi Arbia”."""
        best: Mention | None = None
        most = LEAST_OF_LONGER
        for length, names in self._by_length.items():
            between = "" if length == 1 else " "
            taken = max(length, 2)  # "Czecho-Slowakia" is two words, and its name one
            for start in range(max(0, place - taken + 1), min(place, len(tokens) - taken) + 1):
                written = between.join(token.word for token in tokens[start : start + taken])
                ratio, candidates = _most_like(written, names, most)
                if candidates:
                    text = " ".join(token.written for token in tokens[start : start + taken])
                    best, most = Mention(start, start + taken, candidates, text, corrected=True), ratio
        return best

    def _name_like(self, word: str) -> tuple[str, tuple[Candidate, ...], float] | None:
        """The name most like a word, with what it names and how like it is."""
        best: tuple[str, tuple[Candidate, ...], float] | None = None
        for text, candidates in self._by_letter.get(word[0], ()):
            if abs(len(text) - len(word)) > _MOST_LETTERS_APART:
                continue
            ratio = SequenceMatcher(None, word, text).ratio()
            if ratio >= LEAST and (best is None or ratio > best[2]):
                best = text, candidates, ratio
        return best


def _most_like(
    text: str, names: Sequence[tuple[str, tuple[Candidate, ...]]], least: float
) -> tuple[float, tuple[Candidate, ...]]:
    """How like a text the most similar of some names is, and what that names; nothing where none is alike enough."""
    matcher = SequenceMatcher(b=text)
    best: tuple[Candidate, ...] = ()
    most = least
    for name, candidates in names:
        if abs(len(name) - len(text)) <= _MOST_LETTERS_APART:
            matcher.set_seq1(name)
            if (
                matcher.real_quick_ratio() > most
                and matcher.quick_ratio() > most
                and (ratio := matcher.ratio()) > most
            ):
                best, most = candidates, ratio
    return most, best


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
