"""`cite`: how to cite what the graph says of an entity, and the sources behind it."""

from __future__ import annotations

from ...api.knowledge_graph import read_date
from ...views.entities.citation import cite
from ..references import answered
from ..session import Session
from ..tool import Arguments, Json, Tool
from . import parameters


def _cite(session: Session, arguments: Arguments) -> Json:
    entity = session.graph.entity(arguments["entity"], at=read_date(arguments["at"]))
    citation = cite(entity.label, entity.iri, entity.date, session.manifest)
    places: dict[str, list[str]] = {}
    for report in entity.reports:
        places.setdefault(report.source, []).extend([report.locator] if report.locator else [])
    content = {
        "entity": entity.iri,
        "citation": citation.text,
        "bibtex": citation.bibtex,
        "documents": sorted({report.cited for report in entity.reports if report.cited}),
    }
    return answered(session, entity.date, content, places)


TOOL = Tool(
    "cite",
    "Cite an entity",
    "Gives the reference to an entity as the graph describes it on a date, in words and as BibTeX, and the sources, "
    "places and documents on which its records rest, with their licences.",
    (parameters.entity("entity", "The entity"), parameters.AT),
    _cite,
)
