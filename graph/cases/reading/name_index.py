"""Names of the entities of a version: exact ones, and those that resemble a text; what was looked up is kept."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from ...codes.name_spellings import canonical, spellings
from ...inputs.tables.entity_registry import slugify
from ...rdf.namespaces import ID
from ...rdf.spelling import Spellings, likeness
from ...reconciliation import Catalog
from ...reconciliation.catalog import Described
from ...store import Store, select

_HITS = 30
_CLOSE = 8
_BEGINS = 0.8
"""How near a name is that begins like a text."""
_SUCCESSIONS = """SELECT DISTINCT ?other ?kind WHERE {{ GRAPH ?g {{ ?succession a ?kind .
    {{ ?succession wph:predecessor <{entity}> ; wph:successor ?other }} UNION
    {{ ?succession wph:successor <{entity}> ; wph:predecessor ?other }} }} }} ORDER BY ?kind ?other"""


class NameIndex:
    """Looks up names in the catalog of one version; a sheet names the same entities again and again."""

    def __init__(self, catalog: Catalog, store: Store) -> None:
        self._catalog = catalog
        self._store = store
        self._named: dict[str, tuple[Described, ...]] = {}
        self._close: dict[str, dict[str, float]] = {}

    def named(self, text: str) -> tuple[Described, ...]:
        """The entities that have exactly this name, but for case, diacritics and abbreviations."""
        if text not in self._named:
            self._named[text] = self._look_up(text)
        return self._named[text]

    def close_to(self, wanted: str) -> dict[str, float]:
        """The IRIs of entities of whose names one is a few edits away from a text, with how like it is (up to 1)."""
        if wanted not in self._close:
            spellings, iris = self._names
            self._close[wanted] = {
                iri: likeness(wanted, name)
                for name in reversed(spellings.nearest(wanted, _CLOSE))
                for iri in iris[name]
            }
        return self._close[wanted]

    def beginning_with(self, text: str) -> dict[str, float]:
        """The IRIs of entities of whose names words begin like those of a text, with how near they are."""
        hits = [hit for hit in self._catalog.names.find(text, _HITS) if hit.iri.startswith(str(ID))]
        return {hit.iri: _BEGINS for hit in hits}

    def related_in_succession(self, iri: str) -> list[Described]:
        """The entities that succeeded or preceded another, those that continued it first."""
        rows = select(self._store, _SUCCESSIONS.format(entity=iri))
        others = dict.fromkeys(row["other"]["value"] for row in rows)
        described = self._catalog.describe(others)
        return [described[other] for other in others if other in described]

    @cached_property
    def _names(self) -> tuple[Spellings, dict[str, list[str]]]:
        """All names of entities, with the IRIs of those that have each."""
        iris: dict[str, list[str]] = defaultdict(list)
        for name, iri in self._catalog.names.names_of_entities():
            iris[name].append(iri)
        return Spellings(iris), iris

    def _look_up(self, text: str) -> tuple[Described, ...]:
        wanted = set(spellings(text))
        iris = {iri for spelling in wanted for iri in self._catalog.codes.named.get(spelling, ())}
        for hit in self._catalog.names.find(text, _HITS):
            if hit.iri.startswith(str(ID)) and canonical(hit.name) in wanted and not hit.name.isdecimal():
                iris.add(hit.iri)
        return tuple(self._catalog.describe(iris or _as_identifiers(text)).values())


def _as_identifiers(text: str) -> list[str]:
    """The IRIs of which a text may be the identifier, as abbreviations of treaties are: NPT, CFE Treaty."""
    slug = slugify(text)
    return [str(ID) + each for each in (slug, slug.removesuffix("-treaty")) if each]
