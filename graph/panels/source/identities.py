"""Which state of the graph a code of a system stands for, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...rdf.namespaces import ID
from .. import statuses
from .dated_facts import DatedFacts
from .systems import StateSystem


@dataclass(frozen=True)
class Identity:
    """On the half-open days a code stands for an entity of the graph, or with a `status` for none or for several."""

    code: str
    entity: str
    begin: date
    until: date
    status: str = ""


def identities(system: StateSystem, facts: DatedFacts) -> list[Identity]:
    """For the spells of each code the states that it stands for, and the days on which it stands for none or several.

    Of a system of the graph's own codes these are the entities themselves.
    """
    if not system.scheme:
        return [Identity(s.code, f"{ID}{s.code}", date.min, date.max) for s in system.spells]
    holders = holders_of(system.scheme, facts)
    known = [identity for spell in system.spells for identity in holders.get(spell.code, ())]
    return [*dict.fromkeys(known), *_faults(system, holders)]


def holders_of(scheme: str, facts: DatedFacts) -> dict[str, list[Identity]]:
    """The entities of each code of a scheme; the closure bounds a code by the life of its entity."""
    of_scheme = {fact.subject for fact in facts.of("codeScheme") if fact.object.endswith(f"#{scheme}")}
    texts = {fact.subject: fact.object for fact in facts.of("codeText") if fact.subject in of_scheme}
    found: dict[str, list[Identity]] = defaultdict(list)
    for fact in facts.of("codeOf"):
        if fact.subject in texts:
            code = texts[fact.subject]
            found[code].append(Identity(code, fact.object, fact.begin or date.min, fact.until or date.max))
    return found


def _faults(system: StateSystem, holders: dict[str, list[Identity]]) -> Iterator[Identity]:
    for spell in system.spells:
        # An open spell may be wanted past the end of its list.
        until = date.max if spell.is_open else spell.until
        for begin, end, entities in _held(holders.get(spell.code, []), spell.begin, until):
            if len(entities) != 1:
                status = statuses.SEVERAL_STATES if entities else statuses.NO_STATE
                yield Identity(spell.code, "", begin, end, status)


def _held(holders: Iterable[Identity], begin: date, until: date) -> Iterator[tuple[date, date, frozenset[str]]]:
    """The days from `begin` to `until` in stretches with the same entities."""
    listed = list(holders)
    turns = {day for holder in listed for day in (holder.begin, holder.until) if begin < day < until}
    days = [begin, *sorted(turns), until]
    for first, after in pairwise(days):
        yield first, after, frozenset(h.entity for h in listed if h.begin <= first < h.until)
