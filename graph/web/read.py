"""What pages read from the store: descriptions, labels and counts, as plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ..formats import JSON
from ..store import Store
from ..vocab import INFERRED_GRAPH

MAX_INCOMING = 200


@dataclass(frozen=True)
class Value:
    """A term as a page shows it: its text, its label if it has one, and whether it is an IRI."""

    text: str
    label: str
    is_iri: bool
    language: str = ""


@dataclass
class Fact:
    """One property of a thing with a value, and the graphs in which it stands."""

    prop: Value
    value: Value
    graphs: set[str] = field(default_factory=set)

    @property
    def is_inferred(self) -> bool:
        """Whether the fact is only derived."""
        return self.graphs == {str(INFERRED_GRAPH)}


def select(store: Store, query: str) -> list[dict[str, dict[str, str]]]:
    """The solutions of a SELECT query, each a mapping from variable to its SPARQL JSON term."""
    answer = store.run(query, lambda _: JSON)
    document: Any = json.loads(answer.body)
    bindings: list[dict[str, dict[str, str]]] = document["results"]["bindings"]
    return bindings


def outgoing(store: Store, iri: str) -> list[Fact]:
    """What is said of a thing, asserted before inferred, by the label of the property."""
    rows = select(
        store,
        f"""SELECT ?p ?pl ?o ?ol ?g WHERE {{
            GRAPH ?g {{ <{iri}> ?p ?o }} FILTER(!isBlank(?o))
            OPTIONAL {{ ?p rdfs:label ?pl FILTER(lang(?pl) = "en") }}
            OPTIONAL {{ ?o rdfs:label ?ol FILTER(lang(?ol) = "en") }} }}""",
    )
    return _facts(rows, "p", "o")


def incoming(store: Store, iri: str) -> list[Fact]:
    """What is asserted of other things with this one as its value, at most MAX_INCOMING."""
    rows = select(
        store,
        f"""SELECT ?p ?pl ?s ?sl ?g WHERE {{
            GRAPH ?g {{ ?s ?p <{iri}> }} FILTER(?g != <{INFERRED_GRAPH}> && !isBlank(?s))
            OPTIONAL {{ ?p rdfs:label ?pl FILTER(lang(?pl) = "en") }}
            OPTIONAL {{ ?s rdfs:label ?sl FILTER(lang(?sl) = "en") }} }} ORDER BY ?p ?s LIMIT {MAX_INCOMING}""",
    )
    return _facts(rows, "p", "s")


def count_incoming(store: Store, iri: str) -> int:
    """How many asserted triples have this thing as their value."""
    rows = select(
        store, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p <{iri}> }} FILTER(?g != <{INFERRED_GRAPH}>) }}"
    )
    return int(rows[0]["n"]["value"])


def label_of(facts: list[Fact], fallback: str) -> str:
    """The English label among the facts, any label when there is none in English, else the fallback."""
    labels = [fact.value for fact in facts if fact.prop.text.endswith(("#label", "/title"))]
    english = [label.text for label in labels if label.language == "en"]
    return (english or [label.text for label in labels] or [fallback])[0]


def _facts(rows: list[dict[str, dict[str, str]]], prop: str, value: str) -> list[Fact]:
    found: dict[tuple[Value, Value], Fact] = {}
    for row in rows:
        key = _value(row, prop), _value(row, value)
        found.setdefault(key, Fact(*key)).graphs.add(row["g"]["value"])
    return sorted(found.values(), key=lambda f: (f.is_inferred, f.prop.label, f.value.label, f.value.text))


def _value(row: dict[str, dict[str, str]], name: str) -> Value:
    term = row[name]
    label = row.get(f"{name}l", {}).get("value", "")
    return Value(term["value"], label, term["type"] == "uri", term.get("xml:lang", ""))
