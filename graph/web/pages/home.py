"""The first page: what this is, in numbers, and where to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from ...inputs.query_library import LibraryQuery, load_library
from ...rdf.namespaces import ONTOLOGY_GRAPH
from ...store import Store
from ...versions.manifest import Manifest
from ...views.periods import years
from ...views.select import select
from ..request_context import published, settings
from .rendering import page
from .search import names

blueprint = Blueprint("home", __name__)

EXAMPLES = ("255", "KAZ", "Казахстан", "Nazarbayev")
PAIR = "/dyad/kazakhstan/russia"
QUESTIONS = 9
_COUNTED = (("states", ("state",)), ("organizations", ("organization",)), ("treaties", ("treaty",)))
"""Classes whose entities the page counts, by a word in the labels of the classes."""


@dataclass(frozen=True)
class Number:
    """A number of the page, with the address that shows what it counts."""

    name: str
    count: int
    href: str = ""


@dataclass(frozen=True)
class SourceLine:
    """A source with its coverage and the number of its statements."""

    iri: str
    title: str
    coverage: str
    statements: int


@blueprint.get("/")
def home() -> Response:
    """Say what this is, in numbers, and where to go."""
    served = published()
    library = load_library(settings().queries_dir)
    return page(
        "home.html",
        examples=EXAMPLES,
        numbers=_numbers(served.manifest),
        questions=_questions(library.values()),
        library_size=len(library),
        pair=PAIR,
        sources=source_lines(served.store, served.manifest),
        report=served.manifest,
        dataset=_dataset(),
    )


def _numbers(report: Manifest) -> list[Number]:
    counts = names().counts()
    kinds = [
        Number(name, sum(count for kind, count in counts.items() if any(word in kind for word in words)))
        for name, words in _COUNTED
    ]
    return [
        *(Number(number.name, number.count, "/browse") for number in kinds if number.count),
        Number("statements by sources", _statements(report), "/conflicts#coverage"),
        Number("conclusions", report.inferred, "/graph/inferred"),
        Number("contradictions", len(report.contradictions), "/conflicts"),
    ]


def _statements(report: Manifest) -> int:
    return sum(count for graph, count in report.triples.items() if graph != str(ONTOLOGY_GRAPH))


def _questions(library: Iterable[LibraryQuery]) -> list[LibraryQuery]:
    """Queries that say the most to a reader who comes for the first time, as their files say; else any."""
    return sorted(library, key=lambda query: (not query.front, query.front, query.name))[:QUESTIONS]


def source_lines(store: Store, report: Manifest) -> list[SourceLine]:
    """The sources, those with most statements first."""
    rows = select(
        store,
        """SELECT ?source (SAMPLE(?title) AS ?t) ?from ?until ?graph WHERE {
            ?source wph:namedGraph ?graph ; dcterms:title ?title
            OPTIONAL { ?source wph:coverageFrom ?from } OPTIONAL { ?source wph:coverageUntil ?until } }
        GROUP BY ?source ?from ?until ?graph""",
    )
    lines = [
        SourceLine(
            row["source"]["value"],
            row["t"]["value"],
            years(row.get("from", {}).get("value", ""), row.get("until", {}).get("value", "")),
            report.triples.get(row["graph"]["value"], 0),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (-line.statements, line.title))


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
