"""Sixty plain questions, in the words of readers, have exact answers; what cannot be read is named."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from westphalia.questions import card_json
from westphalia.questions.card_json import card_from_json
from westphalia.questions.completion import complete
from westphalia.questions.language.days import DayReader
from westphalia.views.tables.table import natural_key

QUESTIONS = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))["questions"]


def test_there_are_sixty_questions():
    assert len(QUESTIONS) >= 60


@pytest.mark.parametrize("expected", QUESTIONS, ids=[question["question"] for question in QUESTIONS])
def test_a_question_has_its_exact_answer(questions, shortcomings, expected):
    card = questions.ask(expected["question"])

    assert shortcomings(card, expected) == [], (card.pattern, card.sentence)
    if "names" in expected:
        names = [str(row.get("name", row.get("item"))) for row in card.rows]
        assert sorted(names, key=natural_key) == sorted(expected["names"], key=natural_key)


def test_what_cannot_be_read_is_named_with_the_nearest_questions(questions):
    card = questions.ask("Which poets of France drank absinthe in 1913?")

    assert not card.is_read
    assert "“France” as France" in card.sentence
    assert "in 1913" in card.sentence
    assert "“absinthe”" in card.sentence
    assert any("France" in text for text in card.nearest)


@pytest.mark.parametrize("text", ["", "?", "!!!", "\x00", "' OR 1=1 --", "{state}", "a" * 5000, "中国", "NATO " * 50])
def test_no_text_makes_it_fail(questions, text):
    assert questions.ask(text).sentence


def test_a_name_with_several_meanings_gives_choices(questions):
    card = questions.ask("members of treaty of paris")

    assert card.choices


def test_a_card_survives_json(questions):
    card = questions.ask("members of NATO on 2010-01-01")

    assert card_json(card_from_json(card_json(card))) == card_json(card)


@pytest.mark.parametrize("text", ["al", "allies of fra", "NATO", "when did"])
def test_a_question_is_completed(questions, text):
    assert complete(questions.reader, text)


TODAY = date(2026, 11, 28)
TIMES = {
    "in 1913": ("1913-01-01", "1914-01-01"),
    "on 16 December 1991": ("1991-12-16", "1991-12-17"),
    "on December 16, 1991": ("1991-12-16", "1991-12-17"),
    "in March 1999": ("1999-03-01", "1999-04-01"),
    "between 1990 and 1999": ("1990-01-01", "2000-01-01"),
    "during the 1990s": ("1990-01-01", "2000-01-01"),
    "at the end of 1989": ("1989-12-31", "1990-01-01"),
    "before 1914": (None, "1914-01-01"),
    "since 1991": ("1991-01-01", None),
    "today": ("2026-11-28", "2026-11-29"),
    "during the Cold War": ("1947-03-12", "1991-12-26"),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_are_read(text):
    reader = DayReader({"cold war": (date(1947, 3, 12), date(1991, 12, 26))}, TODAY)
    [time] = reader.times_in(f"members of NATO {text}")

    bounds = [day and day.isoformat() for day in (time.window.begins, time.window.ends)]
    assert tuple(bounds) == TIMES[text]
