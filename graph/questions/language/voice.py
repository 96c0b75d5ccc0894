"""Passive questions in the active voice: "Was Belgium guaranteed by Britain?" is "Did Britain guarantee Belgium?"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ..names.mentions import Mention
from .text import Token

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got", "gets"})
_HAVE = frozenset({"has", "have", "had"})
_BETWEEN = frozenset(
    {"been", "being", "not", "ever", "once", "formerly", "still", "also", "already", "later", "jointly", "militarily"}
)
"""Words that may stand between a name and its participle."""
_IRREGULAR = frozenset({"held", "led", "overrun", "run", "ruled", "taken", "split"})
_PREPOSITIONS = frozenset(
    {"to", "with", "from", "of", "in", "on", "at", "into", "for", "as", "under", "between", "against", "among"}
)
"""Before these a participle means something else: who is "obliged to defend" acts, who is "allied with" one too."""


def in_active_voice(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    is_form: Callable[[tuple[str, ...]], bool],
    is_in_time: Callable[[Token], bool],
) -> tuple[list[Token], list[Mention]]:
    """The words and names of a question, in the order that the active voice has: agent, verb, patient.

    "By" is left out; where no agent is named, "who" stands for one. `is_form` says whether words are a form of their
    own in the vocabulary ("succeeded by", a word other than "succeeded"), which stays where no name is the patient;
    `is_in_time` whether a word is part of a time. A question that is not passive comes back as it is.
    """
    starts = {mention.start: mention for mention in mentions}
    named = {place for mention in mentions for place in range(mention.start, mention.end)}
    for place, token in enumerate(tokens):
        if place in named or is_in_time(token) or not _is_participle(token.word):
            continue
        patient = _patient(tokens, mentions, place)
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        agent = starts.get(place + 2) if after and after.word == "by" else None
        if agent and (patient or not is_form((token.word, "by"))):
            first = patient.start if patient else place
            moved = [*_places(agent), *range(patient.end if patient else place, place + 1)]
            moved += _places(patient) if patient else ()
            return _arranged(tokens, mentions, first, agent.end, moved)
        if patient and not agent and not _leads_on(after, token, is_form, is_in_time):
            who = Token("who", "who", token.start, token.start)
            moved = [len(tokens), *range(patient.end, place + 1), *_places(patient)]
            return _arranged([*tokens, who], mentions, patient.start, place + 1, moved)
    return list(tokens), list(mentions)


def is_past_active(tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether a question in the active voice is about the past: "who occupied Austria"."""
    starts = {mention.start for mention in mentions}
    return any(
        first.word == "who" and _is_participle(verb.word) and place + 2 in starts
        for place, (first, verb) in enumerate(pairwise(tokens))
    ) and not any(token.word in _BE | _HAVE for token in tokens)


def _is_participle(word: str) -> bool:
    return (len(word) > 4 and word.endswith("ed")) or word in _IRREGULAR


def _patient(tokens: Sequence[Token], mentions: Sequence[Mention], place: int) -> Mention | None:
    """The name of which the participle at a place is said: it stands between it and a form of "to be"."""
    participle = place
    while place and tokens[place - 1].word in _BETWEEN:
        place -= 1
    # "Has Norway been occupied" is passive, "has Norway occupied" is not.
    auxiliaries = _BE | _HAVE if any(token.word == "been" for token in tokens[place:participle]) else _BE
    named = next((mention for mention in mentions if mention.end == place), None)
    before = tokens[named.start - 1].word if named and named.start else ""
    return named if before in auxiliaries else None


def _leads_on(
    after: Token | None,
    participle: Token,
    is_form: Callable[[tuple[str, ...]], bool],
    is_in_time: Callable[[Token], bool],
) -> bool:
    """Whether a participle belongs with what follows it rather than with a patient before it."""
    if after is None or is_in_time(after):
        return False
    return after.word in _PREPOSITIONS or (after.word == "by" and is_form((participle.word, "by")))


def _places(mention: Mention) -> range:
    return range(mention.start, mention.end)


def _arranged(
    tokens: Sequence[Token], mentions: Sequence[Mention], start: int, end: int, moved: Sequence[int]
) -> tuple[list[Token], list[Mention]]:
    """The words and names with the words from `start` to before `end` replaced by those at the places `moved`."""
    order = [*range(start), *moved, *(place for place in range(end, len(tokens)) if place not in moved)]
    now = {old: new for new, old in enumerate(order)}
    names = [
        replace(mention, start=now[mention.start], end=now[mention.start] + mention.end - mention.start)
        for mention in mentions
    ]
    return [tokens[place] for place in order], sorted(names, key=lambda mention: mention.start)
