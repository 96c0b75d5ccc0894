"""The encoding of a text file that a spreadsheet has saved: UTF-8, UTF-16, or one of the encodings of Windows."""

from __future__ import annotations

import codecs
import re

from ...errors import InputError

_RUNS = re.compile(rb"[\x80-\xff]+")
_CENTRAL_EUROPEAN = re.compile(r"[^\W\d_][\xb3\xb9\xaf\xbf]|[\xb3\xb9\xaf\xbf][^\W\d_]")
"""In Windows-1252, superscripts inside a word, which are ł and ą in Windows-1250."""
_TWICE = re.compile(r"[\xc3\xc5\xd0\xd1][\x80-\xbf\u0152-\u0178\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
"""Bytes of UTF-8 that were read as Windows-1252."""
_LONG_RUN = 2.5
"""Cyrillic words are runs of bytes above 127, of this length at least on the average; accents stand alone."""


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the name of its encoding; `name` is what an error calls the file.

    Raises InputError when the bytes are no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, encoding, name), encoding.removesuffix("-sig").upper()
    if content[:4].count(0):
        return _strictly(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be", name), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _windows(content, name)


def _windows(content: bytes, name: str) -> tuple[str, str]:
    runs = _RUNS.findall(content)
    if sum(map(len, runs)) / len(runs) >= _LONG_RUN:
        return _strictly(content, "cp1251", name), "Windows-1251"
    text = _strictly(content, "cp1252", name)
    if _CENTRAL_EUROPEAN.search(text):
        return _strictly(content, "cp1250", name), "Windows-1250"
    return text, "Windows-1252"


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} cannot be read as text: byte {error.start} fits neither UTF-8 nor {encoding.upper()}. "
            "Save it as 'CSV UTF-8'."
        ) from None


def repaired(text: str) -> str | None:
    r"""What a text that was decoded wrongly should have been; None for one that looks right.

    >>> repaired("C\u00c3\u00b4te d'Ivoire")
    "Côte d'Ivoire"
    """
    if not _TWICE.search(text):
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def is_damaged(text: str) -> bool:
    """Whether characters were lost: replacement characters, or question marks inside a word."""
    return "\N{REPLACEMENT CHARACTER}" in text or bool(re.search(r"\w\?+\w", text))
