"""Parameters of the address of a page: which there are, numbers and IRIs."""

from __future__ import annotations

from difflib import get_close_matches

from flask import request
from werkzeug.exceptions import BadRequest

from ....errors import QueryError
from ....rdf.curies import expand
from ....rdf.formats import RDF_FORMATS
from ...service_docs.openapi import path_of
from ...service_docs.openapi_pages import media_types, parameter_names

_UNSAFE = frozenset(' <>"{}|^`\\')
_FROM_LINKS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""How names begin that other sites add to links; they say where a reader came from, and ask for nothing."""


FACET = "is."
"""Before the name of a column in the address: only rows with this value, as in `is.basis=inferred`."""
QUERY_VALUE = "p_"
"""Before the name of a parameter of a query of the library."""
_BEGINNINGS = {"sort": FACET, "library": QUERY_VALUE}
"""How further parameters begin where there is the one named."""
_FILES = tuple(f".{extension}" for extension in ("csv", "json", "parquet", *(fmt.extension for fmt in RDF_FORMATS)))
_UNCHECKED = frozenset(
    {"static", "reconciliation", "sparql", "at", "graph_store", "operations", "downloads.robots"}
    | {"downloads.sitemap", "downloads.sitemap_part"}
)
"""Endpoints and blueprints whose clients add parameters of their own, or whose protocol says which there are."""


def unknown_parameters() -> list[str]:
    """A sentence on each parameter of the request that its address does not have, with what may have been meant."""
    rule = request.url_rule
    if rule is None or _UNCHECKED & {request.endpoint, request.blueprint}:
        return []
    known = parameter_names(path_of(rule.rule))
    return [
        _unknown(name, known) for name in request.args if not (_is_known(name, known) or name.startswith(_FROM_LINKS))
    ]


def known_parameters() -> dict[str, str]:
    """The parameters of the request that its address has: what links and forms of its page may keep."""
    rule = request.url_rule
    known = parameter_names(path_of(rule.rule)) if rule is not None else ()
    return {name: value for name, value in request.args.items() if _is_known(name, known)}


def _is_known(name: str, known: tuple[str, ...]) -> bool:
    beginnings = tuple(start for named, start in _BEGINNINGS.items() if named in known)
    return name in known or name.startswith(beginnings)


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    if not known:
        return f"There is no parameter {name!r}; expected none."
    hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(known)}."
    return f"There is no parameter {name!r}; {hint}"


def check_parameter_names() -> None:
    """Check, before any work, that the address has the parameters of the request: others would change the answer.

    Aborts with 400 that names the first which it does not have, and what may have been meant.
    """
    for sentence in unknown_parameters():
        raise BadRequest(sentence)


def check_names_of_file() -> None:
    """Refuse a file before it is made where the request has a parameter that its address does not have.

    Aborts with 400; a page says so itself, and what has both a page and files is checked once it is made.
    """
    rule = request.url_rule
    if rule is not None and request.args and (_has_no_page(rule.rule) or request.path.endswith(_FILES)):
        check_parameter_names()


def _has_no_page(rule: str) -> bool:
    return "text/html" not in media_types(path_of(rule))


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
