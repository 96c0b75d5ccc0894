"""The ontology as a page: every term with an anchor equal to its local name."""

from __future__ import annotations

from dataclasses import dataclass

from ...rdf.namespaces import ONTOLOGY_GRAPH, WPH
from ...store import Store
from ..select import select

_KINDS = (
    ("Classes", "owl:Class"),
    ("Object properties", "owl:ObjectProperty"),
    ("Data properties", "owl:DatatypeProperty"),
    ("Annotation properties", "owl:AnnotationProperty"),
    ("Individuals", "owl:NamedIndividual"),
)


@dataclass(frozen=True)
class Term:
    """A term of the ontology as the page shows it."""

    name: str
    label: str
    definition: str
    example: str
    parents: tuple[str, ...]


def ontology_terms(store: Store) -> list[tuple[str, list[Term]]]:
    """The project's terms by kind, each kind sorted by label."""
    return [(title, sorted(_terms(store, kind), key=lambda term: term.label.casefold())) for title, kind in _KINDS]


def _terms(store: Store, kind: str) -> list[Term]:
    rows = select(
        store,
        f"""SELECT ?term ?label ?definition ?example (GROUP_CONCAT(DISTINCT ?parent; separator=" ") AS ?parents)
        WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?term a {kind} ; rdfs:label ?label ; skos:definition ?definition .
            FILTER(lang(?label) = "en" && lang(?definition) = "en")
            OPTIONAL {{ ?term skos:example ?example FILTER(lang(?example) = "en") }}
            OPTIONAL {{ ?term rdfs:subClassOf|rdfs:subPropertyOf ?p
                FILTER(STRSTARTS(STR(?p), "{WPH}")) BIND(STRAFTER(STR(?p), "#") AS ?parent) }} }} }}
        GROUP BY ?term ?label ?definition ?example ORDER BY ?term""",
    )
    return [_term(row) for row in rows]


def _term(row: dict[str, dict[str, str]]) -> Term:
    text = {name: cell["value"] for name, cell in row.items()}
    name = text["term"].removeprefix(str(WPH))
    parents = tuple(sorted(text.get("parents", "").split()))
    return Term(name, text["label"], text["definition"], text.get("example", ""), parents)


@dataclass(frozen=True)
class Node:
    """A class in the tree, with those right below it and the number of all below it."""

    name: str
    label: str
    below: tuple[Node, ...]

    @property
    def count(self) -> int:
        """How many classes lie below it."""
        return sum(1 + node.count for node in self.below)


def class_tree(groups: list[tuple[str, list[Term]]]) -> list[Node]:
    """The classes as trees of subclasses; a class with two superclasses occurs under both."""
    classes = {term.name: term for title, terms in groups if title == _KINDS[0][0] for term in terms}
    roots = [term for term in classes.values() if not set(term.parents) & classes.keys()]
    return [_node(term, classes) for term in roots]


def _node(term: Term, classes: dict[str, Term]) -> Node:
    below = tuple(_node(child, classes) for child in classes.values() if term.name in child.parents)
    return Node(term.name, term.label, below)
