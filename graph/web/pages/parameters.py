"""What the address of a page asks for: numbers and things."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest

from ...errors import QueryError
from ...rdf.curies import expand

_UNSAFE = frozenset(' <>"{}|^`\\')


def number_parameter(name: str) -> int:
    """A whole number from 1, by default 1.

    Aborts with 400 for anything else.
    """
    text = request.args.get(name, "1")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 9 and int(text)):
        raise BadRequest(f"{name} is {text!r}; expected a whole number from 1.")
    return int(text)


def iri_parameter(name: str) -> str:
    """The IRI of a thing, given as one or by its prefix (`id:kazakhstan`); empty when the address names none.

    Aborts with 400 for what is no IRI.
    """
    text = request.args.get(name, "").strip()
    return iri_of(text) if text else ""


def iri_of(text: str) -> str:
    """The IRI that is written in full or with a prefix; it can stand in a query.

    Aborts with 400 for what is no IRI.
    """
    try:
        iri = expand(text)
    except QueryError as error:
        raise BadRequest(str(error)) from None
    if not iri.isprintable() or _UNSAFE & set(iri):
        raise BadRequest(f"{iri!r} is not an IRI.")
    return iri
