"""The Reconciliation Service API 0.2 at `/reconcile`, and on a date at `/at/<day>/reconcile`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, render_template, request
from markupsafe import escape
from werkzeug.exceptions import BadRequest, NotFound

from ....inputs.tables.dates import PartialDate, parse_date
from ....rdf.folding import fold
from ....rdf.namespaces import ID
from ....reconciliation import Candidate, Catalog, extend, manifest, read_batch, read_extension, reconcile
from ....reconciliation.catalog import Described
from ....reconciliation.properties import FETCHED, QUERIED, values_of
from ....search import open_index
from ....versions.day_snapshots import read_day
from ....versions.published import PublishedVersion
from ....views.version_cache import PerVersion
from ...protocol.request_body import decode_form
from ...request_context import current_request, published, settings

blueprint = Blueprint("reconciliation", __name__)

_MAX_BYTES = 1_000_000
"""The longest form with a batch of queries."""
_SUGGESTIONS = 10
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*", re.ASCII)
_CODES_SHOWN = ("iso3", "cow", "gw")


def _read(served: PublishedVersion) -> Catalog:
    return Catalog(served.store, open_index(served.folder, served.store))


_CATALOGS = PerVersion(_read)


@blueprint.route("/reconcile", methods=["GET", "POST"])
@blueprint.route("/at/<day>/reconcile", methods=["GET", "POST"])
def service(day: str = "") -> Response:
    """Match names with entities, or fetch values of properties; without queries, the manifest of the service."""
    moment = _moment(day)
    decode_form(current_request(), _MAX_BYTES)
    if "queries" in request.values:
        return _answer(_matched(request.values["queries"], moment))
    if "extend" in request.values:
        on = moment or parse_date(settings().reference_day.isoformat())
        return _answer(extend(_catalog(), read_extension(request.values["extend"]), on))
    if request.method == "POST":
        raise BadRequest("The form has neither queries nor extend; expected one of the two.")
    site = settings().public_url or request.host_url.rstrip("/")
    return _answer(manifest(f"{site}{request.path}", site, version("westphalia"), day))


@blueprint.get("/reconcile/suggest/<kind>")
@blueprint.get("/at/<day>/reconcile/suggest/<kind>")
def suggest(kind: str, day: str = "") -> Response:
    """Suggest entities, types or properties while a name is typed."""
    _moment(day)
    prefix, start = request.args.get("prefix", "").strip(), _number("cursor", 0)
    suggested = list(_suggested(kind, prefix))
    return _answer({"result": suggested[start : start + _SUGGESTIONS]})


@blueprint.get("/reconcile/flyout/<kind>")
@blueprint.get("/at/<day>/reconcile/flyout/<kind>")
def flyout(kind: str, day: str = "") -> Response:
    """Describe a suggestion in a fragment of HTML."""
    _moment(day)
    name = request.args.get("id", "")
    if kind == "entity":
        entity = _entity(name)
        return _answer({"id": name, "html": f"<p>{escape(entity.label)}<br>{escape(_description(entity))}</p>"})
    label = _labels(kind).get(name)
    if label is None:
        raise NotFound(f"There is no {kind} {name!r}.")
    return _answer({"id": name, "html": f"<p>{escape(label)}</p>"})


@blueprint.get("/reconcile/properties")
@blueprint.get("/at/<day>/reconcile/properties")
def proposed(day: str = "") -> Response:
    """List the properties whose values can be fetched."""
    _moment(day)
    listed = [{"id": name, "name": label} for name, label in FETCHED.items()]
    kind = request.args.get("type", "")
    return _answer({"type": kind, "properties": listed[: _number("limit", len(listed))]})


@blueprint.get("/reconcile/preview")
@blueprint.get("/at/<day>/reconcile/preview")
def preview(day: str = "") -> Response:
    """Show an entity in a small page, for other applications to embed."""
    moment, entity = _moment(day), _entity(request.args.get("id", ""))
    codes = {
        FETCHED[name]: ", ".join(value.text for value in values_of(_catalog(), entity, name, moment))
        for name in _CODES_SHOWN
    }
    body = render_template("preview.html", entity=entity, description=_description(entity), codes=codes)
    response = Response(body, content_type="text/html; charset=utf-8")
    # Unlike other pages, this one is made to stand in the frames of others.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; base-uri 'none'"
    return response


def _catalog() -> Catalog:
    return _CATALOGS.of(published())


def _moment(day: str) -> PartialDate | None:
    """The date in the address, a month or a year as a whole; none where the service is undated."""
    if not day:
        return None
    read_day(day)
    return parse_date(day)


def _matched(text: str, moment: PartialDate | None) -> dict[str, Any]:
    catalog = _catalog()
    return {
        key: {"result": [_candidate(each) for each in reconcile(catalog, query, moment)]}
        for key, query in read_batch(text).items()
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    entity = candidate.entity
    return {
        "id": entity.id,
        "name": entity.label,
        "description": _description(entity),
        "type": _types(entity.types),
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": name, "value": value} for name, value in candidate.features.items()],
    }


def _types(names: Iterable[str]) -> list[dict[str, str]]:
    labels = _catalog().types
    return [{"id": name, "name": labels[name]} for name in names]


def _description(entity: Described) -> str:
    """The classes and the lifespan of an entity, which tell those of like names apart."""
    kinds = ", ".join(_catalog().types[name] for name in entity.types)
    return " · ".join(filter(None, (kinds, entity.life.text)))


def _entity(name: str) -> Described:
    known = _catalog().describe([f"{ID}{name}"]) if name.isprintable() and not set(name) & set(' <>"{}|^`\\') else {}
    if not known:
        raise NotFound(f"There is no entity {name!r}.")
    return known[f"{ID}{name}"]


def _suggested(kind: str, prefix: str) -> Iterable[dict[str, Any]]:
    if kind == "entity":
        hits = _catalog().names.find(prefix, 3 * _SUGGESTIONS)
        described = _catalog().describe(hit.iri for hit in hits if hit.iri.startswith(str(ID)))
        entities = (described[hit.iri] for hit in hits if hit.iri in described)
        return (
            {"id": each.id, "name": each.label, "description": _description(each), "notable": _types(each.types)}
            for each in entities
        )
    wanted = fold(prefix)
    labels = _labels(kind).items()
    return ({"id": name, "name": label} for name, label in labels if wanted in fold(f"{label} {name}"))


def _labels(kind: str) -> Mapping[str, str]:
    """The labels of all types, or of all properties, by identifiers.

    Aborts with 404 for any other kind.
    """
    match kind:
        case "type":
            return dict(sorted(_catalog().types.items()))
        case "property":
            return QUERIED | FETCHED
    raise NotFound(f"There are no suggestions of the kind {kind!r}; expected entity, type or property.")


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise BadRequest(f"{name} is {text!r}; expected a whole number.")
    return int(text)


def _answer(document: Mapping[str, Any]) -> Response:
    """A document as JSON, or with `callback` as a script that calls it, for pages of before CORS."""
    text = json.dumps(document, ensure_ascii=False)
    callback = request.args.get("callback", "")
    if not callback:
        return Response(text, content_type="application/json")
    if not _CALLBACK.fullmatch(callback) or len(callback) > 100:
        raise BadRequest(f"callback is {callback!r}; expected the name of a function.")
    # The comment keeps a file from being read as another format by its first bytes (Rosetta Flash, CVE-2014-4671).
    script = f"/**/{callback}({text});".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Response(script, content_type="application/javascript; charset=utf-8")
