"""Spellings of a name: forms in which lists write it, equal to it but for order and abbreviation.

None of them guesses: a spelling counts only where some source gives an entity exactly that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rdf.folding import fold

_INVERTED = re.compile(r"(?P<name>.+?)(?:, | \()(?P<rest>[^()]+?)\)?")
_POINT_LAST = re.compile(r"(?P<name>.+) (?P<rest>north|south|east|west)")
_TWO_NAMES = re.compile(r"(?P<name>.+) \((?P<rest>[^()]+)\)")
_WORDS = {
    "centr.": "central",
    "dem.": "democratic",
    "e.": "east",
    "eq.": "equatorial",
    "fed.": "federal",
    "herz.": "herzegovina",
    "is.": "islands",
    "n.": "north",
    "rep.": "republic",
    "s.": "south",
    "st": "saint",
    "st.": "saint",
    "w.": "west",
}
"""What lists of countries abbreviate, and how it is written out."""
_SMALL_WORDS = {"&", "and", "of", "the"}
"""Words that some lists leave out: Congo, Dem. Rep. has no "of", and Bosnia-Herzegovina no "and"."""
_INITIALS = re.compile(r"\b(?:[^\W\d]\.){2,}")
_PUNCTUATION = re.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")


def canonical(name: str) -> str:
    """The form in which names are compared: no case, diacritics, small words, hyphens, dots or abbreviations.

    >>> canonical("St. Kitts & Nevis") == canonical("Saint Kitts and Nevis")
    True
    >>> canonical("U.S.A.")
    'usa'
    """
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), fold(name))
    words = _PUNCTUATION.sub(" ", text).split()
    return " ".join(_WORDS.get(word, word) for word in words if word not in _SMALL_WORDS) or text


def spellings(name: str) -> Iterator[str]:
    """The canonical forms of a name: itself, and where it is inverted, in its natural order.

    >>> list(spellings("Korea, South"))
    ['korea, south', 'south korea']
    >>> list(spellings("Congo, Dem. Rep. of the"))[-1] == canonical("Democratic Republic of the Congo")
    True
    >>> list(spellings("Yemen North"))
    ['yemen north', 'north yemen']
    """
    yield canonical(name)
    text = fold(name)
    if match := _INVERTED.fullmatch(text) or _POINT_LAST.fullmatch(text):
        yield canonical(f"{match['rest']} {match['name']}")


def names_in(name: str) -> list[str]:
    """The names that a list writes as one, such as an earlier name in brackets; none where there is one name only.

    >>> names_in("Myanmar (Burma)"), names_in("Italy/Sardinia"), names_in("Korea, South")
    (['Myanmar', 'Burma'], ['Italy', 'Sardinia'], [])
    """
    if match := _TWO_NAMES.fullmatch(name):
        return [match["name"], match["rest"]]
    parts = [part.strip() for part in name.split("/")]
    return parts if len(parts) > 1 and all(parts) else []
