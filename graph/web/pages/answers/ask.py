"""Plain questions: `/ask?q=…` answers with a card, `/ask.csv` and `/ask.json` with its rows and all of it."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from ....questions import Card, Questions, card_json, read_questions
from ....views.atlas.layers import numeric_codes
from ....views.version_cache import PerVersion
from ...protocol.negotiation import HTML
from ...request_context import published, settings
from ...source_coverage import coverage_rules
from ..common.rendering import page
from ..common.spreadsheets import csv_file

blueprint = Blueprint("ask", __name__)

EXAMPLES = (
    "allies of France in 1913",
    "was Uzbekistan in the CSTO in 2007",
    "which states border a NATO and a CSTO member on 1 Jan 2010",
    "why are Poland and Germany allied",
    "who recognises Taiwan",
    "how are Serbia and China linked in 1999",
)
"""Questions that show what can be asked."""
_QUESTIONS: PerVersion[Questions] = PerVersion(
    lambda served: read_questions(
        settings().queries_dir, served.folder, served.store, settings().reference_day, coverage_rules
    )
)
_CODES = PerVersion(lambda served: numeric_codes(served.store))


def questions() -> Questions:
    """What answers questions about the version that this request reads."""
    return _QUESTIONS.of(published())


@blueprint.get("/ask")
def ask() -> Response:
    """Answer a plain question with a card, as a page or as JSON; without one show the box and what it reads."""
    text = request.args.get("q", "").strip()
    wants_json = request.accept_mimetypes.best_match((HTML, "application/json"), default=HTML) != HTML
    if not text:
        return page("ask.html", card=None, examples=EXAMPLES, patterns=questions().reader.patterns, shapes={})
    card = questions().ask(text)
    return _json(card) if wants_json else _page(card)


@blueprint.get("/ask.json")
def ask_json() -> Response:
    """Answer a plain question with a card as JSON."""
    return _json(_asked())


@blueprint.get("/ask.csv")
def ask_csv() -> Response:
    """Give the rows of the card of a plain question as CSV."""
    card = _asked()
    if card.table is None:
        raise BadRequest(card.sentence)
    return csv_file(card.table.name, (column.name for column in card.table.columns), card.table.texts())


def _asked() -> Card:
    text = request.args.get("q", "").strip()
    if not text:
        raise BadRequest("The parameter q is needed; expected a question such as “allies of France in 1913”.")
    return questions().ask(text)


def _json(card: Card) -> Response:
    return Response(json.dumps(card_json(card), ensure_ascii=False), content_type="application/json")


def _page(card: Card) -> Response:
    codes = _CODES.of(published())
    shapes = {codes[iri]: questions().context.lexicon.label(iri) for iri in card.places if iri in codes}
    return page("ask.html", card=card, examples=EXAMPLES, patterns=(), shapes=shapes)
