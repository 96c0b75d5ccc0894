"""Situations as each source reports them: kind, participants, period, value and citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rdflib.namespace import RDF

from ...rdf.namespaces import WPH
from ..dates.periods import DAY, Period
from ..schema import SITUATION, Schema

CODE, OBSERVATION = str(WPH.Code), str(WPH.Observation)
_TYPE, _OURS = str(RDF.type), str(WPH)
PROVENANCE = frozenset(
    str(WPH[name])
    for name in (
        *("source", "locator", "citedDocument", "citedLocator", "validFrom", "validUntil"),
        *("datePrecision", "beginPrecision", "endPrecision"),
    )
)
"""Properties for the source and the period of a situation; pages show them in columns of their own."""
_HOW_REPORTED = PROVENANCE | {str(WPH[name]) for name in ("value", "valueQualifier", "reportedBy")}
"""Properties that say how, when and by whom a situation is reported, and not what it is."""
LITERALS = frozenset(
    str(WPH[name])
    for name in (
        *("validFrom", "validUntil", "locator", "citedLocator", "value", "codeText"),
        *("lastConfirmed", "attestedSince"),
    )
)
"""Properties with a literal that is read here."""

_NOT_PARTS = _HOW_REPORTED | LITERALS
(
    _SOURCE,
    _LOCATOR,
    _VALID_FROM,
    _VALID_UNTIL,
    _LAST_CONFIRMED,
    _VALUE,
    _VALUE_QUALIFIER,
    _CITED_DOCUMENT,
    _CITED_LOCATOR,
    _REPORTED_BY,
    _CODE_TEXT,
    _ATTESTED_SINCE,
) = (
    str(WPH[name])
    for name in (
        "source",
        "locator",
        "validFrom",
        "validUntil",
        "lastConfirmed",
        "value",
        "valueQualifier",
        "citedDocument",
        "citedLocator",
        "reportedBy",
        "codeText",
        "attestedSince",
    )
)

Values = Mapping[str, Sequence[str]]
"""The values of one subject by property."""


@dataclass(frozen=True)
class ReportedSituation:
    """A situation (or code) as one source reports it: its kind, participants, period, value and citation.

    `parts` are pairs of property and entity. `cited` is the document that the source cites for it, `reported` the
    actor who reported it, `text` that of a code; each may be empty. `other_kinds` are its other most specific
    classes: a mandate is an administration of a territory, and a holding of it.
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
    text: str = ""
    other_kinds: tuple[str, ...] = ()

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

    def first(prop: str) -> str:
        found = values.get(prop)
        return min(found) if found else ""

    parts = frozenset(
        (prop, other)
        for prop, others in values.items()
        if prop.startswith(_OURS) and prop not in _NOT_PARTS
        for other in others
    )
    return ReportedSituation(
        iri,
        kinds[0],
        parts,
        first(_SOURCE),
        first(_LOCATOR),
        dated_period(first),
        first(_VALUE),
        first(_VALUE_QUALIFIER),
        first(_CITED_DOCUMENT),
        first(_CITED_LOCATOR),
        first(_REPORTED_BY),
        first(_CODE_TEXT),
        tuple(kinds[1:]),
    )


def dated_period(first: Callable[[str], str]) -> Period:
    """The period of a record from the first values of its properties, each date with its precision."""
    both, begin, end = (
        first(str(WPH[name])).split("#")[-1] for name in ("datePrecision", "beginPrecision", "endPrecision")
    )
    of_begin, of_end = begin or both or DAY, end or both or DAY
    return Period(
        first(_VALID_FROM),
        first(_VALID_UNTIL),
        of_begin,
        of_end if of_end != of_begin else "",
        first(_LAST_CONFIRMED),
        first(_ATTESTED_SINCE),
    )
