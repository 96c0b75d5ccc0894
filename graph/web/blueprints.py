"""The blueprints of the pages, in the order in which their addresses are matched."""

from __future__ import annotations

from .pages import (
    api_reference,
    ask,
    box,
    citation,
    convert,
    documents,
    downloads,
    dyad,
    explanation,
    holds,
    home,
    network,
    ontology_lists,
    panel,
    quality,
    query_editor,
    reconciliation,
    resources,
    rule,
    search,
    term,
    workbench,
    world_map,
)
from .protocol import dated_endpoint

CURATED = tuple(
    module.blueprint
    for module in (
        home,
        ask,
        box,
        search,
        convert,
        reconciliation,
        query_editor,
        world_map,
        network,
        dyad,
        citation,
        downloads,
        api_reference,
        term,
        rule,
        quality,
        resources,
        ontology_lists,
        documents,
        explanation,
        holds,
        panel,
        workbench,
        dated_endpoint,
    )
)
"""What the curated graph has beside the endpoints of a plain store: pages, and the endpoints of days."""
