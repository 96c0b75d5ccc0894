"""The graph's own systems: states by their lifespans, and organizations by theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...store import select
from ..source.panel_graph import PanelGraph, local
from .systems import StateSystem, SystemMembership, system_of

OURS, WITH_DISPUTED = "ours", "ours-with-disputed"
"""The system of all states but those of disputed recognition, and that of all states."""


def own_system(graph: PanelGraph, name: str = OURS) -> StateSystem:
    """The states of the graph, each from the beginning of its life to its end.

    A state whose beginning no source gives is there from the day on which the list of states begins, and one that
    lives on until the day on which that list ends.
    """
    kinds = _kinds(graph)
    disputed = kinds["DisputedState"] if name == OURS else set()
    return _of_class(
        graph,
        name,
        "States of the graph" + (", without those of disputed recognition" if name == OURS else ""),
        {iri: label for iri, label in graph.labels_of("State").items() if iri not in disputed},
        "State",
    )


def organizations(graph: PanelGraph) -> StateSystem:
    """The intergovernmental organizations of the graph as a system, for panels of organizations."""
    labels = graph.labels_of("IntergovernmentalOrganization")
    return _of_class(graph, "organizations", "Organizations of the graph", labels, "Organization")


def _of_class(graph: PanelGraph, name: str, title: str, labels: dict[str, str], covered: str) -> StateSystem:
    begin, until = _bounds(graph, covered)
    spells = [
        SystemMembership(local(iri), labels[iri], max(first, begin), after or until, is_open=after is None)
        for iri, first, after in _lives(graph, labels, begin)
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


def _kinds(graph: PanelGraph) -> dict[str, set[str]]:
    rows = select(graph.store, "SELECT ?state WHERE { ?state a wph:DisputedState }")
    return {"DisputedState": {row["state"]["value"] for row in rows}}


def _bounds(graph: PanelGraph, covered: str) -> tuple[date, date]:
    """The days from which and until which the lists of a class go."""
    periods = [s.period for s in graph.coverage.statements if s.relation.endswith(f"#{covered}") and not s.scope]
    begin = min((period.begins for period in periods if period.begins is not None), default=date.min)
    return begin, max((period.ends for period in periods if period.ends is not None), default=graph.reference)


def _lives(graph: PanelGraph, labels: Iterable[str], begin: date) -> list[tuple[str, date, date | None]]:
    """The life of each thing; what has no beginning is there from the day on which the list of its class begins."""
    lives = ((iri, *graph.lives.get(iri, (None, None))) for iri in sorted(labels))
    return [(iri, first or begin, after) for iri, first, after in lives]
