"""Labels as the store has them: one to show for each resource."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

import pyoxigraph as ox

from ..rdf.curies import local_name
from ..rdf.namespaces import BASE, NOT_DERIVED, WPH
from ..store import Rows, Store, select

_LABELS = f"""SELECT ?thing ?text WHERE {{
    %s GRAPH ?g {{ ?thing rdfs:label|dcterms:title ?text }} FILTER({NOT_DERIVED}) }}"""
_CLASSED = """SELECT DISTINCT ?thing WHERE {
    %s GRAPH ?g { ?thing a ?class } FILTER(?class != owl:Axiom) }"""


def every_label(store: Store) -> dict[str, str]:
    """The label of each resource that has one or is the project's own: in English, else in another language."""
    return _labels(store, "")


def labels_among(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The same of these resources alone; a text that is no IRI has none."""
    return _labels(store, f"VALUES ?thing {{ {' '.join(_terms(iris))} }}")


def _terms(iris: Iterable[str]) -> Iterator[str]:
    for iri in dict.fromkeys(iris):
        with suppress(ValueError):
            yield str(ox.NamedNode(iri))


def _labels(store: Store, among: str) -> dict[str, str]:
    best: dict[str, tuple[bool, str]] = {}
    for row in select(store, _LABELS % among):
        if row["thing"]["type"] != "uri":
            continue
        iri, candidate = row["thing"]["value"], (row["text"].get("xml:lang") != "en", row["text"]["value"])
        best[iri] = min(best.get(iri, candidate), candidate)
    return {iri: text for iri, (_, text) in best.items()} | _unlabelled(select(store, _CLASSED % among), best)


def _unlabelled(classed: Rows, labelled: Collection[str]) -> dict[str, str]:
    """Local names for resources of the project without a label, so that everything has a text to show.

    The axioms of the history have none: they are four in five of all that has a class, and named by digests.
    """
    things = (row["thing"]["value"] for row in classed if row["thing"]["type"] == "uri")
    return {iri: local_name(iri) for iri in things if iri.startswith((BASE, str(WPH))) and iri not in labelled}
