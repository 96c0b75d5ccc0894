"""The shortest paths between two entities over the relations that hold on a day."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, islice, pairwise
from math import log

from ...versions.published import PublishedVersion
from ..schema import schema_of
from ..version_cache import PerVersion
from .ties import Network, Tie, linking_relations, network_of, ties_on

MOST_STEPS = 6
"""Longer paths say nothing: within so many steps nearly everything is linked to everything."""


@dataclass(frozen=True)
class Step:
    """Two entities next to each other on a path, and the ties between them."""

    start: str
    end: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Path:
    """Steps from one entity to another, none of which passes through the same entity twice."""

    steps: tuple[Step, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities of the path, both ends included."""
        return (self.steps[0].start, *(step.end for step in self.steps)) if self.steps else ()


def shortest_paths(
    version: PublishedVersion, ends: tuple[str, str], day: date, relations: Collection[str] = (), most: int = 5
) -> tuple[Path, ...]:
    """The `most` shortest paths between two entities (IRIs) on a day, of at most `MOST_STEPS` steps.

    `relations` are the IRIs of the general properties that may link, empty for all. Of paths that are equally long
    those through entities with few relations come first: two states in a small alliance have more in common than two
    in the United Nations. Empty where nothing links the two, or one of them did not exist on the day.
    """
    return tuple(islice(paths_in(day_network(version, day, relations), *ends), most))


_NETWORKS: PerVersion[dict[tuple[date, frozenset[str]], Network]] = PerVersion(lambda _version: {})
_KEPT = 4


def day_network(version: PublishedVersion, day: date, relations: Collection[str] = ()) -> Network:
    """The network of a day; the last few are kept, since a reader asks again and again about one day."""
    kept, key = _NETWORKS.of(version), (day, frozenset(relations))
    network = kept.get(key)
    if network is None:
        schema = schema_of(version)
        network = network_of(schema, ties_on(version, linking_relations(schema, relations), day))
        # Threads share the dictionary: each removes what it has seen there, if another has not done so before.
        for oldest in list(kept)[: max(0, len(kept) - _KEPT + 1)]:
            kept.pop(oldest, None)
        kept[key] = network
    return network


def paths_in(network: Network, first: str, second: str) -> Iterator[Path]:
    """The paths between two entities of a network, the shortest first, then those through the least connected.

    A best-first search (A*): the steps still needed, counted backwards from the end, are never too many, so that
    paths come out in order.
    """
    needed = _distances(network, second)
    if first == second or first not in needed:
        return
    order = count()
    waiting: list[tuple[int, float, int, tuple[str, ...]]] = [(needed[first], 0.0, next(order), (first,))]
    while waiting:
        _, hubs, _, way = heapq.heappop(waiting)
        if way[-1] == second:
            yield Path(tuple(Step(start, end, network[start][end]) for start, end in pairwise(way)))
            continue
        for entity in network[way[-1]]:
            length = len(way) + needed.get(entity, MOST_STEPS)
            if entity not in way and length <= MOST_STEPS:
                cost = hubs if entity == second else hubs + log(len(network[entity]))
                heapq.heappush(waiting, (length, cost, next(order), (*way, entity)))


def _distances(network: Mapping[str, Mapping[str, object]], end: str) -> dict[str, int]:
    """The number of steps from each entity to one, of those that can reach it."""
    distances, waiting = {end: 0}, deque([end])
    while waiting:
        entity = waiting.popleft()
        for other in network.get(entity, ()):
            if other not in distances:
                distances[other] = distances[entity] + 1
                waiting.append(other)
    return distances
