"""How sources stand to the relations of an entity, as a service lists it in CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from ..errors import StoreError
from ..rdf.curies import shorten
from ..rdf.instants import instant
from ..views.dates.periods import COVERAGE, Period
from ..views.entities.statements import Relation

_Key = tuple[str, str, bool, str]
"""Property, thing at the other end, whether the relation is to the entity, and the day on which a period begins."""


class ListedEvidence:
    """The evidence of one entity, read from the CSV of its page.

    Raises StoreError when that has not the columns that are read.
    """

    def __init__(self, text: str) -> None:
        rows = csv.DictReader(io.StringIO(text))
        try:
            self._marks = {
                _key_of(row): (row["last_confirmed"], row["attested_since"])
                for row in rows
                if row["kind"] == "relation"
            }
        except KeyError as error:
            raise StoreError(f"The service lists entities without the column {error}.") from None

    def grounds(self, _relation: Relation) -> tuple[str, ...]:
        """None: a list in CSV does not have them."""
        return ()

    def period(self, relation: Relation, period: Period) -> Period:
        """See `views.entities.evidence.Evidence`."""
        key = shorten(relation.prop), relation.other, relation.incoming, period.begin[:10]
        confirmed, attested = self._marks.get(key, ("", ""))
        marked = replace(period, confirmed=instant(confirmed) if confirmed else "")
        return replace(marked, precision=COVERAGE) if attested else marked


def _key_of(row: dict[str, str]) -> _Key:
    return row["property"], row["value"], row["direction"] == "to it", row["from"]
