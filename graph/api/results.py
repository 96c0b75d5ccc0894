"""The answer to a SPARQL query: rows, a truth value, or a graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from ..errors import QueryError
from ..rdf import formats
from ..rdf.curies import prefixes_for
from ..rdf.writing import serialized
from ..settings import Settings
from ..store import Answer, Kind, Store
from .tables import Table, Tabular
from .values import IRI, Value, read_term

LabelLookup = Callable[[Iterable[str]], Mapping[str, str]]
"""Gives the labels of those IRIs that have one."""
_TRIPLE = ("subject", "predicate", "object")
_GRAPH_FORMATS = {rdf.name: rdf for rdf in formats.GRAPH_FORMATS}


class QueryResult(Tabular):
    """The answer to a query.

    SELECT gives rows under the query's variables. CONSTRUCT and DESCRIBE give a graph, whose rows are its triples.
    ASK gives one row with one truth value, which `bool(result)` returns too; for the others `bool` says whether there
    are rows. Iteration gives the rows as tuples.

    >>> result = graph.query("SELECT ?organization WHERE { id:kazakhstan wph:memberOf ?organization }")
    >>> result.columns
    ('organization',)
    >>> "Collective Security Treaty Organization" in result.labels.values()
    True
    """

    def __init__(
        self,
        kind: Kind,
        body: bytes,
        find_labels: LabelLookup,
        find_notices: Callable[[bool], tuple[str, ...]] = lambda _is_empty: (),
    ) -> None:
        self.kind = kind
        self._body = body
        self._find_labels = find_labels
        self._find_notices = find_notices

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """Sentences about the query; looked up when first used.

        They name terms that the graph does not have, with the nearest; where there is no result, the first triple
        pattern or clause that nothing matches; and a day that the lists do not all cover.

        >>> graph.query("SELECT ?s WHERE { ?s a wph:Sate }").notices[0]
        'The ontology has no term wph:Sate; did you mean wph:State ...?'
        """
        return self._find_notices(not self)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        if self.kind == "bindings":
            return tuple(self._document["head"]["vars"])
        return _TRIPLE if self.kind == "graph" else ("boolean",)

    @cached_property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows: IRIs as `IRI`, numbers, dates and truth values as such, texts with their language."""
        if self.kind == "boolean":
            return ((self._document["boolean"],),)
        return tuple(tuple(read_term(binding.get(name)) for name in self.columns) for binding in self.bindings)

    @cached_property
    def bindings(self) -> list[dict[str, Any]]:
        """The rows exactly as in SPARQL 1.1 JSON results: terms by column, with datatypes and lexical forms."""
        if self.kind == "graph":
            return [_binding(triple) for triple in self._triples]
        rows: list[dict[str, Any]] = self._document["results"]["bindings"] if self.kind == "bindings" else []
        return rows

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels, in English where there are some, of the IRIs in the rows; looked up when first used."""
        return self._find_labels({value for row in self.rows for value in row if isinstance(value, IRI)})

    def rdf(self, format: str = "turtle") -> str:
        """The graph of a CONSTRUCT or DESCRIBE query as text: turtle, ntriples, rdfxml or jsonld.

        Raises QueryError for another kind of query or an unknown format, NotRepresentableError for a graph that
        RDF/XML cannot carry.
        """
        if self.kind != "graph":
            raise QueryError("The query gives rows, not a graph; expected CONSTRUCT or DESCRIBE.")
        if format not in _GRAPH_FORMATS:
            raise QueryError(f"{format!r} is not a format of a graph; expected one of {', '.join(_GRAPH_FORMATS)}.")
        return serialized(self._triples, _GRAPH_FORMATS[format], prefixes_for(self._triples)).decode()

    def table(self, *, labels: bool = True) -> Table:
        """The rows as a table; without `labels` none are looked up."""
        return Table(self.columns, self.rows, self.labels if labels else {})

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows[0][0]) if self.kind == "boolean" else bool(self.rows)

    def __getitem__(self, place: int) -> tuple[Value, ...]:
        return self.rows[place]

    def __repr__(self) -> str:
        if self.kind == "boolean":
            return f"<QueryResult: {str(bool(self)).lower()}>"
        count = len(self)
        return f"<QueryResult: {count:,} {'row' if count == 1 else 'rows'} of {', '.join(self.columns)}>"

    @cached_property
    def _document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self._body)
        return document

    @cached_property
    def _triples(self) -> list[ox.Triple]:
        return [quad.triple for quad in ox.parse(self._body, format=ox.RdfFormat.N_TRIPLES)]


def run_query(store: Store, text: str, find_labels: LabelLookup, find_day: Callable[[], date]) -> QueryResult:
    """Run a query on a store; `find_day` gives the day that the store shows, when a notice needs it.

    Raises QueryError and StoreError as `Store.run`.
    """
    answer: Answer = store.run(text, lambda kind: formats.N_TRIPLES if kind == "graph" else formats.JSON)
    return QueryResult(
        answer.kind, answer.body, find_labels, lambda is_empty: _notices(store, text, find_day, is_empty=is_empty)
    )


def _notices(store: Store, text: str, find_day: Callable[[], date], *, is_empty: bool) -> tuple[str, ...]:
    from ..inputs.ontology import domain_rule_paths  # noqa: PLC0415 - a query that has results needs none
    from ..reason.rules.cache import read_rules_cached  # noqa: PLC0415
    from ..views.notices import notices_of  # noqa: PLC0415
    from ..views.notices.coverage_reasons import CoverageOf, coverage_reason, read_coverage_of  # noqa: PLC0415

    def coverage() -> CoverageOf:
        settings = Settings()
        rules = read_rules_cached(domain_rule_paths(settings.ontology_dir), settings.cache_dir)
        return read_coverage_of(store, rules)

    day = find_day()
    reason = coverage_reason(coverage, day)
    return tuple(notice.text for notice in notices_of(text, store, is_empty=is_empty, reason=reason, day=day))


def _binding(triple: ox.Triple) -> dict[str, Any]:
    return dict(zip(_TRIPLE, map(_json_term, (triple.subject, triple.predicate, triple.object)), strict=True))


def _json_term(term: object) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": _binding(term)}
    assert isinstance(term, ox.Literal)
    tag = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **tag}
