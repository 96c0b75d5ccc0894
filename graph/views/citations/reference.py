"""A reference in the forms that bibliographies take: plain text, BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9-]+")
_RIS_KINDS = {
    "dataset": "DATA",
    "article": "JOUR",
    "treaty": "STAT",
    "law": "STAT",
    "book": "BOOK",
    "web page": "ELEC",
}
_CSL_KINDS = {
    "dataset": "dataset",
    "article": "article",
    "treaty": "treaty",
    "law": "legislation",
    "book": "book",
    "web page": "webpage",
}


@dataclass(frozen=True)
class Reference:
    """Something to cite; fields are empty where nothing states them.

    `key` names it within a bibliography, `year` has four digits, `note` is what else a reader needs to find it.
    """

    key: str
    title: str
    creator: str = ""
    publisher: str = ""
    year: str = ""
    version: str = ""
    address: str = ""
    note: str = ""
    kind: str = ""

    @property
    def text(self) -> str:
        """The reference as plain text."""
        who = self.creator or self.publisher
        year = f" ({self.year})" if self.year else ""
        head = f"{who}{year}. {self.title}." if who else f"{self.title}{year}."
        publisher = f"{self.publisher}." if self.creator and self.publisher else ""
        rest = (publisher, f"{self.version}." if self.version else "", self.note, self.address)
        return " ".join(part for part in (head, *rest) if part)


def plain(references: Iterable[Reference]) -> str:
    """The references as plain text, one a line."""
    return "".join(f"{reference.text}\n" for reference in references)


def bibtex(references: Iterable[Reference]) -> str:
    """The references as BibTeX."""
    return "\n\n".join(map(_bibtex, references)) + "\n"


def ris(references: Iterable[Reference]) -> str:
    """The references as RIS, with the ends of lines that it prescribes."""
    return "".join(f"{line}\r\n" for reference in references for line in _ris(reference))


def csl_json(references: Iterable[Reference]) -> str:
    """The references as CSL-JSON (citeproc)."""
    return json.dumps([_csl(reference) for reference in references], ensure_ascii=False, indent=1)


def _bibtex(reference: Reference) -> str:
    # Double braces keep the capitals of a title and take an institution as one name.
    fields = (
        ("title", f"{{{braced(reference.title)}}}"),
        ("author", f"{{{braced(reference.creator)}}}" if reference.creator else ""),
        ("publisher", braced(reference.publisher)),
        ("year", reference.year),
        ("version", braced(reference.version)),
        ("url", reference.address),
        ("note", braced(reference.note)),
    )
    return bibtex_record(reference.key, fields)


def bibtex_record(key: str, fields: Iterable[tuple[str, str]]) -> str:
    """A record of BibTeX from its fields, whose values are escaped (see `braced`); empty ones are left out."""
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{_NOT_IN_KEYS.sub('-', key)},\n{lines}\n}}"


def _ris(reference: Reference) -> list[str]:
    fields = (
        ("TY", _RIS_KINDS.get(reference.kind, "GEN")),
        ("ID", reference.key),
        ("TI", reference.title),
        ("AU", reference.creator),
        ("PB", reference.publisher),
        ("PY", reference.year),
        ("ET", reference.version),
        ("UR", reference.address),
        ("N1", reference.note),
    )
    # The end of a record has a blank value of its own.
    return [*(f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value), "ER  - "]


def _csl(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": reference.key,
        "type": _CSL_KINDS.get(reference.kind, "document"),
        "title": reference.title,
        "author": [{"literal": reference.creator}] if reference.creator else None,
        "publisher": reference.publisher,
        "issued": {"date-parts": [[int(reference.year)]]} if reference.year.isdecimal() else None,
        "version": reference.version,
        "URL": reference.address,
        "note": reference.note,
    }
    return {name: value for name, value in item.items() if value}


def braced(text: str) -> str:
    """A text inside braces: signs that BibTeX reads are escaped."""
    return re.sub(r"([\\{}%#&$_])", r"\\\1", text)
