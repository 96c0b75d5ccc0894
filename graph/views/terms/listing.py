"""The ontology as a page: every term with an anchor equal to its local name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...rdf.curies import local_name
from ...rdf.namespaces import ONTOLOGY_GRAPH, WPH
from ...store import Store
from ..select import select
from ..tables.table import Cell, Column, Part, Row, Table

_KINDS = (
    ("Classes", "owl:Class"),
    ("Object properties", "owl:ObjectProperty"),
    ("Data properties", "owl:DatatypeProperty"),
    ("Annotation properties", "owl:AnnotationProperty"),
    ("Individuals", "owl:NamedIndividual"),
)


_COLUMNS = (
    Column("label", "Term"),
    Column("term", "Name"),
    Column("kind", "Kind"),
    Column("definition", "Definition"),
    Column("under", "Under"),
    Column("module", "Module"),
    *(Column(name) for name in ("example", "iri")),
)


@dataclass(frozen=True)
class Term:
    """A term of the ontology as the page shows it."""

    name: str
    label: str
    definition: str
    example: str
    parents: tuple[str, ...]
    module: str = ""


def ontology_terms(store: Store) -> list[tuple[str, list[Term]]]:
    """The project's terms by kind, each kind sorted by label."""
    return [(title, sorted(_terms(store, kind), key=lambda term: term.label.casefold())) for title, kind in _KINDS]


def _terms(store: Store, kind: str) -> list[Term]:
    rows = select(
        store,
        f"""SELECT ?term ?label ?definition ?example (GROUP_CONCAT(DISTINCT ?parent; separator=" ") AS ?parents)
            (SAMPLE(?defining) AS ?module)
        WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?term a {kind} ; rdfs:label ?label ; skos:definition ?definition .
            FILTER(lang(?label) = "en" && lang(?definition) = "en")
            OPTIONAL {{ ?term rdfs:isDefinedBy ?defining }}
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
    return Term(name, text["label"], text["definition"], text.get("example", ""), parents, text.get("module", ""))


def terms_table(groups: Iterable[tuple[str, list[Term]]]) -> Table:
    """All terms as a table, kind by kind."""
    rows = (_row(title, term) for title, terms in groups for term in terms)
    return Table("terms", "Terms of the ontology", _COLUMNS, tuple(rows))


def _row(title: str, term: Term) -> Row:
    iri = str(WPH[term.name])
    cells = {
        "label": Cell(term.label, (Part(term.label, iri=iri),)),
        "term": Cell(f"wph:{term.name}"),
        "kind": Cell(title),
        "definition": Cell(term.definition),
        "under": Cell(" ".join(f"wph:{parent}" for parent in term.parents)),
        "module": Cell(local_name(term.module), (Part(local_name(term.module), iri=term.module),)),
        "example": Cell(term.example),
        "iri": Cell(iri),
    }
    return Row(cells)


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
