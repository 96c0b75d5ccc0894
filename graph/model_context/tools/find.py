"""`find`: what a name or a code may stand for."""

from __future__ import annotations

from collections.abc import Iterable

from ...rdf.curies import shorten
from ...store import select
from ..references import answered
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters


def _find(session: Session, arguments: Arguments) -> Json:
    hits = session.graph.search(arguments["name"], limit=arguments["limit"])
    matches = [
        {
            "iri": hit.iri,
            "id": shorten(hit.iri),
            "label": hit.label,
            "kind": hit.kind,
            "matched": hit.name,
            "language_or_scheme": hit.detail or None,
        }
        for hit in hits
    ]
    described_in = _sources_of(session, [hit.iri for hit in hits])
    return answered(session, None, {"matches": matches}, dict.fromkeys(described_in, ()))


def _sources_of(session: Session, iris: Iterable[str]) -> list[str]:
    """The sources in whose graphs something is stated about the entities."""
    values = " ".join(f"<{iri}>" for iri in iris)
    rows = select(
        session.graph.store(),
        f"""SELECT DISTINCT ?source WHERE {{ VALUES ?entity {{ {values} }} GRAPH ?graph {{ ?entity ?property ?value }}
            ?source wph:namedGraph ?graph }} ORDER BY ?source""",
    )
    return [row["source"]["value"] for row in rows]


TOOL = Tool(
    "find",
    "Find a name",
    "Finds states, organizations, treaties, persons, classes and relations by a name in any language, by a code "
    "(COW, ISO 3166, Gleditsch-Ward) or by the beginning of its words. Use it first when a name is uncertain; other "
    "tools take the id that it gives.",
    (Parameter("name", "The name or code.", required=True), parameters.limit(50, 10)),
    _find,
)
