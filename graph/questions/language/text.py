"""Texts as words: of questions, wordings and names alike, so that they are compared in one form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ...rdf.folding import fold

_WORD = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans('\u2019\u2018\u02bc\u201c\u201d"\u2013\u2014\u2010\u2011', "'''   ----")
"""Quotation marks and dashes of all kinds as the plain ones; double ones are left out."""
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_POSSESSIVE = re.compile(r"'s\b|s'(?=\s|$)", re.IGNORECASE)
_SHORT_RANGE = re.compile(r"\b(\d\d)(\d\d)-(1[3-9]|[2-9]\d)\b")
_RANGE = re.compile(r"\b(\d{4})-(\d{4})\b")
_CONTRACTIONS = (
    (re.compile(r"\b(who|what|when|where|how|that|it|there|which)'s\b", re.IGNORECASE), r"\1 is"),
    # "Isn't France in NATO?" asks what "Is France in NATO?" does.
    (re.compile(r"^((?:why |how come )?(?:is|are|was|were|do|does|did|has|have|had))n't\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had)n't\b", re.IGNORECASE), r"\1 not"),
)
_US = re.compile("".join(f"(?<!{verb} )" for verb in ("tell", "show", "give", "let", "inform")) + r"\bus\b")
"""The United States in small letters; "tell us" and the like are left as they are."""
ARTICLES = frozenset({"the", "a", "an"})
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "defense": "defence",
    "center": "centre",
    "programme": "program",
    "neighborly": "neighbourly",
    "neighborliness": "neighbourliness",
    "saint": "st",
    "nonaggression": "nonaggression",
    "cooperation": "cooperation",
    "pct": "pact",
    "labor": "labour",
}
"""Spellings that names have in some texts, as they are compared."""


@dataclass(frozen=True)
class Token:
    """A word of a text: as it is compared, as it is written, and its place: from letter `start` to before `end`."""

    word: str
    written: str
    start: int
    end: int


def tidy(text: str) -> str:
    """A question with plain quotation marks, without contractions, dots of acronyms and possessive endings."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    # Each pattern is tried only where its sign stands: names, 20,000 in a graph, have few of them.
    if "'" in plain:
        for pattern, spelled_out in _CONTRACTIONS:
            plain = pattern.sub(spelled_out, plain)
    plain = _US.sub("US", plain)
    if "." in plain:
        plain = _ACRONYM.sub(lambda match: match[0].replace(".", ""), plain)
    if "+" in plain:
        plain = re.sub(r"(?<=\w)\+", " plus", plain)
    if "'" in plain:
        plain = _POSSESSIVE.sub(lambda match: "s" if match[0][0] in "sS" else "", plain)
    if "-" in plain:
        plain = _RANGE.sub(r"\1 to \2", _SHORT_RANGE.sub(r"\1\2 to \1\3", plain))
    return " ".join(plain.split())


def tokens_of(text: str) -> list[Token]:
    """The words of a tidy text, without articles."""
    tokens = (Token(_compared(match[0]), match[0], *match.span()) for match in _WORD.finditer(text))
    return [token for token in tokens if token.word not in ARTICLES]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(token.word for token in tokens_of(tidy(text)))


def _compared(word: str) -> str:
    folded = fold(word)
    return _SPELLINGS.get(folded, folded)
