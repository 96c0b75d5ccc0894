"""Writing RDF in a format that a user chose, which may not be able to carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from .formats import RDF_XML, RdfFormat
from .xml_text import INSTEAD_OF_XML, checked_xml


def serialized(
    items: Iterable[ox.Triple] | Iterable[ox.Quad], fmt: RdfFormat, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Triples or quads as a document in a format.

    Raises NotRepresentableError for RDF/XML that no reader would take.
    """
    body = ox.serialize(items, format=fmt.engine, prefixes=dict(prefixes or {})) or b""
    return checked_xml(body, INSTEAD_OF_XML) if fmt == RDF_XML else body
