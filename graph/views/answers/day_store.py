"""What answers need of a day around two things, in a store in memory: no store of the whole day is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox
from rdflib.namespace import RDFS

from ...rdf.namespaces import WPH
from ...store import EmbeddedStore, Store
from ..select import select

_DATED = "rdf:type wph:partyTo wph:possiblyPartyTo"
_OF_UNDERTAKINGS = "wph:undertakenIn wph:undertakenObligation wph:owedBy wph:owedTo wph:owedToThirdState rdf:type"


def store_around(store: Store, things: Iterable[str], day: date) -> Store:
    """A store with the classes of things on a day, treaties that bind or may bind them, and their obligations."""
    around = ox.Store()
    ends = [thing for thing in things if thing.startswith("http")]
    around.extend(_quads(_dated_rows(store, ends, day)))
    may_bind = {
        quad.object.value
        for quad in around.quads_for_pattern(None, ox.NamedNode(WPH.possiblyPartyTo), None, None)
        if isinstance(quad.object, ox.NamedNode)
    }
    if may_bind:
        around.extend(_quads(_undertakings(store, may_bind)))
    return EmbeddedStore(around)


def _dated_rows(store: Store, things: Iterable[str], day: date) -> list[tuple[str, str, str]]:
    instant = f'"{day.isoformat()}T00:00:00Z"^^xsd:dateTime'
    rows = []
    for thing in things:
        for prop in _DATED.split():
            rows += select(
                store,
                f"""SELECT (<{thing}> AS ?s) (IRI(STR({prop})) AS ?p) ?o WHERE {{ GRAPH graph:history {{
                    ?h owl:annotatedSource <{thing}> ; owl:annotatedProperty {prop} ; owl:annotatedTarget ?o
                    OPTIONAL {{ ?h wph:heldFrom ?from }} OPTIONAL {{ ?h wph:heldUntil ?until }} }}
                    FILTER((!BOUND(?from) || ?from <= {instant}) && (!BOUND(?until) || ?until > {instant})) }}""",
            )
        rows += select(
            store,
            f"""SELECT (<{thing}> AS ?s) (rdf:type AS ?p) ?o WHERE {{
                GRAPH ?g {{ <{thing}> a ?o }} FILTER(?g != graph:history) }}""",
        )
    return [(row["s"]["value"], row["p"]["value"], row["o"]["value"]) for row in rows if row["o"]["type"] == "uri"]


def _undertakings(store: Store, treaties: Iterable[str]) -> list[tuple[str, str, str]]:
    wanted = ", ".join(_OF_UNDERTAKINGS.split())
    rows = []
    for treaty in sorted(treaties):
        rows += select(
            store,
            f"""SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s wph:undertakenIn <{treaty}> ; ?p ?o }}
                FILTER(?p IN ({wanted})) }}""",
        )
        rows += select(
            store,
            f"""SELECT DISTINCT (<{treaty}> AS ?s) (rdfs:label AS ?p) ?o WHERE {{
                GRAPH ?g {{ <{treaty}> rdfs:label ?o }} FILTER(lang(?o) = "en") }}""",
        )
    return [(row["s"]["value"], row["p"]["value"], row["o"]["value"]) for row in rows]


def _quads(rows: Iterable[tuple[str, str, str]]) -> Iterable[ox.Quad]:
    for subject, prop, value in rows:
        term = ox.Literal(value, language="en") if prop == str(RDFS.label) else ox.NamedNode(value)
        yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(prop), term)
