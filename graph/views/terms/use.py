"""Where a term is used: how often, with examples, and the query that finds all uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ...rdf.curies import shorten
from ...rdf.folding import fold
from ...rdf.namespaces import GENID
from ...store import Store
from ..select import select

LabelLookup = Callable[[Iterable[str]], Mapping[str, str]]
"""Gives the labels of those IRIs that have one."""
IN_PLACE = 50
"""Subjects that a page shows; a general property has a hundred thousand uses, which the query lists at once."""
_SORTED = 3000
"""Uses beyond which the ready query leaves them as they come, since sorting would take seconds."""

_PATTERNS = {"class": "?thing a {term}", "property": "?thing {term} ?value", "individual": "?thing ?property {term}"}
_ONCE = "?axiom owl:annotatedProperty {term} ; owl:annotatedSource ?thing ; owl:annotatedTarget ?value"
"""A relation at any time, as the history has it."""
_NAMED = f'FILTER(isIRI(?thing) && !STRSTARTS(STR(?thing), "{GENID}"))'
_QUERY = """\
SELECT {columns} WHERE {{
  {pattern}{label}
}}{order}"""
_LABEL = """ .
  OPTIONAL { ?thing rdfs:label ?label FILTER(lang(?label) = "en") }"""


@dataclass(frozen=True)
class Cell:
    """A resource or a literal with its label."""

    text: str
    label: str
    is_iri: bool


@dataclass(frozen=True)
class Use:
    """A use of a term: the subject, and the value of the property, or the property whose value an individual is."""

    subject: Cell
    other: Cell | None


@dataclass(frozen=True)
class Uses:
    """The uses of a term: their number, those of one page of subjects, the query for all, the graph they are in.

    The graph is empty where the view of the day holds them. Pages are counted from 1.
    """

    count: int
    examples: tuple[Use, ...]
    query: str
    graph: str
    number: int
    pages: int


def uses_of(store: Store, iri: str, role: str, labels_of: LabelLookup, number: int = 1) -> Uses:
    """How a term is used; `role` is class, property or individual, `number` the page of subjects."""
    pattern = _PATTERNS[role].format(term=f"<{iri}>")
    counted, graph = _counted(store, pattern)
    if not counted and role == "property":
        once = _ONCE.format(term=f"<{iri}>")
        counted, graph = _counted(store, once)
        pattern, role = (once, "once") if counted else (pattern, role)
    where = f"GRAPH <{graph}> {{ {pattern} }}" if graph else pattern
    pages = _pages(store, where) if counted > IN_PLACE else 1
    number = min(number, pages)
    examples = tuple(_examples(store, where, labels_of, number))
    return Uses(counted, examples, _query(iri, role, graph, counted), graph, number, pages)


def _pages(store: Store, where: str) -> int:
    [row] = select(store, f"SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {where} {_NAMED} }}")
    return max(1, -(-int(row["n"]["value"]) // IN_PLACE))


def _counted(store: Store, pattern: str) -> tuple[int, str]:
    """The number of uses in the view; where it has none, in the named graph that has most."""
    [row] = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    if row["n"]["value"] != "0":
        return int(row["n"]["value"]), ""
    rows = select(
        store,
        f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ {pattern} }} }} GROUP BY ?g ORDER BY DESC(?n) LIMIT 1",
    )
    return (int(rows[0]["n"]["value"]), rows[0]["g"]["value"]) if rows else (0, "")


def _examples(store: Store, where: str, labels_of: LabelLookup, number: int) -> list[Use]:
    """Uses by different subjects with IRIs, those of one page."""
    beside = "?value" if "?value" in where else "?property" if "?property" in where else "?thing"
    # Sorting all uses to choose some would take a second for a property with ten thousand. The order of the store is
    # the same as long as a version lasts, so that pages complete each other.
    skipped = (number - 1) * IN_PLACE
    some = f"SELECT DISTINCT ?thing WHERE {{ {where} {_NAMED} }} LIMIT {IN_PLACE} OFFSET {skipped}"
    rows = select(
        store,
        f"SELECT ?thing (SAMPLE({beside}) AS ?other) WHERE {{ {{ {some} }} {where} }} GROUP BY ?thing",
    )
    labels = labels_of(cell["value"] for row in rows for cell in row.values())
    uses = (
        Use(_cell(row["thing"], labels), None if beside == "?thing" else _cell(row["other"], labels)) for row in rows
    )
    return sorted(uses, key=lambda use: fold(use.subject.label))


def _cell(term: dict[str, str], labels: Mapping[str, str]) -> Cell:
    is_iri = term["type"] == "uri"
    text = term["value"]
    return Cell(text, (labels.get(text) or shorten(text)) if is_iri else text, is_iri)


def _query(iri: str, role: str, graph: str, count: int) -> str:
    pattern = (_ONCE if role == "once" else _PATTERNS[role]).format(term=shorten(iri))
    columns = {"class": "?thing ?label", "property": "?thing ?value", "individual": "?thing ?property"}
    shown = columns.get(role, "?thing ?value")
    label = _LABEL if role == "class" else ""
    order = f"\nORDER BY {shown}" if count <= _SORTED else ""
    if graph:
        pattern = f"GRAPH {shorten(graph)} {{ {pattern} }}"
    return _QUERY.format(columns=shown, pattern=pattern, label=label, order=order)
