"""Which states the outlines of today stand for, on any day.

An outline stands for the state that has its code while that state exists. On other days it stands for the state that
lived there then: the one that `outlines.csv` names, else the nearest predecessor in the graph. A succession is
followed backwards only where it is clear which part of a predecessor the outline is: Slovenia follows from
Yugoslavia, but not from the Kingdom of Serbia, which Yugoslavia succeeds too. A territory stands for the state that
holds it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ...rdf.namespaces import ID, WPH
from ...reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number
from ..answers.statements import day_of
from ..closure_index import ClosureIndex

_OUTLINES, _POINTS = (Path(__file__).with_name(name) for name in ("outlines.csv", "points.csv"))
_OVERLAP = 731
"""Days by which lives may overlap that are dated by years, the end of one and the beginning of the other."""
_HOLDERS = tuple(str(WPH[name]) for name in ("dependencyOf", "territoryOf"))
Days = tuple[int, int]
"""From which day on and before which day, as numbers; see `days`."""


@dataclass(frozen=True)
class Stretch:
    """What an outline stands for from a day on and before another: states, and how it shows them.

    `manner` is `own` for the state whose outline it is, `former` for a state that is gone, drawn from what succeeded
    it, `part` where the outline covers several states, `held` for a territory, and `none` where the graph has no
    state. `through` is the territory that the states hold.
    """

    days: Days
    states: tuple[str, ...]
    manner: str
    through: str = ""


@dataclass(frozen=True)
class Assignment:
    """A row of `outlines.csv`: an outline stands for an entity on some days, while the entity exists."""

    outline: str
    entity: str
    days: Days


@dataclass(frozen=True)
class Geography:
    """What a version knows of states and territories: `lives` and `holders` with their days, `before` by succession.

    `dependencies` are those in whose place a state arose.
    `owners` has the entities that carry the code of each outline.
    """

    lives: Mapping[str, tuple[Days, ...]]
    holders: Mapping[str, tuple[tuple[str, Days], ...]]
    before: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, tuple[str, ...]]
    assignments: Mapping[str, tuple[Assignment, ...]]
    dependencies: Mapping[str, tuple[str, ...]]

    def stretches(self, outline: str) -> list[Stretch]:
        """What an outline stands for, from the first day to the last."""
        bounds = sorted({ALWAYS_FROM, *self._bounds(outline)} - {ALWAYS_UNTIL})
        stretches: list[Stretch] = []
        for begin, end in zip(bounds, [*bounds[1:], ALWAYS_UNTIL], strict=True):
            content = self._on(outline, begin)
            last = stretches[-1] if stretches else None
            if last is not None and (last.states, last.manner, last.through) == content:
                stretches[-1] = replace(last, days=(last.days[0], end))
            else:
                stretches.append(Stretch((begin, end), *content))
        return stretches

    def is_alive(self, state: str, day: int) -> bool:
        """Whether a state exists on a day."""
        return any(begin <= day < end for begin, end in self.lives.get(state, ()))

    def _on(self, outline: str, day: int) -> tuple[tuple[str, ...], str, str]:
        """The states that an outline stands for on a day, the manner, and the territory through which."""
        named = [row.entity for row in self.assignments.get(outline, ()) if row.days[0] <= day < row.days[1]]
        states = [entity for entity in named if self.is_alive(entity, day)]
        owners = self.owners.get(outline, ())
        if states:
            return tuple(sorted(states)), _manner(states, owners), ""
        alive = [owner for owner in owners if self.is_alive(owner, day)]
        for territory in (*named, *(() if alive else owners)):
            holders = self._holders_on(territory, day)
            if holders:
                return tuple(sorted(set(holders))), "held", territory
        if alive:
            return tuple(alive), "own", ""
        former = sorted({state for owner in owners for state in self._predecessors(owner, day)})
        if former:
            return tuple(former), _manner(former, owners), ""
        return self._governed(owners, day)

    def _governed(self, owners: Iterable[str], day: int) -> tuple[tuple[str, ...], str, str]:
        """Who held the dependencies in whose place the owners, or states before them, arose."""
        waiting, seen = {*owners}, {*owners}
        while waiting:
            earlier = {dependency for entity in waiting for dependency in self.dependencies.get(entity, ())}
            earlier |= {entity for entity in waiting if entity in self.lives}
            held = {place: self._holders_on(place, day) for place in earlier}
            places = sorted(place for place, holders in held.items() if holders)
            if places:
                states = sorted({holder for place in places for holder in held[place]})
                return tuple(states), "held", places[0] if len(places) == 1 else ""
            waiting = {state for entity in waiting for state in self.before.get(entity, ())} - seen
            seen |= waiting
        return (), "none", ""

    def _holders_on(self, territory: str, day: int) -> list[str]:
        return [holder for holder, days in self.holders.get(territory, ()) if days[0] <= day < days[1]]

    def _predecessors(self, owner: str, day: int) -> set[str]:
        """The nearest predecessors of a state that exist on a day."""
        waiting, seen = {owner}, {owner}
        while waiting:
            nearest = {state for entity in waiting for state in self._clear(entity)} - seen
            alive = {state for state in nearest if self.is_alive(state, day)}
            if alive:
                return alive
            seen |= nearest
            waiting = nearest
        return set()

    def _clear(self, entity: str) -> Collection[str]:
        """The predecessors that lived in each outline of an entity: its only one, or all where it has one outline.

        One that lived beside it was a part that joined it, such as Sikkim, and stands for none of its outlines alone.
        """
        earlier = [state for state in self.before.get(entity, ()) if self._leads_to_state(state)]
        if len(self._outlines_of(entity)) <= 1:
            return earlier
        alone = [state for state in earlier if not self._lived_together(state, entity)]
        return alone if len(alone) == 1 else ()

    def _lived_together(self, first: str, second: str) -> bool:
        """Whether both lived for more days than by which dates of years may overlap."""
        return any(
            min(one[1], other[1]) - max(one[0], other[0]) > _OVERLAP
            for one in self.lives.get(first, ())
            for other in self.lives.get(second, ())
        )

    def _leads_to_state(self, entity: str) -> bool:
        return entity in self.lives or any(self._leads_to_state(state) for state in self.before.get(entity, ()))

    def _outlines_of(self, entity: str) -> set[str]:
        """The outlines of the entity and of what succeeded it."""
        later = {entity}
        while more := {state for state, earlier in self.before.items() if later & {*earlier}} - later:
            later |= more
        whole = (outline for outline in self.owners if not outline[:1].isdigit() or "-" not in outline)
        return {outline for outline in whole if later & {*self.owners[outline]}}

    def _bounds(self, outline: str) -> Iterator[int]:
        """The days on which what an outline stands for may change."""
        rows = self.assignments.get(outline, ())
        entities = {*self.owners.get(outline, ()), *(row.entity for row in rows)}
        while more := {state for entity in entities for state in self.before.get(entity, ())} - entities:
            entities |= more
        for days in (
            *(row.days for row in rows),
            *(life for entity in entities for life in self.lives.get(entity, ())),
            *(days for entity in entities for _, days in self.holders.get(entity, ())),
        ):
            yield from days


def read_geography(index: ClosureIndex, codes: Mapping[str, str]) -> Geography:
    """What a version says of states and territories; `codes` are the ISO 3166-1 numeric codes by entity."""
    lives: dict[str, set[Days]] = defaultdict(set)
    for subject, _, target, begin, end in index.edges([], [str(WPH.State)]):
        if target == str(WPH.State):
            lives[subject].add((begin, end))
    holders = defaultdict(list)
    for territory, _, state, begin, end in index.edges(_HOLDERS, []):
        holders[territory].append((state, (begin, end)))
    before = defaultdict(set)
    for successor, _, state, _, _ in index.edges([str(WPH.precededBy)], []):
        before[successor].add(state)
    owners = defaultdict(list)
    for entity, code in codes.items():
        # The codes of states that are gone, such as 810, have no outline.
        if entity not in lives or max(lives[entity])[1] == ALWAYS_UNTIL:
            owners[code].append(entity)
    assignments = _assignments()
    for outline in sorted(assignments.keys() - owners.keys()):
        whole, _, part = outline.partition("-")
        owners[outline] += owners[whole] if part and whole.isdigit() else [str(ID[outline])]
    return Geography(
        {state: tuple(sorted(found)) for state, found in lives.items()},
        {territory: tuple(sorted(set(found))) for territory, found in holders.items()},
        {state: tuple(sorted(found)) for state, found in before.items()},
        {code: tuple(sorted(found, key=lambda entity: entity not in lives)) for code, found in owners.items()},
        assignments,
        _dependencies(index),
    )


def _dependencies(index: ClosureIndex) -> dict[str, tuple[str, ...]]:
    """The dependencies in whose place each state arose."""
    kind = str(WPH.Decolonization)
    successions = {subject for subject, _, target, _, _ in index.edges([], [kind]) if target == kind}
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for situation, role, entity, _, _ in index.edges([str(WPH.successor), str(WPH.predecessor)], []):
        if situation in successions:
            roles[situation][role] = entity
    found: dict[str, set[str]] = defaultdict(set)
    for entities in roles.values():
        found[entities[str(WPH.successor)]].add(entities[str(WPH.predecessor)])
    return {state: tuple(sorted(places)) for state, places in found.items()}


@cache
def _assignments() -> Mapping[str, tuple[Assignment, ...]]:
    """The rows of `outlines.csv` by outline."""
    rows: dict[str, list[Assignment]] = defaultdict(list)
    with _OUTLINES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days = (_number(row["from"], ALWAYS_FROM), _number(row["until"], ALWAYS_UNTIL))
            rows[row["outline"]].append(Assignment(row["outline"], str(ID[row["entity"]]), days))
    return {outline: tuple(found) for outline, found in rows.items()}


@cache
def own_points() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude, in degrees, of states that no outline stands for."""
    with _POINTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {str(ID[row["entity"]]): (float(row["longitude"]), float(row["latitude"])) for row in rows}


def _number(text: str, otherwise: int) -> int:
    day = day_of(text)
    return otherwise if day is None else day_number(day)


def _manner(states: Iterable[str], owners: Collection[str]) -> str:
    states = list(states)
    if len(states) > 1:
        return "part"
    return "own" if states[0] in owners else "former"
