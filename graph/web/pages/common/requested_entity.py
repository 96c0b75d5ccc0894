"""The entity that an address names, on the date of the request."""

from __future__ import annotations

from werkzeug.exceptions import NotFound

from ....views.entities.entity import Entity, read_entity
from ...evidence import version_evidence
from ...request_context import published
from ..answers.search import labelled
from .selected_day import Day, selected_day


def requested_entity(iri: str) -> tuple[Entity, Day]:
    """An entity on the date of the request, and that date.

    Aborts with 404 when nothing is stated about it.
    """
    day = selected_day()
    entity = read_entity(published(), day.reader, iri, day.date, labelled, version_evidence())
    if entity is None:
        raise NotFound(f"Nothing is stated about {iri}.")
    return entity, day
