"""Downloads and programs: dumps with licences, the kit for Protégé, the service's descriptions, the site map."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

from ...export import SAMPLE, State, dump, write_kit
from ...rdf.curies import shorten
from ...rdf.formats import JSON_LD
from ...rdf.namespaces import BASE, PREFIXES
from ...versions.checksums import file_sum
from ...versions.derived import derived_file
from ...views.sources import sources_of
from ..protocol.rdf_documents import cacheable
from ..request_context import hold, published, settings, snapshots
from .answers.search import names
from .common.addresses import local_path
from .common.rendering import page
from .common.selected_day import selected_day

blueprint = Blueprint("downloads", __name__)

_DUMP = "everything.nq.gz"
KIT = "westphalia-protege.zip"
"""The name of the kit, made once beside each version's store."""

MOST_ADDRESSES = 50_000
"""Addresses that one site map may list (sitemaps.org)."""
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


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


@blueprint.get("/download/everything.nq.gz")
def quads() -> Response:
    """Give all named graphs that may be passed on, as compressed N-Quads."""
    response = Response(_dump().read_bytes(), content_type="application/gzip")
    response.headers["Content-Disposition"] = f'attachment; filename="westphalia-{_DUMP}"'
    return cacheable(response, "dump")


@blueprint.get("/download/everything.nq.gz.sha256")
def checksum() -> Response:
    """Give the SHA-256 digest of the N-Quads, in the form that `sha256sum --check` reads."""
    _size, digest = file_sum(_dump())
    return cacheable(Response(f"{digest}  westphalia-{_DUMP}\n", content_type="text/plain; charset=utf-8"), "digest")


def _dump() -> Path:
    """The file with the N-Quads, made once for each version."""
    folder = published().folder

    def write(work: Path) -> None:
        work.write_bytes(dump(folder))

    return derived_file(folder, f"export-{_DUMP}", write)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context of the exports, for documents that refer to it instead of repeating it."""
    body = json.dumps({"@context": PREFIXES}, sort_keys=True)
    return cacheable(Response(body, content_type=JSON_LD.media_types[0]), "context")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages for search engines, or where they are too many for one list, the lists that have them all."""
    paths = _paths()
    if len(paths) <= MOST_ADDRESSES:
        return _site_map("urlset", "url", paths)
    parts = range(1, -(-len(paths) // MOST_ADDRESSES) + 1)
    return _site_map("sitemapindex", "sitemap", [url_for("downloads.sitemap_part", number=part) for part in parts])


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """List some of the pages: the first MOST_ADDRESSES, the next, and so on. Aborts with 404 where there are none."""
    paths = _paths()[max(number - 1, 0) * MOST_ADDRESSES : number * MOST_ADDRESSES]
    if not paths:
        raise NotFound(f"There is no site map {number}; /sitemap.xml lists them.")
    return _site_map("urlset", "url", paths)


def _site_map(root: str, entry: str, paths: Iterable[str]) -> Response:
    """The XML of sitemaps.org with one entry for each path."""
    base = request.url_root.rstrip("/")
    lines = "\n".join(f"<{entry}><loc>{escape(base + path)}</loc></{entry}>" for path in paths)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAPS}">\n{lines}\n</{root}>\n'
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


def _paths() -> list[str]:
    """The addresses of the main pages, and of those of all entities in the order of the alphabet."""
    index = names()
    entities = {iri for kind in index.counts() for iri, _ in index.of_kind(kind) if iri.startswith(BASE)}
    return ["/", "/browse", "/query", "/map", "/ontology", "/downloads", *sorted(map(local_path, entities))]
