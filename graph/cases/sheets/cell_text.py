"""The text of a cell without what nobody sees: no-break spaces, zero-width characters, padding."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")
_AS_TYPED = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
    }
)
_FULL_WIDTH = frozenset(map(chr, range(0xFF01, 0xFF5F)))
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    r"""A text as it is seen: every run of white space is one space, and there is none at the ends.

    >>> visible(" Russian\u00a0 Federation\u200b ")
    'Russian Federation'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def as_typed(text: str) -> str:
    r"""The same with plain quotes, hyphens and digits, as names, keywords and dates are compared.

    >>> as_typed("Côte d\u2019Ivoire"), as_typed("\uff11\uff19\uff19\uff12\uff0d\u0660\u0665")
    ("Côte d'Ivoire", '1992-05')
    """
    plain = visible(text).translate(_AS_TYPED)
    return plain if plain.isascii() else "".join(map(_plain, plain))


def _plain(letter: str) -> str:
    """A digit of any script as that of ASCII, and a letter or sign of full width as that of usual width."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return unicodedata.normalize("NFKC", letter) if letter in _FULL_WIDTH else letter
