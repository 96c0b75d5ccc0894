"""What reconciliation reads of a version: codes and names, classes, lifespans, and relations with their periods."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..codes import CodeTable, read_code_table
from ..codes.conversion import local_id
from ..rdf.curies import local_name
from ..rdf.namespaces import HISTORY_GRAPH, ID, NOT_DERIVED
from ..rdf.stated_classes import stated_class
from ..search import Names
from ..store import Store, select
from ..views.dates.periods import DAY, Period

RELATIONS = ("memberOf", "partyTo", "alliedWith", "borders")
"""Relations whose targets on a date may be queried and fetched, by local names."""

_CLASSES = """SELECT DISTINCT ?class ?label ?above WHERE {
    GRAPH graph:ontology { ?class rdfs:subClassOf* ?above } GRAPH graph:ontology { ?class rdfs:label ?label }
    GRAPH graph:ontology { ?above rdfs:subClassOf* wph:Entity }
    FILTER(isIRI(?above) && lang(?label) = "en") }"""


@dataclass(frozen=True)
class Described:
    """An entity: its label, its asserted classes (local names) without those above others, and its lifespan."""

    iri: str
    label: str
    types: tuple[str, ...]
    life: Period

    @property
    def id(self) -> str:
        """The short identifier."""
        return local_id(self.iri)


class Catalog:
    """Entities of one version, read from its store; what is read whole is kept, so it serves many requests.

    Threads may share it.
    """

    def __init__(self, store: Store, names: Names) -> None:
        self.names = names
        self._store = store
        self._lock = threading.Lock()
        self._relations: dict[str, Mapping[str, Sequence[tuple[str, Period]]]] = {}

    @cached_property
    def codes(self) -> CodeTable:
        """Codes, names and lifespans of political entities."""
        return read_code_table(self._store)

    @cached_property
    def types(self) -> dict[str, str]:
        """The labels of the classes of entities, by local names."""
        return {name: label for name, (label, _) in self._classes.items()}

    def is_kind_of(self, types: Iterable[str], wanted: str) -> bool:
        """Whether one of some classes is a class or lies below it."""
        return any(wanted in self._classes[name][1] for name in types if name in self._classes)

    def describe(self, iris: Iterable[str]) -> dict[str, Described]:
        """The entities among some resources; others, such as records and terms, are left out."""
        wanted = sorted(set(iris))
        labels = self.names.labels(wanted)
        stated = self._stated(wanted)
        return {
            iri: Described(iri, labels.get(iri, local_id(iri)), types, _life(stated[iri]))
            for iri in wanted
            if (types := self._most_specific(stated[iri].get("type", set())))
        }

    def related(self, relation: str) -> Mapping[str, Sequence[tuple[str, Period]]]:
        """The targets of each subject of a relation, with the periods in which it holds; read when first needed."""
        with self._lock:
            if relation not in self._relations:
                self._relations[relation] = _read_relation(self._store, relation)
            return self._relations[relation]

    def _stated(self, iris: Sequence[str]) -> dict[str, dict[str, set[str]]]:
        terms = " ".join(f"<{iri}>" for iri in iris)
        rows = select(
            self._store,
            f"""SELECT ?entity ?property ?value WHERE {{ VALUES ?entity {{ {terms} }}
            {{ GRAPH ?g {{ ?entity ?property ?value }} FILTER({NOT_DERIVED} && ?property IN
            (wph:validFrom, wph:validUntil, wph:datePrecision)) }}
            UNION {{ {stated_class("?entity")} BIND(rdf:type AS ?property) BIND(?class AS ?value) }} }}""",
        )
        stated: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows if iris else ():
            stated[row["entity"]["value"]][local_name(row["property"]["value"])].add(row["value"]["value"])
        return stated

    def _most_specific(self, classes: Iterable[str]) -> tuple[str, ...]:
        names = {name for iri in classes if (name := local_name(iri)) in self._classes}
        above = {other for name in names for other in self._classes[name][1] if other != name}
        return tuple(sorted(names - above))

    @cached_property
    def _classes(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Of each class of entities its label, and the classes above it with itself."""
        labels: dict[str, str] = {}
        above: dict[str, set[str]] = defaultdict(set)
        for row in select(self._store, _CLASSES):
            name = local_name(row["class"]["value"])
            labels[name] = row["label"]["value"]
            above[name].add(local_name(row["above"]["value"]))
        return {name: (label, frozenset(above[name] | {name})) for name, label in labels.items()}


def _life(stated: Mapping[str, set[str]]) -> Period:
    """A lifespan; where sources differ, from the first begin to the last end."""
    precision = min((local_name(iri) for iri in stated.get("datePrecision", ())), default=DAY)
    return Period(
        min(stated.get("validFrom", ()), default=""), max(stated.get("validUntil", ()), default=""), precision
    )


def _read_relation(store: Store, relation: str) -> dict[str, list[tuple[str, Period]]]:
    rows = select(
        store,
        f"""SELECT ?subject ?object ?from ?until WHERE {{ GRAPH <{HISTORY_GRAPH}> {{
        ?axiom owl:annotatedProperty wph:{relation} ; owl:annotatedSource ?subject ; owl:annotatedTarget ?object
        OPTIONAL {{ ?axiom wph:heldFrom ?from }} OPTIONAL {{ ?axiom wph:heldUntil ?until }} }} }}""",
    )
    related: dict[str, list[tuple[str, Period]]] = defaultdict(list)
    for row in rows:
        if row["object"]["value"].startswith(str(ID)):
            begin, end = (row[name]["value"] if name in row else "" for name in ("from", "until"))
            related[row["subject"]["value"]].append((row["object"]["value"], Period(begin, end)))
    return related
