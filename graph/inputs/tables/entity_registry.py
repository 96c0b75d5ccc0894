"""What the lists of all sources declare, so that a list may name what another one describes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

TERRITORY_PREFIX = "territory-of-"

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "'": "", "\u2019": ""}
)
"""Letters without a base letter in Unicode, and apostrophes, which join."""


@dataclass
class Known:
    """The English labels of every entity that any source describes, by the last part of its IRI."""

    labels: dict[str, str] = field(default_factory=dict)
    cities: set[str] = field(default_factory=set)
    programmes: set[str] = field(default_factory=set)

    def declare(self, entities: Iterable[tuple[str, str]]) -> None:
        """Add entities with their labels; a label that is there already stays."""
        for slug, label in entities:
            self.labels.setdefault(slug, label)

    def territory(self, slug: str) -> str | None:
        """The territory that a side of a border names: itself, or the main territory of the state named."""
        main = TERRITORY_PREFIX + slug
        if main in self.labels:
            return main
        return slug if slug in self.labels else None

    def city(self, name: str) -> tuple[str, str]:
        """The slug and label of a city; one that shares its name with something else is told apart."""
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
