"""Writers of exports, one for each format; equal quads give equal bytes."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from ..errors import InputError
from ..rdf.curies import prefixes_for
from ..rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, RdfFormat
from ..rdf.json_ld import json_ld_lines
from ..rdf.namespaces import ONTOLOGY_IRI, PREFIXES
from ..rdf.nested_nodes import Subject
from ..rdf.turtle import turtle_lines
from ..rdf.writing import serialized
from .header import declarations, export_iri, header
from .selection import OF_A_DAY, REIFIED, SELECTIONS, Quads, Reader, graphs_of, reader, select
from .state import State

__all__ = ["SELECTIONS", "WRITERS", "dump", "exported", "exported_graph", "exported_pieces", "save", "write_export"]

_Item = TypeVar("_Item")
_BATCH = 5_000
_ONTOLOGY_HEADER = ox.NamedNode(ONTOLOGY_IRI)


def exported(build: Path, selection: str, rdf: RdfFormat, state: State | None = None) -> bytes:
    """The selection of the version in the folder `build`, whole; see `exported_pieces`."""
    return b"".join(exported_pieces(build, selection, rdf, state))


def exported_pieces(build: Path, selection: str, rdf: RdfFormat, state: State | None = None) -> Iterator[bytes]:
    """The selection of the version in the folder `build` as an ontology with a header, in the format `rdf`.

    `state` is that of another day than the version's own. JSON-LD is read from the store as it is written, so that
    a graph of any size fits. The other formats hold the quads, Turtle and N-Triples their text only piece by piece.
    Raises InputError when there is no such selection or it is not one of a day, NotRepresentableError when the format
    cannot carry it.
    """
    if state is not None and selection not in OF_A_DAY:
        raise InputError(
            f"The selection {selection!r} is not one of a day; expected one of {', '.join(sorted(OF_A_DAY))}."
        )
    shown = state or State.of_version(build)
    read = _as_ontology(shown, selection, reader(shown, selection))
    if rdf == JSON_LD:
        yield from _json_ld_pieces(read)
    else:
        yield from WRITERS[rdf.name](list(read(None)))


def exported_graph(build: Path, name: str, rdf: RdfFormat) -> bytes:
    """A named graph as it is, without a header; see `exported`."""
    return b"".join(WRITERS[rdf.name](select(State.of_version(build), name)))


def _as_ontology(state: State, selection: str, read: Reader) -> Reader:
    """The quads of a selection with a header of their own in the place of the ontology's, and declarations."""
    if selection in {"ontology", REIFIED}:
        return read
    own = export_iri(selection)
    used = (quad.triple for quad in read(None) if quad.subject != _ONTOLOGY_HEADER)
    stated = (*header(state, selection, graphs_of(state.store, selection)), *declarations(state.store, used))
    added = _by_subject(ox.Quad(triple.subject, triple.predicate, triple.object, own) for triple in stated)

    def read_with_header(subject: Subject | None) -> Iterator[ox.Quad]:
        kept = (quad for quad in read(subject) if quad.subject != _ONTOLOGY_HEADER)
        return chain(kept, chain.from_iterable(added.values()) if subject is None else added.get(subject, ()))

    return read_with_header


def _by_subject(quads: Iterable[ox.Quad]) -> dict[Subject, Quads]:
    of_subject: dict[Subject, Quads] = defaultdict(list)
    for quad in quads:
        of_subject[quad.subject].append(quad)
    return dict(of_subject)


def dump(build: Path) -> bytes:
    """All named graphs that may be passed on, as sorted N-Quads, compressed; equal versions give equal bytes."""
    quads = sorted({f"{quad} .\n" for quad in select(State.of_version(build), "everything")})
    return gzip.compress("".join(quads).encode(), mtime=0)


def write_export(build: Path, selection: str, rdf: RdfFormat, out: Path) -> int:
    """Write an export to the file `out` in one step, so that it is never partial; returns the number of bytes.

    Raises InputError when the selection does not exist or the file cannot be written, NotRepresentableError when the
    format cannot carry the selection.
    """
    return save(exported_pieces(build, selection, rdf), out).stat().st_size


def save(body: bytes | Iterable[bytes], out: Path) -> Path:
    """Write a file, whole or piece by piece, that appears whole or not at all; returns its path.

    Raises InputError when it cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.writelines([body] if isinstance(body, bytes) else body)
        unfinished.replace(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return out


def turtle(quads: Quads) -> Iterator[bytes]:
    """Turtle for people: subjects by kind and name, with the project's prefixes."""
    triples = [quad.triple for quad in quads]
    for lines in _batches(turtle_lines(triples, prefixes_for(triples))):
        yield ("\n".join(lines) + "\n").encode()


def n_triples(quads: Quads) -> Iterator[bytes]:
    """Sorted N-Triples."""
    return (serialized(triples, N_TRIPLES) for triples in _batches(_triples(quads)))


def trig(quads: Quads) -> Iterator[bytes]:
    """TriG, each named graph as a block."""
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = prefixes_for(quad.triple for quad in ordered)
    yield serialized(ordered, TRIG, prefixes)


def rdf_xml(quads: Quads) -> Iterator[bytes]:
    """RDF/XML, which the OWL API prefers; raises NotRepresentableError for triples that it cannot carry."""
    yield serialized(_triples(quads), RDF_XML, PREFIXES)


def json_ld(quads: Quads) -> Iterator[bytes]:
    """JSON-LD with the project's prefixes as its context, a subject a line, sorted.

    Raises NotRepresentableError for triple terms (RDF 1.2), which it cannot carry.
    """
    of_subject = _by_subject(quads)
    return _json_ld_pieces(lambda subject: iter(quads if subject is None else of_subject[subject]))


def _json_ld_pieces(read: Reader) -> Iterator[bytes]:
    subjects = {quad.subject for quad in read(None)}
    lines = json_ld_lines(subjects, lambda subject: (quad.triple for quad in read(subject)), PREFIXES)
    return (f"{line}\n".encode() for line in lines)


WRITERS: dict[str, Callable[[Quads], Iterator[bytes]]] = {
    TURTLE.name: turtle,
    N_TRIPLES.name: n_triples,
    TRIG.name: trig,
    RDF_XML.name: rdf_xml,
    JSON_LD.name: json_ld,
}


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in lists of some thousands, as many as are worth one write."""
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    return sorted({quad.triple for quad in quads}, key=str)
