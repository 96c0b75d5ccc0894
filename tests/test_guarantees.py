"""The page of guarantees names tests; each is there, and each promise has some."""

import re

import pytest

from westphalia.settings import PROJECT_ROOT

TEXT = (PROJECT_ROOT / "docs" / "explanation" / "guarantees.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^## \d+\. .*?(?=^## )", TEXT, re.MULTILINE | re.DOTALL)
FILES = sorted(set(re.findall(r"`(tests/[^`]+\.py)`", TEXT)))


@pytest.mark.parametrize("name", FILES)
def test_a_test_that_the_page_names_exists(name: str) -> None:
    assert "\ndef test_" in (PROJECT_ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.partition("\n")[0])
def test_each_promise_is_stated_and_tested(promise: str) -> None:
    assert "**Promise.**" in promise
    assert "`tests/" in promise


def test_the_page_says_what_is_not_promised() -> None:
    assert len(PROMISES) >= 5
    assert "## What is not promised\n" in TEXT
