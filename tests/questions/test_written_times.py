"""Cards write every day in one form, and a question as it was read, with its time, is read so again."""

from __future__ import annotations

import re

import pytest

ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
QUESTIONS = (
    "members of NATO today",
    "members of NATO on 2010-01-01",
    "members of NATO at the end of 1989",
    "was Uzbekistan in the CSTO in 2007",
    "when was the North Atlantic Treaty signed",
    "Mexico's neighbours in 1850",
    "newest member of NATO",
    "did Poland exist in 1850",
    "North Atlantic Treaty",
    "what changed in 1991",
    "what changed for Kazakhstan in 1991",
    "oldest alliance",
    "how are Serbia and China linked in 1999",
    "Is Ukraine in NATO?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_day_is_in_iso_form(questions, question):
    card = questions.ask(question)

    assert not ISO.search(" ".join((card.sentence, card.read_as, *card.remarks)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_question_as_it_was_read_has_the_same_answer(questions, question):
    card = questions.ask(question)

    assert questions.ask(card.read_as).sentence == card.sentence
