"""The OpenAPI document as readers want it: addresses in groups, each with its parameters, formats and an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

_GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Query": (
        "SPARQL 1.1 over the reference date, or over any day; the library of queries, and what editors need.",
        ("/sparql", "/at/{day}/sparql", "/quer", "/terms", "/properties", "/labels", "/gsp"),
    ),
    "Answers": (
        "Questions in plain English, whether a statement holds on a day, why, which sources disagree, what to cite.",
        ("/ask", "/holds", "/explain", "/conflicts", "/cite", "/rule"),
    ),
    "Entities": (
        "Actors, treaties, records and pairs of actors, as pages and as RDF, CSV and JSON.",
        ("/id/", "/dyad", "/network", "/source", "/browse", "/map", "/places"),
    ),
    "Names and codes": (
        "Search in all languages, conversion of codes on their dates, reconciliation for OpenRefine.",
        ("/search", "/convert", "/reconcile", "/at/{day}/reconcile"),
    ),
    "Data": (
        "Panels, exports and named graphs as files.",
        ("/panel", "/download", "/graph", "/ontology", "/glossary", "/numbers"),
    ),
    "Service": ("State and self-description of the service, and its pages.", ("/",)),
}
"""Each group with what it is for and how its addresses begin; an address is in the first group that has it."""
_MEMBERS = "query=SELECT+%3Fstate+%7B+%3Fstate+wph%3AmemberOf+id%3Anato+%7D&format=csv"
_EXAMPLES: dict[str, str] = {
    "/sparql": f"/sparql?{_MEMBERS}",
    "/at/{day}/sparql": f"/at/1990-06-01/sparql?{_MEMBERS}",
    "/queries.json": "/queries.json",
    "/ask.json": "/ask.json?q=allies+of+France+in+1913",
    "/ask.csv": "/ask.csv?q=members+of+NATO+on+2010-01-01",
    "/ask/suggestions.json": "/ask/suggestions.json?q=allies+of+fra",
    "/cite": "/cite?of=id:kazakhstan&format=bibtex",
    "/network/around.json": "/network/around.json?a=Luxembourg",
    "/map.json": "/map.json?show=members&of=NATO&at=1985",
    "/ontology/changelog.csv": "/ontology/changelog.csv",
    "/terms.json": "/terms.json",
    "/properties.json": "/properties.json?class=wph:FullMembership",
    "/holds": "/holds?subject=id:uzbekistan&predicate=wph:memberOf&object=id:csto&at=2007&format=json",
    "/explain": "/explain?s=id:kazakhstan&p=wph:alliedWith&o=id:russia&at=2010&format=text",
    "/conflicts": "/conflicts",
    "/id/{name}": "/id/kazakhstan.ttl",
    "/id/{name}/{list_name}.csv": "/id/kazakhstan/allied-with.csv?at=2010",
    "/dyad/{first}/{second}": "/dyad/kazakhstan/russia",
    "/source/{name}": "/source/baseline-states.ttl",
    "/sources.{extension}": "/sources.csv",
    "/browse/{kind}.{extension}": "/browse/state.csv",
    "/browse.{extension}": "/browse.json",
    "/map.csv": "/map.csv?show=members&of=NATO&at=1990",
    "/search.json": "/search.json?q=%D0%9E%D0%94%D0%9A%D0%91",
    "/search/results.{extension}": "/search/results.csv?for=kazakhstan&kind=state",
    "/convert": "/convert?from=cow&to=iso3&value=970&value=260&at=1999",
    "/reconcile/suggest/{kind}": "/reconcile/suggest/entity?prefix=uzbek",
    "/panel": "/panel?unit=state-year&from=2000&until=2001&column=organizations",
    "/graph/{name}": "/graph/cldr-names.nt",
    "/download/{name}": "/download/ontology.ttl",
    "/ontology/terms.csv": "/ontology/terms.csv?q=member",
    "/ontology/term/{name}": "/ontology/term/memberOf",
    "/numbers.json": "/numbers.json",
    "/health": "/health",
    "/openapi.json": "/openapi.json",
}
"""An address that can be opened, for each of those that readers try first."""
_MOST_FORMATS = 4
"""Media types that are shown of an operation; the OpenAPI document has all."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address: what it means, where it stands, what it may be."""

    name: str
    meaning: str
    place: str
    is_required: bool
    values: str


@dataclass(frozen=True)
class Operation:
    """One method of an address: what it does, its parameters, the media types of its answer, and an example."""

    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    formats: tuple[str, ...]
    example: str

    @property
    def anchor(self) -> str:
        """Its fragment in the page."""
        return quote(f"{self.method.lower()}{self.path}".replace("/", "-").replace("{", "").replace("}", ""))


@dataclass(frozen=True)
class Group:
    """Operations that serve one purpose."""

    title: str
    purpose: str
    operations: tuple[Operation, ...]


def grouped_operations(document: Mapping[str, Any]) -> list[Group]:
    """The operations of an OpenAPI document in groups, in the order of the groups."""
    operations: dict[str, list[Operation]] = {title: [] for title in _GROUPS}
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            operations[_group_of(path)].append(_operation(path, method, described))
    return [Group(title, _GROUPS[title][0], tuple(listed)) for title, listed in operations.items() if listed]


def _group_of(path: str) -> str:
    return next(title for title, (_, beginnings) in _GROUPS.items() if path.startswith(beginnings))


def _operation(path: str, method: str, described: Mapping[str, Any]) -> Operation:
    return Operation(
        method.upper(),
        path,
        described["summary"].replace("*", "").replace("`", ""),
        tuple(_parameter(parameter) for parameter in described["parameters"]),
        tuple(_formats(described["responses"])),
        _EXAMPLES.get(path, "") if method == "get" else "",
    )


def _parameter(described: Mapping[str, Any]) -> Parameter:
    schema = described["schema"]
    values = schema.get("enum") or schema.get("examples") or ()
    return Parameter(
        described["name"],
        described.get("description", ""),
        described["in"],
        bool(described.get("required")),
        ", ".join(map(str, values)),
    )


def _formats(answers: Mapping[str, Any]) -> Iterable[str]:
    content = answers.get("200", {}).get("content", {})
    return list(content)[:_MOST_FORMATS]
