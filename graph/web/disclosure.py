"""What of an error a client may read: never the text of one that nobody foresaw, never a path of the server."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

_LOG = logging.getLogger("westphalia.web")
_OWN_FOLDERS = (Path(__file__).resolve().parent.parent, Path(sys.prefix))


def public_sentence(error: Exception, status: int, folders: Iterable[Path], subject: str) -> str:
    """The sentence of an error, or one with an identifier in its place, under which the log has the error.

    Withheld is what answers with 500, which is for errors without a status of their own, and what names one of the
    `folders` of the service or of its program. `subject` says in the log which request it was.
    """
    sentence = str(error)
    if status != 500 and not _names_folder(sentence, folders):
        return sentence
    return withheld(error, subject)


def withheld(error: Exception, subject: str) -> str:
    """Log an error under a new identifier; returns the sentence that names it."""
    identifier = secrets.token_hex(4)
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    _LOG.error("error %s on %s: %s", identifier, subject, reason)
    _LOG.debug("error %s", identifier, exc_info=error)
    return f"The service failed at this request; its log has the reason under {identifier}."


def _names_folder(sentence: str, folders: Iterable[Path]) -> bool:
    return any(str(folder) in sentence for folder in (*folders, *_OWN_FOLDERS) if folder != folder.parent)
