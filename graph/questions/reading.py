"""From the text of a question to what it asks: a pattern, the things in its slots, and a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .language.days import Dated, DayReader
from .language.similar import Similar
from .language.text import Token, tidy, tokens_of
from .language.vocabulary import Vocabulary
from .language.voice import in_active_voice, is_past_active
from .language.window import ALWAYS, Window, common, day_window
from .names.lexicon import CODE, SUCCESSOR, Candidate, Lexicon, Thing, longest_names, spans
from .names.mentions import Mention
from .patterns import SLOT_KINDS, Pattern, Wording, slot_kind

LONGEST = 300
"""Letters of a question; longer ones are refused by adapters."""
MOST_NEAREST = 5
_OF_ONE_TIME = frozenset({"holds", "facts", "conjunction"})
"""Forms of answers about things that existed at the same time."""
NEVER_IGNORED = frozenset({"but_not", "or"})
"""Words that change the meaning of a question so much that it is not read without them."""


@dataclass(frozen=True)
class Reading:
    """What a question asks.

    `things` are what the slots hold; `choices` what else a slot may hold, by slot; `window` is None where no time is
    named; `unread` are words that play no part.
    """

    pattern: Pattern
    wording: Wording
    things: Mapping[str, Thing]
    choices: Mapping[str, tuple[Thing, ...]]
    window: Window | None
    modes: frozenset[str]
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_past: bool = False
    """Whether its verb is in the past."""
    inversions: int = 0
    """How many of its words stand on another side of a name than in the wording."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What is written in the question for each slot."""

    @property
    def phrase(self) -> str:
        """The question as it was read."""
        return self.phrase_with({})

    def phrase_with(self, others: Mapping[str, Thing]) -> str:
        """The same with other things in some slots."""
        things = {**self.things, **others}
        text = self.pattern.phrase({slot: thing.label for slot, thing in things.items()})
        if self.window is None and not self.is_past:
            text = re.sub(r"^was ", "is ", text)  # without a time a question in the present is about today
        lead = next((word for mode, word in _LEADS.items() if mode in self.modes - self.wording.modes), "")
        time = self.window.words if self.window else ""
        if self.pattern.answer.get("of_period"):
            time = time.removeprefix("during ")
        return " ".join(f"{lead}{text} {time}".split())


_INSTRUMENT_WORDS = frozenset(
    {"treaty", "pact", "agreement", "convention", "accord", "accords", "alliance", "protocol"}
)
"""Words after the name of an instrument that belong to it, though its name in the graph may lack them."""
_NUMBERED = frozenset({"article", "art"})
"""Words after which a number stands, also one in Roman numerals."""
_PAST = frozenset({"was", "were", "did", "had", "been", "former", "formerly", "colonized", "colonised"})
_LEADS = {"count": "number of ", "when": "when: ", "why": "why: ", "duration": "how long: "}


@dataclass(frozen=True)
class Parts:
    """A question taken apart: its mentions in order, words of meaning, modes and time."""

    mentions: tuple[Mention, ...]
    words: frozenset[str]
    modes: frozenset[str]
    window: Window | None
    times: int
    written: Mapping[str, str] = field(default_factory=dict)
    """How words of meaning are written in the question."""
    notes: tuple[str, ...] = ()
    is_past: bool = False
    order: tuple[str, ...] = ()
    """Words of meaning and mentions, these as empty texts, in the order of the question."""
    faint: frozenset[str] = frozenset()
    """Words that count only for wordings that have them."""
    is_bare_name: bool = False
    """Whether its time is a period with a name and no preposition."""


