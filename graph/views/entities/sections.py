"""The lists of an entity by theme, in the order in which pages show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..schema import Theme
from .entity import Entity
from .lists import AnyList, lists_of


@dataclass(frozen=True)
class Section:
    """A theme with its lists: relations first, general before special, then records by class."""

    theme: Theme
    lists: tuple[AnyList, ...]


def sections_of(entity: Entity) -> list[Section]:
    """The sections of an entity."""
    by_theme: dict[Theme, list[AnyList]] = defaultdict(list)
    for statements in lists_of(entity):
        by_theme[statements.listed.theme].append(statements)
    return [Section(theme, tuple(by_theme[theme])) for theme in sorted(by_theme)]
