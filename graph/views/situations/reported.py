"""Situations as sources tell them, and where those that tell of the same disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from rdflib.namespace import RDF

from ...rdf.namespaces import WPH
from ..periods import DAY, MONTH, YEAR, Span, day_before
from ..schema import SITUATION, Schema

CODE, OBSERVATION = str(WPH.Code), str(WPH.Observation)
_TYPE = str(RDF.type)
PROVENANCE = frozenset(
    str(WPH[name])
    for name in ("source", "locator", "citedDocument", "citedLocator", "datePrecision", "validFrom", "validUntil")
)
"""Properties that say where a situation stands and when it held; pages show them in columns of their own."""
_HOW_TOLD = PROVENANCE | {str(WPH[name]) for name in ("value", "valueQualifier", "reportedBy")}
"""Properties that say how, when and by whom a situation is told, and not what it is."""
LITERALS = frozenset(str(WPH[name]) for name in ("validFrom", "validUntil", "locator", "citedLocator", "value"))
"""Properties with a literal that is read here."""
_MORE_THAN = str(WPH.moreThan)
_DIGITS = {YEAR: 4, MONTH: 7}
"""How much of an ISO date is known."""

Values = Mapping[str, Sequence[str]]
"""The values of one subject by property."""


@dataclass(frozen=True)
class Told:
    """A situation (or code) as one source tells it: what it is, who has which part in it, when, and by whom.

    `parts` are pairs of property and thing. `cited` is the document from which the source has it, `reported` the one
    who reported it; both may be empty.
    """

    iri: str
    kind: str
    parts: frozenset[tuple[str, str]]
    source: str
    locator: str
    span: Span
    value: str = ""
    qualifier: str = ""
    cited: str = ""
    cited_locator: str = ""
    reported: str = ""

    def roles(self, schema: Schema, iri: str) -> list[str]:
        """The parts that a thing has in it: the narrowest properties."""
        return schema.narrowest(prop for prop, other in self.parts if other == iri)

    @property
    def number(self) -> Decimal | None:
        """The value as a number, where it is one."""
        try:
            return Decimal(self.value) if self.value else None
        except InvalidOperation:
            return None


@dataclass(frozen=True)
class Disagreement:
    """Situations that are of one kind with the same parts, of which sources tell otherwise."""

    told: tuple[Told, ...]

    @property
    def things(self) -> frozenset[str]:
        """Everything that has a part in it."""
        return frozenset(other for one in self.told for _, other in one.parts)

    @property
    def spread(self) -> Decimal:
        """How far the numbers lie apart, as a share of the smallest; 0 where they are not numbers or not above 0."""
        numbers = [one.number for one in self.told if one.number is not None]
        low = min(numbers, default=Decimal(0))
        return (max(numbers) - low) / low if low > 0 else Decimal(0)


def read_told(schema: Schema, iri: str, values: Values) -> Told | None:
    """The situation or code that the values of a subject tell of; None for anything else."""
    kinds = schema.narrowest(values.get(_TYPE, ()))
    if not any(kind in {SITUATION, CODE} or schema.is_below(kind, SITUATION) for kind in kinds):
        return None

    def one(name: str) -> str:
        return min(values.get(str(WPH[name]), ()), default="")

    parts = frozenset(
        (prop, other)
        for prop, others in values.items()
        if prop.startswith(str(WPH)) and prop not in _HOW_TOLD and prop not in LITERALS
        for other in others
    )
    return Told(
        iri,
        kinds[0],
        parts,
        one("source"),
        one("locator"),
        Span(one("validFrom"), one("validUntil"), one("datePrecision").split("#")[-1] or DAY),
        one("value"),
        one("valueQualifier"),
        one("citedDocument"),
        one("citedLocator"),
        one("reportedBy"),
    )


def disagreements(told: Iterable[Told]) -> Iterator[Disagreement]:
    """Groups of situations that several tell of, in each of which some tell otherwise than others."""
    grouped: dict[tuple[str, frozenset[tuple[str, str]]], list[Told]] = defaultdict(list)
    for one in told:
        if one.parts and one.kind != CODE:
            grouped[one.kind, one.parts].append(one)
    for group in grouped.values():
        if len(group) > 1 and (_numbers_clash(group) if group[0].value else _dates_clash(group)):
            yield Disagreement(tuple(sorted(group, key=lambda one: (one.source, one.cited, one.span.begin, one.iri))))


def _dates_clash(group: Iterable[Told]) -> bool:
    """Whether none of what one source tells agrees with any of what another does.

    One source may tell of several periods, as of a member that left and came back.
    """
    by_source: dict[str, list[Told]] = defaultdict(list)
    for one in group:
        by_source[one.source].append(one)
    pairs = combinations(by_source.values(), 2)
    return any(not any(agree(one, other) for one in first for other in second) for first, second in pairs)


def agree(one: Told, other: Told) -> bool:
    """Whether two give the same dates: silence contradicts nothing, and a year agrees with a day in it."""
    digits = min(_DIGITS.get(span.precision, 10) for span in (one.span, other.span))
    ends = [day_before(told.span.end)[:digits] for told in (one, other)]
    begins = [told.span.begin[:digits] for told in (one, other)]
    return all(not first or not second or first == second for first, second in (begins, ends))


def _numbers_clash(group: Sequence[Told]) -> bool:
    """Whether two publishers give figures for one time of which not both can be right."""
    return any(
        (one.source, one.cited, one.reported) != (other.source, other.cited, other.reported)
        and one.span.meet(other.span) is not None
        and not same_number(one, other)
        for one, other in combinations(group, 2)
    )


def same_number(one: Told, other: Told) -> bool:
    """Whether two figures can both be right; `more than` sets a lower bound only."""
    if one.value == other.value:
        return True
    first, second = one.number, other.number
    if first is None or second is None:
        return False
    bounds = {told.qualifier == _MORE_THAN for told in (one, other)}
    if bounds == {True}:
        return True
    if one.qualifier == _MORE_THAN:
        return second > first
    if other.qualifier == _MORE_THAN:
        return first > second
    return first == second
