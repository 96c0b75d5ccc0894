"""Situations as each source reports them: kind, participants, period, value and citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rdflib.namespace import RDF

from ...rdf.namespaces import WPH
from ..periods import DAY, Period
from ..schema import SITUATION, Schema

CODE, OBSERVATION = str(WPH.Code), str(WPH.Observation)
_TYPE = str(RDF.type)
PROVENANCE = frozenset(
    str(WPH[name])
    for name in ("source", "locator", "citedDocument", "citedLocator", "datePrecision", "validFrom", "validUntil")
)
"""Properties for the source and the period of a situation; pages show them in columns of their own."""
_HOW_REPORTED = PROVENANCE | {str(WPH[name]) for name in ("value", "valueQualifier", "reportedBy")}
"""Properties that say how, when and by whom a situation is reported, and not what it is."""
LITERALS = frozenset(
    str(WPH[name])
    for name in ("validFrom", "validUntil", "locator", "citedLocator", "value", "lastConfirmed", "attestedSince")
)
"""Properties with a literal that is read here."""

Values = Mapping[str, Sequence[str]]
"""The values of one subject by property."""


@dataclass(frozen=True)
class ReportedSituation:
    """A situation (or code) as one source reports it: its kind, participants, period, value and citation.

    `parts` are pairs of property and entity. `cited` is the document that the source cites for it, `reported` the
    actor who reported it; both may be empty.
    """

    iri: str
    kind: str
    parts: frozenset[tuple[str, str]]
    source: str
    locator: str
    period: Period
    value: str = ""
    qualifier: str = ""
    cited: str = ""
    cited_locator: str = ""
    reported: str = ""

    def roles(self, schema: Schema, iri: str) -> list[str]:
        """The roles that an entity has in it: the narrowest properties."""
        return schema.narrowest(prop for prop, other in self.parts if other == iri)

    @property
    def number(self) -> Decimal | None:
        """The value as a number, where it is one."""
        try:
            return Decimal(self.value) if self.value else None
        except InvalidOperation:
            return None


def read_situation(schema: Schema, iri: str, values: Values) -> ReportedSituation | None:
    """The situation or code that the values of a subject describe; None for anything else."""
    kinds = schema.narrowest(values.get(_TYPE, ()))
    if not any(kind in {SITUATION, CODE} or schema.is_below(kind, SITUATION) for kind in kinds):
        return None

    def first(name: str) -> str:
        return min(values.get(str(WPH[name]), ()), default="")

    parts = frozenset(
        (prop, other)
        for prop, others in values.items()
        if prop.startswith(str(WPH)) and prop not in _HOW_REPORTED and prop not in LITERALS
        for other in others
    )
    return ReportedSituation(
        iri,
        kinds[0],
        parts,
        first("source"),
        first("locator"),
        Period(
            first("validFrom"),
            first("validUntil"),
            first("datePrecision").split("#")[-1] or DAY,
            confirmed=first("lastConfirmed"),
            attested=first("attestedSince"),
        ),
        first("value"),
        first("valueQualifier"),
        first("citedDocument"),
        first("citedLocator"),
        first("reportedBy"),
    )
