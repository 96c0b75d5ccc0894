"""The entities that all sources describe, so that a list may refer to an entity that another list describes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

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

    def digest(self) -> str:
        """A digest of all that it says."""
        sets = (sorted(self.cities), sorted(self.programmes))
        return hashlib.sha256(repr((list(self.labels.items()), list(self.ends.items()), sets)).encode()).hexdigest()

    def declare(self, entities: Iterable[tuple[str, str]]) -> None:
        """Add entities with their labels; the first label of an entity stays."""
        for slug, label in entities:
            self.labels.setdefault(slug, label)

    def territory(self, slug: str) -> str | None:
        """The territory that a slug stands for: itself, or the main territory of a state; None if there is none."""
        main = TERRITORY_PREFIX + slug
        if main in self.labels:
            return main
        return slug if slug in self.labels else None

    def city(self, name: str) -> tuple[str, str]:
        """The slug and label of a city, with a suffix if another entity has the same slug."""
        slug = slugify(name)
        if slug in self.labels and slug not in self.cities:
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
