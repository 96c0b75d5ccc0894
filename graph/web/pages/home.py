"""The first page: what this is, in numbers, and where to go."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, request, url_for

from ...inputs.query_library import LibraryQuery, load_library
from ...views.numbers import numbers_of
from ...views.sources import sources_of, sources_table
from ...views.terms.glossary import read_glossary
from ..request_context import published, settings
from .answers.ask import EXAMPLES
from .common.rendering import page
from .common.tables import as_requested_file, in_place, list_page, requested
from .maps.map_hero import alliances_map

blueprint = Blueprint("home", __name__)

PAIR = "/dyad/kazakhstan/russia"
QUESTIONS = 9
_SHOWN = {
    "states": "/browse",
    "states-ever": "/browse",
    "organizations-ever": "/browse",
    "treaties-ever": "/browse",
    "asserted-triples": "/conflicts#coverage",
    "inferred-triples": "/graph/inferred",
}
"""The numbers of the page, each with the address that shows what it counts."""


@blueprint.get("/")
def home() -> Response:
    """Say what this is, in numbers, and where to go."""
    served = published()
    library, numbers = load_library(settings().queries_dir), numbers_of(served)
    return page(
        "home.html",
        examples=EXAMPLES[:4],
        numbers=[(numbers[name], address) for name, address in _SHOWN.items()],
        contradictions=len(served.manifest.contradictions),
        questions=_questions(library.values()),
        library_size=len(library),
        pair=PAIR,
        sources=in_place(sources_table(sources_of(served.store, served.manifest.triples)), "/sources", {}),
        report=served.manifest,
        dataset=_dataset(),
        hero=alliances_map(),
    )


def _questions(library: Iterable[LibraryQuery]) -> list[LibraryQuery]:
    """Queries that say the most to a reader who comes for the first time, as their files say; else any."""
    return sorted(library, key=lambda query: (not query.front, query.front, query.name))[:QUESTIONS]


@blueprint.get("/glossary")
def glossary() -> Response:
    """Define the terms that pages use."""
    return page("glossary.html", terms=read_glossary().values())


@blueprint.get("/sources")
@blueprint.get("/sources.<extension>")
def sources(extension: str = "") -> Response:
    """List the sources with coverage and licence; `/sources.csv` and `/sources.json` have all columns."""
    served = published()
    table = sources_table(sources_of(served.store, served.manifest.triples))
    if extension:
        return as_requested_file(table, extension)
    return list_page(requested(table, "/sources", {}), "Sources", back=("/", "Westphalia"))


def _dataset() -> dict[str, object]:
    """The page's description for search engines, in the vocabulary of schema.org."""
    here = request.url_root.rstrip("/")
    formats = {"ttl": "text/turtle", "trig": "application/trig", "jsonld": "application/ld+json"}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Westphalia",
        "description": "A knowledge graph of the international order: states, organizations, treaties and borders, "
        "each statement dated and with its source.",
        "url": f"{here}/",
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": here + url_for("documents.download", name=f"everything.{extension}"),
            }
            for extension, media_type in formats.items()
        ],
    }
