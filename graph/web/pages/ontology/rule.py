"""Pages of rules: what a rule says, which terms it joins and derives, and its SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, request
from rdflib.namespace import RDF
from werkzeug.exceptions import NotFound

from ....inputs.source_rules import all_rule_paths
from ....rdf.formats import GRAPH_FORMATS
from ....rdf.namespaces import WPH
from ....reason.rules.rule import Pattern, Rule
from ....reference_docs.rules import SPECIFICATION
from ....settings import Settings
from ....sparql.files import file_name, read_sparql_file
from ....views.answers import completeness
from ....views.schema import schema_of
from ...protocol.negotiation import wants_html
from ...request_context import published, settings
from ..common.rendering import page

blueprint = Blueprint("rule", __name__)

SPARQL_TYPE = "application/sparql-query"
_TYPE = RDF.type.n3()


@dataclass(frozen=True)
class OwnRule:
    """A rule of the project's own, with the terms of the ontology that it needs and those that it derives."""

    name: str
    title: str
    needs: frozenset[str]
    derives: frozenset[str]
    finds_contradictions: bool


@blueprint.get("/rule/<name>")
def rule(name: str) -> Response:
    """Give a rule of the reasoner as a page, or as the SPARQL that it is."""
    path = next((path for path in all_rule_paths(settings()) if file_name(path) == name), None)
    if path is None:
        raise NotFound(f"The reasoner has no rule {name!r}; /ontology#rules lists those of the project's own.")
    file = read_sparql_file(path)
    if not wants_html(request, GRAPH_FORMATS):
        return Response(file.text, content_type=f"{SPARQL_TYPE}; charset=utf-8")
    own = next((candidate for candidate in own_rules(settings()) if candidate.name == name), None)
    return page(
        "rule.html",
        name=name,
        title=file.value("title"),
        notes=file.values("description"),
        table=next(iter(file.values("table")), ""),
        specification=SPECIFICATION,
        own=own,
        schema=schema_of(published()),
        text="\n".join(line for line in file.text.split("\n") if not line.startswith("#+")).strip(),
    )


@lru_cache(maxsize=4)
def own_rules(settings: Settings) -> tuple[OwnRule, ...]:
    """The project's own rules, sorted by name."""
    return tuple(map(_own_rule, completeness.own_rules(settings)))


def rules_about(settings: Settings, iri: str) -> tuple[list[OwnRule], list[OwnRule]]:
    """The project's own rules that derive a term, and those that find contradictions in its use."""
    rules = own_rules(settings)
    deriving = [rule for rule in rules if iri in rule.derives]
    return deriving, [rule for rule in rules if rule.finds_contradictions and iri in rule.needs]


def _own_rule(rule: Rule) -> OwnRule:
    needs = frozenset(term for pattern in rule.body for term in _terms(pattern))
    derives = frozenset(term for pattern in rule.head for term in _terms(pattern))
    return OwnRule(rule.name, rule.title, needs, derives, rule.finds_contradictions)


def _terms(pattern: Pattern) -> list[str]:
    """The terms of ours that a pattern is about: its property, or its class."""
    term = pattern.object if pattern.predicate == _TYPE else pattern.predicate
    iri = term.strip("<>")
    return [iri] if iri.startswith(str(WPH)) else []
