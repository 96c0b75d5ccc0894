"""Writers of selections, one for each format; equal quads give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError
from ..rdf.curies import prefixes_for
from ..rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, RdfFormat
from ..rdf.namespaces import PREFIXES
from ..rdf.rdflib_bridge import to_rdflib
from ..rdf.writing import serialized
from .select import SELECTIONS, Quads, select

__all__ = ["SELECTIONS", "WRITERS", "exported", "save", "write_export"]


def exported(build: Path, selection: str, rdf: RdfFormat) -> bytes:
    """The selection of the version in the folder `build`, serialised in the format `rdf`.

    Raises InputError when there is no such selection, NotRepresentableError when the format cannot carry it.
    """
    return WRITERS[rdf.name](select(build, selection))


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
    """Turtle, one block for each subject, sorted, with the project's prefixes."""
    # By the engine: rdflib's writer is prettier, but turns "22"^^xsd:decimal into 22.0.
    triples = _triples(quads)
    text = serialized(triples, TURTLE, prefixes_for(triples))
    lines = [line + b"\n" for line in text.split(b"\n")[:-1]]
    head = sorted(line for line in lines if line.startswith(b"@prefix"))
    body = b"".join(lines[len(head) :])
    # In literals the engine escapes line feeds and tabs, so these occur between statements only.
    return b"".join(head) + b"\n" + body.replace(b" .\n", b" .\n\n").replace(b"\t", b"    ")


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
    """JSON-LD with the project's prefixes as its context, subjects and keys sorted."""
    # By rdflib: the engine's writer makes no context. The order of nodes is sorted, since it depends on hashes.
    triples = _triples(quads)
    if any(isinstance(triple.object, ox.Literal) and triple.object.direction is not None for triple in triples):
        return serialized(triples, JSON_LD)  # rdflib knows no base direction; the engine writes @direction
    graph = to_rdflib(triples)
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    if "@graph" in document:
        document["@graph"].sort(key=lambda node: str(node.get("@id")))
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


WRITERS: dict[str, Callable[[Quads], bytes]] = {
    TURTLE.name: turtle,
    N_TRIPLES.name: n_triples,
    TRIG.name: trig,
    RDF_XML.name: rdf_xml,
    JSON_LD.name: json_ld,
}


def _triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    return sorted({quad.triple for quad in quads}, key=str)
