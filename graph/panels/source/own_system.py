"""The graph's own systems: states by their lifespans, and organizations by theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from .panel_graph import PanelGraph, local
from .systems import StateSystem, SystemMembership, system_of

OURS, WITH_DISPUTED = "ours", "ours-with-disputed"
"""The system of all states but those of disputed recognition, and that of all states."""
_NONE: Mapping[str, date] = MappingProxyType({})


def own_system(graph: PanelGraph, name: str = OURS) -> StateSystem:
    """The states of the graph, each from the beginning of its life to its end.

    A state whose beginning no source gives is there from the day on which the list of states begins, and one that
    lives on until the day on which that list ends. Without disputed states, one leaves the system when its statehood
    comes to be disputed, as Taiwan does in 1949.
    """
    disputed = _disputed_since(graph) if name == OURS else {}
    title = "States of the graph" + (", without those of disputed recognition" if name == OURS else "")
    return _of_class(graph, name, title, graph.labels_of("State"), "State", disputed)


def organizations(graph: PanelGraph) -> StateSystem:
    """The intergovernmental organizations of the graph as a system, for panels of organizations."""
    labels = graph.labels_of("IntergovernmentalOrganization")
    return _of_class(graph, "organizations", "Organizations of the graph", labels, "Organization")


def _of_class(  # noqa: PLR0913, PLR0917 - each is a part of the system
    graph: PanelGraph, name: str, title: str, labels: dict[str, str], covered: str, left: Mapping[str, date] = _NONE
) -> StateSystem:
    """The things of a class as a system; `left` are the days on which some leave it before the end of their life."""
    begin, until = _bounds(graph, covered)
    lives = ((iri, first, left.get(iri, after)) for iri, first, after in _lives(graph, labels, begin))
    spells = [
        SystemMembership(local(iri), labels[iri], max(first, begin), after or until, is_open=after is None)
        for iri, first, after in lives
        if max(first, begin) < (after or until)
    ]
    return system_of(
        spells,
        name=name,
        title=title,
        begin=min((spell.begin for spell in spells), default=begin),
        until=until,
        version=graph.version,
        citation=f"Westphalia, version {graph.version}",
    )


def _disputed_since(graph: PanelGraph) -> dict[str, date]:
    """The day from which each statehood was disputed; of a state without a beginning, the first of all."""
    since: dict[str, date] = {}
    for fact in graph.facts.of("contestedState"):
        begins = graph.lives.get(fact.object, (None, None))[0]
        first = fact.begin if begins and fact.begin else date.min
        since[fact.object] = min(since.get(fact.object, first), first)
    return since


def _bounds(graph: PanelGraph, covered: str) -> tuple[date, date]:
    """The days from which and until which the lists of a class go."""
    periods = [s.period for s in graph.coverage.statements if s.relation.endswith(f"#{covered}") and not s.scope]
    begin = min((period.begins for period in periods if period.begins is not None), default=date.min)
    return begin, max((period.ends for period in periods if period.ends is not None), default=graph.reference)


def _lives(graph: PanelGraph, labels: Iterable[str], begin: date) -> list[tuple[str, date, date | None]]:
    """The life of each thing, or the parts of it in which it is a state.

    What has no beginning is there from the day on which the list of its class begins.
    """
    return [
        (iri, first or begin, after)
        for iri in sorted(labels)
        for first, after in graph.statehoods.get(iri) or [graph.lives.get(iri, (None, None))]
    ]
