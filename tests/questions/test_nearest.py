"""Questions that are near to one that cannot be read share its things and its topic."""

from __future__ import annotations

import pytest

UNREADABLE = {
    "which poets of France drank absinthe in 1913": ("France",),
    "zorblax treaties of Poland frobnicate": ("Poland",),
}


@pytest.mark.parametrize("question", UNREADABLE)
def test_they_share_its_things(questions, question):
    card = questions.ask(question)

    assert not card.is_read
    assert card.nearest
    for part in UNREADABLE[question]:
        assert any(part in text for text in card.nearest), card.nearest


def test_without_a_name_they_share_its_topic(questions):
    card = questions.ask("zorblax frobnicate disputed borders quuxly")

    assert not card.is_read
    assert any("disputed borders" in text for text in card.nearest)


def test_they_can_be_read(questions):
    unread = [
        text for question in UNREADABLE for text in questions.ask(question).nearest if not questions.ask(text).is_read
    ]

    assert unread == []
