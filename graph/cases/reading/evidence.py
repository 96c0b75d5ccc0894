"""What every row says beside its statement: the place in the source, own words or a digest, and how certain it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ...rdf.folding import fold
from ..sheets.messages import Messages
from ..sheets.rows import SheetRow

CERTAINTIES = ("certain", "probable", "possible", "doubtful")
_MEANT: dict[str, str] = {
    **dict.fromkeys(("sure", "yes", "high", "confirmed", "definite", "true", "100%"), "certain"),
    **dict.fromkeys(("likely", "medium", "presumably", "apparently"), "probable"),
    **dict.fromkeys(("perhaps", "maybe", "low"), "possible"),
    **dict.fromkeys(("unlikely", "uncertain", "questionable", "disputed", "no", "?"), "doubtful"),
}
"""What other words for certainty probably mean; it is proposed, not taken."""
_LISTED_BY = {
    "indicator": "westphalia relations --indicators",
    "kind of entity": "westphalia relations --kinds",
}
"""The commands that list the choices of which there are many."""
_LONGEST_WORDS = 500
"""Letters of own words; ten times as many as most sources need, and more is rather a passage of the text."""
_WRITE_PLACE = "Write it, such as 'paragraph 3'."
_NO_PLACE = frozenset({"?", "-", "x", "n/a", "na", "none", "unknown", "tbd", "todo", "see above", "above", "passim"})
_DIGEST = re.compile(r"(?:sha-?256[:=]\s*)?([0-9a-f]{64})", re.IGNORECASE)
_DIGEST_LIKE = re.compile(r"(?:sha|md5|hash)[-\d]*\s*[:=]|[0-9a-f]{24,}", re.IGNORECASE)
_QUOTED = re.compile(r'^["«].{40,}["»]$', re.DOTALL)


@dataclass(frozen=True)
class Evidence:
    """Where it stands, in own words or by the digest of the passage, how certain the source is, and a remark."""

    where: str
    words: str = ""
    digest: str = ""
    certainty: str = ""
    note: str = ""


def read_evidence(row: SheetRow, messages: Messages) -> Evidence:
    """Read the columns that every sheet with statements has; each mistake gets a message at its cell."""
    where = row.text("where")
    if not where:
        messages.add(row.message("where", "The place in the source is missing.", _WRITE_PLACE))
    elif where.casefold() in _NO_PLACE:
        messages.add(row.message("where", f"'{where}' is no place in the source.", _WRITE_PLACE))
    words, digest = _words(row, messages)
    return Evidence(where, words, digest, _certainty(row, messages), row.text("note"))


def _certainty(row: SheetRow, messages: Messages) -> str:
    text = row["certainty"].casefold()
    if text in {"", *CERTAINTIES}:
        return text
    meant = _MEANT.get(text) or next(iter(get_close_matches(text, CERTAINTIES, 1)), "")
    hint = f" Did you mean {meant}?" if meant else ""
    sentence = f"'{row['certainty']}' is not on the scale of certainty.{hint}"
    messages.add(row.message("certainty", sentence, f"Write {', '.join(CERTAINTIES[:-1])} or {CERTAINTIES[-1]}."))
    return ""


def _words(row: SheetRow, messages: Messages) -> tuple[str, str]:
    """The own words and the digest in a cell, either of which may be empty."""
    text = row.text("words")
    if match := _DIGEST.fullmatch(text):
        return "", match[1].lower()
    if _DIGEST_LIKE.match(text):
        digits = len(re.findall(r"[0-9a-fA-F]", text.rpartition(":")[2]))
        messages.add(
            row.message(
                "words",
                f"'{text}' is no SHA-256 digest: it has {digits} hexadecimal digits and not 64.",
                "Write sha256: and the 64 digits of the quoted passage, or own words.",
            )
        )
        return "", ""
    if _QUOTED.match(row["words"]):
        digest = quotation_digest(row["words"].strip('"«»'))
        action = f"Say it in your own words, or write sha256:{digest}."
        messages.add(row.message("words", "This looks like a quotation.", action, "warning"))
        return "", digest
    if len(text) > _LONGEST_WORDS:
        sentence = f"{len(text)} letters are rather a passage than own words."
        action = f"Say it in one or two sentences, or write sha256:{quotation_digest(text)}."
        messages.add(row.message("words", sentence, action, "warning"))
    return text, ""


def quotation_digest(passage: str) -> str:
    """The SHA-256 digest of a passage, with single spaces, by which it can be confirmed without being copied."""
    return hashlib.sha256(" ".join(passage.split()).encode()).hexdigest()


def choice(row: SheetRow, column: str, choices: Mapping[str, str], what: str, messages: Messages) -> str | None:
    """What `choices` gives for the words in a cell, whatever their capitals; None, with a message, for others."""
    text = fold(row[column])
    if text in choices:
        return choices[text]
    close = get_close_matches(text, choices, 3, 0.5)
    nearest = f" Nearest: {', '.join(close)}." if close else ""
    sentence = f"'{row[column]}' is no {what}.{nearest}" if text else f"The cell is empty; it needs the {what}."
    if what in _LISTED_BY:
        action = f"Write one that '{_LISTED_BY[what]}' lists."
    else:
        # An identifier may stand for its label, but who does not know one needs no list of them.
        labels = [name for name, iri in choices.items() if name and not iri.casefold().endswith(f"/{name}")]
        action = f"Write one of: {', '.join(sorted(labels))}."
    messages.add(row.message(column, sentence, action))
    return None
