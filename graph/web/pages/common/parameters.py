"""Parameters of the address of a page: which there are, numbers and IRIs."""

from __future__ import annotations

from difflib import get_close_matches

from flask import request
from werkzeug.exceptions import BadRequest

from ....errors import QueryError
from ....rdf.curies import expand

_UNSAFE = frozenset(' <>"{}|^`\\')
_FROM_LINKS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""How names begin that other sites add to links; they say where a reader came from, and ask for nothing."""


def check_parameter_names(*known: str) -> None:
    """Check that the request has no parameter beside `known`: one that were ignored would give another answer.

    Aborts with 400 that names the first, and what may have been meant.
    """
    for name in request.args:
        if name not in known and not name.startswith(_FROM_LINKS):
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(known)}."
            raise BadRequest(f"There is no parameter {name!r}; {hint}")


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
