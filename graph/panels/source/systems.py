"""Systems of states: which states a list counts as members of the international system, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from ...errors import InputError


@dataclass(frozen=True)
class SystemMembership:
    """One spell of a state in a system: `code` is the system's own, the days are the half-open [begin, until).

    `is_open` says that the spell ends with the list and not by an event, so that the state may well live on.
    """

    code: str
    name: str
    begin: date
    until: date
    is_open: bool = False


@dataclass(frozen=True)
class StateSystem:
    """A system of states as its list gives it.

    `begin` and `until` are the half-open days that the list covers: it says nothing about other days. `scheme` is
    the local name of the code scheme in the ontology; empty, codes are the local names of entities. `origin` is the
    file as the user named it, `version` that of the list.
    """

    name: str
    title: str
    spells: tuple[SystemMembership, ...]
    begin: date
    until: date
    scheme: str = ""
    version: str = ""
    origin: str = ""
    citation: str = ""

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The last name of each member, by code."""
        return {spell.code: spell.name for spell in sorted(self.spells, key=lambda spell: spell.begin)}

    @property
    def has_numbers(self) -> bool:
        """Whether every code is a number, which outputs then write as one."""
        return bool(self.scheme)

    def spells_of(self, code: str) -> tuple[SystemMembership, ...]:
        """The spells of a member, by date; none for a code that the system does not have."""
        return tuple(sorted((s for s in self.spells if s.code == code), key=lambda spell: spell.begin))


def system_of(spells: Iterable[SystemMembership], **about: str | date) -> StateSystem:
    """A system with these spells, in the order of codes and dates.

    Raises InputError where two spells of one state overlap: each of its days would count twice.
    """
    by_code: dict[str, list[SystemMembership]] = defaultdict(list)
    for spell in spells:
        by_code[spell.code].append(spell)
    ordered = [spell for code in sorted(by_code, key=code_order) for spell in _disjoint(by_code[code])]
    return StateSystem(spells=tuple(ordered), **about)  # type: ignore[arg-type]


def code_order(code: str) -> tuple[int, str]:
    """The order of codes: numbers by size, texts after them."""
    return (int(code), "") if code.isdecimal() else (10**9, code)


def _disjoint(spells: list[SystemMembership]) -> list[SystemMembership]:
    ordered = sorted(spells, key=lambda spell: spell.begin)
    for earlier, later in pairwise(ordered):
        if later.begin < earlier.until:
            raise InputError(
                f"State {later.code} has two spells that overlap, from {earlier.begin} and from {later.begin}; "
                "expected spells without a common day."
            )
    return ordered
