"""What held of other states of the same number, where a claim does not hold of the one that is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from ...reason.proofs.proof import Period
from ...views.answers.answer import Verdict
from ..card import Card
from ..language.window import ALWAYS
from ..names.lexicon import Thing
from ..reading import Reading
from .claims import claims_table, periods_of
from .context import Context
from .sentences import capital, filled


@dataclass(frozen=True)
class _Held:
    """A claim about states of the same numbers, with the periods in which it holds."""

    reading: Reading
    periods: tuple[Period, ...]


def with_predecessors(context: Context, reading: Reading, card: Card) -> Card:
    """A card on a claim that does not hold, with what held of states of the same number, where no time is named.

    "Until when were France and Russia allies" is answered with the Russian Empire and the Soviet Union.
    """
    if card.verdict in {None, Verdict.HOLDS} or reading.window is not None:
        return card
    held = sorted(_held(context, reading), key=lambda each: each.periods[0].begins or context.today)
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


def _held(context: Context, reading: Reading) -> Iterator[_Held]:
    slots = list(reading.things)
    choices = [_numbered_alike(context, thing) for thing in reading.things.values()]
    for chosen in product(*choices):
        things = dict(zip(slots, chosen, strict=True))
        about = replace(reading, things=things)
        if things != dict(reading.things) and (periods := periods_of(context, about)):
            yield _Held(about, periods)


def _numbered_alike(context: Context, thing: Thing) -> list[Thing]:
    """A thing, and for a state those of its number at any time."""
    return [thing, *(context.lexicon.relatives(thing, ALWAYS) if "State" in thing.kinds else ())]


def _said(context: Context, held: _Held) -> str:
    yes = filled(held.reading.pattern.answer["yes"], context.values(held.reading.things), is_now=False)
    return f"{yes} {context.dates.periods(held.periods)}"
