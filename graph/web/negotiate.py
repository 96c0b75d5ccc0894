"""Content negotiation (RFC 9110, section 12.5.1): the offered type that the client wants most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from flask import Request
from werkzeug.exceptions import NotAcceptable

from ..formats import RdfFormat, ResultFormat

HTML = "text/html"

Format = TypeVar("Format", RdfFormat, ResultFormat)


def best(request: Request, formats: Sequence[Format]) -> Format | None:
    """The format that the client wants most; the first on a tie or without an Accept header, None when none fits."""
    if not request.accept_mimetypes:
        return formats[0]
    quality, _, chosen = max(_ranked(request, formats), key=lambda rank: rank[:2])
    return chosen if quality > 0 else None


def wants_html(request: Request, formats: Sequence[Format]) -> bool:
    """Whether the client names HTML and wants none of the formats more. A bare `*/*` is not a browser's."""
    html = _named_quality(request, HTML)
    named = [_named_quality(request, name) for fmt in formats for name in fmt.media_types[:1]]
    return html > 0 and html >= max(named)


def not_acceptable(formats: Sequence[RdfFormat | ResultFormat]) -> NotAcceptable:
    """The refusal that names what is offered."""
    offered = ", ".join(fmt.media_types[0] for fmt in formats)
    return NotAcceptable(f"None of the types in the Accept header is offered here; offered are {offered}.")


def _ranked(request: Request, formats: Sequence[Format]) -> list[tuple[float, int, Format]]:
    """Each format by its best quality; on a tie the earlier format wins, an alias never beats a proper type."""
    accept, count = request.accept_mimetypes, len(formats)
    ranked = []
    for place, fmt in enumerate(formats):
        ranked.append((accept.quality(fmt.media_types[0]), 2 * count - place, fmt))
        ranked.extend((accept.quality(alias), count - place, fmt) for alias in fmt.media_types[1:])
    return ranked


def _named_quality(request: Request, name: str) -> float:
    """The quality that the header gives to this very type, 0 when it does not name it."""
    return max((quality for value, quality in request.accept_mimetypes if value == name), default=0)
