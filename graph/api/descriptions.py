"""Descriptions of a graph's entities and disagreements; the ontology is read once for each opened graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from ..errors import UnknownNameError
from ..views.dates.precision import Instants, read_instants
from ..views.entities.entity import Entity
from ..views.entities.statement_readers import StoreReader
from ..views.entities.statements import read_statements
from ..views.schema import Schema, read_schema
from ..views.situations.disagreements import disagreements, widest_first
from ..views.situations.overview import read_situations
from .backend import Backend
from .entities import EntityDescription, describe
from .labels import read_labels
from .listings import Listing
from .reports import Reporter, SourceDisagreement
from .values import IRI


class Descriptions:
    """Reads what is stated about entities from the stores of a graph."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def entity(self, iri: IRI, day: date) -> EntityDescription:
        """The description of an entity on a day.

        Raises UnknownNameError when nothing is stated about it.
        """
        reader = StoreReader(self._backend.store(day))
        statements = read_statements(reader, self._schema, self._instants, iri)
        if statements.is_empty:
            raise UnknownNameError(f"Nothing is stated about {iri.curie}.")
        labels = dict(self._labels({iri, *statements.named}))
        entity = Entity(iri, day, self._schema, statements, labels, self._backend.evidence(iri, day))
        return describe(entity, self._reporter)

    def disagreements(self, about: IRI | None) -> Listing[SourceDisagreement]:
        """Where sources conflict: about situations in which an entity takes part, or about any."""
        if about is None:
            situations = list(read_situations(self._backend.store(None), self._schema))
        else:
            reader = StoreReader(self._backend.store(None))
            situations = read_statements(reader, self._schema, self._instants, about).records
        return self._reporter.disagreements(widest_first(disagreements(situations)))

    @cached_property
    def _schema(self) -> Schema:
        return read_schema(self._backend.store(None))

    @cached_property
    def _instants(self) -> Instants:
        return read_instants(self._backend.store(None))

    @cached_property
    def _reporter(self) -> Reporter:
        return Reporter(self._schema, self._labels)

    def _labels(self, iris: Iterable[str]) -> Mapping[str, str]:
        return read_labels(self._backend.store(None), iris)
