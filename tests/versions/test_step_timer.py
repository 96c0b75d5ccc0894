"""The timer of the steps of a build."""

from __future__ import annotations

import gc

import pytest

from westphalia.versions.step_timer import StepTimer, without_collector


def test_each_step_is_reported_when_it_begins_and_timed_when_it_ends() -> None:
    events: list[str] = []
    timer = StepTimer(events.append)

    with timer.step("load", "Loading …"):
        events.append("loaded")
        assert timer.seconds == {}

    assert events == ["Loading …", "loaded"]
    assert list(timer.seconds) == ["load"]
    assert timer.seconds["load"] >= 0


def test_a_step_that_fails_has_no_duration() -> None:
    timer = StepTimer(lambda _sentence: None)

    with pytest.raises(ValueError, match="no"), timer.step("load", "Loading …"):
        raise ValueError("no")

    assert timer.seconds == {}


def test_the_collector_is_as_before_after_a_block_without_it_that_failed() -> None:
    with pytest.raises(KeyError), without_collector():
        assert not gc.isenabled()
        raise KeyError

    assert gc.isenabled()
