"""Small datasets for the reasoner's laws: built from axioms and facts over a handful of names."""

from collections.abc import Iterable, Sequence
from functools import cache
from os import environ

import hypothesis
import pyoxigraph as ox

from westphalia.inputs.ontology import rule_paths
from westphalia.reason.materialize import close_quads
from westphalia.reason.rules.cache import read_rules_cached
from westphalia.reason.rules.rule import Rule
from westphalia.settings import PROJECT_ROOT, Settings

examples = hypothesis.settings(
    max_examples=int(environ.get("WESTPHALIA_EXAMPLES", "12")),
    derandomize="WESTPHALIA_EXAMPLES" not in environ,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
"""How laws are tried: a few fixed examples each time, and as many random ones as WESTPHALIA_EXAMPLES asks for."""

EX = "http://example.org/"
HEAD = f"""@prefix : <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules of the project; parsed once for all processes, since that takes two seconds."""
    return tuple(read_rules_cached(rule_paths(PROJECT_ROOT / "ontology"), Settings().cache_dir))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that a build runs."""
    return tuple(rule for rule in all_rules() if not rule.on_request)


def rules_named(names: Iterable[str]) -> list[Rule]:
    """Those of the project's rules that have one of these names."""
    wanted = set(names)
    return [rule for rule in all_rules() if rule.name in wanted]


def quads(turtle: str, graph: str = "urn:input", head: str = HEAD) -> list[ox.Quad]:
    """Turtle without its prefixes as quads of one graph."""
    name = ox.NamedNode(graph)
    return [ox.Quad(*quad.triple, name) for quad in ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)]


def closure_on(data: Iterable[ox.Quad], day: str, ran: Sequence[Rule] | None = None) -> set[tuple[str, str, str]]:
    """What the dated closure of `data` holds on a day (ISO form) beyond what always held as data: derived triples."""
    closed = close_quads(data, ran or rules())
    return {(s, p, o) for s, p, o, f, u in closed.triples if (f is None or f <= day) and (u is None or day < u)}


def lifespan(name: str, begins: int | None, ends: int | None) -> str:
    """Turtle that dates a subject by years."""
    parts = [("validFrom", begins), ("validUntil", ends)]
    return "".join(
        f':{name} wph:{prop} "{year}-01-01T00:00:00Z"^^xsd:dateTime .\n' for prop, year in parts if year is not None
    )
