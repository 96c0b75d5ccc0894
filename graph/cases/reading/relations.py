"""Relations by plain names: for each, the situation in which it is recorded and the roles of the two in it.

The names are data, in `ontology/relations.csv`; what each role takes comes from the ontology.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from ...errors import InputError
from ...rdf.folding import fold
from ...rdf.reading import unreadable

FILE = "relations.csv"
DIRECT, EVENT, SYMMETRIC, ALONE, WORDS, UNDERTAKING, ONE_WHOM, ONE_WHO, PAST_WHOM, NO_PERSON = (
    "direct",
    "event",
    "symmetric",
    "alone",
    "words",
    "undertaking",
    "one-whom",
    "one-who",
    "past-whom",
    "no-person",
)
TRAITS = frozenset({DIRECT, EVENT, SYMMETRIC, ALONE, WORDS, UNDERTAKING, ONE_WHOM, ONE_WHO, PAST_WHOM, NO_PERSON})
_SIMILAR = 0.6
_LEADING = re.compile(r"^(?:is|was|are|were|has been|have been|became|a|an|the) ")


@dataclass(frozen=True)
class Relation:
    """A relation: its plain name, and how a row that has it is recorded.

    `situation` is the class of the situation with the roles `who_role` and `whom_role`; without one the relation is
    a property of its own. `who_kinds` and `whom_kinds` are the classes that the two may have (none: any).
    `fixed` has further properties of the situation. Traits: an `event` lasts for the day, month or year in which it
    happens; of a `symmetric` relation both directions are one; one `alone` has no whom; `words` stand in the place of
    whom; an `undertaking` is owed under an agreement; `one-whom` and `one-who` say that there is one at a
    time, `past-whom` that the other may have ended before, `no-person` that neither is a person.
    """

    name: str
    property: str
    situation: str
    who_role: str
    whom_role: str
    who_kinds: tuple[str, ...]
    whom_kinds: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]
    traits: frozenset[str]
    synonyms: tuple[str, ...]
    example: tuple[str, str, str, str]

    def has(self, trait: str) -> bool:
        """Whether it has a trait."""
        return trait in self.traits


@dataclass(frozen=True)
class RelationTable:
    """Every relation, in the order of the file."""

    relations: tuple[Relation, ...]

    def named(self, text: str) -> Relation | None:
        """The relation of that name, whatever its capitals and leading "is a"."""
        wanted = fold(text).rstrip(".:…").strip()
        return self._by_name.get(wanted) or self._by_name.get(_core(wanted))

    def nearest(self, text: str, limit: int = 3) -> list[Relation]:
        """The relations whose names resemble a text most, then those that share a word with it."""
        wanted = fold(text)
        close = get_close_matches(wanted, self._by_name, limit * 2, _SIMILAR)
        words = [word for word in wanted.split() if len(word) > 3]
        sharing = [name for name in self._by_name if any(word in name for word in words)]
        found = dict.fromkeys(self._by_name[name] for name in (*close, *sharing))
        return list(found)[:limit]

    @cached_property
    def _by_name(self) -> dict[str, Relation]:
        names: dict[str, Relation] = {}
        for form in (str, _core):
            for relation in self.relations:
                for name in (relation.name, *relation.synonyms):
                    names.setdefault(form(fold(name)), relation)
        return names


def _core(name: str) -> str:
    """A name without the words that begin it in one way or another.

    >>> _core("is a member of")
    'member of'
    """
    shorter = _LEADING.sub("", name)
    return name if shorter == name else _core(shorter)


def read_relations(
    ontology_dir: Path, ranges: Mapping[str, tuple[str, str]], labels: Mapping[str, str]
) -> RelationTable:
    """Read the table; `ranges` has the domain and range of each property, `labels` its English label.

    Raises InputError when the file cannot be read.
    """
    path = ontology_dir / FILE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return RelationTable(tuple(_relation(row, ranges, labels) for row in csv.DictReader(file)))
    except OSError as error:
        raise unreadable(path, error) from None
    except (KeyError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} is not as expected: {error}.") from None


def _relation(row: Mapping[str, str], ranges: Mapping[str, tuple[str, str]], labels: Mapping[str, str]) -> Relation:
    synonyms = _list(row["synonyms"])
    label = labels.get(row["relation"])
    return Relation(
        row["name"],
        row["relation"],
        row["situation"],
        row["who"],
        row["whom"],
        _list(row["who_kind"]) or _kinds(row, "who", ranges),
        _list(row["whom_kind"]) or _kinds(row, "whom", ranges),
        tuple((name, value) for name, _, value in (part.partition("=") for part in _list(row["fixed"]))),
        frozenset(_list(row["traits"])),
        (*synonyms, *([label] if label and row["situation"] != "Annexation" else [])),
        (row["example_who"], row["example_whom"], row["example_from"], row["example_until"]),
    )


def _kinds(row: Mapping[str, str], side: str, ranges: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """The class that a side takes: the range of its role, or of a property of its own its domain or range."""
    role = row[side]
    if role:
        return _known(ranges.get(role, ("", ""))[1])
    if DIRECT in _list(row["traits"]):
        return _known(ranges.get(row["relation"], ("", ""))[0 if side == "who" else 1])
    return ()


def _known(kind: str) -> tuple[str, ...]:
    return (kind,) if kind else ()


def _list(text: str) -> tuple[str, ...]:
    return tuple(value for part in text.split(";") if (value := part.strip()))


def sentence_of(relations: Sequence[Relation]) -> str:
    """Names of relations in quotation marks.

    >>> sentence_of([])
    ''
    """
    return ", ".join(f"'{relation.name}'" for relation in relations)
