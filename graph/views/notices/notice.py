"""A notice: one sentence about a query, with a code for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sentence about a query.

    `code` is `unknown-term`, `unknown-literal`, `literal-in-another-form`, `pattern-without-match`,
    `patterns-without-joint-match`, `clause-without-match`, `all-solutions-removed`, `not-covered`,
    `complete-coverage` or `day-outside-coverage`.
    """

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


def with_notices(body: bytes, notices: Iterable[Notice]) -> bytes:
    """The first bytes of JSON results, at least one, with notices as a member before the others.

    The Recommendation says nothing of other members beside `head`. Oxigraph, RDF4J and rdflib pass over one that is
    there; Oxigraph refuses one after the bindings, RDF4J one in the head.
    """
    listed = [{"code": notice.code, "text": notice.text} for notice in notices]
    return b'{"notices":' + json.dumps(listed, ensure_ascii=False).encode() + b"," + body[1:] if listed else body
