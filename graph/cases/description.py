"""The description of a case, `source.toml`: who wrote what, under which licence, and what it covers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS

from ..inputs.tables.dates import PartialDate
from ..inputs.tables.rdf_terms import english, midnight, term
from ..rdf.namespaces import GRAPH, SOURCE
from .sheets.cell_text import visible
from .sheets.messages import Message, Messages
from .written.dates import DateTextError, Order, read_date

FILE = "source.toml"
LICENCE_LABELS = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0",
    "https://creativecommons.org/publicdomain/mark/1.0/": "public domain",
}
"""The names of licences by their addresses."""
_SEPARATORS = re.compile(r"[\s_-]+")
_LICENCE_NAMES = {
    _SEPARATORS.sub(" ", name).casefold(): iri
    for iri, label in LICENCE_LABELS.items()
    for name in (label, label.replace("CC0", "CC0 1.0"))
}
"""Addresses of licences by the names that people write, with or without hyphens."""
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
KEYS: dict[str, str] = {
    "title": "The title of the article, treaty or list.",
    "author": "Who wrote it; empty for a treaty.",
    "publisher": "Who published it, with the place.",
    "issued": "When it was published: 2011, 2011-06 or 2011-06-17.",
    "language": "The language of the text: en, ru, fr …",
    "address": "Where it can be read, if it is on the web.",
    "licence": "The licence of your retelling: CC BY 4.0, CC0, or an address.",
    "rights": "One sentence on the text itself, which is not copied.",
    "description": "What it is about, in one or two sentences of your own.",
    "covers_from": "The first day, month or year of which it speaks.",
    "covers_until": "The last one; its silence about other times means nothing.",
    "may_be_passed_on": "true, or false for what must stay on this machine.",
    "dates": "day-first or month-first, if the sheets have dates such as 03/04/1992.",
}
"""Every key with its meaning."""
REQUIRED = ("title", "licence", "covers_from", "covers_until")
_ORDERS = ("", "day-first", "month-first")
_TEXTS: dict[str, str] = {
    "author": str(DCTERMS.creator),
    "publisher": str(DCTERMS.publisher),
    "issued": str(DCTERMS.issued),
}


@dataclass(frozen=True)
class Description:
    """The description of a source: its key (the folder's name), texts by key, licence, coverage, order of dates."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    covers_from: date | None = None
    covers_until: date | None = None
    may_be_passed_on: bool = False
    order: Order = ""

    @property
    def title(self) -> str:
        """The title, or the key where there is none."""
        return self.texts.get("title") or self.key

    @property
    def citation(self) -> str:
        """Author, title, publisher and year."""
        parts = [
            self.texts.get("author", ""),
            self.title,
            self.texts.get("publisher", ""),
            self.texts.get("issued", ""),
        ]
        return ". ".join(part for part in parts if part)

    def triples(self) -> Iterator[ox.Triple]:
        """The description as RDF, for the catalog."""
        source = ox.NamedNode(SOURCE[self.key])
        for prop, value in self._values():
            yield ox.Triple(source, ox.NamedNode(prop), value)

    def _values(self) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        texts = self.texts
        yield str(RDF.type), term("Document")
        yield str(RDFS.label), english(self.title)
        yield str(DCTERMS.title), english(self.title)
        yield str(DCTERMS.bibliographicCitation), ox.Literal(self.citation)
        yield from ((prop, ox.Literal(texts[key])) for key, prop in _TEXTS.items() if texts.get(key))
        yield from ((str(DCTERMS[key]), english(texts[key])) for key in ("description", "rights") if texts.get(key))
        if texts.get("address"):
            yield str(RDFS.seeAlso), ox.NamedNode(texts["address"])
        yield str(DCTERMS.license), ox.NamedNode(self.licence)
        yield term("sourceKey").value, ox.Literal(self.key)
        yield term("namedGraph").value, ox.NamedNode(GRAPH[self.key])
        yield term("redistributable").value, ox.Literal(self.may_be_passed_on)
        assert self.covers_from and self.covers_until
        yield term("coverageFrom").value, midnight(self.covers_from)
        yield term("coverageUntil").value, midnight(self.covers_until)


def is_address(text: str) -> bool:
    """Whether a text is an address on the web.

    >>> is_address("https://example.org/a"), is_address("www.example.org")
    (True, False)
    """
    return bool(_ADDRESS.fullmatch(text))


def read_description(folder: Path, messages: Messages) -> Description | None:
    """Read the description; None when the file cannot be read. Each mistake gets a message at its key."""
    try:
        values = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except OSError:
        messages.add(
            Message(FILE, 0, "", "The description of the source is missing.", "Run 'westphalia new source'.")
        )
        return None
    except UnicodeDecodeError:
        messages.add(Message(FILE, 0, "", "The file is not in UTF-8.", "Save it as UTF-8."))
        return None
    except tomllib.TOMLDecodeError as error:
        action = 'Write key = "value", one on each line, with straight quotation marks.'
        messages.add(Message(FILE, 0, "", f"The file cannot be read: {error}.", action))
        return None
    return _Reader(folder.name, values, messages).read()


class _Reader:
    """Reads the values of the file, with a message for each that is wrong."""

    def __init__(self, key: str, values: Mapping[str, Any], messages: Messages) -> None:
        self._key = key
        self._values = values
        self._messages = messages

    def read(self) -> Description:
        for name in (name for name in self._values if name not in KEYS):
            meant = get_close_matches(name, KEYS, 1)
            action = f"Did you mean {meant[0]}?" if meant else f"The keys are {', '.join(KEYS)}."
            self._wrong(name, "This is no key of the description.", action, "warning")
        texts = {name: self._text(name) for name in KEYS}
        for name in REQUIRED:
            if not texts[name]:
                self._wrong(name, "The value is missing.", KEYS[name])
        self._date("issued")
        self._check_forms(texts)
        begin, end = self._date("covers_from"), self._date("covers_until")
        if begin and end and end.after <= begin.first:
            self._wrong("covers_until", "It is before covers_from.", "Correct one of the two.")
            end = None
        return Description(
            self._key,
            texts,
            self._licence(texts["licence"]),
            begin.first if begin else None,
            end.after if end else None,
            self._values.get("may_be_passed_on") is True,
            self._order(texts["dates"]),
        )

    def _text(self, name: str) -> str:
        value = self._values.get(name, "")
        if isinstance(value, bool):
            return str(value).lower()
        return visible(value.isoformat() if isinstance(value, date | datetime) else str(value))

    def _check_forms(self, texts: Mapping[str, str]) -> None:
        """Check the values that have a form of their own."""
        language, address = texts["language"], texts["address"]
        if language and not _LANGUAGE.fullmatch(language):
            self._wrong("language", f"'{language}' is no language tag.", "Write en, ru, fr, de, zh or the like.")
        if address and not is_address(address):
            self._wrong("address", f"'{address}' is no address on the web.", "Write it from https:// on, or nothing.")
        if not isinstance(self._values.get("may_be_passed_on", False), bool):
            shown = self._values["may_be_passed_on"]
            sentence = f"'{shown}' is neither true nor false, so the case stays on this machine."
            self._wrong("may_be_passed_on", sentence, "Write true or false, without quotation marks.")

    def _licence(self, text: str) -> str:
        name = _SEPARATORS.sub(" ", text).casefold()
        iri = _LICENCE_NAMES.get(name, text)
        if text and not is_address(iri):
            meant = get_close_matches(name, _LICENCE_NAMES, 1)
            hint = f" Did you mean {LICENCE_LABELS[_LICENCE_NAMES[meant[0]]]}?" if meant else ""
            action = f"Write {', '.join(LICENCE_LABELS.values())}, or an address."
            self._wrong("licence", f"'{text}' is no licence that is known.{hint}", action)
        return iri

    def _date(self, name: str) -> PartialDate | None:
        text = self._text(name)
        if not text:
            return None
        try:
            return read_date(text).begin
        except DateTextError as error:
            self._wrong(name, error.sentence, error.action)
            return None

    def _order(self, text: str) -> Order:
        if text not in _ORDERS:
            self._wrong("dates", f"'{text}' is no order.", "Write day-first or month-first, or leave it out.")
        return "day-first" if text == "day-first" else "month-first" if text == "month-first" else ""

    def _wrong(self, name: str, sentence: str, action: str, severity: Any = "error") -> None:  # noqa: ANN401 - as in Message
        self._messages.add(Message(FILE, 0, name, sentence, action, severity))
