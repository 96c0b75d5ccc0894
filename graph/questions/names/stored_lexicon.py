"""The lexicon of a version, kept with it: reading it from the graph takes seconds, from its file a tenth of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...reason.proofs.proof import Period
from ...store import Store
from ...views.version_cache import kept_with, name_of_kept
from . import lexicon
from .lexicon import Candidate, Lexicon, Names, Thing, read_lexicon

_NAMES = ("names", "classes", "relations")
"""The fields of a lexicon whose keys are words."""


def stored_lexicon(version: Path, store: Store, names_file: Path) -> Lexicon:
    """The lexicon of the version in a folder, whose store is `store`; `names_file` as in `read_lexicon`."""
    return kept_with(
        version,
        name_of_kept(Path(lexicon.__file__), names_file),
        lambda: read_lexicon(store, names_file),
        to_json,
        from_json,
    )


def to_json(read: Lexicon) -> dict[str, Any]:
    """A lexicon as JSON. Things are listed once; elsewhere stand their numbers in the list."""
    numbers: dict[Thing, int] = {}

    def candidates(found: Iterable[Candidate]) -> list[tuple[int, int]]:
        return [(numbers.setdefault(each.thing, len(numbers)), each.fit) for each in found]

    body: dict[str, Any] = {
        "things": {iri: numbers.setdefault(thing, len(numbers)) for iri, thing in read.things.items()},
        "codes": {text: candidates(found) for text, found in read.codes.items()},
        "labels": dict(read.labels),
        **{name: [(words, candidates(found)) for words, found in getattr(read, name).items()] for name in _NAMES},
    }
    return {"listed": [_thing_to_json(thing) for thing in numbers], **body}


def from_json(body: Mapping[str, Any]) -> Lexicon:
    """The inverse of `to_json`."""
    listed = [_thing(entry) for entry in body["listed"]]

    def candidates(found: Iterable[tuple[int, int]]) -> tuple[Candidate, ...]:
        return tuple(Candidate(listed[number], fit) for number, fit in found)

    def names(name: str) -> Names:
        return {tuple(words): candidates(found) for words, found in body[name]}

    return Lexicon(
        {iri: listed[number] for iri, number in body["things"].items()},
        **{name: names(name) for name in _NAMES},
        codes={text: candidates(found) for text, found in body["codes"].items()},
        labels=body["labels"],
    )


def _thing_to_json(thing: Thing) -> list[Any]:
    lives, statehood = _to_json(thing.lives), _to_json(thing.statehood)
    return [thing.iri, thing.label, sorted(thing.kinds), lives, sorted(thing.families), thing.parts, statehood]


def _to_json(periods: Iterable[Period]) -> list[list[str | None]]:
    return [[day.isoformat() if day else None for day in (period.begins, period.ends)] for period in periods]


def _thing(entry: list[Any]) -> Thing:
    iri, label, kinds, lives, families, parts, statehood = entry
    return Thing(
        iri, label, frozenset(kinds), _periods(lives), frozenset(families), _periods(statehood), tuple(parts)
    )


def _periods(entry: Iterable[Iterable[str | None]]) -> tuple[Period, ...]:
    return tuple(Period(*(date.fromisoformat(day) if day else None for day in period)) for period in entry)
