"""Spellings of a name: forms in which lists write it, equal to it but for order and abbreviation.

None of them guesses: a spelling counts only where some source gives an entity exactly that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rdf.folding import fold

_INVERTED = re.compile(r"(?P<name>.+?)(?:, | \()(?P<rest>[^()]+?)\)?")
_ABBREVIATIONS = (
    (re.compile(r"\bst\.? "), "saint "),
    (re.compile(r"\brep\.(?= |$)"), "republic"),
    (re.compile(r"\bdem\.(?= |$)"), "democratic"),
    (re.compile(r"\bfed\.(?= |$)"), "federal"),
    (re.compile(r"\bis\.(?= |$)"), "islands"),
    (re.compile(r" & "), " and "),
    (re.compile(r"[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}`\N{ACUTE ACCENT}]"), "'"),
)
_INITIALS = re.compile(r"\b(?:[^\W\d]\.){2,}")
_ARTICLE = re.compile(r"^the |(?<=of )the ")
_PUNCTUATION = re.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")


def canonical(name: str) -> str:
    """The form in which names are compared: no case, diacritics, articles, hyphens, dotted initials or abbreviations.

    >>> canonical("St. Kitts & Nevis") == canonical("Saint Kitts and Nevis")
    True
    >>> canonical("U.S.A.")
    'usa'
    """
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), fold(name))
    for form, written_out in _ABBREVIATIONS:
        text = form.sub(written_out, text)
    return " ".join(_ARTICLE.sub("", _PUNCTUATION.sub(" ", text)).split())


def spellings(name: str) -> Iterator[str]:
    """The canonical forms of a name: itself, and where it is inverted, in its natural order.

    >>> list(spellings("Korea, South"))
    ['korea, south', 'south korea']
    >>> list(spellings("Micronesia (Federated States of)"))
    ['micronesia (federated states of)', 'federated states of micronesia']
    """
    text = canonical(name)
    yield text
    if match := _INVERTED.fullmatch(text):
        yield canonical(f"{match['rest']} {match['name']}")
