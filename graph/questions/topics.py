"""Topics that people ask about and that Westphalia does not hold, read from a data file."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from .language.text import words_of


@dataclass(frozen=True)
class Topic:
    """Something that is not held.

    `says` is the sentence that says so. `instead` names the patterns whose questions are offered about the things of
    a question, `questions` are offered whatever it names. With `first` it comes before all patterns.
    """

    name: str
    says: str
    forms: frozenset[tuple[str, ...]]
    modes: frozenset[str]
    instead: tuple[str, ...]
    questions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    first: bool = False
    alone: tuple[str, ...] = ()
    """What is offered where a question names nothing."""


@dataclass(frozen=True)
class Topics:
    """All topics, in the order of their file."""

    topics: tuple[Topic, ...]

    def named_in(self, stretches: Sequence[Sequence[str]], modes: Collection[str]) -> Topic | None:
        """The topic with the longest of its forms in one of the stretches of words, else one that has a mode."""
        found = [
            (len(form), -place, topic)
            for place, topic in enumerate(self.topics)
            for form in topic.forms
            if any(_is_in(form, words) for words in stretches)
        ]
        if found:
            return max(found, key=lambda each: each[:2])[2]
        return next((topic for topic in self.topics if topic.modes & set(modes)), None)


def _is_in(form: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[start : start + len(form)]) == tuple(form) for start in range(len(words)))


def read_topics(path: Path, patterns: Collection[str]) -> Topics:
    """Read the topics of a file; `patterns` are the names of patterns that they may offer.

    Raises InputError for a topic that lacks something or names a pattern that there is not.
    """
    try:
        content: Mapping[str, Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["topics"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise InputError(f"{path.name} is not TOML with [topics.…]: {error}.") from None
    return Topics(tuple(_topic(path, name, text, patterns) for name, text in content.items()))


def _topic(path: Path, name: str, text: Mapping[str, Any], patterns: Collection[str]) -> Topic:
    for key in ("says", "words", "instead", "examples"):
        if not text.get(key):
            raise InputError(f"{path.name} has no {key} for {name}; expected says, words, instead and examples.")
    unknown = [pattern for pattern in text["instead"] if pattern not in patterns]
    if unknown:
        raise InputError(f"{path.name} offers {unknown[0]!r} for {name}; expected the name of a pattern.")
    return Topic(
        name,
        text["says"],
        frozenset(words_of(form) for form in text["words"].split("|")),
        frozenset(text.get("modes", ())),
        tuple(text["instead"]),
        tuple(text.get("questions", ())),
        tuple(text["examples"]),
        bool(text.get("first")),
        tuple(text.get("alone", ())),
    )
