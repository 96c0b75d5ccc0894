"""What is not held is said, with questions about the same things that can be answered."""

from __future__ import annotations

import pytest

from westphalia.errors import InputError
from westphalia.questions.asking import OUTSIDE
from westphalia.questions.topics import read_topics
from westphalia.settings import PROJECT_ROOT
from westphalia.views.answers.answer import Verdict

FOLDER = PROJECT_ROOT / "queries" / "questions"
TOPICS = read_topics(FOLDER / "words" / "topics.toml", {path.stem for path in FOLDER.glob("*.toml")})
EXAMPLES = [pytest.param(topic, example, id=example) for topic in TOPICS.topics for example in topic.examples]


@pytest.mark.parametrize(("topic", "question"), EXAMPLES)
def test_a_topic_that_is_not_held_is_named(questions, topic, question):
    card = questions.ask(question)

    assert card.pattern == OUTSIDE
    assert card.verdict is Verdict.NOT_KNOWN
    assert topic.says in card.sentence


def test_the_questions_that_are_offered_can_be_read(questions):
    unread = {
        text
        for topic in TOPICS.topics
        for example in topic.examples
        for text in questions.ask(example).nearest
        if questions.reader.read(text)[0] is None
    }

    assert unread == set()


def test_the_questions_that_are_offered_are_about_the_same_things(questions):
    card = questions.ask("population of Germany")

    assert card.nearest
    assert all("Germany" in text for text in card.nearest)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "[topics.x]\nsays = 'x'\nwords = 'x'\ninstead = ['allies']": "has no examples for x",
        "[topics.x]\nsays = 'x'\nwords = 'x'\ninstead = ['alliez']\nexamples = ['x']": "offers 'alliez' for x",
        "topics": "is not TOML",
    }.items(),
)
def test_a_malformed_topic_is_named(tmp_path, text, expected):
    path = tmp_path / "topics.toml"
    path.write_text(text)

    with pytest.raises(InputError, match=expected):
        read_topics(path, {"allies"})
