"""The closure of one file by itself: what `westphalia materialize` does, without sources, builds or a store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyoxigraph as ox

from ..errors import SyntaxInputError
from ..rdf.file_formats import HEAD_BYTES, format_of_file
from ..rdf.imports import Fetch, Imports
from ..rdf.reading import one_sentence, parse_rdf, read_rdf
from ..rdf.xsd_dates import line_of
from .closure import Contradiction, IgnoredAxiom, Progress
from .evaluation.contradictions import find_clashes, to_contradictions
from .evaluation.dates.days import iso_of
from .evaluation.dates.lifespans import UnreadableDateError
from .evaluation.engine import Engine
from .evaluation.fixpoint import Fixpoint
from .evaluation.helper_statements import ignored_axioms
from .evaluation.tables.dialect import Connection
from .evaluation.trivial_triples import IS_SHOWN
from .rules.cache import read_rules_cached
from .rules.reader import read_rules
from .rules.rule import Rule
from .spark.engine import SparkPlace, spark_engine

DerivedRow = tuple[str, str, str, str | None, str | None]
"""Subject, predicate, object in N-Triples form, and the ISO days from and until which they hold (None: open)."""

_GRAPH = ox.NamedNode("urn:input")
_LINES_AT_ONCE = 10_000


@dataclass(frozen=True)
class ClosedFile:
    """What follows from a file: the derived triples with their validity, sorted, and the contradictions.

    `ignored` are the axioms from which nothing follows.
    """

    triples: list[DerivedRow]
    clashes: list[Contradiction]
    ignored: list[IgnoredAxiom]


def materialized_lines(  # noqa: PLR0913, PLR0917 - what is read, by which rules, and how
    path: Path,
    text: bytes | None,
    rules: Sequence[Path],
    cache: Path | None,
    progress: Progress = lambda _: None,
    fetch: Fetch | None = None,
    spark: SparkPlace | None = None,
) -> Iterator[str]:
    """The closure of a file (or of `text`, in its place) as sorted N-Triples lines, contradictions as comment lines.

    What the file imports belongs to it; what is not found is named in a comment line. Other servers are asked by
    `fetch` alone. With `spark`, Apache Spark derives, otherwise DuckDB.
    Raises SyntaxInputError when the file cannot be parsed or is no RDF, InputError when it cannot be read,
    ReasoningError when a rule is not supported, the closure needs more memory and disk than there is, or Spark does
    not start.
    """
    imports = Imports(fetch)
    stated = read_rdf(path, rename_blank_nodes=False) if text is None else parse_text(text, "standard input")
    quads = imports.closure(stated, path)
    parsed = read_rules_cached(rules, cache)
    with _located(path, text), _closed(quads, parsed, progress, spark) as (connection, fixpoint):
        clashes, ignored = _reports(connection, fixpoint)
        lines = connection.execute(
            f"""SELECT s.text || ' ' || p.text || ' ' || o.text || ' .' AS line FROM (
                SELECT DISTINCT s, p, o FROM asserted
                UNION SELECT s, p, o FROM longest_fact WHERE rule <> 0 AND {IS_SHOWN}) AS f
            JOIN term AS s ON s.id = f.s JOIN term AS p ON p.id = f.p JOIN term AS o ON o.id = f.o ORDER BY line"""
        )
        while rows := lines.fetchmany(_LINES_AT_ONCE):
            yield from (line for (line,) in rows)
        yield from (f"# CLASH {clash.code} {clash.message}" for clash in clashes)
        yield from (f"# FINDING {finding.code} {finding.message}" for finding in ignored)
        yield from (f"# FINDING import {iri} is left out: {reason}." for iri, reason in imports.missing)


def close_file(path: Path, rules: Sequence[Path]) -> ClosedFile:
    """Close a file of RDF with what it imports under the rule files. Raises what `materialized_lines` raises."""
    with _located(path):
        return close_quads(Imports().closure(read_rdf(path, rename_blank_nodes=False), path), read_rules(rules))


def close_quads(
    quads: Iterable[ox.Quad],
    rules: Sequence[Rule],
    progress: Progress = lambda _: None,
    spark: SparkPlace | None = None,
) -> ClosedFile:
    """Close quads, each in its graph, under rules, by Apache Spark if `spark` says where that is."""
    with _closed(quads, rules, progress, spark) as (connection, fixpoint):
        return ClosedFile(_derived(connection), *_reports(connection, fixpoint))


def _reports(connection: Connection, fixpoint: Fixpoint) -> tuple[list[Contradiction], list[IgnoredAxiom]]:
    """The contradictions of a closure, and the axioms that were ignored."""
    return to_contradictions(connection, find_clashes(connection, fixpoint)), ignored_axioms(connection)


@contextmanager
def _located(path: Path, text: bytes | None = None) -> Iterator[None]:
    """Say in which line of a file, or of a text in its place, a date stands that cannot be read."""
    try:
        yield
    except UnreadableDateError as error:
        name = str(path) if text is None else "standard input"
        line = line_of(path.read_bytes() if text is None else text, *error.statements[0][1:])
        where = f"{name}, line {line}: " if line else f"{name}: "
        raise UnreadableDateError(error.statements, where) from None


def parse_text(text: bytes, name: str) -> Iterator[ox.Quad]:
    """The quads of a text called `name`, in the format that it begins like. Raises SyntaxInputError naming it."""
    fmt = format_of_file(name, text[:HEAD_BYTES])
    try:
        yield from parse_rdf(text, fmt, "urn:input", rename_blank_nodes=False)
    except SyntaxError as error:
        raise SyntaxInputError(f"{name}: {one_sentence(error.msg or str(error))}; expected {fmt.label}.") from None


@contextmanager
def _closed(
    quads: Iterable[ox.Quad], rules: Sequence[Rule], progress: Progress, spark: SparkPlace | None
) -> Iterator[tuple[Connection, Fixpoint]]:
    """A database with the closure of quads, in a temporary folder to which it spills what memory does not hold."""
    with tempfile.TemporaryDirectory(prefix="westphalia-") as folder:
        path = Path(folder) / "asserted.nq"
        ox.serialize((_in_a_graph(quad) for quad in quads), path, ox.RdfFormat.N_QUADS)
        with _engine(rules, progress, folder, spark) as engine:
            engine.load(path)
            yield engine.connection, engine.close()


@contextmanager
def _engine(rules: Sequence[Rule], progress: Progress, folder: str, spark: SparkPlace | None) -> Iterator[Engine]:
    """An engine that keeps its database in a folder."""
    if spark:
        with spark_engine(spark, rules, progress, folder) as engine:
            yield engine
        return
    with duckdb.connect(config={"temp_directory": folder}) as connection:
        yield Engine(connection, rules, progress)


def _in_a_graph(quad: ox.Quad) -> ox.Quad:
    in_default = isinstance(quad.graph_name, ox.DefaultGraph)
    return ox.Quad(quad.subject, quad.predicate, quad.object, _GRAPH) if in_default else quad


def _derived(connection: Connection) -> list[DerivedRow]:
    rows = connection.execute(
        f"""SELECT subject.text, predicate.text, target.text, f, u
        FROM (SELECT s, p, o, f, u FROM longest_fact WHERE rule <> 0 AND {IS_SHOWN}) AS r
        JOIN term AS subject ON subject.id = r.s JOIN term AS predicate ON predicate.id = r.p
        JOIN term AS target ON target.id = r.o ORDER BY ALL"""
    ).fetchall()
    return [(s, p, o, iso_of(f), iso_of(u)) for s, p, o, f, u in rows]
