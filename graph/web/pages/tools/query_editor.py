"""The query page: an editor, the library of questions, and answers in several views. All its state is in its address.

Without scripts its form goes to the endpoint, which answers browsers with a page; an address that runs leads there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response as BaseResponse

from ....inputs.query_library import LibraryQuery, Parameter, load_library
from ....rdf.curies import shorten
from ....rdf.namespaces import ID, ONTOLOGY_GRAPH, PREFIXES, WPH
from ....store import Store
from ....views.schema import schema_of
from ....views.select import select
from ....views.version_cache import PerVersion
from ...request_context import published, settings
from ..answers.ask import questions
from ..answers.search import labelled, names
from ..common.parameters import QUERY_VALUE, iri_parameter
from ..common.rendering import page

blueprint = Blueprint("query_editor", __name__)

FIRST_QUERY = """\
# Who is in a defence organization, and since when? Change it, or take a question from the library.
SELECT ?state ?organization ?from ?until WHERE {
  ?membership a wph:FullMembership ;
    wph:member ?state ;
    wph:organization ?organization .
  ?organization a wph:DefenceOrganization .
  OPTIONAL { ?membership wph:validFrom ?from }
  OPTIONAL { ?membership wph:validUntil ?until }
}
ORDER BY ?organization ?state
"""
MOST_LABELS = 2000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@blueprint.get("/query")
def query_page() -> Response:
    """Show an editor for queries, with the library."""
    library = load_library(settings().queries_dir)
    chosen = _chosen(library)
    values = _values(chosen) if chosen else {}
    text = request.args.get("query") or (chosen.render(values) if chosen else FIRST_QUERY)
    day = request.args.get("at") or (chosen.at if chosen else "")
    infers = request.args.get("infer") != "false"
    return page(
        "query.html",
        library=library,
        chosen=chosen,
        values=values,
        text=text,
        day=day,
        infers=infers,
        prefix=QUERY_VALUE,
        runs="run" in request.args,
        plain_address=_plain_address(text, day, infers=infers),
    )


def _plain_address(text: str, day: str, *, infers: bool) -> str:
    """Where the endpoint answers the query with a page, for browsers without scripts."""
    path = f"/at/{quote(day, safe='')}/sparql" if day else "/sparql"
    return f"{path}?{urlencode({'query': text} | ({} if infers else {'infer': 'false'}))}"


@blueprint.get("/queries")
def queries() -> BaseResponse:
    """Redirect to the library, which is part of the query page."""
    return redirect(url_for("query_editor.query_page", _anchor="library"), 303)


@blueprint.get("/queries.json")
def queries_json() -> Response:
    """List the library for programs: what each query answers, its parameters, its columns and its text."""
    return jsonify([_described(query) for query in load_library(settings().queries_dir).values()])


@blueprint.get("/terms.json")
def terms() -> Response:
    """List the ontology's terms and the prefixes, for completion while a query is written."""
    store = published().store
    rows = select(
        store,
        f"""SELECT ?term ?kind ?label ?definition WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?term a ?kind ; rdfs:label ?label OPTIONAL {{ ?term skos:definition ?definition
                FILTER(lang(?definition) = "en") }}
            FILTER(lang(?label) = "en" && STRSTARTS(STR(?term), "{WPH}") && ?kind IN (owl:Class, owl:ObjectProperty,
                owl:DatatypeProperty, owl:AnnotationProperty, owl:NamedIndividual)) }} }}
        ORDER BY ?term""",
    )
    counts = _uses(store)
    listed = [
        {
            "name": shorten(row["term"]["value"]),
            "kind": row["kind"]["value"].split("#")[-1],
            "label": row["label"]["value"],
            "definition": row.get("definition", {}).get("value", ""),
            "count": counts.get(row["term"]["value"], 0),
        }
        for row in rows
    ]
    response = jsonify({"terms": listed, "prefixes": PREFIXES})
    response.headers["Cache-Control"] = "max-age=300"
    return response


@blueprint.get("/properties.json")
def properties() -> Response:
    """List the properties that individuals of a class have, most frequent first, each with its number of values.

    Aborts with 400 for what is no IRI.
    """
    iri = iri_parameter("class")
    if not iri:
        raise BadRequest("class is missing; expected an IRI or a prefixed name, such as wph:State.")
    found = _PROPERTIES.of(published()).of_class(iri)
    schema = schema_of(published())
    response = jsonify([{"name": shorten(iri), "label": schema.label(iri), "count": count} for iri, count in found])
    response.headers["Cache-Control"] = "max-age=300"
    return response


class _Properties:
    """The properties of the individuals of each class of a version, read when first needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of: dict[str, list[tuple[str, int]]] = {}

    def of_class(self, iri: str) -> list[tuple[str, int]]:
        """The properties of a class, with the numbers of their values."""
        if iri not in self._of:
            query = f"SELECT ?p (COUNT(*) AS ?n) {{ ?s a <{iri}> ; ?p ?o }} GROUP BY ?p ORDER BY DESC(?n) ?p"
            rows = select(self._store, query)
            self._of[iri] = [(row["p"]["value"], int(row["n"]["value"])) for row in rows]
        return self._of[iri]


_PROPERTIES = PerVersion(lambda served: _Properties(served.store))


@blueprint.post("/labels.json")
def labels() -> Response:
    """Give the labels of IRIs, which come as a JSON array."""
    iris: Any = request.get_json(force=True, silent=True)
    if not isinstance(iris, list) or len(iris) > MOST_LABELS or not all(isinstance(iri, str) for iri in iris):
        raise BadRequest(f"The body is not a list of IRIs; expected a JSON array of at most {MOST_LABELS} texts.")
    return jsonify(labelled(iris))


def _uses(store: Store) -> dict[str, int]:
    """How often each class and property is used in the view that the service shows."""
    rows = [
        *select(store, "SELECT (?c AS ?term) (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c"),
        *select(store, "SELECT (?p AS ?term) (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"),
    ]
    return {row["term"]["value"]: int(row["n"]["value"]) for row in rows}


def _chosen(library: dict[str, LibraryQuery]) -> LibraryQuery | None:
    name = request.args.get("library", "")
    if name and name not in library:
        raise NotFound(f"The library has no query {name!r}; /query lists those it has.")
    return library.get(name)


def _values(query: LibraryQuery) -> dict[str, str]:
    """The query's parameters as the address gives them, by default with their defaults."""
    return {
        parameter.name: _value(parameter, request.args.get(QUERY_VALUE + parameter.name, "").strip())
        for parameter in query.parameters
    }


def _value(parameter: Parameter, text: str) -> str:
    """The value of a parameter: of one for an IRI also by name or code, of one for a date as people write dates.

    What cannot be resolved stays as it is, for the query to refuse. A year or a month means its first day.
    """
    if not text:
        return parameter.default
    if _DATE.fullmatch(parameter.default):
        time = next(iter(questions().reader.times_in(text)), None)
        return time.window.begins.isoformat() if time and time.window.begins else text
    if ":" in parameter.default and ":" not in text:
        hit = next((hit for hit in names().find(text, 5) if hit.iri.startswith((str(ID), str(WPH)))), None)
        return shorten(hit.iri) if hit else text
    return text


def _described(query: LibraryQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "at": query.at,
        "parameters": [vars(parameter) for parameter in query.parameters],
        "columns": _columns(query.columns),
        "text": query.text,
    }


def _columns(columns: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "description": description} for name, description in columns]
