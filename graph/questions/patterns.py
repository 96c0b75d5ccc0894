"""Patterns of questions, read from data files: wordings with slots, what answers them, sentences, examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from ..errors import InputError
from .language.text import words_of
from .language.vocabulary import Vocabulary

SLOT_KINDS: Mapping[str, frozenset[str]] = {
    "state": frozenset({"State", "Dependency", "ConstituentRepublic", "NonStateActor"}),
    "dependency": frozenset({"Dependency"}),
    "republic": frozenset({"ConstituentRepublic"}),
    "organization": frozenset({"Organization"}),
    "events": frozenset({"count"}),
    "ranking": frozenset({"when", "count"}),
    "treaty": frozenset({"Instrument"}),
    "actor": frozenset({"Actor"}),
    "office": frozenset({"Office"}),
    "person": frozenset({"Person"}),
    "city": frozenset({"City"}),
    "region": frozenset({"WorldRegion"}),
    "place": frozenset({"Place"}),
    "border": frozenset({"Border"}),
    "thing": frozenset({"Entity"}),
    "class": frozenset({"Class"}),
    "relation": frozenset({"ObjectProperty"}),
    "code": frozenset(),
    "scheme": frozenset(),
}
"""What fills a slot: something of one of these classes; a code is a short text, a scheme a system of codes."""
_MODES = {
    "list": frozenset({"count", "when", "why", "duration"}),
    "compare": frozenset({"count"}),
    "holds": frozenset({"when", "why", "duration"}),
    "conjunction": frozenset({"when", "why"}),
    "organization": frozenset({"when"}),
    "regional": frozenset({"count"}),
    "facts": frozenset({"when", "duration", "count"}),
    "pair": frozenset({"when", "why"}),
    "paths": frozenset({"why"}),
    "thing": frozenset({"when"}),
    "changes": frozenset({"when", "count"}),
    "existing": frozenset({"count"}),
    "existed": frozenset({"why"}),
    "conflicts": frozenset({"count"}),
    "events": frozenset({"count"}),
    "ranking": frozenset({"when", "count"}),
    "treaty": frozenset({"when", "why"}),
    "article": frozenset({"when", "why"}),
}
FORMS = tuple(_MODES)
"""The forms of answers."""
_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Wording:
    """One way to put a question: its slots in order, the words of meaning it has, and modes among them."""

    text: str
    slots: tuple[str, ...]
    words: frozenset[str]
    modes: frozenset[str]
    order: tuple[str, ...] = ()
    """Its words of meaning and its slots, these as empty texts, in the order of the wording."""


@dataclass(frozen=True)
class Example:
    """A question with what its card must say: a verdict, labels in the table, a count, a part of the sentence."""

    question: str
    expected: Mapping[str, Any]


@dataclass(frozen=True)
class Pattern:
    """A kind of question.

    `answer` is the table of the file that says what answers it; `timeless` slots are things that need not exist at
    the time of the question.
    """

    name: str
    title: str
    wordings: tuple[Wording, ...]
    form: str
    answer: Mapping[str, Any]
    examples: tuple[Example, ...]
    timeless: frozenset[str]
    spoken: tuple[str, ...] = ()
    """The question as a reader would put it, where the first wording is not that: one for each set of slots."""

    @property
    def modes(self) -> frozenset[str]:
        """The modes that its form of answers has besides those of its wordings."""
        return _MODES[self.form]

    def phrase(self, labels: Mapping[str, str], time: str = "") -> str:
        """The question as a reader would put it, with names in its slots."""
        written = sorted(self._written, key=lambda text: set(_SLOT.findall(text)) != labels.keys())
        text = next((text for text in written if set(_SLOT.findall(text)) <= labels.keys()), written[0])
        text = _SLOT.sub(lambda match: labels.get(match[1], f"({slot_kind(match[1])})"), text)
        return " ".join(f"{text} {time}".split())

    def speaks_of(self, slots: Iterable[str]) -> bool:
        """Whether it has a phrase of its own for these slots, and not only wordings in the words of meaning."""
        first = self._written[: len(self.spoken) or 1]
        return any(set(_SLOT.findall(text)) == set(slots) for text in first)

    @property
    def _written(self) -> list[str]:
        """The phrase and the wordings without their optional parts, of choices the first."""
        texts = [*self.spoken, *(wording.text for wording in self.wordings)]
        return [_CHOICE.sub(lambda match: match[1].split("|")[0], _OPTIONAL.sub("", text)) for text in texts]


def slot_kind(slot: str) -> str:
    """The kind of a slot; a digit at its end only distinguishes it from others."""
    return slot.rstrip("0123456789")


def read_patterns(folder: Path, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    """Read every pattern of a folder, by name.

    Raises InputError for a file that lacks something or has something else.
    """
    patterns = tuple(read_pattern(path, vocabulary) for path in sorted(folder.glob("*.toml")))
    if not patterns:
        raise InputError(f"{folder.name} has no patterns of questions; expected .toml files.")
    return patterns


def read_pattern(path: Path, vocabulary: Vocabulary) -> Pattern:
    """Read one pattern.

    Raises InputError when it is not TOML, or lacks title, wordings, answer or examples.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is not TOML: {error}.") from None
    for key in ("title", "wordings", "answer", "examples"):
        if not content.get(key):
            raise InputError(f"{path.name} has no {key}; expected title, wordings, answer and examples.")
    form = content["answer"].get("form")
    if form not in FORMS:
        raise InputError(f"{path.name} has the form {form!r}; expected one of {', '.join(FORMS)}.")
    return Pattern(
        name=path.stem,
        title=content["title"],
        wordings=tuple(wording for text in content["wordings"] for wording in _wordings(path, text, vocabulary)),
        form=form,
        answer=content["answer"],
        examples=tuple(
            Example(example["question"], {key: value for key, value in example.items() if key != "question"})
            for example in content["examples"]
        ),
        timeless=frozenset(content.get("timeless", ())),
        spoken=(phrase,) if isinstance(phrase := content.get("phrase", ()), str) else tuple(phrase),
    )


def _wordings(path: Path, text: str, vocabulary: Vocabulary) -> Iterator[Wording]:
    """The wordings for which one with alternatives and optional parts stands, each once."""
    seen = set()
    for plain in _expanded(text):
        slots = tuple(_SLOT.findall(plain))
        unknown = [slot for slot in slots if slot_kind(slot) not in SLOT_KINDS]
        if unknown:
            raise InputError(f"{path.name} has the slot {unknown[0]!r}; expected one of {', '.join(SLOT_KINDS)}.")
        order = _order(plain, vocabulary)
        found = frozenset(order) - {""}
        wording = Wording(text, slots, found - vocabulary.modes, found & vocabulary.modes, order)
        key = (slots, order)
        if key not in seen:
            seen.add(key)
            yield wording


def _expanded(text: str) -> Iterator[str]:
    """The texts for which `[optional]` and `(one|other)` stand."""
    as_choices = _OPTIONAL.sub(lambda match: f"({match[1]}|)", text)
    parts = _CHOICE.split(as_choices)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _order(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of meaning of a wording and its slots, in their order."""
    parts = _SLOT.split(text)[::2]
    order: list[str] = []
    for place, part in enumerate(parts):
        order += [word for word, _, _ in vocabulary.meaning(words_of(part))] + [""] * (place < len(parts) - 1)
    return tuple(order)
