"""Addresses of pages that views name, below the root of the service."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote_plus

from ..rdf.curies import shorten


def explain_address(subject: str, prop: str, target: str, day: str) -> str:
    """The address of the explanation of a statement on a day."""
    return f"/explain?s={_quoted(subject)}&p={_quoted(prop)}&o={_quoted(target)}&at={quote_plus(day)}"


@lru_cache(maxsize=4096)
def _quoted(iri: str) -> str:
    """An IRI in an address; a page quotes the same ones again and again."""
    return quote_plus(shorten(iri))
