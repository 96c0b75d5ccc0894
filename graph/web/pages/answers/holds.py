"""Whether a statement holds: `/holds?subject=…&predicate=…&object=…&at=…`; without one end, the whole list."""

from __future__ import annotations

import json
from datetime import date

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from ....rdf.curies import as_term
from ....reason.proofs.proof import Explanation
from ....versions.explanations import explain
from ....views.answers import Answer, ListAnswer, answer_of, best_answer, list_answer
from ....views.answers.answer_json import answer_json, list_json
from ....views.answers.answer_rdf import answer_turtle, list_turtle
from ...protocol.negotiation import HTML
from ...request_context import published, settings
from ...source_coverage import coverage_rules
from ..common.forms import empty_form
from ..common.parameters import check_parameter_names
from ..common.rendering import page
from ..common.selected_day import Day, requested_date, store_on

blueprint = Blueprint("holds", __name__)

_TYPES = ("application/json", "text/turtle", "text/plain", HTML)
_FORMATS = {"json": _TYPES[0], "turtle": _TYPES[1], "text": _TYPES[2], "html": HTML}
Members = tuple[tuple[str, str], ...]


@blueprint.get("/holds")
def holds() -> Response:
    """Answer *holds*, *does not hold* or *not known*, or give a whole list and say whether it is complete."""
    form = empty_form()
    if form is not None:
        return form
    check_parameter_names()
    terms = [request.args.get(name, "").strip() for name in ("subject", "predicate", "object")]
    if not terms[1] or not (terms[0] or terms[2]):
        raise BadRequest(
            "The parameters predicate, and subject or object or both, are needed; expected, for instance, "
            "subject=id:kazakhstan&predicate=wph:memberOf&object=id:csto."
        )
    day = requested_date()
    if not terms[0] or not terms[2]:
        return _list_response(_whole_list(terms, day))
    served, triple = published(), (terms[0], terms[1], terms[2])
    return _response(
        best_answer(
            lambda others: explain(settings(), served.folder, triple, day, others),
            served.store,
            coverage_rules(),
        )
    )


def answered(explained: Explanation) -> Answer:
    """The answer to which an explanation comes."""
    served = published()
    return answer_of(explained, served.store, coverage_rules())


def _whole_list(terms: list[str], day: date) -> ListAnswer:
    subject, relation, target = (_iri(term) if term else "" for term in terms)
    served = published()
    return list_answer(served.store, lambda: store_on(day), coverage_rules(), relation, subject, target, day)


def _iri(text: str) -> str:
    term = as_term(text)
    if not term.startswith("<"):
        raise BadRequest(f"{text!r} is a literal; expected an IRI or a prefixed name such as id:kazakhstan.")
    return term[1:-1]


def _chosen() -> str:
    """The media type to answer with. Aborts with 400 for a format that is not offered."""
    name = request.args.get("format")
    if name is None:
        return request.accept_mimetypes.best_match(_TYPES, default=_TYPES[0])
    if name not in _FORMATS and name not in _TYPES:
        raise BadRequest(f"format is {name!r}; expected one of {', '.join(_FORMATS)}.")
    return _FORMATS.get(name, name)


def _response(answer: Answer) -> Response:
    chosen, explanation = _chosen(), answer.explanation
    if chosen == HTML:
        title = " ".join(explanation.labels.get(term, term) for term in explanation.triple)
        return _page(title, answer, None, explanation.day)
    if chosen == "text/turtle":
        return _with_body(chosen, answer_turtle(answer))
    if chosen == "text/plain":
        return _with_body(chosen, f"{answer.sentence}\n")
    return _with_body(chosen, answer_json(answer))


def _list_response(answer: ListAnswer) -> Response:
    chosen = _chosen()
    if chosen == HTML:
        return _page("List", answer, answer.members, answer.day)
    if chosen == "text/turtle":
        return _with_body(chosen, list_turtle(answer))
    if chosen == "text/plain":
        names = "".join(f"- {label or iri}\n" for iri, label in answer.members)
        return _with_body(chosen, f"{answer.sentence}\n{names}")
    return _with_body(chosen, list_json(answer))


def _with_body(media_type: str, body: object) -> Response:
    text = body if isinstance(body, str | bytes) else json.dumps(body, ensure_ascii=False)
    suffix = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(text, content_type=f"{media_type}{suffix}")


def _page(
    title: str, answer: Answer | ListAnswer, members: tuple[tuple[str, str], ...] | None, day: date
) -> Response:
    others = {name: request.args[name] for name in ("subject", "predicate", "object") if name in request.args}
    shown = Day(day, chosen="at" in request.args)
    return page("holds.html", title=title, answer=answer, members=members, day=shown, others=others)
