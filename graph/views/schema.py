"""What pages need of the ontology: labels, hierarchy, themes; read once for each version."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..rdf.curies import local_name, name_in_words
from ..rdf.namespaces import ONTOLOGY_GRAPH, WPH
from ..store import Store
from ..versions.published import PublishedVersion
from .select import select
from .version_cache import PerVersion

RELATED, INVOLVED, SITUATION = str(WPH.relatedTo), str(WPH.involvedIn), str(WPH.Situation)


@dataclass(frozen=True, order=True)
class Theme:
    """A heading of pages, with its place among the others."""

    order: int
    name: str
    label: str


OTHER = Theme(10_000, "other", "Further statements")

ROLES = "member|partner|observer|party|signatory|participant"
"""Nouns for what the subjects of a property are in its object, as alternatives of a pattern."""
_ROLE = re.compile(rf"(.*\b(?:{ROLES}))(?: of| at| to| in)")
"""The label of a property whose subjects have a role in its object."""


def incoming_words(label: str, *, is_noun: bool = False) -> str:
    """What the subjects of a property with a label are of its object, which need not be named again.

    >>> incoming_words("member of"), incoming_words("has capital"), incoming_words("recognizes")
    ('members', 'capital of', 'recognizes it')
    """
    role = _ROLE.fullmatch(label)
    if role:
        return plural(role[1])
    noun = label.removeprefix("has ")
    return f"{noun} of" if is_noun or noun != label else f"{label} it"


def plural(text: str) -> str:
    """A text with its last word in the plural: `parties`."""
    if text.endswith("y") and text[-2:-1] not in "aeiou":
        return f"{text[:-1]}ies"
    return f"{text}es" if text.endswith(("s", "x", "ch", "sh")) else f"{text}s"


@dataclass(frozen=True)
class Schema:
    """The ontology as pages use it. Hierarchies hold for each term all that lies above it, nearest first."""

    labels: dict[str, str]
    above: dict[str, tuple[str, ...]]
    themes: dict[str, Theme]
    symmetric: frozenset[str]
    classes: frozenset[str]
    properties: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    """Properties that pages show under a noun, such as `founding treaty`."""
    found: dict[str, Theme] = field(default_factory=dict, compare=False, repr=False)
    """The theme of each term that was asked for."""

    def label(self, term: str) -> str:
        """The English label of a term, or the words of its local name (`bibliographicCitation` has two)."""
        return self.labels.get(term) or name_in_words(term).lower()

    def incoming_label(self, prop: str) -> str:
        """What the subjects of a property are of its object: `members`, `founding treaty of`, `allied with it`."""
        return incoming_words(self.label(prop), is_noun=prop in self.nouns)

    def theme(self, term: str) -> Theme:
        """The theme of a class or property: its own, or that of the nearest term above it that has one."""
        theme = self.found.get(term)
        if theme is None:
            candidates = (each for each in (term, *self.above.get(term, ())) if each in self.themes)
            theme = self.found[term] = next((self.themes[each] for each in candidates), OTHER)
        return theme

    def is_below(self, term: str, other: str) -> bool:
        """Whether a term lies strictly below another."""
        return term != other and other in self.above.get(term, ())

    def narrowest(self, terms: Iterable[str]) -> list[str]:
        """Those of the terms that have no other of them below them."""
        candidates = set(terms)
        return sorted(term for term in candidates if not any(self.is_below(other, term) for other in candidates))


def read_schema(store: Store) -> Schema:
    """Read the ontology from its graph."""
    parents: dict[str, list[str]] = {}
    for row in _rows(store, "?term rdfs:subClassOf|rdfs:subPropertyOf ?value FILTER(isIRI(?term) && isIRI(?value))"):
        parents.setdefault(row["term"], []).append(row["value"])
    labels = {
        row["term"]: row["value"]
        for prop in ("rdfs:label", "wph:heading")  # what pages show a property under, where its label is a phrase
        for row in _rows(store, f'?term {prop} ?value FILTER(lang(?value) = "en" && {_IS_OURS})')
    }
    orders = {row["term"]: int(row["value"]) for row in _rows(store, "?term wph:displayOrder ?value")}
    named = {
        iri: Theme(order, local_name(iri).removesuffix("Theme"), labels.get(iri, local_name(iri)))
        for iri, order in orders.items()
    }
    shown = {row["term"]: row["value"] for row in _rows(store, "?term wph:displayTheme ?value")}
    symmetric = _rows(store, "?term a owl:SymmetricProperty BIND(1 AS ?value)")
    classes = _rows(store, "?term a owl:Class BIND(1 AS ?value) FILTER(isIRI(?term))")
    properties = _rows(store, "?term a owl:ObjectProperty BIND(1 AS ?value) FILTER(isIRI(?term))")
    return Schema(
        labels,
        {term: _ancestors(term, parents) for term in parents},
        {term: named[theme] for term, theme in shown.items() if theme in named},
        frozenset(row["term"] for row in symmetric),
        frozenset(row["term"] for row in classes),
        frozenset(row["term"] for row in properties),
        frozenset(row["term"] for row in _rows(store, '?term wph:heading ?value FILTER(lang(?value) = "en")')),
    )


_IS_OURS = f'STRSTARTS(STR(?term), "{WPH}")'
"""A SPARQL expression: the term is the project's; those of other vocabularies are shown as CURIEs."""


def _rows(store: Store, pattern: str) -> list[dict[str, str]]:
    rows = select(
        store, f"SELECT ?term ?value WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ {pattern} }} }} ORDER BY ?term ?value"
    )
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def _ancestors(term: str, parents: dict[str, list[str]]) -> tuple[str, ...]:
    """Everything above a term, breadth first, so that what is nearest comes first."""
    ancestors: dict[str, None] = {}
    waiting = deque(parents.get(term, []))
    while waiting:
        parent = waiting.popleft()
        if parent not in ancestors and parent != term:
            ancestors[parent] = None
            waiting.extend(parents.get(parent, []))
    return tuple(ancestors)


_SCHEMAS = PerVersion(lambda served: read_schema(served.store))


def schema_of(served: PublishedVersion) -> Schema:
    """The ontology of a version."""
    return _SCHEMAS.of(served)
