"""First screens of the pages of entities and pairs, with the addresses of their lists."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from ....rdf.namespaces import WPH
from ....search import open_index
from ....versions.published import PublishedVersion
from ....views.entities.completeness import ListCompleteness, completeness_of
from ....views.entities.entity import Entity
from ....views.entities.lists import Listed
from ....views.pairs.pair import Pair
from ....views.schema import schema_of
from ....views.summaries.entity_summary import entity_summary
from ....views.summaries.facts import Context
from ....views.summaries.pair_summary import PairContext, pair_summary
from ....views.summaries.summary import Summary
from ....views.summaries.wording import Salience
from ....views.version_cache import PerVersion
from ...request_context import published
from ...source_coverage import coverage_rules
from ..answers.search import labelled
from ..common.addresses import local_path
from ..common.selected_day import Day

_RANKED = 20_000
"""Entities that are ranked by how much they are mentioned; others count as equal."""


_FOREMOST = ("AllianceTreaty", "DefenceOrganization", "RegionalOrganization", "UniversalOrganization")
_AGENCIES = ("InternationalAgency",)


def _read_salience(version: PublishedVersion) -> Salience:
    index, schema = open_index(version.folder, version.store), schema_of(version)

    def instances(names: Iterable[str]) -> frozenset[str]:
        tops = {str(WPH[name]) for name in names}
        kinds = {kind for kind in schema.classes if kind in tops or any(schema.is_below(kind, top) for top in tops)}
        return frozenset(iri for kind in kinds for iri, _ in index.of_kind(schema.label(kind)))

    mentioned = index.most_mentioned(_RANKED)
    return Salience({iri: place for place, iri in enumerate(mentioned)}, instances(_FOREMOST), instances(_AGENCIES))


_SALIENCE = PerVersion(_read_salience)
salience_of = _SALIENCE.of
"""Which entities of a version readers look for first."""


def summary_of(entity: Entity, day: Day) -> Summary:
    """The first screen of an entity that has labels of what its alliances rest on."""
    here, query = local_path(entity.iri), f"?{urlencode(day.query)}" if day.query else ""
    context = Context(
        entity,
        salience_of(published()),
        lambda listed: list_completeness(entity, listed),
        lambda name: f"{here}/{name}{query}",
        labelled,
    )
    return entity_summary(context)


def summary_of_pair(pair: Pair, labelled: Entity, day: Day, address: str) -> Summary:
    """The first screen of a pair at an address; `labelled` is its first entity with labels of grounds."""
    return pair_summary(PairContext(pair, labelled, salience_of(published()), day.reader, address))


def list_completeness(entity: Entity, listed: Listed) -> ListCompleteness | None:
    """Whether a list of an entity is complete on its date; None for a list of records."""
    return completeness_of(coverage_rules(), entity.schema, listed, entity.iri, entity.date)
