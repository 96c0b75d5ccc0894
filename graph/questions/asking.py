"""The whole way from the text of a question to its card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..store import Store
from ..views.answers.answer import Verdict
from ..views.answers.completeness import CoverageRules
from .answers import Context, answer_reading
from .card import Card
from .language.vocabulary import read_vocabulary
from .names.stored_lexicon import stored_lexicon
from .patterns import read_patterns
from .reading import LONGEST, Parts, Reader
from .topics import Topic, Topics, read_topics

FOLDER = "questions"
OUTSIDE = "outside"
"""What cards on topics that are not held have in the place of the name of a pattern."""


@dataclass(frozen=True)
class Questions:
    """Answers questions about one version."""

    reader: Reader
    context: Context
    topics: Topics

    def ask(self, question: str) -> Card:
        """The card that answers a question, or says what of it was read, and which questions are near to it."""
        text = " ".join(question.split())
        if len(text) > LONGEST:
            return Card(text[:LONGEST], sentence=f"The question has {len(text)} letters; expected at most {LONGEST}.")
        reading, ways = self.reader.read(text)
        topic = self.topics.named_in(self.reader.free_words(text), ways[0].modes if ways else ())
        if topic and reading is not None and reading.pattern.answer.get("else_topic") == topic.name:
            card = answer_reading(self.context, reading, text)
            return card if card.rows else self._outside(text, topic, ways)
        if topic and (reading is None or reading.unread or topic.first):
            return self._outside(text, topic, ways)
        if reading is None:
            return self._unread(text, ways)
        return answer_reading(self.context, reading, text)

    def _outside(self, question: str, topic: Topic, ways: tuple[Parts, ...]) -> Card:
        """That a topic is not held, with questions about the same things that are."""
        about = [] if not ways else self.reader.questions_about(ways[0], topic.instead)
        return Card(
            question=question,
            read_as=question,
            pattern=OUTSIDE,
            verdict=Verdict.NOT_KNOWN,
            sentence=f"Outside of what is held here: {topic.says}.",
            nearest=(*topic.questions, *(about or topic.alone)),
        )

    def _unread(self, question: str, ways: tuple[Parts, ...]) -> Card:
        """What was read of a question that cannot be, and the nearest that can."""
        parts = ways[0] if ways else None
        read = [
            f"“{mention.text}” as {mention.candidates[0].thing.label}"
            for mention in (parts.mentions if parts else ())
        ]
        if parts and parts.window:
            read.append(f"the time {parts.window.words}")
        known = set(self.reader.vocabulary.forms.values())
        unread = sorted(parts.written[word] for word in parts.words - known) if parts else []
        said = f"It was read in part: {', '.join(read)}." if read else "No name and no date in it was recognized."
        missing = f" Not read: {', '.join(f'“{word}”' for word in unread)}." if unread else ""
        return Card(
            question=question,
            sentence=f"This question cannot be read. {said}{missing}",
            nearest=tuple(self.reader.nearest(ways)),
        )


def read_questions(
    queries_dir: Path, version: Path, store: Store, today: date, coverage: Callable[[], CoverageRules]
) -> Questions:
    """Read the names of the version in the folder `version`, with its `store`, and the patterns of questions.

    Raises InputError when a pattern is malformed.
    """
    folder = queries_dir / FOLDER
    vocabulary = read_vocabulary(folder / "words" / "words.toml")
    lexicon = stored_lexicon(version, store, folder / "words" / "names.toml")
    patterns = read_patterns(folder, vocabulary)
    topics = read_topics(folder / "words" / "topics.toml", {pattern.name for pattern in patterns})
    context = Context(store, lexicon, coverage(), today)
    return Questions(Reader(lexicon, vocabulary, patterns, today), context, topics)