class Reader:
    """Reads questions of a version."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, patterns: Sequence[Pattern], today: date) -> None:
        self.lexicon = lexicon
        self.vocabulary = vocabulary
        self.patterns = tuple(patterns)
        self.today = today
        self._days = DayReader(dict(vocabulary.periods), today)
        self._longest = longest_names(lexicon)

    @cached_property
    def _similar(self) -> Similar:
        return Similar(self.lexicon, self.vocabulary)

    def read(self, question: str) -> tuple[Reading | None, tuple[Parts, ...]]:
        """The best reading of a question, None where no pattern fits, and the ways to take it apart."""
        ways = tuple(self.parts(question))
        readings = [reading for parts in ways for reading in self._fitting(parts)]
        if not readings:
            ways = tuple(self._corrected(question)) or ways
            readings = [reading for parts in ways for reading in self._fitting(parts)]
        if not readings:
            readings = [reading for parts in ways for reading in self._nearly(parts)]
        return (min(readings, key=_rank) if readings else None), ways

    def reads_as_it_stands(self, question: str) -> Reading | None:
        """The best reading of a question in which every word has its part and is spelt as names and words are."""
        readings = (reading for parts in self.parts(question) for reading in self._fitting(parts))
        return min(readings, key=_rank, default=None)

    def times_in(self, text: str) -> list[Dated]:
        """The times that a text names."""
        return self._days.times_in(text)

    def nearest(self, ways: Sequence[Parts]) -> list[str]:
        """Questions that can be read and are like one that cannot: about the same things, and of the same topic."""
        scored: dict[str, float] = {}
        for parts in ways[:3]:
            for pattern in self.patterns:
                if pattern.answer.get("needs_time") and parts.window is None:
                    continue
                for wording in pattern.wordings:
                    score, labels = self._likeness(parts, pattern, wording)
                    is_spoken = score > 0 and pattern.speaks_of(labels)
                    phrase = pattern.phrase(labels, _time_of(parts, pattern)) if is_spoken else ""
                    if phrase:
                        scored[phrase] = max(score, scored.get(phrase, 0))
        return sorted(scored, key=lambda phrase: (-scored[phrase], len(phrase)))[:MOST_NEAREST]

    def questions_about(self, parts: Parts, names: Sequence[str]) -> list[str]:
        """Questions of the patterns with these names about what a question names, as far as they fit."""
        by_name = {pattern.name: pattern for pattern in self.patterns}
        phrases = []
        for pattern in (by_name[name] for name in names):
            for wording in pattern.wordings:
                labels = self._labels_for(pattern, wording, parts.mentions)
                if labels and len(labels) == len(wording.slots):
                    phrases.append(pattern.phrase(labels, _time_of(parts, pattern)))
                    break
        return list(dict.fromkeys(phrases))[:MOST_NEAREST]

    def free_words(self, question: str) -> list[list[str]]:
        """The stretches of words of a question that are no part of a name or a time."""
        text = tidy(question)
        tokens, times = tokens_of(text), self._days.times_in(text)
        mentions = next(self._segmentations(tokens, times))
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        stretches: list[list[str]] = [[]]
        for place, token in enumerate(tokens):
            if place in named or _inside(token, times) or self._is_in_name(tokens, place):
                stretches.append([])
            else:
                stretches[-1].append(token.word)
        return stretches

    def _is_in_name(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether a word in capitals stands beside one that nothing knows: "Kuril Islands" is a name, no topic."""
        beside = tokens[max(0, place - 1) : place + 2]
        return tokens[place].written[0].isupper() and any(
            token.written[0].isupper() and token.word != tokens[place].word and not self.vocabulary.knows(token.word)
            for token in beside
        )

    def _likeness(self, parts: Parts, pattern: Pattern, wording: Wording) -> tuple[float, dict[str, str]]:
        """How like a wording is: what it shares counts, and what it or the question has alone counts against it."""
        labels = self._labels_for(pattern, wording, parts.mentions)
        asked = parts.words | parts.modes | parts.faint
        wanted = wording.words | wording.modes
        shared, missing = len(wanted & asked), len(wanted - asked)
        if len(labels) < len(wording.slots) or not (labels or shared) or (parts.mentions and not labels):
            return 0, {}
        unused = len(parts.mentions) - len(labels)
        return 1 + 2 * shared - missing + len(labels) - 1.5 * unused, labels

    def _labels_for(self, pattern: Pattern, wording: Wording, mentions: Sequence[Mention]) -> dict[str, str]:
        """The slots of a wording filled from the mentions in their order, skipping those that do not fit."""
        labels: dict[str, str] = {}
        waiting = list(mentions)
        for slot in wording.slots:
            while waiting:
                fitting = _of_kind(waiting.pop(0), slot, pattern.answer.get("class_under", ""))
                if fitting:
                    labels[slot] = fitting[0].thing.label
                    break
        return labels

    def parts(self, question: str) -> Iterator[Parts]:
        """The ways to take a question apart: with the longest names first, then with names of terms."""
        text = tidy(question)
        tokens, times = tokens_of(text), self._days.times_in(text)
        seen = set()
        for mentions in self._segmentations(tokens, times):
            parts = self._parts(tokens, times, mentions, ())
            key = (parts.mentions, parts.words, parts.modes, parts.window)
            if key not in seen:
                seen.add(key)
                yield parts

    def _corrected(self, question: str) -> Iterator[Parts]:
        """The question with words that nothing knows taken for names or words like them."""
        text = tidy(question)
        tokens, times = tokens_of(text), self._days.times_in(text)
        for mentions in self._segmentations(tokens, times):
            parts = self._parts(tokens, times, mentions, ())
            unknown = [word for word in parts.words if word not in set(self.vocabulary.forms.values())]
            if unknown:
                corrected, notes, all_mentions = self._similar.correct(tokens, mentions, unknown)
                if notes:
                    yield self._parts(corrected, times, all_mentions, notes)

    def _segmentations(self, tokens: Sequence[Token], times: Sequence[Dated]) -> Iterator[tuple[Mention, ...]]:
        """Ways to find names in a question: the longest first; then split ones; then with terms of the ontology."""
        found = list(self._mentions(tokens, times))
        yield (longest := _leftmost(found))
        for mention in longest:
            if "and" in mention.text.casefold().split():
                yield _leftmost([other for other in found if other != mention and _differs(other, mention)])
        words = [token.word for token in tokens]
        classes = list(self._terms(words, tokens, self.lexicon.classes))
        relations = list(self._terms(words, tokens, self.lexicon.relations))
        if classes:
            yield _leftmost([*longest, *classes])
            # "Countries that gained independence": the second class is a word of the question.
            yield _leftmost([*longest, classes[0]])
        if relations:
            yield _leftmost([*longest, *relations])
        if classes and relations:
            yield _leftmost([*longest, *classes, *relations])
            # A relation may be written around a name that is part of no other: longest relations first.
        yield tuple(sorted((*longest, *self._codes(tokens, longest, times)), key=lambda mention: mention.start))

    def _terms(
        self, words: Sequence[str], tokens: Sequence[Token], names: Mapping[tuple[str, ...], tuple[Candidate, ...]]
    ) -> Iterator[Mention]:
        for start, end, candidates in spans(words, names, 6):
            yield Mention(start, end, candidates, _written(tokens, start, end))

    def _codes(self, tokens: Sequence[Token], taken: Sequence[Mention], times: Sequence[Dated]) -> Iterator[Mention]:
        """Numbers and short texts in capitals that may be codes, and names of code systems."""
        for place, token in enumerate(tokens):
            if any(mention.start <= place < mention.end for mention in taken) or _inside(token, times):
                continue
            if token.word in SCHEMES:
                thing = Thing(SCHEMES[token.word], token.written, frozenset({"scheme"}))
            elif token.word.isdecimal() or _is_code(token) or (place and tokens[place - 1].word in _NUMBERED):
                thing = Thing(token.written, token.written, frozenset({"code"}))
            else:
                continue
            yield Mention(place, place + 1, (Candidate(thing, CODE),), token.written)

    def _mentions(self, tokens: Sequence[Token], times: Sequence[Dated]) -> Iterator[Mention]:
        words = [token.word for token in tokens]
        shouted = len(tokens) > 1 and all(token.written.isupper() for token in tokens)
        timed = {place for place, token in enumerate(tokens) if _inside(token, times)}
        for start, end, candidates in spans(words, self.lexicon.names, self._longest):
            if timed.issuperset(range(start, end)) or (
                end - start == 1 and not self._may_be_name(tokens[start], shouted)
            ):
                continue
            yield Mention(start, end, candidates, _written(tokens, start, end))
            instruments = tuple(c for c in candidates if "Instrument" in c.thing.kinds)
            if instruments and end < len(words) and words[end] in _INSTRUMENT_WORDS:
                yield Mention(start, end + 1, instruments, _written(tokens, start, end + 1))
        for place, token in enumerate(tokens):
            candidates = self.lexicon.codes.get(token.written, ())
            if candidates and not shouted and token.word not in SCHEMES:
                yield Mention(place, place + 1, candidates, token.written)

    def _may_be_name(self, token: Token, shouted: bool) -> bool:
        if not self.vocabulary.knows(token.word):
            return not token.word.isdecimal()
        return token.written.isupper() and len(token.written) > 1 and not shouted

    def _parts(
        self, tokens: Sequence[Token], times: Sequence[Dated], mentions: tuple[Mention, ...], notes: tuple[str, ...]
    ) -> Parts:
        ordered = sorted(mentions, key=lambda mention: mention.start)
        tokens, ordered = in_active_voice(
            tokens, ordered, self.vocabulary.is_form, lambda token: _inside(token, times)
        )
        mentions = tuple(ordered)
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        in_names = [tokens[place] for place in named if place < len(tokens)]
        times = [time for time in times if not any(time.start <= token.start < time.end for token in in_names)]
        words: dict[str, str] = {}
        order: list[str] = []
        stretch: list[Token] = []
        starts = {mention.start for mention in mentions}
        for place, token in enumerate([*tokens, None]):
            if token is None or place in named or _inside(token, times):
                order += self._add_meaning(stretch, words)
                order += [""] if place in starts else []
                stretch = []
            else:
                stretch.append(token)
        modes = frozenset(words) & self.vocabulary.modes
        window = _window(times)
        is_past = any(token.word in _PAST for token in tokens) or is_past_active(tokens, mentions)
        return Parts(
            mentions,
            frozenset(words) - modes - self.vocabulary.faint,
            modes,
            window,
            len(times),
            words,
            notes,
            is_past,
            tuple(order),
            frozenset(words) & self.vocabulary.faint,
            bool(times) and times[0].is_bare_name,
        )

    def _add_meaning(self, stretch: Sequence[Token], words: dict[str, str]) -> list[str]:
        found = list(self.vocabulary.meaning([token.word for token in stretch]))
        for word, start, end in found:
            words.setdefault(word, _written(stretch, start, end))
        return [word for word, _, _ in found]

    def _fitting(self, parts: Parts) -> Iterator[Reading]:
        """The readings in which every word has its part."""
        for pattern in self.patterns:
            for wording in pattern.wordings:
                extra = parts.modes - wording.modes
                if not (wording.slots or wording.words or parts.window):
                    continue  # nothing at all was read
                if (
                    wording.words - parts.faint == parts.words
                    and wording.modes <= parts.modes
                    and extra <= pattern.modes
                ):
                    yield from self._filled(pattern, wording, parts, ())

    def _nearly(self, parts: Parts) -> Iterator[Reading]:
        """The readings that leave one word aside, which is then told."""
        known = set(self.vocabulary.forms.values())
        for pattern in self.patterns:
            for wording in pattern.wordings:
                rest = parts.words - wording.words
                wanted = wording.words - parts.faint
                is_near = wanted and wanted <= parts.words and len(rest) == 1 and not rest & NEVER_IGNORED
                extra = parts.modes - wording.modes
                if is_near and not rest & known and wording.modes <= parts.modes and extra <= pattern.modes:
                    written = tuple(parts.written[word] for word in rest)
                    if not written[0][:1].isupper():  # what may be a name is never left aside
                        yield from self._filled(pattern, wording, parts, written)

    def _filled(self, pattern: Pattern, wording: Wording, parts: Parts, unread: tuple[str, ...]) -> Iterator[Reading]:
        unfit_time = "needs_time" if parts.window is None else "no_time"
        of_period = pattern.answer.get("of_period")
        if of_period is not None and of_period != parts.is_bare_name:
            return
        if pattern.answer.get(unfit_time) or len(wording.slots) != len(parts.mentions) or parts.times > 1:
            return
        things: dict[str, Thing] = {}
        choices: dict[str, tuple[Thing, ...]] = {}
        notes = list(parts.notes)
        for slot, mention in zip(wording.slots, parts.mentions, strict=True):
            fitting = _of_kind(mention, slot, pattern.answer.get("class_under", ""))
            if not fitting:
                return
            chosen, others, note = self._resolved(fitting, mention, parts.window, timeless=slot in pattern.timeless)
            things[slot], choices[slot] = chosen, others
            notes += [note] if note else []
        if parts.window is None and pattern.form in _OF_ONE_TIME:
            texts = {slot: each.text for slot, each in zip(wording.slots, parts.mentions, strict=True)}
            notes += self._made_to_meet(things, texts)
        yield Reading(
            pattern,
            wording,
            things,
            choices,
            parts.window,
            parts.modes,
            unread,
            tuple(notes),
            parts.is_past,
            _inversions(wording.order, parts.order),
            {slot: mention.text for slot, mention in zip(wording.slots, parts.mentions, strict=True)},
        )

    def _made_to_meet(self, things: dict[str, Thing], texts: Mapping[str, str]) -> list[str]:
        """Puts a relative in the place of a thing that did not live to see another, with a note.

        Of Germany and the League of Nations, Germany is the German Reich; of East Germany and the EU, the EEC.
        """
        for slot, thing in things.items():
            for other in things.values():
                if _lived_together(thing, other) or thing.families & other.families:
                    continue
                meeting = [each for each in self.lexicon.relatives(thing, ALWAYS) if _lived_together(each, other)]
                if meeting:
                    things[slot] = meeting[0]
                    read = f"“{texts[slot]}” is read as {meeting[0].label}"
                    return [f"{thing.label} did not exist at the same time as {other.label}; {read}."]
        return []

    def _resolved(
        self, fitting: Sequence[Candidate], mention: Mention, window: Window | None, *, timeless: bool
    ) -> tuple[Thing, tuple[Thing, ...], str]:
        """The thing that a mention names at the time of the question, what else it may name, and a note."""
        time = window or day_window(self.today)
        years = {str(day.year) for day in (time.begins,) if window and day}
        alive = [candidate for candidate in fitting if candidate.thing.lives_in(time)]
        if alive and (window or not timeless) and not (window is None and alive[0].fit > fitting[0].fit):
            dated = [
                candidate
                for candidate in alive
                if years & set(candidate.thing.label.strip("()").replace("(", "").replace(")", "").split())
            ]
            best = min(candidate.fit for candidate in dated or alive)
            same = [candidate.thing for candidate in (dated or alive) if candidate.fit == best]
            note = _read_as(fitting[0].thing, mention, same[0], window) if best == SUCCESSOR and window else ""
            return same[0], tuple(same[1:]), note
        first = fitting[0].thing
        same = [candidate.thing for candidate in fitting if candidate.fit == fitting[0].fit]
        if window is None or timeless:
            return first, tuple(same[1:]), ""
        relatives = self.lexicon.relatives(first, window)
        if not relatives:
            return first, tuple(same[1:]), ""
        return relatives[0], tuple(relatives[1:]), _read_as(first, mention, relatives[0], window)


