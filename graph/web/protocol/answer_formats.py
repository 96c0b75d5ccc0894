"""Which format an answer gets, for each kind of answer, before the kind is known."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request
from werkzeug.exceptions import BadRequest, NotAcceptable

from ...rdf.formats import (
    CSV,
    JSON,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    RESULT_FORMATS,
    TRIG,
    TSV,
    TURTLE,
    UPLOAD_FORMATS,
    XML,
    RdfFormat,
    ResultFormat,
)
from ...workers.tasks import TABLE
from .negotiation import HTML, best, not_acceptable, wants_html

BY_NAME: dict[str, RdfFormat | ResultFormat] = {fmt.name: fmt for fmt in (*RESULT_FORMATS, *UPLOAD_FORMATS)}
PARQUET = "parquet"
"""The format of tables that this service writes from the CSV of a worker."""
FORMAT_NAMES = (*BY_NAME, PARQUET, "html")
"""What `format=` may be, without the further names that clients write."""

# What clients write for `format=`: a short name may mean one format for tables and another for graphs.
_NAMES: dict[str, tuple[ResultFormat | None, RdfFormat | None]] = {
    "json": (JSON, JSON_LD),
    "xml": (XML, RDF_XML),
    "csv": (CSV, None),
    "tsv": (TSV, None),
    **dict.fromkeys(("turtle", "ttl", "n3"), (None, TURTLE)),
    **dict.fromkeys(("ntriples", "nt", "n-triples"), (None, N_TRIPLES)),
    **dict.fromkeys(("rdfxml", "rdf", "rdf+xml", "rdf/xml"), (None, RDF_XML)),
    **dict.fromkeys(("jsonld", "json-ld"), (None, JSON_LD)),
    "trig": (None, TRIG),
    **dict.fromkeys(("nquads", "nq", "n-quads"), (None, N_QUADS)),
    **{alias: (fmt, None) for fmt in reversed(RESULT_FORMATS) for alias in fmt.media_types},
    **{fmt.media_types[0]: (None, fmt) for fmt in UPLOAD_FORMATS},
}
_PAGE = {"bindings": TABLE, "boolean": JSON.name, "graph": TURTLE.name}


@dataclass(frozen=True)
class Wanted:
    """The name of the format for each kind of answer that can be given; whether it becomes a page or a download.

    `choice` is what a page shows of a table: the parameters of its address that order, filter and page it.
    """

    formats: tuple[tuple[str, str], ...]
    page: bool = False
    download: bool = False
    parquet: bool = False
    choice: tuple[tuple[str, str], ...] = ()


def wanted_formats(request: Request, name: str | None) -> Wanted:
    """What the client wants, by `format=` (`name`) before Accept.

    Aborts with 400 when the name is not known, 406 when nothing on offer is acceptable.
    """
    if (name or "").lower() in {"html", HTML} or (name is None and wants_html(request, RESULT_FORMATS)):
        return Wanted(tuple(_PAGE.items()), page=True, choice=tuple(sorted(request.args.items(multi=True))))
    if (name or "").lower() == PARQUET:
        return Wanted((("bindings", CSV.name),), download=True, parquet=True)
    table, graph = _accepted(request) if name is None else _named(name)
    formats = {"bindings": table, "boolean": table, "graph": graph}
    available = tuple((kind, fmt.name) for kind, fmt in formats.items() if fmt is not None)
    return Wanted(available, download=name is not None and table in {CSV, TSV})


def not_offered(kind: str, name: str | None) -> NotAcceptable:
    """The refusal of a result that neither the format with this name nor one of the Accept header can carry."""
    formats = UPLOAD_FORMATS if kind == "graph" else RESULT_FORMATS
    if name is None:
        return not_acceptable(formats)
    result = {"graph": "a graph", "boolean": "a truth value", "bindings": "solutions"}[kind]
    available = ", ".join((*(fmt.name for fmt in formats), *((PARQUET,) if kind == "bindings" else ())))
    return NotAcceptable(f"The query gives {result}, which format={name} cannot carry; available are {available}.")


def _accepted(request: Request) -> tuple[ResultFormat | None, RdfFormat]:
    """The formats that Accept names.

    A client that names only result formats gets Turtle for a graph, since some always send the same header.
    """
    table, graph = best(request, RESULT_FORMATS), best(request, UPLOAD_FORMATS)
    if table is None and graph is None:
        raise not_acceptable((*RESULT_FORMATS, *UPLOAD_FORMATS))
    return table, graph or TURTLE


def _named(name: str) -> tuple[ResultFormat | None, RdfFormat | None]:
    if name.lower() not in _NAMES:
        raise BadRequest(f"The format {name!r} is not known; expected one of {', '.join(FORMAT_NAMES)}.")
    return _NAMES[name.lower()]
