"""Pages and documents in the OpenAPI document: the parameters that they take and the media types that they give."""

from __future__ import annotations

from typing import Any

from ...rdf.formats import CSV, GRAPH_FORMATS, RDF_FORMATS, TURTLE
from ...versions.explanations import MAX_ALTERNATIVES
from .openapi_responses import BODY, responses

_STRING: dict[str, Any] = {"type": "string"}
_SYSTEM: dict[str, Any] = {"type": "string", "examples": ["cow", "iso3"]}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 1}
DAY = {"type": "string", "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"}
"""Days that every month has; a request for the 31st of a month that has 30 is refused."""
PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a": ("Name, code or IRI of the first actor", _STRING),
    "alternatives": (
        "How many further proofs to give",
        {"type": "integer", "minimum": 0, "maximum": MAX_ALTERNATIVES},
    ),
    "any_time": ("true: also give codes that were not in use on the date", {"type": "boolean"}),
    "at": ("Date of the view: 2011-06-01, 2011-06 or 2011", DAY),
    "b": ("Name, code or IRI of the second actor", _STRING),
    "callback": ("Name of a function that a script calls with the answer (JSONP)", _STRING),
    "class": ("Class of the individuals: an IRI or a prefixed name", _STRING),
    "column": ("Column of the CSV file that has the values", _STRING),
    "date_column": ("Column of the CSV file that has dates or years; without it `at` holds for all rows", _STRING),
    "cursor": ("How many suggestions to leave out", {"type": "integer", "minimum": 0, "maximum": 999999}),
    "days": ("all: records of other dates too", {"type": "string", "enum": ["all"]}),
    "extend": ("JSON: ids, and properties with id and settings, whose values are wanted", _STRING),
    "for": ("Name, code or part of one that is searched", _STRING),
    "format": (
        "Format of the explanation or answer, before Accept",
        {"type": "string", "enum": ["json", "turtle", "text", "html"]},
    ),
    "columns": ("Columns of the list to show, with commas between them", _STRING),
    "formulas": ("text: an apostrophe keeps spreadsheets from running cells", {"type": "string", "enum": ["text"]}),
    "from": ("System of the values: cow, gw, iso2, iso3, isonum, m49, wikidata, name or id", _SYSTEM),
    "id": ("Identifier of an entity, such as kazakhstan, or of a type or property", _STRING),
    "infer": ("false: read asserted graphs only", {"type": "boolean"}),
    "kind": ("Class of the results, such as state or term", _STRING),
    "library": ("Name of a query of the library", _STRING),
    "limit": ("How many to list at most", {"type": "integer", "minimum": 0, "maximum": 999999}),
    "module": ("Module of the ontology to which the terms belong", _STRING),
    "o": ("Object: an IRI, a prefixed name or a literal", _STRING),
    "object": ("Object: an IRI, a prefixed name or a literal; left out, the list of all", _STRING),
    "of": (
        "IRI or prefixed name of the entity that map or conflicts are about; on a map also a name or a code",
        _STRING,
    ),
    "p": ("Predicate: an IRI or a prefixed name", _STRING),
    "predicate": ("Predicate: an IRI or a prefixed name", _STRING),
    "page": ("Page of the list, from 1", _NUMBER),
    "prefix": ("Beginning of a name", _STRING),
    "q": ("Name, code or part of one; in a list: text that its rows must contain", _STRING),
    "queries": ("JSON: queries by keys, each with query, type, limit, properties and type_strict", _STRING),
    "query": ("SPARQL query to begin with", _STRING),
    "run": ("Present: the query runs at once", _STRING),
    "s": ("Subject: an IRI or a prefixed name", _STRING),
    "most": ("How many paths to give at most", {"type": "integer", "minimum": 1, "maximum": 20}),
    "names": ("1: the map shows the names of states", _STRING),
    "of2": ("The entity of the second layer of a map; left out, there is one layer", _STRING),
    "show": ("What the map shows", _STRING),
    "folder": ("Name of a case on this machine; left out, the list of all", _STRING),
    "live": ("1: the page is read again every two seconds", _STRING),
    "show2": ("What the second layer of a map shows", _STRING),
    "zoom": ("The part of the map that is shown: scale, and how far it is moved to the right and down", _STRING),
    "subject": ("Subject: an IRI or a prefixed name; left out, the list of all", _STRING),
    "sort": ("Column by which a list is sorted; with a hyphen before it, in descending order", _STRING),
    "theme": ("Theme of which all statements are shown", _STRING),
    "to": ("System of the results, as from; name:fr for names in French", _SYSTEM),
    "type": ("Identifier of a type, such as State", _STRING),
    "past_list": ("true: rows and values past the end of lists, flagged", {"type": "boolean"}),
    "relation": (
        "A relation that may link two entities, such as alliedWith; repeatable",
        {"type": "array", "items": _STRING},
    ),
    "rule": ("Which days of a year count: any-day, 31-december, 1-january, share, or 07-01", _STRING),
    "status": ("columns: a status beside each column; none", {"type": "string", "enum": ["columns", "none"]}),
    "system": ("System of states: ours or ours-with-disputed", _STRING),
    "unit": ("Unit of the rows, such as state-year; left out, the page that builds a panel", _STRING),
    "until": ("Last year, included", {"type": "string", "pattern": "^[0-9]{1,4}$"}),
    "value": ("Code or name to convert; repeatable", {"type": "array", "items": _STRING}),
    "view": ("How the results are shown at first: table, chart, map, timeline or graph", _STRING),
    "without": ("Themes whose relations the picture hides, with spaces between them", _STRING),
    "year": ("Day for which a year stands", {"type": "string", "enum": ["any", "first", "last"]}),
}
"""What each parameter of a page means; one name means the same everywhere."""
_YEAR = {"type": "string", "pattern": "^[0-9]{1,4}$"}
_OWN: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {
    ("/cite", "format"): (
        "Form of the references; left out, a page",
        {"type": "string", "enum": ["bibtex", "ris", "csl", "text"]},
    ),
    ("/cite", "of"): ("One entity, or two with a comma between them", _STRING),
    **dict.fromkeys(
        ((path, "format") for path in ("/convert", "/convert/ambiguous", "/convert/round-trip")),
        ("Format of the rows, before Accept", {"type": "string", "enum": ["json", "csv"]}),
    ),
    ("/panel", "column"): (
        "Column of the panel, such as land-border; repeatable",
        {"type": "array", "items": _STRING},
    ),
    ("/panel", "format"): (
        "Format of the panel, or what describes it",
        {"type": "string", "enum": ["csv", "arrow", "parquet", "dta", "duckdb", "codebook", "recipe", "bibtex"]},
    ),
    ("/panel", "peace_years"): (
        "Column of years since an event, for rows by year: the column of the event, or name=column; repeatable",
        {"type": "array", "items": _STRING},
    ),
    ("/panel", "politically_relevant"): (
        "Column of politically relevant dyads, for units of two states: the column of contiguity, or name=column; "
        "repeatable",
        {"type": "array", "items": _STRING},
    ),
    ("/panel", "major"): (
        "Major power for politically_relevant: code, first and last year, such as france:1946-2010; repeatable",
        {"type": "array", "items": {"type": "string", "pattern": "^.+:[0-9]{1,4}-[0-9]{1,4}$"}},
    ),
    ("/panel", "from"): ("First year; left out, that of the system", _YEAR),
}
"""Parameters that mean something of their own at one address."""
_LIST = ("page", "sort", "q", "columns", "formulas")
_MAP = ("show", "of", "show2", "of2", "at")
_MAP_VIEW = ("zoom", "names")
"""How a map is shown, which the addresses of its files keep."""
_LISTS: dict[str, tuple[str, ...]] = {
    "/browse": _LIST,
    "/browse/{kind}": _LIST,
    "/conflicts/{name}": ("of", *_LIST),
    "/search/results": ("for", "kind", *_LIST),
    "/sources": _LIST,
    "/ontology/modules": _LIST,
    "/ontology/rules": _LIST,
    "/ontology/changelog": _LIST,
    "/ontology/terms": ("module", *_LIST),
}
"""Lists with an address of their own; each is also a file, at the same address with an extension."""
_RECONCILIATION: dict[str, tuple[str, ...]] = {
    "/reconcile": ("queries", "extend", "callback"),
    "/reconcile/flyout/{kind}": ("id", "callback"),
    "/reconcile/preview": ("id",),
    "/reconcile/properties": ("type", "limit", "callback"),
    "/reconcile/suggest/{kind}": ("prefix", "cursor", "callback"),
}
_PARAMETERS_OF: dict[str, tuple[str, ...]] = {
    **_RECONCILIATION,
    **{f"/at/{{day}}{path}": names for path, names in _RECONCILIATION.items()},
    **_LISTS,
    **{
        f"{path}.{extension}": names
        for path, names in _LISTS.items()
        for extension in ("{extension}", "csv", "json", "parquet")
    },
    "/": ("at",),
    "/cite": ("of", "at", "format"),
    "/convert": ("from", "to", "value", "at", "year", "any_time", "format"),
    "/convert.csv": ("from", "to", "column", "date_column", "at", "year", "any_time"),
    "/workbench": ("folder", "live", "format"),
    "/convert/ambiguous": ("from", "to", "format"),
    "/convert/round-trip": ("from", "to", "at", "year", "format"),
    "/download/protege.zip": ("at",),
    "/download/{name}": ("at",),
    "/conflicts": ("of", "page"),
    "/ask": ("q",),
    "/ask.csv": ("q", "formulas"),
    "/ask.json": ("q",),
    "/ask/suggestions.json": ("q",),
    "/dyad": ("a", "b", "at"),
    "/dyad/{first}/{second}": ("at", *_LIST),
    "/explain": ("s", "p", "o", "at", "alternatives", "format"),
    "/holds": ("subject", "predicate", "object", "at", "format"),
    "/id/{name}": ("at", "days", "theme", *_LIST),
    "/id/{name}/{list_name}.csv": ("at", "days", *_LIST),
    "/id/{name}/{list_name}.json": ("at", "days", *_LIST),
    "/id/{name}/{list_name}.parquet": ("at", "days", *_LIST),
    "/map": (*_MAP, "query", *_MAP_VIEW),
    "/map.csv": (*_MAP, *_MAP_VIEW, "formulas"),
    "/map.json": ("show", "of", "at"),
    "/map.svg": (*_MAP, *_MAP_VIEW),
    "/map/embed": (*_MAP, "query", *_MAP_VIEW),
    "/map/layer.json": ("show", "of"),
    "/graph": ("a", "b", "at"),
    "/network": ("a", "b", "at", "relation", "most", "without"),
    "/network/around.json": ("a",),
    "/network/paths.json": ("a", "b", "at", "relation", "most"),
    "/panel": (
        *("unit", "system", "from", "until", "rule", "column", "past_list"),
        *("peace_years", "politically_relevant", "major", "status", "format"),
    ),
    "/properties.json": ("class",),
    "/query": ("query", "library", "at", "infer", "run", "view", "page", "sort", "q", "columns"),
    "/search": ("q", "kind", "page"),
    "/search.json": ("q", "limit"),
    "/ontology/term/{name}": ("page",),
    "/source/{name}": ("at", "days", "theme", *_LIST),
}
_REQUIRED = {
    "/convert": {"from", "to", "value"},
    "/convert.csv": {"from", "to", "column"},
    "/cite": {"of"},
    "/convert/ambiguous": {"from"},
    "/convert/round-trip": {"from", "to"},
    "/dyad": {"a", "b"},
    "/explain": {"s", "p", "o"},
    "/ask.csv": {"q"},
    "/ask.json": {"q"},
    "/holds": {"predicate"},
    "/properties.json": {"class"},
}

