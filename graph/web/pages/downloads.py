"""Downloads and programs: dumps with licences, the kit for Protégé, the service's descriptions, the site map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request, url_for

from ...export import SAMPLE, State, write_kit
from ...rdf.curies import shorten
from ...rdf.namespaces import BASE
from ...versions.derived import derived_file
from ...views.sources import sources_of
from ..protocol.rdf_documents import cacheable
from ..request_context import hold, published, settings, snapshots
from .addresses import local_path
from .rendering import page
from .search import names
from .selected_day import selected_day

blueprint = Blueprint("downloads", __name__)

KIT = "westphalia-protege.zip"
"""The name of the kit, made once beside each version's store."""

MOST_ADDRESSES = 50_000
"""Addresses that one site map may list (sitemaps.org)."""


@blueprint.get("/downloads")
def downloads() -> Response:
    """List what there is to download and what programs may use."""
    served = published()
    counts = served.manifest.triples
    example = next(iter(names().most_mentioned(1)), "")
    return page(
        "downloads.html",
        dumps=sorted(sources_of(served.store, counts), key=lambda source: source.iri),
        report=served.manifest,
        root=request.url_root.rstrip("/"),
        sample=SAMPLE,
        example=example,
        why=url_for("explanation.explanation", s=shorten(example), p="rdf:type", o="wph:Entity"),
    )


@blueprint.get("/download/protege.zip")
def protege() -> Response:
    """Give the kit for Protégé for a day: modules, catalog, the merged ontology, and a sample of individuals."""
    served, day = published(), selected_day()
    mentioned = names().most_mentioned(SAMPLE)
    name = f"{day.date}-{KIT}" if day.chosen else KIT

    def write(work: Path) -> None:
        lease = snapshots().lease_at(served.folder, day.date) if day.chosen else served.lease
        hold(lease)
        state = State(lease.folder, day.date) if day.chosen else State.of_version(served.folder)
        write_kit(work, served.folder, state, settings().ontology_dir, mentioned)

    kit = derived_file(served.folder, name, write)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = Response(kit.read_bytes(), content_type="application/zip", headers=headers)
    return cacheable(response, f"kit.{day.date if day.chosen else ''}")


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
        *(
            f"Disallow: {path}"
            for path in ("/sparql", "/at/", "/gsp", "/explain", "/dyad", "/panel?", "/query?", "/search?")
        ),
    ]
    address = request.url_root.rstrip("/") + url_for("downloads.sitemap")
    return Response("\n".join([*lines, f"Sitemap: {address}", ""]), content_type="text/plain; charset=utf-8")


def _paths() -> Iterator[str]:
    yield from ("/", "/browse", "/query", "/map", "/ontology", "/downloads")
    index = names()
    entities = [iri for kind in index.counts() for iri, _ in index.of_kind(kind)]
    yield from sorted(local_path(iri) for iri in entities if iri.startswith(BASE))[: MOST_ADDRESSES - 10]
