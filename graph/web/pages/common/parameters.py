"""Parameters of the address of a page: numbers and IRIs."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest

from ....errors import QueryError
from ....rdf.curies import expand

_UNSAFE = frozenset(' <>"{}|^`\\')


def number_parameter(name: str, default: int = 1) -> int:
    """A whole number from 1.

    Aborts with 400 for anything else.
    """
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 9 and int(text)):
        raise BadRequest(f"{name} is {text!r}; expected a whole number from 1.")
    return int(text)


def iri_parameter(name: str) -> str:
    """The IRI in a parameter, in full or as a CURIE (`id:kazakhstan`); empty when there is no such parameter.

    Aborts with 400 when the text is not an IRI.
    """
    text = request.args.get(name, "").strip()
    return iri_of(text) if text else ""


def iri_of(text: str) -> str:
    """An IRI that is written in full or as a CURIE, safe to be put into a query.

    Aborts with 400 when the text is not an IRI.
    """
    try:
        iri = expand(text)
    except QueryError as error:
        raise BadRequest(str(error)) from None
    if not iri.isprintable() or _UNSAFE & set(iri):
        raise BadRequest(f"{iri!r} is not an IRI.")
    return iri