_JSON, _HTML, _SCRIPT = "application/json", "text/html", "application/javascript"
_RDF = tuple(fmt.media_types[0] for fmt in GRAPH_FORMATS)
_RECONCILED = {path: (_JSON, _SCRIPT) for path in _RECONCILIATION if path != "/reconcile/preview"}
_PARQUET = "application/vnd.apache.parquet"
_TYPES_OF: dict[str, tuple[str, ...]] = {
    **_RECONCILED,
    **{f"/at/{{day}}{path}": types for path, types in _RECONCILED.items()},
    "/.well-known/void": _RDF,
    "/cite": (
        _HTML,
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
        "text/plain",
    ),
    "/dyad": (_HTML,),
    "/dyad/{first}/{second}": (_HTML, CSV.media_types[0], _JSON, _PARQUET),
    "/convert": (_JSON, CSV.media_types[0], _HTML),
    "/convert/ambiguous": (_JSON, CSV.media_types[0]),
    "/convert/round-trip": (_JSON, CSV.media_types[0]),
    "/download/everything.nq.gz": ("application/gzip",),
    "/download/everything.nq.gz.sha256": ("text/plain",),
    "/download/protege.zip": ("application/zip",),
    "/download/{name}": tuple(fmt.media_types[0] for fmt in RDF_FORMATS),
    "/ask": (_HTML, _JSON),
    "/explain": (_JSON, TURTLE.media_types[0], "text/plain", _HTML),
    "/graph/{name}": (*_RDF, "application/trig", _HTML),
    "/health": (_JSON,),
    "/workbench": (_HTML, _JSON),
    "/holds": (_JSON, TURTLE.media_types[0], "text/plain", _HTML),
    "/id/{name}": (*_RDF, "application/trig", CSV.media_types[0], _JSON, _PARQUET, _HTML),
    "/map.svg": ("image/svg+xml",),
    "/metrics": ("text/plain",),
    "/panel": (
        _HTML,
        CSV.media_types[0],
        "application/vnd.apache.arrow.stream",
        _PARQUET,
        "application/x-stata-dta",
        "application/vnd.duckdb",
        "text/markdown",
        "application/toml",
        "application/x-bibtex",
    ),
    "/ontology": (*_RDF, _HTML),
    "/ontology/{name}": (*_RDF, "application/trig", _HTML),
    "/context.jsonld": ("application/ld+json",),
    "/robots.txt": ("text/plain",),
    "/rule/{name}": ("application/sparql-query", _HTML),
    "/sitemap-{number}.xml": ("application/xml",),
    "/sitemap.xml": ("application/xml",),
    "/source/{name}": (*_RDF, "application/trig", CSV.media_types[0], _JSON, _PARQUET, _HTML),
    "/static/{filename}": ("*/*",),
}
_TYPES_BY_EXTENSION = {
    "json": (_JSON,),
    "csv": CSV.media_types[:1],
    "parquet": (_PARQUET,),
    "{extension}": (*CSV.media_types[:1], _JSON, _PARQUET),  # the data of a list
}
_NEGOTIATED = {path for path, types in _TYPES_OF.items() if set(_RDF) <= set(types)} - {"/download/{name}"}
_REDIRECTS = {"/dyad", "/graph", "/queries", "/search"}
_PAGES_THAT_REDIRECT = {"/dyad", "/search"}
"""Redirects that are a page too: a form where they lack a parameter, results where the text is no question."""
_FORM = "application/x-www-form-urlencoded"
_LABELS = {"type": "array", "items": {"type": "string", "format": "iri"}, "maxItems": 1000}
_BODIES: dict[str, dict[str, Any]] = {
    "/convert.csv": {CSV.media_types[0]: {"schema": _STRING}},
    "/labels.json": {_JSON: {"schema": _LABELS}},
    "/reconcile": {
        _FORM: {
            "schema": {
                "type": "object",
                "properties": {"queries": _STRING, "extend": _STRING},
                "anyOf": [{"required": ["queries"]}, {"required": ["extend"]}],
            }
        }
    },
}


