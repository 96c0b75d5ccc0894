"""Content negotiation (RFC 9110, section 12.5.1): the offered media type with the highest quality.

Clients send few different Accept headers, and reading one costs more than answering a small query: what a header
means is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from flask import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header, parse_options_header

from ...rdf.formats import RdfFormat, ResultFormat

HTML = "text/html"
REMEMBERED = 1024
"""Headers that are remembered; clients choose them, so their number must be bounded."""
_SENT = frozenset({("charset", "utf-8"), ("header", "present")})
"""Parameters that our representations have, whether or not their Content-Type states them."""
_ANY, _TYPE, _OTHER_PARAMETERS, _BARE, _EXACT = range(5)
"""How closely a media range fits an offered type, from `*/*` to a range whose parameters are those that we send."""

Format = TypeVar("Format", RdfFormat, ResultFormat)


def best(request: Request, formats: Sequence[Format]) -> Format | None:
    """The format with the highest quality; the first on a tie or without Accept, None when none is acceptable."""
    index = _best(request.environ.get("HTTP_ACCEPT", ""), tuple(fmt.media_types for fmt in formats))
    return None if index is None else formats[index]


def wants_html(request: Request, formats: Sequence[RdfFormat | ResultFormat]) -> bool:
    """Whether the client names HTML and gives none of the formats a higher quality. A bare `*/*` names nothing."""
    return _wants_html(request.environ.get("HTTP_ACCEPT", ""), tuple(fmt.media_types[0] for fmt in formats))


def not_acceptable(formats: Sequence[RdfFormat | ResultFormat]) -> NotAcceptable:
    """The refusal that names the available media types."""
    offered = ", ".join(fmt.media_types[0] for fmt in formats)
    return NotAcceptable(f"None of the media types in Accept is available; available are {offered}.")


@dataclass(frozen=True)
class _MediaRange:
    """A media range of an Accept header, in lower case, with its parameters (but q) and its quality."""

    kind: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def fit(self, media_type: str) -> int | None:
        """How closely it fits an offered type; None when it does not.

        A parameter that we do not know, such as a profile of JSON-LD, does not exclude the type: its representation
        without the parameter is closer to what the client wants than a refusal, and a range without it goes first.
        """
        if self.kind == media_type:
            if not self.parameters:
                return _BARE
            return _EXACT if self.parameters <= _SENT else _OTHER_PARAMETERS
        if self.kind == f"{media_type.split('/', maxsplit=1)[0]}/*":
            return _TYPE
        return _ANY if self.kind == "*/*" else None


@lru_cache(REMEMBERED)
def _ranges(header: str) -> tuple[_MediaRange, ...]:
    ranges = []
    for value, quality in parse_accept_header(header, MIMEAccept):
        kind, parameters = parse_options_header(value)
        lowered = frozenset((name.lower(), text.lower()) for name, text in parameters.items())
        ranges.append(_MediaRange(kind.lower(), lowered, quality))
    return tuple(ranges)


@lru_cache(REMEMBERED)
def _best(header: str, offered: tuple[tuple[str, ...], ...]) -> int | None:
    """The index of the format, each given by its media types, with the highest quality.

    On a tie the earlier format wins, and an alias never beats a proper type.
    """
    ranges = _ranges(header)
    if not ranges:
        return 0
    ranked = []
    for index, (proper, *aliases) in enumerate(offered):
        ranked.append((_quality(ranges, proper), 1, -index))
        ranked.extend((_quality(ranges, alias), 0, -index) for alias in aliases)
    quality, _, index = max(ranked)
    return -index if quality > 0 else None


def _quality(ranges: tuple[_MediaRange, ...], media_type: str) -> float:
    """The quality that the most specific of the ranges gives to a type; 0 when none fits."""
    fitting = [(fit, item.quality) for item in ranges if (fit := item.fit(media_type)) is not None]
    return max(fitting, default=(0, 0.0))[1]


@lru_cache(REMEMBERED)
def _wants_html(header: str, offered: tuple[str, ...]) -> bool:
    html = _named_quality(header, HTML)
    return html > 0 and html >= max(_named_quality(header, name) for name in offered)


def _named_quality(header: str, media_type: str) -> float:
    """The quality that the header gives to this very type, 0 when it does not name it."""
    return _quality(tuple(item for item in _ranges(header) if item.kind == media_type), media_type)
