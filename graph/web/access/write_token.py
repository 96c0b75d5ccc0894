"""The token that lets a client write."""

from __future__ import annotations

import hmac
from pathlib import Path

from ...errors import SettingsError
from ...settings import Settings

MIN_LENGTH = 16
"""Shorter ones could be guessed in the time that a service runs."""


class Token:
    """A secret that is never shown: not by `repr`, and so not in logs or tracebacks."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode()

    def __repr__(self) -> str:
        return "Token(…)"

    def matches(self, given: str) -> bool:
        """Whether `given` is the token; takes as long for a nearly right one as for a wrong one."""
        return hmac.compare_digest(self._bytes, given.encode("utf-8", "surrogateescape"))


def write_token(settings: Settings) -> Token | None:
    """The token of the settings, from the environment or a file, or None when there is none.

    Raises SettingsError when the file cannot be read or the token is too short.
    """
    text = settings.write_token or _from_file(settings.write_token_file)
    if not text:
        return None
    if len(text) < MIN_LENGTH:
        raise SettingsError(f"The write token has {len(text)} characters; expected at least {MIN_LENGTH}.")
    return Token(text)


def _from_file(name: str) -> str:
    if not name:
        return ""
    try:
        text = Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The token file {name} cannot be read: {error}.") from None
    if not text:
        raise SettingsError(f"The token file {name} is empty; expected the token in its first line.")
    return text
