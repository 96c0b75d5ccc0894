"""Every example of every pattern is read by that pattern, and its card says what the example expects."""

from __future__ import annotations

import pytest

from westphalia.questions.language.vocabulary import read_vocabulary
from westphalia.questions.patterns import read_pattern, read_patterns
from westphalia.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "queries" / "questions"
PATTERNS = read_patterns(FOLDER, read_vocabulary(FOLDER / "words" / "words.toml"))
EXAMPLES = [
    pytest.param(pattern.name, example.question, example.expected, id=example.question)
    for pattern in PATTERNS
    for example in pattern.examples
]


def test_there_are_patterns_with_examples():
    assert len(PATTERNS) > 60
    assert [pattern.name for pattern in PATTERNS if not pattern.examples] == []


@pytest.mark.parametrize(("pattern", "question", "expected"), EXAMPLES)
def test_an_example_is_answered(questions, shortcomings, pattern, question, expected):
    card = questions.ask(question)

    assert card.pattern == pattern
    assert shortcomings(card, expected) == [], card.sentence
    rows = [repr(row) for row in card.table.rows] if card.table else []
    assert sorted(set(rows)) == sorted(rows), "A row is there twice."


def test_a_question_as_it_was_read_is_read_so_again(questions):
    """Cards, and suggestions while one types, put questions in the wording of their pattern."""
    read_otherwise = {}
    for pattern in PATTERNS:
        reading, _ = questions.reader.read(pattern.examples[0].question)
        time = "in 1990" if pattern.answer.get("needs_time") else ""
        time = "Korean War" if pattern.answer.get("of_period") else time
        phrase = pattern.phrase({slot: thing.label for slot, thing in reading.things.items()}, time)
        again, _ = questions.reader.read(phrase)
        if again is None or again.pattern.name != pattern.name:
            read_otherwise[phrase] = pattern.name

    assert read_otherwise == {}


def test_the_how_to_adds_a_pattern_that_can_be_read(tmp_path):
    text = (PROJECT_ROOT / "docs" / "how-to" / "add-a-question.md").read_text(encoding="utf-8")
    path = tmp_path / "hosts.toml"
    path.write_text(text.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")

    pattern = read_pattern(path, read_vocabulary(FOLDER / "words" / "words.toml"))

    assert [(wording.slots, set(wording.words)) for wording in pattern.wordings] == [
        (("state",), {"organization", "host"})
    ]
