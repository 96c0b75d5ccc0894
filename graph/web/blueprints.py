"""The blueprints of the pages, in the order in which their addresses are matched."""

from __future__ import annotations

from .pages import api_reference, downloads, home, quality
from .pages.answers import ask, box, explanation, holds, search
from .pages.entities import citation, dyad, resources
from .pages.maps import network, world_map
from .pages.ontology import documents, ontology_lists, rule, term
from .pages.tools import convert, panel, query_editor, reconciliation, workbench
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
