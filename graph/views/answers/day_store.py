"""What answers need of a day around two things, in a store in memory: no store of the whole day is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from ...rdf.namespaces import WPH
from ...store import EmbeddedStore, Store
from ..select import select
from .history import held

_TYPE = str(RDF.type)
_DATED = (_TYPE, str(WPH.partyTo), str(WPH.possiblyPartyTo))
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
    rows = []
    for thing in things:
        rows += [(thing, prop, end) for prop in _DATED for end in held(store, prop, thing, "", day).then]
        classes = select(
            store,
            f"""SELECT ?class WHERE {{
                GRAPH ?g {{ <{thing}> a ?class }} FILTER(?g != graph:history && isIRI(?class)) }}""",
        )
        rows += [(thing, _TYPE, row["class"]["value"]) for row in classes]
    return rows


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
