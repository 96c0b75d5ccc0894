"""In the worker: evaluate a query and write its answer as frames."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pyoxigraph as ox

from ..errors import QueryError
from ..rdf.curies import prefixes_for
from ..rdf.formats import RDF_XML, RESULT_FORMATS, UPLOAD_FORMATS, XML, RdfFormat
from ..rdf.namespaces import ID, PREFIXES
from ..rdf.xml_text import INSTEAD_OF_RESULTS_XML, INSTEAD_OF_XML, CheckedXml, XmlText
from ..sparql.rewriting import refuse_outgoing_requests, spell_out_star
from ..sparql.syntax_errors import syntax_error
from ..store.evaluation import QueryResults, evaluate
from ..store.failures import is_storage_failure, storage_failure
from .counting import RowCounter
from .frames import FLUSHED_BYTES, HEAD, FrameWriter, packed_json
from .tasks import TABLE, DumpTask, NotOfferedError, QueryTask

_RESULTS = {fmt.name: fmt for fmt in RESULT_FORMATS}
_GRAPHS = {fmt.name: fmt for fmt in UPLOAD_FORMATS}
_XML = {XML.name: INSTEAD_OF_RESULTS_XML, RDF_XML.name: INSTEAD_OF_XML}
"""The formats in XML, each with what to say of others."""
_KEPT_XML_BYTES = 8 * 1024 * 1024
_REMEMBERED_TRIPLES = 200_000
"""A graph is a set, but the engine repeats a triple that several solutions construct; up to here we leave it out."""
_SAMPLED_TRIPLES = 10_000
"""So many triples choose the prefixes of a Turtle document, which precede its triples."""


class FrameSink(io.RawIOBase):
    """A file whose blocks become data frames."""

    def __init__(self, out: FrameWriter, counter: RowCounter | None = None, xml: XmlText | None = None) -> None:
        super().__init__()
        self._out = out
        self._counter = counter
        self._xml = xml

    def writable(self) -> bool:
        """It is only written to."""
        return True

    def write(self, block: Any) -> int:  # noqa: ANN401 - any buffer, as RawIOBase has it
        """Send a block."""
        view = memoryview(block if self._xml is None else self._xml.take(block))
        if self._counter is not None:
            self._counter.take(view)
        self._out.add_data(view)
        return len(block)


def sink(out: FrameWriter, counter: RowCounter | None = None) -> io.BufferedWriter:
    """A buffered file over frames: the engine writes 8 KB at a time; a frame for each would cost a quarter more."""
    return io.BufferedWriter(FrameSink(out, counter), FLUSHED_BYTES)


def answer_query(store: ox.Store, task: QueryTask, out: FrameWriter) -> dict[str, Any]:
    """Evaluate the task's query and write head and data; returns the content of the end frame.

    Raises QueryError when the query cannot be answered, NotOfferedError when the task has no format for its result,
    NotRepresentableError when the format cannot carry it.
    """
    refuse_outgoing_requests(task.query)
    try:
        results = _evaluate(store, task)
        kind = _kind(results)
        name = task.formats.get(kind)
        if name is None:
            raise NotOfferedError(kind)
        head = packed_json(HEAD, {"kind": kind, "format": name})
        if name in _XML:
            text = _checked_xml(results, name, task.max_rows)
            results = results if text.is_whole else _evaluate(store, task)
            out.add(head)
            return _write_xml(results, text, name, task.max_rows, out)
        out.add(head)
        counter = RowCounter(name) if kind == "bindings" else None
        with sink(out, counter) as file:
            return _write(results, name, task.max_rows, file) | ({} if counter is None else {"rows": counter.rows})
    except SyntaxError as error:
        raise syntax_error(task.query, str(error)) from None
    except (ValueError, RuntimeError, OSError) as error:
        if is_storage_failure(error):
            raise storage_failure(error, "The query cannot be answered") from None
        raise QueryError(f"The query cannot be answered: {' '.join(str(error).split()).rstrip('.')}.") from None


def dump(store: ox.Store, task: DumpTask, out: FrameWriter) -> dict[str, Any]:
    """Write the whole dataset; returns the content of the end frame."""
    out.add(packed_json(HEAD, {"kind": "dataset", "format": task.format}))
    with sink(out) as file:
        store.dump(file, format=_GRAPHS[task.format].engine, prefixes=PREFIXES)
    return {}


def _evaluate(store: ox.Store, task: QueryTask) -> QueryResults:
    results = _run(store, task, task.query)
    if isinstance(results, ox.QuerySolutions) and "*" in task.query:
        text = spell_out_star(task.query, [variable.value for variable in results.variables])
        return results if text is None else _run(store, task, text)
    return results


def _run(store: ox.Store, task: QueryTask, text: str) -> QueryResults:
    return evaluate(store, text, base=task.base, default_graphs=task.default_graphs, named_graphs=task.named_graphs)


def _checked_xml(results: QueryResults, name: str, max_rows: int | None) -> CheckedXml:
    """The whole result in XML, every byte checked before the first is sent: a refusal must come before an answer."""
    text = CheckedXml(XmlText(_XML[name]), _KEPT_XML_BYTES)
    file = io.BufferedWriter(text, FLUSHED_BYTES)
    text.end = _write(results, name, max_rows, file)
    file.flush()
    file.detach()
    return text


def _write_xml(
    results: QueryResults, text: CheckedXml, name: str, max_rows: int | None, out: FrameWriter
) -> dict[str, Any]:
    """Write what was checked; a text that was too long to keep is made again, from results evaluated again."""
    counter = RowCounter(name)
    with io.BufferedWriter(FrameSink(out, counter, None if text.is_whole else XmlText("")), FLUSHED_BYTES) as file:
        if text.is_whole:
            text.copy_to(file)
        else:
            text.end = _write(results, name, max_rows, file)
    return text.end | ({"rows": counter.rows} if isinstance(results, ox.QuerySolutions) else {})


def _write(results: QueryResults, name: str, max_rows: int | None, file: BinaryIO) -> dict[str, Any]:
    if isinstance(results, ox.QueryTriples):
        return _write_graph(results, _GRAPHS[name], max_rows, file)
    if name == TABLE and isinstance(results, ox.QuerySolutions):
        return write_table(results, max_rows or 0, file)
    results.serialize(file, format=_RESULTS[name].engine)
    return {}


def _kind(results: QueryResults) -> str:
    if isinstance(results, ox.QueryTriples):
        return "graph"
    return "boolean" if isinstance(results, ox.QueryBoolean) else "bindings"


def _write_graph(
    results: Iterable[ox.Triple], fmt: RdfFormat, max_rows: int | None, file: BinaryIO
) -> dict[str, Any]:
    counter = _Counted(_without_repetition(results), max_rows)
    triples = iter(counter)
    sample = list(itertools.islice(triples, _SAMPLED_TRIPLES))
    ox.serialize(itertools.chain(sample, triples), file, format=fmt.engine, prefixes=_prefixes(sample))
    return {"rows": counter.count, "more": counter.more}


def _prefixes(sample: list[ox.Triple]) -> dict[str, str]:
    """The prefixes of a document that begins with these triples.

    When more follow, which may need others, things are written with full IRIs (see `prefixes_for` for the reason).
    """
    if len(sample) < _SAMPLED_TRIPLES:
        return prefixes_for(sample)
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if namespace != str(ID)}


def _without_repetition(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            if len(seen) < _REMEMBERED_TRIPLES:
                seen.add(triple)
            yield triple


class _Counted:
    """Passes on at most `limit` items, counts them, and knows whether there were more."""

    def __init__(self, items: Iterable[Any], limit: int | None) -> None:
        self._items = items
        self._limit = limit
        self.count = 0
        self.more = False

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            if self.count == self._limit:
                self.more = True
                return
            self.count += 1
            yield item


def write_table(results: ox.QuerySolutions, max_rows: int, file: BinaryIO) -> dict[str, Any]:
    """Write at most `max_rows` solutions as the table of a page; returns the content of the end frame."""
    counter = _Counted(results, max_rows)
    rows = [[_cell(term) for term in solution] for solution in counter]
    columns = [variable.value for variable in results.variables]
    file.write(json.dumps({"columns": columns, "rows": rows, "more": counter.more}).encode())
    return {"rows": counter.count, "more": counter.more}


def _cell(term: object) -> dict[str, str] | None:
    """A term as a page needs it: its kind and its text, with language or datatype."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return {"kind": "iri", "text": term.value}
    if isinstance(term, ox.BlankNode):
        return {"kind": "blank", "text": str(term)}
    if isinstance(term, ox.Literal):
        return {"kind": "literal", "text": term.value, "language": term.language or "", "type": term.datatype.value}
    return {"kind": "triple", "text": str(term)}
