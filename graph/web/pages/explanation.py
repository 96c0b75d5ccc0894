"""Why a statement holds: `/explain?s=…&p=…&o=…&at=…&alternatives=…`, as JSON, Turtle, text or a page."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from ...reason.proofs.proof import Explanation
from ...reason.proofs.proof_json import explanation_json
from ...reason.proofs.proof_rdf import explanation_turtle
from ...reason.proofs.proof_text import explanation_text
from ...versions.day_snapshots import read_day
from ...versions.explanations import MAX_ALTERNATIVES, explain
from ..protocol.negotiation import HTML
from ..request_context import published, settings
from .explanation_page import explanation_page

blueprint = Blueprint("explain", __name__)

_TYPES = ("application/json", "text/turtle", "text/plain", HTML)


@blueprint.get("/explain")
def explanation() -> Response:
    """Explain one statement; what does not hold is said not to, with status 200, since that too is an answer."""
    return _answer(requested_explanation())


def requested_explanation() -> Explanation:
    """The explanation that the request's parameters ask for.

    Aborts with 400 when one is missing or cannot be read.
    """
    missing = [name for name in ("s", "p", "o") if not request.args.get(name)]
    if missing:
        raise BadRequest(
            f"The parameter {missing[0]!r} is missing; expected s, p and o, for instance s=id:kazakhstan."
        )
    triple = (request.args["s"], request.args["p"], request.args["o"])
    day = read_day(request.args["at"]) if request.args.get("at") else settings().reference_day
    return explain(settings(), published().folder, triple, day, _alternatives())


def _alternatives() -> int:
    text = request.args.get("alternatives", "0")
    if not text.isdecimal() or int(text) > MAX_ALTERNATIVES:
        raise BadRequest(f"alternatives is {text!r}; expected a whole number from 0 to {MAX_ALTERNATIVES}.")
    return int(text)


def _answer(found: Explanation) -> Response:
    chosen = request.args.get("format") or request.accept_mimetypes.best_match(_TYPES, default=_TYPES[0])
    if chosen in {"html", HTML}:
        return explanation_page(found)
    if chosen in {"turtle", "text/turtle"}:
        return Response(explanation_turtle(found), content_type="text/turtle; charset=utf-8")
    if chosen in {"text", "text/plain"}:
        return Response(f"{explanation_text(found)}\n", content_type="text/plain; charset=utf-8")
    return Response(json.dumps(explanation_json(found), ensure_ascii=False), content_type="application/json")
