"""Names of a case: whom a name means on a date, among the entities of the case itself and those of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...codes.code_table import overlaps
from ...codes.name_spellings import canonical
from ...inputs.tables.dates import PartialDate
from ...inputs.tables.entity_registry import is_slug
from ...rdf.folding import fold
from ...rdf.namespaces import ID
from ...rdf.spelling import likeness
from ...reconciliation.catalog import Described
from .knowledge import Knowledge

_PREFIX = "id:"
_BETWEEN = re.compile(r"\s*(?:[;,/&+\n]|\band\b)\s*")
"""What people write between two names in a cell."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")
"""Abbreviations with points, such as U.S., which names are kept without."""
_NEAREST = 3
LEAST_SIMILAR = 0.6
_FORMULA = ("=", "+", "@")


class NameProblem(Exception):  # noqa: N818 - a message, not a fault of the program
    """A name means nobody, or several, or somebody else than the row needs; and what to do about it."""

    def __init__(self, sentence: str, action: str) -> None:
        super().__init__(sentence, action)
        self.sentence, self.action = sentence, action


class SeveralNames(NameProblem):
    """A cell has the names of several."""


@dataclass
class Resolver:
    """Finds whom names mean.

    `own` are the entities that the case describes, `aliases` the names that its folder explains, each by folded text.
    """

    knowledge: Knowledge
    own: Mapping[str, Described] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, text: str, on: PartialDate | None, kinds: Sequence[str] = ()) -> Described:
        """The entity that a name means on a date; of several, the one that is of one of the classes `kinds`.

        Raises NameProblem.
        """
        wanted = self.aliases.get(fold(text), text)
        exact = self._exact(wanted)
        if not exact:
            raise self._unknown(text, on, kinds)
        alive = [entity for entity in exact if on is None or overlaps(entity.life, on)]
        if not alive:
            raise self._not_then(text, exact, on)
        fitting = [entity for entity in alive if self.knowledge.is_any_of(entity.types, kinds)] or alive
        if len(fitting) > 1:
            fitting = self._by_label(wanted, fitting)
        if len(fitting) > 1:
            raise _ambiguous(text, fitting, on)
        return fitting[0]

    def mentioned(self, text: str, on: PartialDate | None) -> list[Described]:
        """The entities that a sentence names, as far as a run of its words is exactly a name of theirs."""
        words, found = text.replace(",", " ").replace(".", " ").split(), []
        start = 0
        while start < len(words):
            for length in range(min(6, len(words) - start), 0, -1):
                entity = self._named_exactly(" ".join(words[start : start + length]), on)
                if entity is not None:
                    found.append(entity)
                    start += length - 1
                    break
            start += 1
        return list(dict.fromkeys(found))

    def _named_exactly(self, name: str, on: PartialDate | None) -> Described | None:
        if not name[:1].isupper():
            return None
        alive = [entity for entity in self._exact(name) if on is None or overlaps(entity.life, on)]
        return alive[0] if len(alive) == 1 else None

    def _exact(self, text: str) -> list[Described]:
        if slug := _identifier(text):
            own = [entity for entity in self.own.values() if entity.id == slug]
            return own or list(self.knowledge.catalog.describe([str(ID) + slug]).values())
        text = text.replace(".", "") if _DOTTED.fullmatch(text) else text
        described = {self.own[key].iri: self.own[key] for key in (fold(text), canonical(text)) if key in self.own}
        return list(described.values()) or list(self.knowledge.names.named(text))

    def _by_label(self, text: str, entities: list[Described]) -> list[Described]:
        """Those whose label is the name itself, where there are any: NATO is the alliance, not a book on it."""
        labelled = [entity for entity in entities if canonical(entity.label) == canonical(text)]
        return labelled or entities

    def _unknown(self, text: str, on: PartialDate | None, kinds: Sequence[str]) -> NameProblem:
        if text.startswith(_FORMULA):
            return NameProblem(f"'{text}' is a formula.", "Write the name itself.")
        if text.replace(".", "").replace(",", "").isdecimal():
            return NameProblem(f"'{text}' is a number where a name is expected.", "Write the name of the entity.")
        if several := self._several(text):
            return SeveralNames(
                f"'{text}' names several: {named(several)}.", "Write a row for each, with one name in the cell."
            )
        nearest = self.nearest((_identifier(text) or text).replace("-", " "), on, kinds)
        when = in_words(on)
        names = f" Nearest: {named(nearest)}." if nearest else ""
        return NameProblem(
            f"'{text}' is no name in the graph{when}.{names}",
            "Correct it, add a row to aliases, or describe it in entities.",
        )

    def _several(self, text: str) -> list[Described]:
        """The entities of a text that is nothing but their names with something between; none for another text."""
        parts = [part for part in _BETWEEN.split(text) if part]
        exact = [self._exact(self.aliases.get(fold(part), part)) for part in parts]
        entities = list(dict.fromkeys(each[0] for each in exact if each))
        return entities if len(entities) > 1 and all(exact) else []

    def _not_then(self, text: str, entities: Sequence[Described], on: PartialDate | None) -> NameProblem:
        lives = ", ".join(f"{entity.label} ({_PREFIX}{entity.id}) existed {entity.life.text}" for entity in entities)
        related = [other for entity in entities for other in self.knowledge.names.related_in_succession(entity.iri)]
        alive = [other for other in dict.fromkeys(related) if on and overlaps(other.life, on)]
        nearest = [] if alive else self.nearest(text, on)
        then = f" Then there was: {named(alive[:_NEAREST])}." if alive else ""
        near = f" Nearest: {named(nearest)}." if nearest else ""
        return NameProblem(
            f"'{text}' did not exist{in_words(on)}: {lives}.{then}{near}", "Correct the name or the date."
        )

    def nearest(self, text: str, on: PartialDate | None, kinds: Sequence[str] = ()) -> list[Described]:
        """The entities whose names resemble a text most, of those that exist on a date; first those of `kinds`."""
        wanted = canonical(text)
        scores = {entity: likeness(wanted, key) for key, entity in self.own.items()}
        close = self.knowledge.names.beginning_with(text) | self.knowledge.names.close_to(wanted)
        described = self.knowledge.catalog.describe(close)
        scores |= {described[iri]: score for iri, score in close.items() if iri in described}
        alive = [
            entity
            for entity, score in scores.items()
            if score >= LEAST_SIMILAR and (on is None or overlaps(entity.life, on))
        ]
        fitting = {entity for entity in alive if self.knowledge.is_any_of(entity.types, kinds)}
        alive.sort(key=lambda entity: (entity not in fitting, -scores[entity], len(entity.label), entity.label))
        return alive[:_NEAREST]


def _identifier(text: str) -> str:
    """The identifier in a text such as id:kazakhstan, or the address of an entity; empty for another text."""
    address = str(ID)
    rest = text[len(_PREFIX) :] if text.casefold().startswith(_PREFIX) else text.removeprefix(address)
    slug = rest.strip().casefold()
    return slug if rest != text and is_slug(slug) else ""


def _ambiguous(text: str, entities: Sequence[Described], on: PartialDate | None) -> NameProblem:
    return NameProblem(
        f"'{text}' may mean several{in_words(on)}: {named(entities)}.",
        f"Write one of them with {_PREFIX} before it, or add a row to aliases.",
    )


def in_words(on: PartialDate | None) -> str:
    """A date as the end of a clause; empty without one."""
    if on is None:
        return ""
    return f" {'on' if on.precision == 'day' else 'in'} {on.text}"


def named(entities: Iterable[Described]) -> str:
    """Entities by label and identifier.

    >>> named([Described("https://w3id.org/westphalia/id/russia", "Russia", (), Period())])
    'Russia (id:russia)'
    """
    return ", ".join(f"{entity.label} ({_PREFIX}{entity.id})" for entity in entities)
