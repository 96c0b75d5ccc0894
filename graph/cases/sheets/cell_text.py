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
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    r"""A text as it is seen: every run of white space is one space, and there is none at the ends.

    >>> visible(" Russian\u00a0 Federation\u200b ")
    'Russian Federation'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def as_typed(text: str) -> str:
    r"""The same with plain quotes and hyphens, as names and keywords are compared.

    >>> as_typed("Côte d\u2019Ivoire")
    "Côte d'Ivoire"
    """
    return visible(text).translate(_AS_TYPED)
