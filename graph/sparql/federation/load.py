"""LOAD: a document of another server as triples."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from ...errors import QueryError, SyntaxInputError
from ...rdf.formats import GRAPH_FORMATS
from ...rdf.reading import one_sentence, parse_rdf
from .http_client import Fetched, Fetcher

_ACCEPT = "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/ld+json;q=0.8"


def load_with(fetcher: Fetcher) -> Callable[[str], Iterable[ox.Triple]]:
    """The `Load` of an update evaluation that asks `fetcher`.

    It raises SyntaxInputError when a document cannot be parsed, QueryError when its type is not known, and what the
    fetcher raises.
    """

    def load(address: str) -> list[ox.Triple]:
        return parsed(fetcher.get(address, _ACCEPT))

    return load


def parsed(document: Fetched) -> list[ox.Triple]:
    """The triples of a fetched document; relative IRIs resolve against the address that gave it."""
    kind = document.content_type.split(";")[0].strip().lower()
    fmt = next((fmt for fmt in GRAPH_FORMATS if kind in fmt.media_types), None)
    if fmt is None:
        raise QueryError(f"<{document.url}> is of type {kind or 'none'}; expected RDF.")
    try:
        quads = list(parse_rdf(document.body, fmt, document.url))
    except (SyntaxError, ValueError) as error:
        raise SyntaxInputError(f"<{document.url}> is not {fmt.label}: {one_sentence(str(error))}.") from None
    return [quad.triple for quad in quads]
