"""What to cite for a page: the documents and sources of its records, then Westphalia with its version and the day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDFS

from ...rdf.namespaces import NOT_DERIVED, WPH
from ...rdf.written_days import written, written_day
from ...versions.manifest import Manifest
from ...versions.published import PublishedVersion
from ..select import select
from ..situations.reported import ReportedSituation
from ..version_cache import PerVersion
from .reference import Reference

GRAPH = "Westphalia, a knowledge graph of the international order"


@dataclass(frozen=True)
class PageReferences:
    """The references of a page: the first of them, and how many there are."""

    listed: tuple[Reference, ...]
    total: int


def page_references(
    served: PublishedVersion, records: Iterable[ReportedSituation], graph: Reference, most: int | None = None
) -> PageReferences:
    """What to cite for records: original documents, most used first, their sources, then `graph`.

    With `most` only so many of the documents and sources are described.
    """
    documents, sources = Counter[str](), Counter[str]()
    for record in records:
        documents.update([record.cited] if record.cited else [])
        sources.update([record.source] if record.source else [])
    wanted = [*_by_use(documents), *_by_use(sources)]
    described = described_works(served)
    listed = (described[each] for each in wanted[:most] if each in described)
    return PageReferences((*listed, graph), len(wanted) + 1)


def graph_reference(title: str, iri: str, day: date, manifest: Manifest) -> Reference:
    """The reference to what the graph says of a thing: the build and the day make it exact."""
    built = manifest.built[:10]
    return Reference(
        f"westphalia-{iri.rpartition('/')[2]}",
        f"{title}, as of {written(day)}",
        publisher=GRAPH,
        year=built[:4],
        version=f"Build of {written_day(built)}",
        address=f"{iri}?at={day.isoformat()}",
        kind="dataset",
    )


def _by_use(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda iri: (-counts[iri], iri))


_CITED = {
    DCTERMS.title: "title",
    DCTERMS.creator: "creator",
    DCTERMS.publisher: "publisher",
    DCTERMS.issued: "issued",
    WPH.documentKind: "kind",
    RDFS.comment: "note",
    RDFS.seeAlso: "address",
    DCTERMS.bibliographicCitation: "cited",
}
"""Properties of documents and sources that a reference has, with its names for them."""


def _read_described(served: PublishedVersion) -> dict[str, Reference]:
    """The references to documents and sources that the graph describes, by IRI."""
    properties = " ".join(prop.n3() for prop in _CITED)
    rows = select(
        served.store,
        f"""SELECT DISTINCT ?thing ?p ?value WHERE {{ VALUES ?p {{ {properties} }}
            GRAPH ?g {{ ?thing dcterms:title ?title ; ?p ?value }} FILTER({NOT_DERIVED}) }}
            ORDER BY ?thing ?p ?value""",
    )
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["thing"]["value"]][_CITED[URIRef(row["p"]["value"])]].append(row["value"]["value"])
    return {
        thing: _reference({"thing": thing} | {name: _one(name, values) for name, values in described.items()})
        for thing, described in found.items()
    }


def _one(name: str, values: list[str]) -> str:
    return ", ".join(values) if name == "creator" else values[0]


_DESCRIBED = PerVersion(_read_described)
described_works = _DESCRIBED.of
"""The references to the documents and sources of a version, by IRI, read once."""


def _reference(row: dict[str, str]) -> Reference:
    cited = row.get("cited", "")
    return Reference(
        row["thing"].rpartition("/")[2],
        row["title"],
        row.get("creator", "") or (cited.partition(":")[0] if ":" in cited else ""),
        row.get("publisher", ""),
        row.get("issued", "")[:4],
        address=row.get("address", "") or row["thing"],
        note=row.get("note", ""),
        kind="dataset" if cited else row.get("kind", ""),
    )
