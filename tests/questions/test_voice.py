"""A passive question asks what the active one asks: who acts, and on whom, is not turned round."""

import pytest

from westphalia.questions.language.text import tokens_of
from westphalia.questions.language.voice import in_active_voice, is_past_active
from westphalia.questions.names.mentions import Mention

SAME = {
    "Was Belgium guaranteed by Britain in 1913?": "Did Britain guarantee Belgium in 1913?",
    "Was Belgium defended by France in 1930?": "Must France defend Belgium in 1930?",
    "Is Estonia protected by the United States?": "Must the United States defend Estonia?",
    "Was Czechoslovakia succeeded by Slovakia?": "Did Slovakia succeed Czechoslovakia?",
    "Is Kosovo recognized by Serbia?": "Does Serbia recognize Kosovo?",
    "Was Norway occupied by Germany in 1942?": "Did Germany occupy Norway in 1942?",
    "Was Poland invaded by Germany?": "Did Germany occupy Poland?",
    "Is Crimea claimed by Ukraine?": "Does Ukraine claim Crimea?",
    "Was Kenya governed by Britain?": "Did Britain govern Kenya?",
    "Which states were defended by France in 1913?": "Whom must France defend in 1913?",
    "Was Austria occupied?": "Who occupied Austria?",
    "Was Norway occupied in 1942?": "Who occupied Norway in 1942?",
    "Has Cyprus been occupied?": "Who occupied Cyprus?",
    "Was the League of Nations succeeded?": "What succeeded the League of Nations?",
    "Was Belgium ever guaranteed?": "Who was obliged to defend Belgium ever?",
    "Is Crimea claimed?": "Who claims Crimea?",
    "Is the Falkland Islands claimed?": "Who claims the Falkland Islands?",
}
OF_THOSE_WHO_ACT = [
    "Is Japan obliged to defend the United States?",
    "Is Poland allied with Germany?",
    "Which organizations was Syria suspended from?",
    "Was Slovakia a successor of Czechoslovakia?",
    "Has Germany occupied other states?",
    "Had Kazakhstan signed the Treaty by then?",
]


@pytest.mark.parametrize("passive", SAME)
def test_a_passive_question_asks_what_the_active_one_asks(questions, passive):
    asked, meant = questions.ask(passive), questions.ask(SAME[passive])

    assert asked.is_read
    assert (asked.pattern, asked.verdict, asked.rows) == (meant.pattern, meant.verdict, meant.rows)


def named(text: str, *names: str) -> tuple[list, list[Mention]]:
    tokens = tokens_of(text)
    words = [token.written for token in tokens]
    starts = [(words.index(name), name) for name in names]
    return tokens, [Mention(start, start + 1, (), name) for start, name in starts]


@pytest.mark.parametrize("text", OF_THOSE_WHO_ACT)
def test_who_acts_stays_who_acts(text):
    tokens, names = named(text, *(word.written for word in tokens_of(text)[1:] if word.written[0].isupper()))

    assert in_active_voice(tokens, names, lambda _: False, lambda _: False) == (tokens, names)


def test_words_and_names_are_moved_and_none_is_lost():
    tokens, names = named("Has Norway ever been occupied by Germany then", "Norway", "Germany")

    words, mentions = in_active_voice(tokens, names, lambda _: False, lambda _: False)

    assert [word.written for word in words] == ["Has", "Germany", "ever", "been", "occupied", "Norway", "then"]
    assert [(mention.text, mention.start) for mention in mentions] == [("Germany", 1), ("Norway", 5)]


@pytest.mark.parametrize(
    ("text", "is_past"),
    [("who occupied Austria", True), ("who is occupied Austria", False), ("who occupies Austria", False)],
)
def test_a_verb_in_the_past_asks_about_the_past(text, is_past):
    assert is_past_active(*named(text, "Austria")) is is_past
