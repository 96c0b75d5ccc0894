"""The one box of every page: names and questions are typed into it, completed by it, and sent to the right page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

from ....questions.completion import Completion, complete
from ....questions.reading import LONGEST
from ....rdf.folding import fold
from ....search import Hit
from ..common.addresses import local_path
from .ask import questions
from .search import names

blueprint = Blueprint("box", __name__)

MOST = 9
MOST_NAMES = 5
"""Suggestions of pages, where questions are suggested too."""

Suggestion = Mapping[str, str | bool]
"""What the list under the box shows: `label`, `kind`, `name`, `detail`, and a `path` or else a text to `fill` in."""


@blueprint.get("/ask/suggestions.json")
def suggestions() -> Response:
    """Suggest pages by name, and questions, while either is typed."""
    text = " ".join(request.args.get("q", "").split())[:LONGEST]
    hits = names().find(text, MOST)
    response = jsonify(_merged(text, hits, complete(questions().reader, text)))
    response.headers["Cache-Control"] = "max-age=60"
    return response


def _merged(text: str, hits: list[Hit], completions: list[Completion]) -> list[Suggestion]:
    """Pages first where the text begins a name, questions first where it can only be one; each text once."""
    named = [_page(hit) for hit in hits]
    asked = [*_questions(text, completions)]
    if hits and fold(hits[0].name).startswith(fold(text)):
        named = named[: max(MOST_NAMES, MOST - len(asked))]
        return _distinct([*named, *asked])[:MOST]
    return _distinct([*asked[: MOST - len(named[:MOST_NAMES])], *named])[:MOST]


def _distinct(suggestions: list[Suggestion]) -> list[Suggestion]:
    """The first of those that show the same text and lead to the same page, in the order given."""
    first: dict[tuple[str, str | bool], Suggestion] = {}
    for suggestion in suggestions:
        first.setdefault((str(suggestion["label"]).casefold(), suggestion["path"]), suggestion)
    return list(first.values())


def _page(hit: Hit) -> Suggestion:
    return {
        "label": hit.label,
        "kind": hit.kind or "term",
        "name": hit.name,
        "detail": hit.detail,
        "path": local_path(hit.iri),
        "fill": "",
    }


def _questions(text: str, completions: list[Completion]) -> Iterator[Suggestion]:
    """Questions that can be asked, and texts to go on from; a name alone is left to the pages."""
    is_word = " " not in text
    for completion in completions:
        if is_word and (not completion.is_whole or completion.text.startswith(text)):
            continue
        yield {
            "label": completion.text,
            "kind": f"Question: {completion.detail}" if completion.is_whole else completion.detail,
            "name": completion.text,
            "detail": "",
            "path": f"/ask?{urlencode({'q': completion.text})}" if completion.is_whole else "",
            "fill": "" if completion.is_whole else completion.text,
            "goesOn": not completion.is_whole,
        }
