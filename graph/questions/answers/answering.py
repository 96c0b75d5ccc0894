"""From a reading to its card, by the form of answer that its pattern names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ...rdf.written_days import with_written_days
from ...views.answers.answer import Verdict
from ...views.select import select
from ..card import Card
from ..reading import Reading
from .articles import article_card
from .changes import changes_card
from .claims import claim_card
from .comparisons import comparison_card
from .conflicts import conflicts_card
from .conjunctions import conjunction_card
from .context import Context
from .dated_words import dated_words
from .events import events_card
from .existence import existed_card, existing_card
from .facts import facts_card
from .lists import list_card
from .organizations import organization_card, regional_card
from .paths import paths_card
from .predecessors import with_earlier, with_predecessors
from .profiles import pair_card, thing_card
from .rankings import ranking_card
from .treaties import treaty_card


def _claim(context: Context, reading: Reading, question: str) -> Card:
    card = claim_card(context, reading, question)
    if card.verdict is Verdict.HOLDS and reading.modes & {"when", "duration"}:
        return with_earlier(context, reading, card)
    return with_predecessors(context, reading, card)


def _facts(context: Context, reading: Reading, question: str) -> Card:
    """A pattern of facts with a claim asks when that began."""
    card = facts_card(context, reading, question)
    return with_earlier(context, reading, card) if "claim" in reading.pattern.answer else card


_FORMS: Mapping[str, Callable[[Context, Reading, str], Card]] = {
    "list": list_card,
    "holds": _claim,
    "conjunction": conjunction_card,
    "organization": organization_card,
    "regional": regional_card,
    "facts": _facts,
    "compare": comparison_card,
    "paths": paths_card,
    "thing": thing_card,
    "pair": pair_card,
    "changes": changes_card,
    "existing": existing_card,
    "conflicts": conflicts_card,
    "existed": existed_card,
    "treaty": treaty_card,
    "article": article_card,
    "events": events_card,
    "ranking": ranking_card,
}


def answer_reading(context: Context, reading: Reading, question: str) -> Card:
    """The card that answers a question as it was read."""
    context = replace(context, dates=dated_words(context.store, reading.things.values(), context.instants))
    card = _FORMS[reading.pattern.form](context, reading, question)
    window = context.window_of(reading)
    caution = reading.pattern.answer.get("caution", "")
    return replace(
        card,
        sentence=f"{caution} {card.sentence}".strip(),
        read_as=reading.phrase,
        pattern=reading.pattern.name,
        remarks=(*reading.notes, *_unread(reading), *_scope_notes(context, reading, card), *card.remarks),
        choices=(*card.choices, *_choices(reading)),
        things={slot: thing.iri for slot, thing in reading.things.items()},
        first=window.begins.isoformat() if window.begins else "",
        end=window.ends.isoformat() if window.ends else "",
    )


def _unread(reading: Reading) -> list[str]:
    return [f"Not read: “{word}”. The answer leaves it aside." for word in reading.unread]


def _scope_notes(context: Context, reading: Reading, card: Card) -> list[str]:
    """What sources note about the things of a question that is not known: it often says what a reader looks for."""
    if card.verdict is not Verdict.NOT_KNOWN:
        return []
    iris = " ".join(f"<{thing.iri}>" for thing in reading.things.values() if thing.iri.startswith("http"))
    rows = select(
        context.store,
        f"SELECT DISTINCT ?thing ?note WHERE {{ VALUES ?thing {{ {iris} }} GRAPH ?g {{ ?thing skos:scopeNote ?note }}"
        " FILTER(?g != graph:inferred) } ORDER BY ?thing ?note",
    )
    return [
        f"Noted about {context.spoken(row['thing']['value'])}: {with_written_days(row['note']['value'])}"
        for row in rows
    ]


def _choices(reading: Reading) -> tuple[str, ...]:
    """The question about the other things that a name in it may mean, and other questions that its words may ask."""
    labels = {slot: thing.label for slot, thing in reading.things.items()}
    time = reading.window.words if reading.window else ""
    otherwise = (f"{text.format(**labels)} {time}".strip() for text in reading.pattern.answer.get("otherwise", ()))
    others = (reading.phrase_with({slot: thing}) for slot, things in reading.choices.items() for thing in things)
    return (*others, *otherwise)
