"""What a map shows: states in one relation to an entity, on all days, and when silence about others means no."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...rdf.namespaces import WPH
from ...reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number, day_of
from ...store import Store
from ..answers.completeness import CoverageRules, Ends
from ..closure_index import ClosureIndex
from ..select import select

Days = tuple[int, int]
"""From which day on and before which day, as numbers; see `days`."""


@dataclass(frozen=True)
class Layer:
    """A relation that a map can show, between states and the entity that the reader chooses.

    With `from_entity` it goes from the entity to the states, else from the states to the entity.
    """

    name: str
    label: str
    prop: str
    from_entity: bool
    is_symmetric: bool = False

    def statement(self, entity: str, state: str) -> tuple[str, str, str]:
        """The relation to a state as a triple of IRIs."""
        subject, target = self.ends(entity, state)
        return subject, self.prop, target

    def ends(self, entity: str, state: str) -> Ends:
        """The entity and a state (empty: any) as subject and object."""
        return (entity, state) if self.from_entity else (state, entity)


LAYERS = {
    layer.name: layer
    for layer in (
        Layer("members", "members of", str(WPH.memberOf), from_entity=False),
        Layer("allies", "allies of", str(WPH.alliedWith), from_entity=True, is_symmetric=True),
        Layer("parties", "parties to", str(WPH.partyTo), from_entity=False),
        Layer("borders", "neighbours of", str(WPH.borders), from_entity=True, is_symmetric=True),
        Layer("recognition", "states that recognize", str(WPH.recognizes), from_entity=False),
    )
}


class Status(StrEnum):
    """What a layer says of a state on a day."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class DatedLayer:
    """A layer for one entity on all days: when it holds to each state, and when the list of them is complete.

    `own` are the days on which coverage lets one deny the relation of a single state, where these are others.
    """

    layer: Layer
    entity: str
    states: Mapping[str, tuple[Days, ...]]
    complete: tuple[Days, ...]
    own: Mapping[str, tuple[Days, ...]]

    def status(self, state: str, day: int) -> Status:
        """What the layer says of a state on a day."""
        if _within(self.states.get(state, ()), day):
            return Status.HOLDS
        denied = _within(self.own.get(state, self.complete), day)
        return Status.DOES_NOT_HOLD if denied else Status.NOT_KNOWN

    def period(self, state: str, day: int) -> Days | None:
        """The period around the day in which the relation holds to a state."""
        return next((days for days in self.states.get(state, ()) if days[0] <= day < days[1]), None)


def dated_layer(
    index: ClosureIndex, coverage: CoverageRules, layer: Layer, entity: str, life: Days = (ALWAYS_FROM, ALWAYS_UNTIL)
) -> DatedLayer:
    """Read a layer for one entity from the index of a closure, and from the coverage of the lists behind it.

    On days outside the `life` of the entity nothing is related to it, whatever the lists cover.
    """
    rows = index.from_subject(entity) if layer.from_entity else index.to_object(entity)
    states: dict[str, set[Days]] = {}
    for prop, other, begin, end, is_past in rows:
        if is_past and prop == layer.prop:
            states.setdefault(other, set()).add((begin, end))
    bounds = _bounds(coverage, entity)
    lifeless = [(ALWAYS_FROM, life[0]), (life[1], ALWAYS_UNTIL)]
    scopes = {statement.scope for statement in coverage.statements if statement.relation == layer.prop}
    return DatedLayer(
        layer,
        entity,
        {state: tuple(sorted(periods)) for state, periods in states.items()},
        _joined([*_complete(coverage, layer.prop, layer.ends(entity, ""), bounds), *lifeless]),
        {
            scope: _joined(
                [
                    *_complete(coverage, layer.prop, layer.ends(entity, scope), bounds | _bounds(coverage, scope)),
                    *lifeless,
                ]
            )
            for scope in sorted(scopes - {entity, ""})
            if layer.is_symmetric  # a list of the neighbours of another state lets one deny that it borders this one
        },
    )


def _bounds(coverage: CoverageRules, entity: str) -> set[int]:
    """The days on which the completeness of the lists about an entity may change."""
    periods = (each.period for each in coverage.statements if each.scope in {entity, ""})
    return {day_number(day) for period in periods for day in (period.begins, period.ends) if day is not None}


def _complete(coverage: CoverageRules, prop: str, ends: Ends, bounds: Collection[int]) -> tuple[Days, ...]:
    """The days on which silence means that a relation does not hold."""
    starts = [ALWAYS_FROM, *sorted(bounds)]
    segments = zip(starts, [*starts[1:], ALWAYS_UNTIL], strict=True)
    return _joined(days for days in segments if coverage.completeness(prop, ends, _inside(days)).is_complete)


def _inside(days: Days) -> date:
    """A day of a segment between bounds."""
    return day_of(days[0]) or date.min


def _joined(segments: Iterable[Days]) -> tuple[Days, ...]:
    """The same days in order, with segments that meet or overlap made one."""
    joined: list[Days] = []
    for begin, end in sorted(segment for segment in segments if segment[0] < segment[1]):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _within(periods: Iterable[Days], day: int) -> bool:
    return any(begin <= day < end for begin, end in periods)


def states_in(store: Store, layer: Layer, entity: str) -> list[str]:
    """The states in the relation on the day of the store."""
    subject, _, target = layer.statement(f"<{entity}>", "?state")
    rows = select(store, f"SELECT DISTINCT ?state WHERE {{ {subject} <{layer.prop}> {target} }} ORDER BY ?state")
    return [row["state"]["value"] for row in rows]


def disputed_states(store: Store) -> list[str]:
    """The states of disputed recognition on the day of the store."""
    rows = select(store, "SELECT DISTINCT ?state WHERE { ?state a wph:DisputedState } ORDER BY ?state")
    return [row["state"]["value"] for row in rows]


def numeric_codes(store: Store) -> dict[str, str]:
    """The ISO 3166-1 numeric codes, which shapes of countries carry; where there were several, the latest."""
    rows = select(
        store,
        """SELECT ?entity ?text WHERE { GRAPH ?g { ?code wph:codeOf ?entity ; wph:codeText ?text ;
            wph:codeScheme wph:iso3166Numeric OPTIONAL { ?code wph:validFrom ?from } } } ORDER BY ?from ?text""",
    )
    return {row["entity"]["value"]: row["text"]["value"] for row in rows}
