"""Reports on two systems: which codes convert there and back, and which denote several entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from itertools import pairwise

from ..errors import QueryError
from ..views.dates.periods import Period, day_before
from .code_table import Code, CodeTable
from .conversion import Converter, Status, YearRule, local_id
from .systems import ENTITY, NAME, System, find_system


@dataclass(frozen=True)
class RoundTrip:
    """A code, its counterpart in another system on a date, what that converts back to, and why it is another."""

    code: str
    counterpart: str
    back: str
    status: Status
    returns: bool
    reason: str


@dataclass(frozen=True)
class AmbiguousCode:
    """A code that denotes several entities: in one system at different times or at once, or in two systems."""

    code: str
    system: str
    entity: str
    label: str
    period: str
    kind: str
    """`in turn`, `at once`, or `in another system`."""


def report_rows(rows: Iterable[RoundTrip | AmbiguousCode], kind: type) -> Iterator[Iterable[object]]:
    """A header with the names of the fields of `kind`, and the rows of a report."""
    yield [field.name for field in fields(kind)]
    yield from map(astuple, rows)


def round_trip(table: CodeTable, source: str, target: str, on: object, *, year: YearRule = "any") -> list[RoundTrip]:
    """Convert every code of a system that is in use on a date there and back, in the order of the codes.

    Raises QueryError for an unknown system, or for one that has no list of codes.
    """
    there, back = Converter(table, source, target, year=year), Converter(table, target, source, year=year)
    scheme = _scheme(there.source)
    codes = sorted((text for key, text in table.by_text if key == scheme), key=lambda text: (len(text), text))
    return [
        _trip(code, there, back, on)
        for code in codes
        if there.convert(code, on).status not in {"not in use", "no date", "unknown"}
    ]


def _trip(code: str, there: Converter, back: Converter, on: object) -> RoundTrip:
    out = there.convert(code, on)
    if not out.code:
        return RoundTrip(code, "", "", out.status, returns=False, reason=out.reason)
    home = back.convert(out.code, on)
    reason = home.reason if not home.code else "" if home.code == code else f"{out.code} converts to {home.code}."
    return RoundTrip(code, out.code, home.code, home.status, returns=home.code == code, reason=reason)


def ambiguous_codes(table: CodeTable, source: str, other: str = "") -> list[AmbiguousCode]:
    """The codes of a system that denote several entities, or with `other` those that mean something else there.

    Raises QueryError for an unknown system, or for one that has no list of codes.
    """
    scheme = _scheme(find_system(source, table.schemes))
    texts = sorted((text for key, text in table.by_text if key == scheme), key=lambda text: (len(text), text))
    if other:
        foreign = _scheme(find_system(other, table.schemes))
        return [row for text in texts for row in _across(table, text, scheme, foreign)]
    return [row for text in texts for row in _within(table, text, scheme)]


def _scheme(system: System) -> str:
    if system.key in {NAME, ENTITY}:
        raise QueryError(f"{system.key!r} has no list of codes; expected a code scheme such as cow, gw or iso3.")
    return system.key


def _within(table: CodeTable, text: str, scheme: str) -> Iterator[AmbiguousCode]:
    codes = table.by_text[scheme, text]
    if len({code.entity for code in codes}) > 1:
        kind = "at once" if _any_meet(table, codes) else "in turn"
        yield from (_row(table, code, kind) for code in codes)


def _any_meet(table: CodeTable, codes: tuple[Code, ...]) -> bool:
    """Whether two of the entities certainly exist, and are denoted, at the same time."""
    periods = [period for code in codes if (period := code.use.meet(table.life(code.entity)))]
    periods.sort(key=lambda period: period.begin)
    return any(not earlier.end or later.begin[:10] < _certain_end(earlier) for earlier, later in pairwise(periods))


def _certain_end(period: Period) -> str:
    """The day until which a period lasts at least: an end known to the year may have come on its first day."""
    last = day_before(period.end)
    match period.end_precision or period.precision:
        case "dayPrecision":
            return period.end[:10]
        case "monthPrecision":
            return f"{last[:7]}-01"
    return f"{last[:4]}-01-01"


def _across(table: CodeTable, text: str, scheme: str, foreign: str) -> Iterator[AmbiguousCode]:
    here, there = table.by_text[scheme, text], table.by_text.get((foreign, text), ())
    if there and {code.entity for code in here}.isdisjoint(code.entity for code in there):
        yield from (_row(table, code, "in another system") for code in (*here, *there))


def _row(table: CodeTable, code: Code, kind: str) -> AmbiguousCode:
    period = code.use.meet(table.life(code.entity))
    system, label = table.system_label(code.scheme), table.label(code.entity)
    return AmbiguousCode(code.text, system, local_id(code.entity), label, period.text if period else "", kind)
