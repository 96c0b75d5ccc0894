"""Labels of IRIs, read from a store: the same query here and at a running service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ..rdf.namespaces import NOT_DERIVED
from ..store import Store, select

_BATCH = 400
"""IRIs in one query: some 40,000 bytes of the 100,000 that a service takes by default."""
_ABSOLUTE = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


def read_labels(store: Store, iris: Iterable[str]) -> Mapping[str, str]:
    """The labels of those IRIs that have one: in English, else in another language."""
    candidates: dict[str, list[tuple[bool, str]]] = {}
    for batch in _batches(sorted(set(filter(is_safe, iris)))):
        for iri, language, text in _labels(store, batch):
            candidates.setdefault(iri, []).append((language != "en", text))
    return {iri: min(texts)[1] for iri, texts in candidates.items()}


def is_safe(iri: str) -> bool:
    """Whether a text is an absolute IRI that can stand in a query (SPARQL 1.1, production 139)."""
    return _ABSOLUTE.fullmatch(iri) is not None


def _batches(iris: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(iris)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _labels(store: Store, iris: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    # Read where labels are stated: what has ended by the reference date is not in the default graph.
    terms = " ".join(f"<{iri}>" for iri in iris)
    query = f"""SELECT ?term ?text WHERE {{ VALUES ?term {{ {terms} }}
        GRAPH ?g {{ ?term rdfs:label|dcterms:title ?text }} FILTER({NOT_DERIVED}) }}"""
    for row in select(store, query):
        yield row["term"]["value"], row["text"].get("xml:lang", ""), row["text"]["value"]
