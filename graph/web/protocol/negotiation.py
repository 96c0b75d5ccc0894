"""Content negotiation (RFC 9110, section 12.5.1): the offered type that the client wants most.

Clients send few different Accept headers, and reading one costs more than answering a small query: what a header
means is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from flask import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

from ...rdf.formats import RdfFormat, ResultFormat

HTML = "text/html"
REMEMBERED = 1024
"""Headers that are remembered; they are the client's, so there must be an end."""

Format = TypeVar("Format", RdfFormat, ResultFormat)


def best(request: Request, formats: Sequence[Format]) -> Format | None:
    """The format that the client wants most; the first on a tie or without an Accept header, None when none fits."""
    place = _best(request.environ.get("HTTP_ACCEPT", ""), tuple(fmt.media_types for fmt in formats))
    return None if place is None else formats[place]


def wants_html(request: Request, formats: Sequence[RdfFormat | ResultFormat]) -> bool:
    """Whether the client names HTML and wants none of the formats more. A bare `*/*` is not a browser's."""
    return _wants_html(request.environ.get("HTTP_ACCEPT", ""), tuple(fmt.media_types[0] for fmt in formats))


def not_acceptable(formats: Sequence[RdfFormat | ResultFormat]) -> NotAcceptable:
    """The refusal that names what is offered."""
    offered = ", ".join(fmt.media_types[0] for fmt in formats)
    return NotAcceptable(f"None of the types in the Accept header is offered here; offered are {offered}.")


@lru_cache(REMEMBERED)
def _best(header: str, offered: tuple[tuple[str, ...], ...]) -> int | None:
    """The place of the format, each given by its media types, that a header wants most.

    On a tie the earlier format wins, and an alias never beats a proper type.
    """
    accept = _parsed(header)
    if not accept:
        return 0
    ranked = []
    for place, (proper, *aliases) in enumerate(offered):
        ranked.append((accept.quality(proper), 1, -place))
        ranked.extend((accept.quality(alias), 0, -place) for alias in aliases)
    quality, _, place = max(ranked)
    return -place if quality > 0 else None


@lru_cache(REMEMBERED)
def _wants_html(header: str, offered: tuple[str, ...]) -> bool:
    accept = _parsed(header)
    html = _named_quality(accept, HTML)
    return html > 0 and html >= max(_named_quality(accept, name) for name in offered)


def _named_quality(accept: MIMEAccept, name: str) -> float:
    """The quality that the header gives to this very type, 0 when it does not name it."""
    return max((quality for value, quality in accept if value == name), default=0)


def _parsed(header: str) -> MIMEAccept:
    return parse_accept_header(header, MIMEAccept)
