"""Answers of yes and no about several things at once: whether all of a kind of claim hold at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import product

from ...reason.proofs.proof import Period
from ...views.answers.answer import Verdict
from ..card import Card
from ..language.window import Window, common, merged
from ..names.lexicon import Thing
from ..patterns import slot_kind
from ..reading import Reading
from .claims import claim_card, claims_table, periods_of
from .context import Context


def conjunction_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of whether the claim of a pattern holds of every pair of the things that a question names."""
    window = context.window_of(reading)
    readings = [replace(reading, things=things) for things in _pairs(reading)]
    cards = [claim_card(context, each, question) for each in readings]
    periods = [periods_of(context, each) for each in readings]
    shared = [period for period in reduce(_in_common, periods) if window.meets(period)]
    said = " ".join(card.sentence for card in cards)
    return Card(
        question=question,
        verdict=_verdict(cards, shared),
        sentence=f"{said} {_at_once(context, periods, shared, window, cards)}".strip(),
        remarks=tuple(dict.fromkeys(remark for card in cards for remark in card.remarks)),
        table=claims_table(context, list(zip(readings, periods, strict=True))),
        places=tuple(dict.fromkeys(place for card in cards for place in card.places)),
        why=tuple(
            replace(link, text=f"Why? {card.sentence.partition(':')[0]}") for card in cards for link in card.why
        ),
        query="\n\n".join(card.query for card in cards),
    )


def _pairs(reading: Reading) -> Iterator[dict[str, Thing]]:
    """The things of a question, one of each kind of slot at a time."""
    by_kind: dict[str, list[Thing]] = {}
    for slot, thing in reading.things.items():
        by_kind.setdefault(slot_kind(slot), []).append(thing)
    return (dict(zip(by_kind, chosen, strict=True)) for chosen in product(*by_kind.values()))


def _in_common(first: Sequence[Period], second: Sequence[Period]) -> tuple[Period, ...]:
    return merged(both for one in first for other in second if (both := common(one, other)))


def _verdict(cards: Sequence[Card], shared: Sequence[Period]) -> Verdict:
    verdicts = {card.verdict for card in cards}
    if verdicts == {Verdict.HOLDS}:
        return Verdict.HOLDS if shared else Verdict.DOES_NOT_HOLD
    return Verdict.DOES_NOT_HOLD if Verdict.DOES_NOT_HOLD in verdicts else Verdict.NOT_KNOWN


def _at_once(
    context: Context,
    periods: Sequence[tuple[Period, ...]],
    shared: Sequence[Period],
    window: Window,
    cards: Sequence[Card],
) -> str:
    """When all held at the same time, where that is not said by a day."""
    if any(card.verdict is not Verdict.HOLDS for card in cards) or window.is_day or len(set(periods)) == 1:
        return ""
    return f"At the same time: {context.dates.periods(shared)}." if shared else "Never at the same time."