def _read_as(first: Thing, mention: Mention, chosen: Thing, window: Window) -> str:
    """The note that a name is read as that of another, since what it mostly names did not exist at the time."""
    return f"{first.label} did not exist {window.words}; “{mention.text}” is read as {chosen.label}."


def _lived_together(first: Thing, second: Thing) -> bool:
    """Whether two things existed on the same day, as far as is known."""
    return any(common(one, other) for one in first.lives for other in second.lives) or not (
        first.lives and second.lives
    )


def _time_of(parts: Parts, pattern: Pattern) -> str:
    """The time of a question as another pattern would have it; none where that has no time."""
    is_dated = parts.window is not None and not parts.window.is_open and not pattern.answer.get("timeless_sentence")
    return parts.window.words if parts.window and is_dated else ""


def _rank(reading: Reading) -> tuple[float, ...]:
    """Readings that use more of the question, and things whose names fit better, come first."""
    return (
        len(reading.unread),
        -len(reading.wording.words | reading.wording.modes),
        _generality(reading),
        not (reading.pattern.answer.get("needs_time") or reading.pattern.answer.get("no_time")),
        reading.inversions,
        len(reading.notes),
        -len(reading.things),
    )


def _inversions(wording: Sequence[str], question: Sequence[str]) -> int:
    """How many words stand on another side of a name in a question than in a wording."""
    before, asked = _names_before(wording), _names_before(question)
    return sum(abs(before[word] - asked[word]) for word in before.keys() & asked.keys())


