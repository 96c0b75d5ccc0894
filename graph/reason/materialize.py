"""Closing one file by itself: what `westphalia close` does, without sources, builds or a store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyoxigraph as ox

from ..errors import SyntaxInputError
from ..rdf.reading import one_sentence, unreadable
from ..rdf.xsd_dates import line_of
from .evaluation.contradictions import find_clashes, tell
from .evaluation.engine import Engine
from .evaluation.helpers import BROKEN_LIST
from .evaluation.trivia import SHOWN
from .evaluation.validity import UnreadableDateError, iso_of
from .port import Contradiction, Progress
from .rules.cache import read_rules_cached
from .rules.reading import read_rules
from .rules.rule import Rule

DerivedRow = tuple[str, str, str, str | None, str | None]
"""Subject, predicate, object in N-Triples form, and the ISO days from and until which they hold (None: open)."""

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
_GRAPH = ox.NamedNode("urn:input")


@dataclass(frozen=True)
class Closed:
    """What follows from a file: the derived triples with their validity, sorted, and the contradictions.

    `findings` tell of axioms that are ignored.
    """

    triples: list[DerivedRow]
    clashes: list[Contradiction]
    findings: list[Contradiction]


def close_file(path: Path, rules: Sequence[Path]) -> Closed:
    """Close a Turtle, RDF/XML or N-Triples file (told by its ending) under the rule files.

    Raises SyntaxInputError when the file cannot be parsed, InputError when it cannot be read, ReasoningError when a
    rule is not supported.
    """
    quads = list(parse_file(path))
    with _located(str(path), path.read_bytes()):
        return close_quads(quads, read_rules(rules))


@contextmanager
def _located(name: str, text: bytes) -> Iterator[None]:
    """Say in which line of a text a date stands that cannot be read."""
    try:
        yield
    except UnreadableDateError as error:
        line = line_of(text, *error.statements[0][1:])
        where = f"{name}, line {line}: " if line else f"{name}: "
        raise UnreadableDateError(error.statements, where) from None


def closed_lines(path: Path, text: bytes | None, rules: Sequence[Path], cache: Path | None) -> Iterator[str]:
    """The closure of a file (or of `text`, Turtle, in its place) as N-Triples lines, contradictions as comment lines.

    Raises what `close_file` raises.
    """
    quads = list(parse_file(path) if text is None else parse_text(text, ox.RdfFormat.TURTLE, "standard input"))
    with _located(str(path) if text is None else "standard input", path.read_bytes() if text is None else text):
        closed = close_quads(quads, read_rules_cached(rules, cache))
    derived = {f"{s} {p} {o}" for s, p, o, _, _ in closed.triples}
    yield from (f"{line} ." for line in sorted({str(quad.triple) for quad in quads} | derived))
    for clash in closed.clashes:
        yield f"# CLASH {clash.code} {clash.message}"
    for finding in closed.findings:
        yield f"# FINDING {finding.code} {finding.message}"


def close_quads(quads: Iterable[ox.Quad], rules: Sequence[Rule], progress: Progress = lambda _: None) -> Closed:
    """Close quads, each in its graph, under rules."""
    connection = duckdb.connect()
    engine = Engine(connection, rules, progress)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asserted.nq"
        ox.serialize(quads, path, ox.RdfFormat.N_QUADS)
        engine.load(path)
    fixpoint = engine.close()
    found = tell(connection, find_clashes(connection, fixpoint))
    clashes = [each for each in found if each.code != BROKEN_LIST]
    return Closed(_derived(connection), clashes, [each for each in found if each.code == BROKEN_LIST])


def parse_file(path: Path) -> Iterator[ox.Quad]:
    """The triples of a file as quads of one graph; see `close_file`."""
    rdf = _FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE)
    try:
        yield from parse_text(path.read_bytes(), rdf, str(path))
    except OSError as error:
        raise unreadable(path, error) from None


def parse_text(text: bytes, rdf: ox.RdfFormat, name: str) -> Iterator[ox.Quad]:
    """The triples of a text as quads of one graph. Raises SyntaxInputError naming `name`."""
    try:
        for quad in ox.parse(text, format=rdf, base_iri="urn:input"):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, _GRAPH)
    except SyntaxError as error:
        raise SyntaxInputError(f"{name}: {one_sentence(error.msg or str(error))}; expected {rdf.name}.") from None


def _derived(connection: duckdb.DuckDBPyConnection) -> list[DerivedRow]:
    rows = connection.execute(
        f"""SELECT s.text, p.text, o.text, f, u FROM longest_fact JOIN term AS s ON s.id = s
        JOIN term AS p ON p.id = p JOIN term AS o ON o.id = o
        WHERE rule <> 0 AND {SHOWN} ORDER BY ALL"""
    ).fetchall()
    return [(s, p, o, iso_of(f), iso_of(u)) for s, p, o, f, u in rows]
