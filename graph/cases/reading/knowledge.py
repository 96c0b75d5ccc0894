"""What reading a case needs of a published version: names, classes, relations, indicators and units; read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ...rdf.curies import local_name, name_in_words
from ...rdf.folding import fold
from ...rdf.namespaces import COVERAGE_GRAPH, NOT_DERIVED, ONTOLOGY_GRAPH
from ...reconciliation import Catalog
from ...search import open_index
from ...store import Store, ask, select
from .name_index import NameIndex
from .relations import RelationTable, read_relations

_PROPERTIES = f"""SELECT ?property ?domain ?range ?label WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
    ?property a owl:ObjectProperty ; rdfs:label ?label FILTER(lang(?label) = "en")
    OPTIONAL {{ ?property rdfs:domain ?domain }} OPTIONAL {{ ?property rdfs:range ?range }} }} }}"""
_OF_CLASS = """SELECT DISTINCT ?thing ?label WHERE {{ GRAPH ?g {{ ?thing a wph:{name} ; rdfs:label ?label
    FILTER(lang(?label) = "en") }} FILTER({derived}) }}"""
_COMPLETE = f"""SELECT DISTINCT ?relation WHERE {{ GRAPH <{COVERAGE_GRAPH}> {{
    ?list wph:coveredRelation ?relation ; wph:completeness wph:completeCoverage
    FILTER NOT EXISTS {{ ?list wph:coverageScope ?scope }} }} }}"""
_NAME = re.compile("[A-Za-z][A-Za-z0-9]*")
INDICATOR = "Indicator"
"""The one kind, beside those of entities, that a case may describe."""


@dataclass(frozen=True)
class Knowledge:
    """A version as a case is read against it: the folder of the version, its store, and the ontology's folder.

    `today` is the day after which nothing can have happened.
    """

    folder: Path
    store: Store
    ontology_dir: Path
    today: date

    @cached_property
    def catalog(self) -> Catalog:
        """Entities by name, with their classes and lifespans."""
        return Catalog(self.store, open_index(self.folder, self.store))

    @cached_property
    def names(self) -> NameIndex:
        """Names of entities, exact and near."""
        return NameIndex(self.catalog, self.store)

    @cached_property
    def relations(self) -> RelationTable:
        """Relations by plain names."""
        rows = select(self.store, _PROPERTIES)
        ranges = {
            local_name(row["property"]["value"]): tuple(
                local_name(row[side]["value"]) if side in row else "" for side in ("domain", "range")
            )
            for row in rows
        }
        labels = {local_name(row["property"]["value"]): row["label"]["value"] for row in rows}
        return read_relations(self.ontology_dir, ranges, labels)  # type: ignore[arg-type]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The local names of the classes that an entity may have, and of indicators, by label without case."""
        kinds = {fold(label): name for name, label in self.catalog.types.items()}
        return {**kinds, fold(INDICATOR): INDICATOR}

    @cached_property
    def indicators(self) -> dict[str, str]:
        """The IRIs of indicators by label without case."""
        return self._labelled("Indicator")

    @cached_property
    def units(self) -> dict[str, str]:
        """The IRIs of units by label without case."""
        return self._labelled("Unit")

    @cached_property
    def topics(self) -> dict[str, str]:
        """The IRIs of topics by label without case."""
        return self._labelled("Topic")

    @cached_property
    def qualifiers(self) -> dict[str, str]:
        """The IRIs of qualifiers of values by label without case."""
        return self._labelled("ValueQualifier")

    @cached_property
    def complete_relations(self) -> frozenset[str]:
        """The local names of the relations of which a list is complete, whomever they relate."""
        return frozenset(local_name(row["relation"]["value"]) for row in select(self.store, _COMPLETE))

    def is_term(self, name: str) -> bool:
        """Whether the ontology has a property or a class of a local name."""
        return bool(_NAME.fullmatch(name)) and ask(
            self.store, f"ASK {{ GRAPH <{ONTOLOGY_GRAPH}> {{ wph:{name} rdfs:isDefinedBy ?module }} }}"
        )

    def label_of_kind(self, kind: str) -> str:
        """The label of a class of entities."""
        return self.catalog.types.get(kind, kind)

    def is_described_elsewhere(self, iri: str, graph: str) -> bool:
        """Whether any asserted graph but one says what an entity is."""
        return ask(self.store, f"ASK {{ GRAPH ?g {{ <{iri}> a ?class }} FILTER({NOT_DERIVED} && ?g != <{graph}>) }}")

    def is_any_of(self, types: Iterable[str], kinds: Iterable[str]) -> bool:
        """Whether one of some classes is, or lies below, one of others; no others take all."""
        wanted, types = list(kinds), list(types)
        return not wanted or any(self._is_kind(types, kind) for kind in wanted)

    def _is_kind(self, types: list[str], kind: str) -> bool:
        return kind in {"Entity", *types} or self.catalog.is_kind_of(types, kind)

    def _labelled(self, kind: str) -> dict[str, str]:
        rows = select(self.store, _OF_CLASS.format(name=kind, derived=NOT_DERIVED))
        labels = {fold(row["label"]["value"]): row["thing"]["value"] for row in rows}
        # "person" is the name of a class too, so the label of the unit says what it is; here no class is meant.
        return {fold(name_in_words(iri)): iri for iri in labels.values()} | labels
