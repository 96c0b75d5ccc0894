"""What held of others that carried on from each other: states of the same number, organizations of the same line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from ...reason.proofs.proof import Period
from ...views.answers.answer import Verdict
from ..card import Card
from ..language.window import ALWAYS
from ..names.lexicon import Thing
from ..reading import Reading
from .claims import claims_table, periods_of
from .context import Context
from .dated_words import dated_words
from .sentences import capital, filled


@dataclass(frozen=True)
class _Held:
    """A claim about others of the same numbers or lines, with the periods in which it holds."""

    reading: Reading
    periods: tuple[Period, ...]


def with_predecessors(context: Context, reading: Reading, card: Card) -> Card:
    """A card on a claim that does not hold, with what held of states of the same number, where no time is named.

    "Until when were France and Russia allies" is answered with the Russian Empire and the Soviet Union.
    """
    if card.verdict in {None, Verdict.HOLDS} or reading.window is not None:
        return card
    held = _held(context, reading, {"State"})
    if not held:
        return card
    said = "; ".join(_said(context, each) for each in held)
    remark = f"A state of the same number in lists of states: {said}."
    if not context.window_of(reading).is_open:
        return replace(card, remarks=(capital(remark), *card.remarks))
    return replace(
        card,
        verdict=Verdict.HOLDS,
        sentence=f"{capital(said)}.",
        remarks=(f"Of the states as they are named: {card.sentence}",),
        table=claims_table(context, [(each.reading, each.periods) for each in held]),
    )


def with_earlier(context: Context, reading: Reading, card: Card) -> Card:
    """A card on when a claim holds or began to, with what held of others before: of the EEC before the EU."""
    own = periods_of(context, reading)
    begins = min((period.begins for period in own if period.begins), default=None)
    if begins is None or reading.window is not None:
        return card
    held = [each for each in _held(context, reading, {"State", "Organization"}) if _is_before(each, begins)]
    said = "; ".join(_said(context, each) for each in held)
    return replace(card, remarks=(f"Before that: {said}.", *card.remarks)) if held else card


def _is_before(held: _Held, day: date) -> bool:
    return all(period.ends is not None and period.ends <= day for period in held.periods)


def _held(context: Context, reading: Reading, kinds: Collection[str]) -> list[_Held]:
    """What held with relatives of these kinds in the place of things, by its beginning."""
    held = _held_of_relatives(context, reading, kinds)
    return sorted(held, key=lambda each: each.periods[0].begins or context.today)


def _held_of_relatives(context: Context, reading: Reading, kinds: Collection[str]) -> Iterator[_Held]:
    slots = list(reading.things)
    choices = [_with_relatives(context, thing, kinds) for thing in reading.things.values()]
    for chosen in product(*choices):
        things = dict(zip(slots, chosen, strict=True))
        about = replace(reading, things=things)
        if things != dict(reading.things) and (periods := periods_of(context, about)):
            yield _Held(about, periods)


def _with_relatives(context: Context, thing: Thing, kinds: Collection[str]) -> list[Thing]:
    """A thing, and if it is of one of these kinds those of its number or line at any time."""
    return [thing, *(context.lexicon.relatives(thing, ALWAYS) if thing.kinds.intersection(kinds) else ())]


def _said(context: Context, held: _Held) -> str:
    yes = filled(held.reading.pattern.answer["yes"], context.values(held.reading.things), is_now=False)
    things = held.reading.things.values()
    dates = dated_words(context.store, things, context.instants).about(thing.iri for thing in things)
    return f"{yes} {dates.periods(held.periods)}"
