"""Writers of exports, one for each format; equal quads give equal bytes."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, NotRepresentableError
from ..rdf.curies import prefixes_for
from ..rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, RdfFormat
from ..rdf.json_ld import json_ld_lines
from ..rdf.namespaces import ONTOLOGY_IRI, PREFIXES
from ..rdf.turtle import turtle_lines
from ..rdf.writing import serialized
from .header import declarations, export_iri, header
from .selection import OF_A_DAY, REIFIED, SELECTIONS, Quads, graphs_of, select
from .state import State

__all__ = ["SELECTIONS", "WRITERS", "dump", "exported", "exported_graph", "save", "write_export"]

_ONTOLOGY_HEADER = ox.NamedNode(ONTOLOGY_IRI)


def exported(build: Path, selection: str, rdf: RdfFormat, state: State | None = None) -> bytes:
    """The selection of the version in the folder `build` as an ontology with a header, in the format `rdf`.

    `state` is that of another day than the version's own.
    Raises InputError when there is no such selection or it is not one of a day, NotRepresentableError when the format
    cannot carry it.
    """
    if state is not None and selection not in OF_A_DAY:
        raise InputError(
            f"The selection {selection!r} is not one of a day; expected one of {', '.join(sorted(OF_A_DAY))}."
        )
    shown = state or State.of_version(build)
    return WRITERS[rdf.name](_as_ontology(shown, selection, select(shown, selection)))


def exported_graph(build: Path, name: str, rdf: RdfFormat) -> bytes:
    """A named graph as it is, without a header; see `exported`."""
    return WRITERS[rdf.name](select(State.of_version(build), name))


def _as_ontology(state: State, selection: str, quads: Quads) -> Quads:
    """The quads of a selection with a header of their own in the place of the ontology's, and declarations."""
    if selection in {"ontology", REIFIED}:
        return quads
    own = export_iri(selection)
    kept = [quad for quad in quads if quad.subject != _ONTOLOGY_HEADER]
    added = [
        *header(state, selection, graphs_of(state.store, selection)),
        *declarations(state.store, [quad.triple for quad in kept]),
    ]
    return [*kept, *(ox.Quad(triple.subject, triple.predicate, triple.object, own) for triple in added)]


def dump(build: Path) -> bytes:
    """All named graphs that may be passed on, as sorted N-Quads, compressed; equal versions give equal bytes."""
    quads = sorted({f"{quad} .\n" for quad in select(State.of_version(build), "everything")})
    return gzip.compress("".join(quads).encode(), mtime=0)


def write_export(build: Path, selection: str, rdf: RdfFormat, out: Path) -> int:
    """Write an export to the file `out` in one step, so that it is never partial; returns the number of bytes.

    Raises InputError when the selection does not exist or the file cannot be written, NotRepresentableError when the
    format cannot carry the selection.
    """
    body = exported(build, selection, rdf)
    save(body, out)
    return len(body)


def save(body: bytes, out: Path) -> Path:
    """Write a file that appears whole or not at all; returns its path.

    Raises InputError when it cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.write_bytes(body)
        unfinished.replace(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return out


def turtle(quads: Quads) -> bytes:
    """Turtle for people: subjects by kind and name, with the project's prefixes."""
    triples = [quad.triple for quad in quads]
    return _text(turtle_lines(triples, prefixes_for(triples)))


def n_triples(quads: Quads) -> bytes:
    """Sorted N-Triples."""
    return serialized(_triples(quads), N_TRIPLES)


def trig(quads: Quads) -> bytes:
    """TriG, each named graph as a block."""
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = prefixes_for(quad.triple for quad in ordered)
    return serialized(ordered, TRIG, prefixes)


def rdf_xml(quads: Quads) -> bytes:
    """RDF/XML, which the OWL API prefers; raises NotRepresentableError for triples that it cannot carry."""
    return serialized(_triples(quads), RDF_XML, PREFIXES)


def json_ld(quads: Quads) -> bytes:
    """JSON-LD with the project's prefixes as its context, a subject a line, sorted.

    Raises NotRepresentableError for triple terms (RDF 1.2), which it cannot carry.
    """
    if any(isinstance(quad.object, ox.Triple) for quad in quads):
        raise NotRepresentableError("JSON-LD has no form for triple terms; expected turtle, ntriples or trig.")
    return _text(json_ld_lines((quad.triple for quad in quads), PREFIXES))


WRITERS: dict[str, Callable[[Quads], bytes]] = {
    TURTLE.name: turtle,
    N_TRIPLES.name: n_triples,
    TRIG.name: trig,
    RDF_XML.name: rdf_xml,
    JSON_LD.name: json_ld,
}


def _text(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    return sorted({quad.triple for quad in quads}, key=str)
