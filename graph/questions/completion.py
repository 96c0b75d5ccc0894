"""Completions of a question while it is typed: of its wording, its names and its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .language.text import tidy, tokens_of
from .names.lexicon import DEMONYM, LABEL, Candidate
from .patterns import Pattern
from .reading import Reader, _of_kind

MOST = 8
_TIMES = ("today", "in 1913", "on 1 Jan 2010")
_LEADING = frozenset({"who", "what", "which", "when", "is", "are", "was", "were", "how", "does", "did", "do", "why"})


@dataclass(frozen=True)
class Completion:
    """A question to ask (`is_whole`), or text to go on from."""

    text: str
    detail: str
    is_whole: bool


def complete(reader: Reader, text: str) -> list[Completion]:
    """Completions of what was typed, the likeliest first."""
    found: dict[str, Completion] = {}
    for completion in _completions(reader, " ".join(tidy(text).split())):
        found.setdefault(completion.text, completion)
        if len(found) == MOST:
            break
    return list(found.values())


def _completions(reader: Reader, text: str) -> Iterator[Completion]:
    if not text:
        return
    reading, ways = reader.read(text)
    if reading is not None and not reading.unread:
        yield Completion(text, reading.pattern.title, is_whole=True)
        if reading.window is None:
            yield from (Completion(f"{text} {time}", reading.pattern.title, is_whole=True) for time in _TIMES[1:])
        yield from _about_same(reader, ways[0].mentions[0].candidates if ways and ways[0].mentions else ())
    yield from sorted(_names(reader, text), key=lambda completion: not completion.is_whole)
    yield from _wordings(reader.patterns, text)


def _about_same(reader: Reader, candidates: tuple[Candidate, ...]) -> Iterator[Completion]:
    """Other questions about the first thing that is named."""
    for pattern in reader.patterns:
        wording = pattern.wordings[0]
        if len(wording.slots) == 1 and candidates:
            fitting = [c for c in candidates if c.thing.kinds and _fits(c, wording.slots[0])]
            if fitting:
                yield Completion(
                    pattern.phrase({wording.slots[0]: fitting[0].thing.label}), pattern.title, is_whole=True
                )


def _fits(candidate: Candidate, slot: str) -> bool:
    from .names.mentions import Mention  # noqa: PLC0415

    return slot not in {"thing", "code", "scheme"} and bool(_of_kind(Mention(0, 1, (candidate,), ""), slot))


def _names(reader: Reader, text: str) -> Iterator[Completion]:
    """The text with its last words completed to a name: a question, where that can be read."""
    words = tokens_of(text)
    for count in (3, 2, 1):
        last = words[-count:]
        if len(last) < count or len(" ".join(token.word for token in last)) < 2:
            continue
        start = " ".join(token.word for token in last)
        if last[0].word in _LEADING:
            continue
        matching = sorted(
            (len(candidates[0].thing.label), candidates[0].thing.label)
            for name, candidates in reader.lexicon.names.items()
            if candidates[0].fit < DEMONYM and " ".join(name).startswith(start) and _is_common(candidates[0])
        )
        for _, label in matching[:4]:
            completed = f"{text[: last[0].start]}{label}"
            reading = reader.reads_as_it_stands(completed) if last[0].start else None
            yield Completion(completed, reading.pattern.title if reading else "name", is_whole=reading is not None)


def _is_common(candidate: Candidate) -> bool:
    return bool(candidate.thing.kinds & {"State", "Organization", "Instrument"}) and candidate.fit >= LABEL


def _wordings(patterns: tuple[Pattern, ...], text: str) -> Iterator[Completion]:
    """Wordings that begin as the text does, with the rest to be filled in, and examples that do."""
    typed = text.casefold()
    for pattern in patterns:
        for wording in pattern.wordings:
            head = wording.text.partition("{")[0].strip()
            if "[" not in head and "(" not in head and len(typed) < len(head) and head.casefold().startswith(typed):
                yield Completion(f"{head} ", pattern.title, is_whole=False)
    for pattern in patterns:
        for example in pattern.examples:
            if example.question.casefold().startswith(typed):
                yield Completion(example.question, pattern.title, is_whole=True)
