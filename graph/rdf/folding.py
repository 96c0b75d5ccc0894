"""The form in which names are compared."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """A text without case, diacritics and repeated white space.

    >>> fold("Côte  d'Ivoire")
    "cote d'ivoire"
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())
