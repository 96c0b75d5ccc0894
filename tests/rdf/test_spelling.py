"""Misspelt texts lead to those that are near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.rdf.folding import fold
from westphalia.rdf.spelling import Spellings, distance, edits_allowed

NAMES = Spellings(["kazakhstan", "uzbekistan", "france", "mali", "malawi", "côte", "république démocratique"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kazahkstan", ["kazakhstan"]),
        ("kzakhstn", ["kazakhstan"]),
        ("frnace", ["france"]),
        ("malawy", ["malawi"]),
        ("mali", ["mali"]),
        ("mal", []),
        ("", []),
        ("zzzzzzzzzz", []),
    ],
)
def test_the_nearest_text_is_within_the_edits_that_its_length_allows(text, expected):
    assert NAMES.nearest(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("", "ab", 2), ("abc", "acb", 1), ("abc", "abcd", 1), ("abc", "xbc", 1), ("ca", "abc", 3)],
)
def test_edits_are_counted(one, other, edits):
    assert distance(one, other) == distance(other, one) == edits


@given(st.text("abcd", min_size=4, max_size=14), st.data())
def test_a_text_is_found_again_after_as_many_changes_as_are_allowed(text, data):
    changed = list(text)
    for _ in range(edits_allowed(text)):
        changed[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from("abcd"))

    # A text that lost all its trigrams is not looked for.
    shared = {f" {text} "[at : at + 3] for at in range(len(text))} & {
        f" {''.join(changed)} "[at : at + 3] for at in range(len(text))
    }
    assert not shared or Spellings([text]).nearest("".join(changed)) == [text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("ایران", "ايران"),
        ("Łódź", "lodz"),
        ("İran", "iran"),
        ("Oʻzbekiston", "o'zbekiston"),
    ],
)
def test_letters_written_for_one_another_are_the_same(one, other):
    assert fold(one) == fold(other)
