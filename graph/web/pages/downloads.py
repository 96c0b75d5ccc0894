"""Downloads and programs: dumps with licences, the kit for Protégé, the service's descriptions, the site map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request, url_for

from ...export import SAMPLE, write_kit
from ...rdf.curies import shorten
from ...rdf.namespaces import BASE
from ...store import Store
from ...versions.derived import derived_file
from ...views.periods import years
from ...views.select import select
from ..request_context import published, settings
from .addresses import local_path
from .rendering import page
from .search import names

blueprint = Blueprint("downloads", __name__)

KIT = "westphalia-protege.zip"
"""The name of the kit, made once beside each version's store."""

MOST_ADDRESSES = 50_000
"""Addresses that one site map may list (sitemaps.org)."""


@dataclass(frozen=True)
class Dump:
    """A source with what may be done with it."""

    iri: str
    title: str
    key: str
    licence: str
    is_open: bool
    coverage: str
    statements: int


@blueprint.get("/downloads")
def downloads() -> Response:
    """List what there is to download and what programs may use."""
    served = published()
    counts = served.manifest.triples
    example = next(iter(names().most_mentioned(1)), "")
    return page(
        "downloads.html",
        dumps=_dumps(served.store, counts),
        report=served.manifest,
        root=request.url_root.rstrip("/"),
        sample=SAMPLE,
        example=example,
        why=url_for("explanation.explanation", s=shorten(example), p="rdf:type", o="wph:Entity"),
    )


@blueprint.get("/download/protege.zip")
def protege() -> Response:
    """Give the kit for Protégé: modules, catalog, the merged ontology, and a sample of individuals."""
    served = published()
    mentioned = names().most_mentioned(SAMPLE)
    kit = derived_file(
        served.folder, KIT, lambda work: write_kit(work, served.folder, settings().ontology_dir, mentioned)
    )
    headers = {"Content-Disposition": f'attachment; filename="{KIT}"'}
    return Response(kit.read_bytes(), content_type="application/zip", headers=headers)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages for search engines."""
    root = request.url_root.rstrip("/")
    lines = "\n".join(f"<url><loc>{escape(root + path)}</loc></url>" for path in _paths())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n'
    return Response(body, content_type="application/xml; charset=utf-8")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask robots to read pages, not to run queries."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/sparql", "/at/", "/gsp", "/explain", "/dyad", "/query?", "/search?")),
    ]
    address = request.url_root.rstrip("/") + url_for("downloads.sitemap")
    return Response("\n".join([*lines, f"Sitemap: {address}", ""]), content_type="text/plain; charset=utf-8")


def _paths() -> Iterator[str]:
    yield from ("/", "/browse", "/query", "/map", "/ontology", "/downloads")
    index = names()
    entities = [iri for kind in index.counts() for iri, _ in index.of_kind(kind)]
    yield from sorted(local_path(iri) for iri in entities if iri.startswith(BASE))[: MOST_ADDRESSES - 10]


def _dumps(store: Store, counts: dict[str, int]) -> list[Dump]:
    rows = select(
        store,
        """SELECT ?source (SAMPLE(?t) AS ?title) ?graph (SAMPLE(?k) AS ?key)
            (SAMPLE(?l) AS ?licence) (SAMPLE(?r) AS ?open) (SAMPLE(?f) AS ?from) (SAMPLE(?u) AS ?until) WHERE {
            ?source wph:namedGraph ?graph ; dcterms:title ?t ; wph:sourceKey ?k
            OPTIONAL { ?source dcterms:license ?l } OPTIONAL { ?source wph:redistributable ?r }
            OPTIONAL { ?source wph:coverageFrom ?f } OPTIONAL { ?source wph:coverageUntil ?u } }
        GROUP BY ?source ?graph ORDER BY ?source""",
    )
    lines = [{name: cell["value"] for name, cell in row.items()} for row in rows]
    return [
        Dump(
            row["source"],
            row["title"],
            row["key"],
            row.get("licence", ""),
            row.get("open") != "false",
            years(row.get("from", ""), row.get("until", "")),
            counts.get(row["graph"], 0),
        )
        for row in lines
    ]
