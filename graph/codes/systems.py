"""Systems of codes: their short names, and the forms in which files write their codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import QueryError

ENTITY, NAME, WIKIDATA = "id", "name", "wikidata"
"""Systems that are no code schemes: short identifiers of the graph, names of entities, and items of Wikidata."""

SCHEMES = {
    "cow": "cowStateNumber",
    "cowc": "cowStateAbbreviation",
    "gw": "gleditschWardNumber",
    "gleditsch-ward": "gleditschWardNumber",
    "gwc": "gleditschWardAbbreviation",
    "iso2": "iso3166Alpha2",
    "iso3": "iso3166Alpha3",
    # ISO 3166-1 takes its numbers from the M49 standard of the United Nations.
    "isonum": "iso3166Numeric",
    "m49": "iso3166Numeric",
}
"""The local names of code schemes by the short names of their systems."""
NUMBERS = ("cowStateNumber", "gleditschWardNumber")
"""Schemes of state systems, in which a number goes on from a state to the one that continues it."""
SYSTEMS = ("cow", "cowc", "gw", "gwc", "iso2", "iso3", "isonum", "m49", WIKIDATA, NAME, ENTITY)
"""Short names of systems; a scheme that only a private or local graph has goes by the last part of its IRI."""

_WITHOUT_FRACTION = re.compile(r"(-?\d+)\.0+")
_LANGUAGE = re.compile(r"name:([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)")
_DIGITS_OF = {"iso3166Numeric": 3}


@dataclass(frozen=True)
class System:
    """A system: the local name of its code scheme or one of `id`, `name` and `wikidata`; `language` is of names."""

    key: str
    language: str = ""


def find_system(text: str, schemes: Iterable[str]) -> System:
    """The system that a short name stands for, among the local names `schemes` that the graph has.

    `name:fr` are names in French. Raises QueryError for anything else.
    """
    if match := _LANGUAGE.fullmatch(text):
        return System(NAME, match[1].lower())
    wanted = text.strip().casefold()
    named = {scheme.casefold(): scheme for scheme in schemes}
    key = SCHEMES.get(wanted, wanted)
    if key in {ENTITY, NAME, WIKIDATA}:
        return System(key)
    if key.casefold() in named:
        return System(named[key.casefold()])
    listed = ", ".join((*SYSTEMS, *sorted(set(named.values()) - set(SCHEMES.values()))))
    raise QueryError(f"{text!r} is not a system of codes; expected one of {listed}, or name:fr for a language.")


def as_text(value: object) -> str:
    """A value of a column as text: whole numbers without the fraction of a column with gaps; NaN is blank.

    >>> as_text(970.0), as_text(" 970 "), as_text(float("nan"))
    ('970', '970', '')
    """
    if value is None or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    text = str(value).strip()
    match = _WITHOUT_FRACTION.fullmatch(text)
    return match[1] if match else text


def normalized(system: System, text: str) -> str:
    """A code as the graph writes it: letters in capitals, numbers with the leading zeros of their scheme only."""
    if text.isascii() and text.isdecimal():
        return text.lstrip("0").rjust(_DIGITS_OF.get(system.key, 1), "0")
    return text.rpartition("/")[2].upper() if system.key == WIKIDATA else text.upper()
