"""What a page that is missing may have meant: entities and terms with such a name, and addresses that are near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import quote

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from ...errors import WestphaliaError
from ...search import Hit
from .answers.search import UnknownNameError, names
from .common.addresses import local_path

_MOST = 6
_LIKENESS = 0.6
"""How alike two addresses are, from 0 to 1, where one is suggested for the other."""
_SEPARATORS = re.compile(r"[-_+/.]+")
_UPPER_AFTER_LOWER = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Suggestion:
    """A page that may have been meant: its address, its name, and what it describes."""

    href: str
    label: str
    note: str


def suggested(error: HTTPException) -> list[Suggestion]:
    """Suggestions for a missing page, by a name that nothing has or by the address; none where only endpoints are."""
    if error.code != 404 or "search.search" not in current_app.view_functions:
        return []
    if isinstance(error, UnknownNameError):
        return _named(error.text)
    folder, _, last = request.path.rstrip("/").rpartition("/")
    near = _addresses(request.path) if not folder else []
    return near + _named(_UPPER_AFTER_LOWER.sub(" ", _SEPARATORS.sub(" ", last)))


def _named(text: str) -> list[Suggestion]:
    try:
        hits = names().find(text, _MOST)
    except WestphaliaError:  # there is no build, which is the answer's business to say
        return []
    return [Suggestion(local_path(hit.iri), hit.label, _note(hit)) for hit in hits]


def _note(hit: Hit) -> str:
    """What it is, and the name by which it was found where that is another than its label."""
    kind = hit.kind or "term"
    return kind if hit.name == hit.label else f"{kind}, “{hit.name}”"


def _addresses(path: str) -> list[Suggestion]:
    """Pages without variable parts whose address is near to `path`."""
    pages = sorted(
        {rule.rule for rule in current_app.url_map.iter_rules() if not rule.arguments and "." not in rule.rule}
    )
    return [Suggestion(quote(near), near, "page") for near in get_close_matches(path, pages, 2, _LIKENESS)]