def parameter_names(path: str) -> tuple[str, ...]:
    """The names of the parameters of the page, or file of a page, at a path of the document."""
    return _PARAMETERS_OF.get(path, ())


def page_operation(path: str, method: str, *, may_lack_dates: bool = False) -> dict[str, Any]:
    """The operation of a page, or of a document or list beside them.

    One that `may_lack_dates` is not found in a version of a reasoner that keeps none.
    """
    named = _PARAMETERS_OF.get(path, ()) if method == "GET" or path == "/convert.csv" else ()
    statuses = ["404"] if "{" in path or named or may_lack_dates else []
    statuses += ["406"] if path in _NEGOTIATED else []
    own: dict[str, Any] = {"200": {"description": "The answer", "content": {kind: {} for kind in media_types(path)}}}
    if path in _REDIRECTS:
        own = own if path in _PAGES_THAT_REDIRECT else {}
        statuses.append("303")
    if path == "/static/{filename}":
        statuses.append("304")
    if path == "/health":
        own["503"] = {"description": "There is no build, or files of it are damaged", "content": {_JSON: {}}}
    operation: dict[str, Any] = {"parameters": [_parameter(path, name) for name in named]}
    if method == "POST":
        operation["requestBody"] = {"required": True, "content": _BODIES[path.removeprefix("/at/{day}")]}
        statuses += BODY
    return operation | {"responses": responses(statuses, own)}


def media_types(path: str) -> tuple[str, ...]:
    """The media types of a path of the document: from the table, else by its extension; a page has none."""
    extension = path.rpartition("/")[2].rpartition(".")[2]
    return _TYPES_OF.get(path) or _TYPES_BY_EXTENSION.get(extension, (_HTML,))


def _parameter(path: str, name: str) -> dict[str, Any]:
    text, schema = _OWN.get((path, name)) or PARAMETERS[name]
    required = name in _REQUIRED.get(path, ())
    return {"name": name, "in": "query", "description": text, "schema": schema, "required": required}