def _names_before(order: Sequence[str]) -> dict[str, int]:
    """The number of names before each word of meaning."""
    return {word: order[:place].count("") for place, word in enumerate(order) if word}


def _generality(reading: Reading) -> int:
    """How general a reading's slots are: a dependency is less so than a state, a state than an actor."""
    return sum(
        {"thing": 3, "class": 2, "relation": 2, "actor": 1, "dependency": -1, "republic": -1}.get(slot_kind(slot), 0)
        for slot in reading.wording.slots
    )


def _of_kind(mention: Mention, slot: str, class_under: str = "") -> list[Candidate]:
    """What of a mention fills a slot; of a class only one under another that the pattern names."""
    kind = slot_kind(slot)
    if kind in {"code", "scheme"}:
        return [candidate for candidate in mention.candidates if kind in candidate.thing.kinds]
    kinds = SLOT_KINDS[kind]
    if kind == "class" and class_under:
        kinds = frozenset({f"{class_under}Class"})
    without = {"Person"} if kind == "actor" else set()
    return [c for c in mention.candidates if c.thing.kinds & kinds and not c.thing.kinds & without]


def _leftmost(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Of names that overlap, the longest from the left; of the same words those of both lists together."""
    chosen: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if chosen and (mention.start, mention.end) == (chosen[-1].start, chosen[-1].end):
            both = (*chosen[-1].candidates, *mention.candidates)
            chosen[-1] = Mention(mention.start, mention.end, tuple(dict.fromkeys(both)), mention.text)
        elif not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return tuple(chosen)


def _is_code(token: Token) -> bool:
    return token.written.isupper() and 2 <= len(token.written) <= 3


def _differs(other: Mention, mention: Mention) -> bool:
    return (other.start, other.end) != (mention.start, mention.end)


def _written(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.written for token in tokens[start:end])


def _inside(token: Token, times: Sequence[Dated]) -> bool:
    return any(time.start <= token.start < time.end for time in times)


def _window(times: Sequence[Dated]) -> Window | None:
    return times[0].window if times else None


SCHEMES = {
    "cow": "cowStateNumber",
    "correlates": "cowStateNumber",
    "iso": "iso3166Alpha3",
    "iso2": "iso3166Alpha2",
    "iso3": "iso3166Alpha3",
    "gw": "gleditschWardNumber",
    "gleditsch": "gleditschWardNumber",
    "alpha": "iso3166Alpha3",
}
"""Code systems by the words that name them in questions."""
