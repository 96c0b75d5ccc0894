"""Proofs by ids, as the search for them builds them, and their resolution to terms and citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from ...rdf.namespaces import WPH
from ..evaluation.dates.days import day_of
from ..evaluation.tables.term_dictionary import listed_ids, texts_of
from ..rules.rule import Rule
from .proof import Period, SourceCitation, Step, Triple, distinct_nodes

Ids = tuple[int, int, int]
"""A triple of the closure."""

_SOURCE, _LOCATOR, _NAMED_GRAPH = WPH.source.n3(), WPH.locator.n3(), WPH.namedGraph.n3()


@dataclass(frozen=True)
class FactRow:
    """A row of the closure that holds on the day: its triple, interval, round and rule."""

    ids: Ids
    f: int
    u: int
    round: int
    rule: int


@dataclass(frozen=True)
class ProofNode:
    """A statement of a proof by ids; `rule` is None for what is asserted."""

    row: FactRow
    rule: Rule | None = None
    premises: tuple[ProofNode, ...] = ()

    def nodes(self) -> Iterator[ProofNode]:
        """Every distinct statement, the conclusion first."""
        return distinct_nodes(self, lambda node: node.row.ids)

    @property
    def shape(self) -> tuple[str, tuple[Ids, ...]]:
        """What distinguishes the proofs of one conclusion: the last rule and its premises."""
        return self.rule.name if self.rule else "", tuple(sorted(premise.row.ids for premise in self.premises))


class Resolver:
    """Turns nodes into steps, looking up all terms and all citations at once.

    A helper statement, read off the list of an axiom, is shown as the axiom: that is what is asserted.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, nodes: Iterable[ProofNode]) -> None:
        self._db = connection
        rows = {node.row.ids for node in nodes}
        self._axioms = self._axioms_of(rows)
        triples = rows | set(self._axioms.values())
        self._texts = texts_of(connection, {term for ids in triples for term in ids})
        self._citations = self._citations_of(triples)
        self._made: dict[Ids, Step] = {}

    def steps(self, nodes: Sequence[ProofNode]) -> list[Step]:
        """The proofs that these nodes head."""
        return [self._step(node) for node in nodes]

    def _step(self, node: ProofNode) -> Step:
        ids = self._axioms.get(node.row.ids, node.row.ids)
        period = Period(day_of(node.row.f), day_of(node.row.u))
        if node.rule is None:
            return Step(self._text(ids), period, citations=self._citations.get(ids, ()))
        premises = dict.fromkeys(self._shared(premise) for premise in node.premises)
        return Step(self._text(ids), period, node.rule.name, node.rule.title, tuple(premises))

    def _shared(self, node: ProofNode) -> Step:
        if node.row.ids not in self._made:
            self._made[node.row.ids] = self._step(node)
        return self._made[node.row.ids]

    def _text(self, ids: Ids) -> Triple:
        return self._texts[ids[0]], self._texts[ids[1]], self._texts[ids[2]]

    def _axioms_of(self, rows: set[Ids]) -> dict[Ids, Ids]:
        self._select(rows)
        helpers = self._db.execute(
            "SELECT s, p, o, axiom_s, axiom_p, axiom_o FROM helper SEMI JOIN selected_triple USING (s, p, o)"
        )
        return {(s, p, o): (a, b, c) for s, p, o, a, b, c in helpers.fetchall()}

    def _citations_of(self, triples: set[Ids]) -> dict[Ids, tuple[SourceCitation, ...]]:
        source, locator = (listed_ids(self._db, [name]) for name in (_SOURCE, _LOCATOR))
        self._select(triples)
        rows = self._db.execute(
            f"""WITH cited AS (SELECT * FROM asserted SEMI JOIN selected_triple USING (s, p, o)),
            place AS (SELECT s, g, min(t.text) FILTER (p IN ({source})) AS source,
                min(t.text) FILTER (p IN ({locator})) AS locator
                FROM (SELECT * FROM asserted SEMI JOIN cited USING (s, g)) AS a JOIN term AS t ON t.id = a.o
                WHERE p IN ({source}, {locator}) GROUP BY s, g),
            described AS (SELECT a.o AS g, min(t.text) AS whole FROM asserted AS a JOIN term AS t ON t.id = a.s
                WHERE a.p IN ({listed_ids(self._db, [_NAMED_GRAPH])}) GROUP BY a.o)
            SELECT s, p, o, t.text, coalesce(source, whole), locator FROM cited LEFT JOIN place USING (s, g)
            LEFT JOIN described USING (g) JOIN term AS t ON t.id = cited.g ORDER BY ALL"""
        ).fetchall()
        citations: dict[Ids, tuple[SourceCitation, ...]] = {}
        for s, p, o, graph, of, at in rows:
            citations[s, p, o] = (*citations.get((s, p, o), ()), SourceCitation(graph, of, at))
        return citations

    def _select(self, triples: set[Ids]) -> None:
        columns = [[ids[place] for ids in triples] for place in range(3)]
        self._db.execute(
            """CREATE OR REPLACE TEMP TABLE selected_triple AS
            SELECT unnest($1::INTEGER[]) AS s, unnest($2::INTEGER[]) AS p, unnest($3::INTEGER[]) AS o""",
            columns,
        )
