"""What a page says of an entity that did not exist on its day, and of those that stood in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ....views.closure_index import index_of
from ....views.entities.entity import Entity
from ....views.entities.lifetimes import lifetimes_of
from ....views.networks.neighbourhood import living_on
from ...request_context import published
from ..answers.search import labelled
from .selected_day import Day


@dataclass(frozen=True)
class Absence:
    """An entity that did not exist on a day; `instead` its nearest predecessors or successors then: IRI and name."""

    title: str
    instead: tuple[tuple[str, str], ...]


def absences(entities: Iterable[Entity], day: Day) -> list[Absence]:
    """Those of some entities that did not exist on a day."""
    lifetimes = lifetimes_of(published())
    return [_absence(entity, day) for entity in entities if not lifetimes.last([entity.iri], day.date)]


def _absence(entity: Entity, day: Day) -> Absence:
    index = index_of(published())
    found = living_on(published(), index, entity.iri, day.date) if index is not None else ()
    labels = labelled(found)
    return Absence(entity.title, tuple((iri, labels.get(iri, iri)) for iri in found))
