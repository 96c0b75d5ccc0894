"""The embedded store: pyoxigraph, on disk or in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from ..errors import QueryError
from ..rdf.curies import prefixes_for
from ..rdf.formats import XML, RdfFormat, ResultFormat
from ..rdf.writing import serialized
from ..rdf.xml_text import INSTEAD_OF_RESULTS_XML, checked_xml
from ..sparql.rewriting import refuse_outgoing_requests
from ..sparql.syntax_errors import syntax_error
from .evaluation import QueryResults, evaluate
from .failures import is_storage_failure, storage_failure
from .store import Answer, Choose


class EmbeddedStore:
    """A pyoxigraph store, opened read-only.

    Results are serialised before `run` returns: the engine aborts the process when a thread reads a result that
    another thread created.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path) -> EmbeddedStore:
        """Open the store at `path` for reading.

        Raises StoreError when it does not exist or cannot be opened.
        """
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise storage_failure(error, f"The store of {path.parent.name} cannot be opened") from None

    def run(
        self,
        query: str,
        choose: Choose,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Answer a query; see `Store.run`."""
        refuse_outgoing_requests(query)
        try:
            results = evaluate(
                self._store, query, base=base, default_graphs=default_graphs, named_graphs=named_graphs
            )
            return _serialise(results, choose)
        except SyntaxError as error:
            raise syntax_error(query, str(error)) from None
        except (ValueError, RuntimeError, OSError) as error:
            if is_storage_failure(error):
                raise storage_failure(error, "The query cannot be answered") from None
            raise QueryError(f"The query cannot be answered: {' '.join(str(error).split()).rstrip('.')}.") from None

    def mentions(self, iri: str) -> bool:
        """Whether any triple has the IRI as subject or object, in the default graph or a named one.

        Raises QueryError for what is no IRI, StoreError when the store cannot be read.
        """
        try:
            node = ox.NamedNode(iri)
            return any(
                next(self._store.quads_for_pattern(subject, None, thing, None), None) is not None
                for subject, thing in ((node, None), (None, node))
            )
        except ValueError as error:
            raise QueryError(f"{iri!r} is not an IRI: {error}.") from None
        except (RuntimeError, OSError) as error:
            raise storage_failure(error, "The store cannot be read") from None


def _serialise(results: QueryResults, choose: Choose) -> Answer:
    if isinstance(results, ox.QueryTriples):
        rdf = choose("graph")
        assert isinstance(rdf, RdfFormat)
        # An RDF graph is a set, but the engine repeats triples that several solutions construct (SPARQL 1.1, 16.2).
        triples = dict.fromkeys(results)
        return Answer("graph", rdf, serialized(triples, rdf, prefixes_for(triples)))
    kind: Literal["boolean", "bindings"] = "boolean" if isinstance(results, ox.QueryBoolean) else "bindings"
    table = choose(kind)
    assert isinstance(table, ResultFormat)
    body = results.serialize(format=table.engine) or b""
    return Answer(kind, table, checked_xml(body, INSTEAD_OF_RESULTS_XML) if table == XML else body)
