"""What versions of the ontology changed in its terms, by the notes that these have (`skos:changeNote`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NOTE = re.compile(r"(?P<version>[\d.]+\d): (?P<kind>.+?)(?: changed, before: (?P<before>.*?))?\.", re.DOTALL)
"""How notes are written: "0.2.0: added.", "0.2.0: range changed, before: wph:State."."""


@dataclass(frozen=True)
class TermChange:
    """A change of a term: in which version, and what it was; `before` is what stood there, where it replaced that."""

    version: str
    term: str
    label: str
    kind: str
    before: str = ""


def changes_of_terms(notes: Iterable[tuple[str, str, str]]) -> list[TermChange]:
    """Every change that `notes`, IRIs of terms with labels and texts, tell of: latest version first, then by term."""
    changes = {read_change(*note) for note in notes}
    by_term = sorted(changes, key=lambda change: (change.label, change.term, change.kind))
    return sorted(by_term, key=lambda change: _ordered(change.version), reverse=True)


def read_change(term: str, label: str, note: str) -> TermChange:
    """A note as a change; one that is written in another way is told whole.

    >>> read_change("", "", "0.2.0: range changed, before: wph:State.").before
    'wph:State'
    """
    match = _NOTE.fullmatch(note)
    if match is None:
        return TermChange("", term, label, note)
    before = match["before"]
    return TermChange(match["version"], term, label, match["kind"], (before or "").strip("'"))


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
