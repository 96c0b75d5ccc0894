"""Silence is never "no": what lists lack outside the time and the things that they cover is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

import pytest

from westphalia.questions.answers.extents import extent_of
from westphalia.questions.answers.lists import list_card
from westphalia.questions.answers.relations import read_statements
from westphalia.questions.asking import Questions
from westphalia.questions.language.vocabulary import read_vocabulary
from westphalia.questions.language.window import day_window
from westphalia.questions.names.lexicon import Thing
from westphalia.questions.patterns import SLOT_KINDS, read_patterns, slot_kind
from westphalia.questions.reading import Reading
from westphalia.settings import PROJECT_ROOT
from westphalia.views.answers.answer import Verdict

FOLDER = PROJECT_ROOT / "queries" / "questions"
PATTERNS = read_patterns(FOLDER, read_vocabulary(FOLDER / "words" / "words.toml"))
LISTS = {pattern.name: pattern for pattern in PATTERNS if pattern.form == "list"}
NAMES = ("mexico", "france", "switzerland", "nato", "cis", "universal-postal-union", "treaty-of-versailles", "npt")
DENIES = re.compile(r"\b(no|none|0)\b")


def _readings(questions: Questions, name: str) -> Iterator[Reading]:
    """Readings of a pattern with several things in its slots, each in 1700 and in 1990."""
    pattern = LISTS[name]
    slots = pattern.wordings[0].slots
    things = [_fitting(questions, slot) for slot in slots]
    for chosen, day in product(product(*things), (date(1700, 1, 1), date(1990, 1, 1))):
        if len(set(chosen)) == len(chosen):
            named: Mapping[str, Thing] = dict(zip(slots, chosen, strict=True))
            yield Reading(pattern, pattern.wordings[0], named, {}, day_window(day), frozenset())


def _fitting(questions: Questions, slot: str) -> list[Thing]:
    kind = slot_kind(slot)
    terms = {"class": questions.reader.lexicon.classes, "relation": questions.reader.lexicon.relations}
    if kind in terms:
        return [found[0].thing for found in list(terms[kind].values())[::60]][:2]
    things = [thing for thing in questions.reader.lexicon.things.values() if thing.kinds & SLOT_KINDS[kind]]
    chosen = [thing for thing in things if thing.iri.rsplit("/", 1)[-1] in NAMES]
    return [*chosen, *things[:2]][:2]


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_outside_coverage_denies_nothing(questions, name):
    unknown = 0
    for reading in _readings(questions, name):
        card = list_card(questions.context, reading, name)
        slots = {slot: thing.iri for slot, thing in reading.things.items()}
        statements = read_statements(reading.pattern.answer["find"], slots)
        extent = extent_of(questions.context, statements, reading.window, reading.things.values())
        if card.rows or extent.is_complete:
            assert card.verdict is None
            continue
        unknown += 1
        assert card.verdict is Verdict.NOT_KNOWN
        assert card.sentence.startswith("It is not known whether ")
        assert not DENIES.search(card.sentence.partition(": ")[0]), card.sentence
    assert unknown, "No thing and day of this test is outside of what the lists cover."


@pytest.mark.parametrize(
    ("question", "says"),
    {
        "Mexico's neighbours in 1850": "It is not known whether Mexico had any neighbours in 1850: the list of",
        "neighbours of Iceland in 1990": "Iceland had no neighbours in 1990. The list is complete.",
        "parties to the NPT in 1995": "had at least 182 parties in 1995",
        "who recognises Taiwan": "At least 12 states recognize Taiwan today",
        "members of the CSTO in 2010": "had 7 members in 2010: ",
        "Which EU members do not recognise Kosovo?": "Some of them may not belong here: the list of “recognizes”",
        "When did France leave the CSTO?": "Not known: no departure of France",
        "capital of Brazil 1955": "The capital of Brazil in 1955 was Rio de Janeiro.",
        "who was allied with Serbia in July 1914": "The only recorded ally of the Kingdom of Serbia in July 1914 was",
        "neighbours of Portugal in 2010": "The only neighbour of Portugal in 2010 was Spain. The list is complete.",
        "Who supplies arms to Kazakhstan?": "recorded as supplying arms to Kazakhstan today: Russia",
    }.items(),
)
def test_a_sentence_says_whether_the_list_is_complete(questions, question, says):
    assert says in questions.ask(question).sentence


@pytest.mark.parametrize(
    ("question", "verdict"),
    {
        "Was Austria a state in 1940?": Verdict.HOLDS,
        "was there a Korea in 1905": Verdict.HOLDS,
        "Did Poland exist in 1850?": Verdict.DOES_NOT_HOLD,
        "Did Kazakhstan exist in 1700?": Verdict.NOT_KNOWN,
    }.items(),
)
def test_existence_is_denied_only_where_the_list_of_states_is_complete(questions, question, verdict):
    assert questions.ask(question).verdict is verdict


def test_what_has_ended_is_complete_up_to_its_end(questions):
    card = questions.ask("Who were the members of the Triple Alliance?")

    assert card.sentence.startswith("The Triple Alliance had 3 parties")
    assert card.sentence.endswith("The list is complete.")


def test_the_sources_that_disagree_about_a_state_are_those_of_its_borders_too(questions):
    card = questions.ask("which sources disagree about Germany")

    assert "Border between Denmark and Germany" in [row["label"] for row in card.rows]


def test_ever_is_about_the_time_of_the_things_and_not_about_today(questions):
    assert questions.ask("Was East Germany ever allied with France?").verdict is Verdict.NOT_KNOWN
    assert questions.ask("Was Yugoslavia ever in the Warsaw Pact?").verdict is Verdict.DOES_NOT_HOLD
