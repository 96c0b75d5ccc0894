"""Why a statement holds: `/explain?s=…&p=…&o=…&at=…&alternatives=…`, as JSON, Turtle, text or a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from ....reason.proofs.proof import Explanation, Step
from ....reason.proofs.proof_rdf import explanation_turtle
from ....versions.explanations import MAX_ALTERNATIVES, explain
from ....views.answers import Answer
from ....views.answers.answer_json import answer_json
from ....views.answers.words import answer_text
from ....views.dates.precision import instants_of
from ....views.proofs.dates import ProofDates
from ....views.proofs.shown import ShownProof, shown_proof
from ....views.proofs.words import Words, iri_of
from ...protocol.negotiation import HTML
from ...request_context import published, settings
from ..common.forms import empty_form
from ..common.parameters import check_parameter_names, known_parameters
from ..common.rendering import page
from ..common.selected_day import Day, requested_date
from ..ontology.rule import own_rules
from .holds import answered
from .search import labelled

blueprint = Blueprint("explanation", __name__)

_TYPES = ("application/json", "text/turtle", "text/plain", HTML)
MORE = 3
"""Alternatives that the page offers to look for."""


@blueprint.get("/explain")
def explanation() -> Response:
    """Explain one statement; a statement that does not hold is reported as such, with status 200."""
    return empty_form() or _answer(answered(requested_explanation()))


def requested_explanation() -> Explanation:
    """The explanation that the request's parameters name.

    Aborts with 400 when one is missing or cannot be read.
    """
    check_parameter_names()
    missing = [name for name in ("s", "p", "o") if not request.args.get(name)]
    if missing:
        raise BadRequest(
            f"The parameter {missing[0]!r} is missing; expected s, p and o, for instance s=id:kazakhstan."
        )
    triple = (request.args["s"], request.args["p"], request.args["o"])
    day = requested_date()
    return explain(settings(), published().folder, triple, day, _alternatives())


def _alternatives() -> int:
    text = request.args.get("alternatives", "0")
    if not text.isdecimal() or int(text) > MAX_ALTERNATIVES:
        raise BadRequest(f"alternatives is {text!r}; expected a whole number from 0 to {MAX_ALTERNATIVES}.")
    return int(text)


def _answer(answer: Answer) -> Response:
    chosen = request.args.get("format") or request.accept_mimetypes.best_match(_TYPES, default=_TYPES[0])
    if chosen in {"html", HTML}:
        return explanation_page(answer)
    if chosen in {"turtle", "text/turtle"}:
        return Response(explanation_turtle(answer.explanation), content_type="text/turtle; charset=utf-8")
    if chosen in {"text", "text/plain"}:
        return Response(f"{answer_text(answer)}\n", content_type="text/plain; charset=utf-8")
    return Response(json.dumps(answer_json(answer), ensure_ascii=False), content_type="application/json")


def explanation_page(answer: Answer) -> Response:
    """The page that explains a statement, or reports that it does not hold or is not known, and when it holds."""
    explained = answer.explanation
    words = words_of(explained.labels)
    subject, prop, target = explained.triple
    return page(
        "explanation.html",
        explained=explained,
        answer=answer,
        words=words,
        conclusion=words.sentence(explained.triple),
        subject=iri_of(subject),
        target=iri_of(target),
        prop=iri_of(prop),
        dates=dates_of(explained.proofs),
        proofs=shown_proofs(explained.proofs, explained.day, words),
        day=Day(explained.day, chosen="at" in request.args),
        others={name: request.args[name] for name in ("s", "p", "o", "alternatives") if name in request.args},
        more=_address(alternatives=MORE),
        as_format=lambda name: _address(format=name),
        on_day=lambda day: _address(at=day),
    )


def words_of(labels: Mapping[str, str]) -> Words:
    """The words for proofs with the labels of an explanation; titles of sources come from the index of names."""
    return Words(labels, lambda iri: labelled([iri]).get(iri, ""))


def dates_of(proofs: Iterable[Step]) -> ProofDates:
    """The periods of proofs in words."""
    served = published()
    return ProofDates(served.store, instants_of(served), proofs)


def shown_proofs(proofs: Iterable[Step], day: date, words: Words) -> list[ShownProof]:
    """Proofs as the templates draw them."""
    own = {rule.name for rule in own_rules(settings())}
    return [shown_proof(proof, day, words, own) for proof in proofs]


def _address(**changes: object) -> str:
    """The address of this page with some parameters changed."""
    return f"{request.path}?{urlencode({**known_parameters(), **changes})}"
