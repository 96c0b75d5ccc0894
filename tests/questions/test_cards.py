"""Cards say briefly what their tables have in full."""

from __future__ import annotations

from westphalia.questions.answers.rankings import DRAWN


def test_the_map_of_a_ranking_shows_its_first(questions):
    card = questions.ask("which state has the most allies in 1985")

    assert len(card.rows) > DRAWN
    assert len(card.places) == DRAWN


def test_events_that_are_many_are_counted_and_not_named(questions):
    card = questions.ask("what happened in 1991")

    assert "memberships began;" in card.sentence
    assert "1 state ceased to exist (Soviet Union)" in card.sentence


def test_no_border_of_a_region_leads_out_of_it(questions):
    card = questions.ask("longest border in Europe")

    assert not {"Border between Kazakhstan and Russia"} & {row["name"] for row in card.rows}
