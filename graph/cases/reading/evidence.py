"""What every row says beside its statement: the place in the source, own words or a digest, and how certain it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ...rdf.folding import fold
from ..sheets.encodings import is_damaged, repaired
from ..sheets.messages import Messages
from ..sheets.rows import SheetRow

CERTAINTIES = ("certain", "probable", "possible", "doubtful")
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
        messages.add(row.message("where", "The place in the source is missing.", "Write it, such as 'paragraph 3'."))
    words, digest = _words(row, messages)
    return Evidence(where, words, digest, _certainty(row, messages), row.text("note"))


def _certainty(row: SheetRow, messages: Messages) -> str:
    text = row["certainty"].casefold()
    if text in {"", *CERTAINTIES}:
        return text
    close = get_close_matches(text, CERTAINTIES, 1)
    hint = f" Did you mean {close[0]}?" if close else ""
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
    return text, ""


def quotation_digest(passage: str) -> str:
    """The SHA-256 digest of a passage, with single spaces, by which it can be confirmed without being copied."""
    return hashlib.sha256(" ".join(passage.split()).encode()).hexdigest()


def check_characters(row: SheetRow, messages: Messages) -> None:
    """Add a message for each cell whose characters were decoded wrongly, or lost."""
    for column, cell in row.cells.items():
        text = cell.text
        if cell.kind == "error":
            messages.add(row.message(column, f"The cell shows the error {text}.", "Write the value itself."))
        elif better := repaired(text):
            messages.add(
                row.message(
                    column,
                    f"'{text}' reads like '{better}' in a wrong encoding.",
                    "Save the file as 'CSV UTF-8' again.",
                )
            )
        elif is_damaged(text):
            messages.add(
                row.message(column, f"Letters of '{text}' were lost.", "Type it again, and save as 'CSV UTF-8'.")
            )


def choice(row: SheetRow, column: str, choices: Mapping[str, str], what: str, messages: Messages) -> str | None:
    """What `choices` gives for the words in a cell, whatever their capitals; None, with a message, for others."""
    text = fold(row[column])
    if text in choices:
        return choices[text]
    close = get_close_matches(text, choices, 3, 0.5)
    nearest = f" Nearest: {', '.join(close)}." if close else ""
    listed = ", ".join(sorted(choices)[:12])
    shown = f"'{row[column]}'" if row[column] else "Nothing"
    messages.add(
        row.message(
            column, f"{shown} is no {what}.{nearest}", f"Write one of: {listed}{' …' if len(choices) > 12 else ''}."
        )
    )
    return None
