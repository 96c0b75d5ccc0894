"""Answers about where sources disagree: reports of one situation whose dates or values conflict."""

from __future__ import annotations

from collections.abc import Sequence

from ...rdf.curies import local_name
from ...views.entities.statement_readers import StoreReader
from ...views.entities.statements import read_statements
from ...views.schema import Schema, read_schema
from ...views.select import select
from ...views.situations.disagreements import Disagreement, disagreements, widest_first
from ...views.situations.tables import disagreements_table
from ..card import Card, Link
from ..reading import Reading
from .context import Context
from .sentences import capital, listed

_QUERY = """SELECT DISTINCT ?report ?source WHERE {{
  GRAPH ?g {{ ?report ?part <{thing}> ; wph:source ?source }}
}} ORDER BY ?report ?source"""


def conflicts_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of the disagreements in which a thing has a part, and of the sources that disagree."""
    [thing] = reading.things.values()
    schema = _schema(context)
    reader = StoreReader(context.store)
    records = [
        record
        for iri in (thing.iri, *_borders(context, thing.iri))
        for record in read_statements(reader, schema, context.instants, iri).records
    ]
    groups = widest_first(disagreements({record.iri: record for record in records}.values()))
    sources = sorted({report.cited or report.source for group in groups for report in group.reports})
    labels = _labels(context, [*sources, *(iri for group in groups for iri in group.entities)])
    spoken = context.spoken(thing.iri)
    return Card(
        question=question,
        sentence=_sentence(spoken, groups, [labels[source] for source in sources]),
        remarks=("Reports that no other source contradicts are not among these.",) if groups else (),
        table=disagreements_table(groups, schema, lambda iri: labels.get(iri) or context.lexicon.label(iri))
        if groups
        else None,
        places=(thing.iri,) if "State" in thing.kinds else (),
        query=_QUERY.format(thing=thing.iri),
        related=(Link("The page of disagreements", f"/conflicts?of=id:{local_name(thing.iri)}"),),
    )


def _borders(context: Context, iri: str) -> list[str]:
    """The borders of a state, or of its territories: what sources say of these is said of it."""
    query = f"""SELECT DISTINCT ?border WHERE {{
        {{ SELECT DISTINCT ?side WHERE {{ {{ GRAPH graph:history {{ ?held owl:annotatedTarget <{iri}> ;
            owl:annotatedProperty wph:territoryOf ; owl:annotatedSource ?side }} }}
            UNION {{ GRAPH ?t {{ ?side wph:territoryOf <{iri}> }} }}
            UNION {{ VALUES ?side {{ <{iri}> }} }} }} }}
        GRAPH ?g {{ ?record ?part ?side ; wph:border ?border }} }}"""
    return sorted(row["border"]["value"] for row in select(context.store, query))


def _sentence(spoken: str, groups: Sequence[Disagreement], sources: Sequence[str]) -> str:
    if not groups:
        return f"Among what is recorded about {spoken} the sources do not contradict each other."
    matters = "matter" if len(groups) == 1 else "matters"
    return capital(f"{len(sources)} sources disagree about {spoken} in {len(groups)} {matters}: {listed(sources)}.")


def _schema(context: Context) -> Schema:
    """The ontology of a version, read once."""
    schema = context.cache.get("schema")
    if not isinstance(schema, Schema):
        schema = context.cache["schema"] = read_schema(context.store)
    return schema


def _labels(context: Context, iris: Sequence[str]) -> dict[str, str]:
    """The names of entities and the titles of sources."""
    values = " ".join(f"<{iri}>" for iri in sorted(set(iris)) if iri)
    rows = select(
        context.store,
        f"""SELECT ?x (SAMPLE(?text) AS ?name) WHERE {{ VALUES ?x {{ {values} }}
            GRAPH ?g {{ ?x rdfs:label|dcterms:title ?text }} FILTER(lang(?text) IN ("en", "")) }} GROUP BY ?x""",
    )
    named = {row["x"]["value"]: row["name"]["value"] for row in rows if "x" in row and "name" in row}
    return {iri: named.get(iri) or context.lexicon.label(iri) for iri in iris}
