"""The entities that all sources describe, so that a list may refer to an entity that another list describes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

TERRITORY_PREFIX = "territory-of-"
"""A state and its territory are two entities: borders and holdings belong to the territory."""

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "'": "", "\u2019": ""}
)
"""Letters without a base letter in Unicode, and apostrophes, which join."""


@dataclass
class EntityRegistry:
    """Every entity that any source describes, by its slug, the last part of its IRI.

    `labels` are in English; `ends` has the dates, as lists write them, at which entities ceased to exist.
    """

    labels: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    cities: set[str] = field(default_factory=set)
    programmes: set[str] = field(default_factory=set)

    def to_json(self) -> dict[str, Any]:
        """All that it says, as JSON."""
        return {
            "labels": self.labels,
            "ends": self.ends,
            "cities": sorted(self.cities),
            "programmes": sorted(self.programmes),
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> EntityRegistry:
        """The registry again."""
        return cls(body["labels"], body["ends"], set(body["cities"]), set(body["programmes"]))

    def differing(self, other: EntityRegistry) -> set[str]:
        """The slugs of which another registry says something else, or which one of them lacks."""
        said = (self.labels.items() ^ other.labels.items()) | (self.ends.items() ^ other.ends.items())
        return {slug for slug, _ in said} | (self.cities ^ other.cities) | (self.programmes ^ other.programmes)

    def declare(self, entities: Iterable[tuple[str, str]]) -> None:
        """Add entities with their labels; the first label of an entity stays."""
        for slug, label in entities:
            self.labels.setdefault(slug, label)


@dataclass
class ConsultedRegistry:
    """The registry as the lists of one source consult it.

    `consulted` are the slugs that were looked up: what the source states depends on what is said of these alone.
    """

    registry: EntityRegistry
    consulted: set[str] = field(default_factory=set)

    def has(self, slug: str) -> bool:
        """Whether any source describes an entity."""
        return self.label(slug) is not None

    def label(self, slug: str) -> str | None:
        """The English label of an entity; None for one that no source describes."""
        self.consulted.add(slug)
        return self.registry.labels.get(slug)

    def end(self, slug: str) -> str:
        """The date, as a list writes it, at which an entity ceased to exist; empty where there is none."""
        self.consulted.add(slug)
        return self.registry.ends.get(slug, "")

    def is_programme(self, slug: str) -> bool:
        """Whether an entity is a programme."""
        self.consulted.add(slug)
        return slug in self.registry.programmes

    def territory(self, slug: str) -> str | None:
        """The territory that a slug stands for: itself, or the main territory of a state; None if there is none."""
        main = TERRITORY_PREFIX + slug
        if self.has(main):
            return main
        return slug if self.has(slug) else None

    def city(self, name: str) -> tuple[str, str]:
        """The slug and label of a city, with a suffix if another entity has the same slug."""
        slug = slugify(name)
        if self.has(slug) and slug not in self.registry.cities:
            return f"{slug}-city", f"{name} (city)"
        return slug, name


def is_slug(text: str) -> bool:
    """Whether a text may be the last part of an entity's IRI.

    >>> is_slug("cote-divoire"), is_slug("Côte d'Ivoire")
    (True, False)
    """
    return bool(_SLUG.match(text))


def slugify(text: str) -> str:
    """The slug of a name: lower-case ASCII letters and digits, with hyphens.

    >>> slugify("N'Djamena"), slugify("Nur-Sultan"), slugify("Brasília")
    ('ndjamena', 'nur-sultan', 'brasilia')
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_NO_DECOMPOSITION))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", ascii_only).strip("-")
