"""What to cite for a page: the documents and sources of its records, then Westphalia with its version and the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...store import Store
from ...versions.manifest import Manifest
from ..select import select
from ..situations.reported import ReportedSituation
from ..written_days import written
from .reference import Reference

GRAPH = "Westphalia, a knowledge graph of the international order"


@dataclass(frozen=True)
class PageReferences:
    """The references of a page: the first of them, and how many there are."""

    listed: tuple[Reference, ...]
    total: int


def page_references(
    store: Store, records: Iterable[ReportedSituation], graph: Reference, most: int | None = None
) -> PageReferences:
    """What to cite for records: original documents, most used first, their sources, then `graph`.

    With `most` only so many of the documents and sources are described.
    """
    documents, sources = Counter[str](), Counter[str]()
    for record in records:
        documents.update([record.cited] if record.cited else [])
        sources.update([record.source] if record.source else [])
    wanted = [*_by_use(documents), *_by_use(sources)]
    described = _described(store, wanted[:most])
    return PageReferences((*(described[each] for each in wanted if each in described), graph), len(wanted) + 1)


def graph_reference(title: str, iri: str, day: date, manifest: Manifest) -> Reference:
    """The reference to what the graph says of a thing: the build and the day make it exact."""
    built = manifest.built[:10]
    return Reference(
        f"westphalia-{iri.rpartition('/')[2]}",
        f"{title}, as of {written(day)}",
        publisher=GRAPH,
        year=built[:4],
        version=f"Build of {built}",
        address=f"{iri}?at={day.isoformat()}",
        kind="dataset",
    )


def _by_use(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda iri: (-counts[iri], iri))


def _described(store: Store, iris: list[str]) -> dict[str, Reference]:
    """The references to documents and sources that the graph describes, by IRI."""
    if not iris:
        return {}
    values = " ".join(f"<{iri}>" for iri in iris)
    rows = select(
        store,
        f"""SELECT ?thing (SAMPLE(?t) AS ?title) (GROUP_CONCAT(DISTINCT ?c; separator=", ") AS ?creator)
            (SAMPLE(?p) AS ?publisher) (SAMPLE(?i) AS ?issued) (SAMPLE(?k) AS ?kind) (SAMPLE(?n) AS ?note)
            (SAMPLE(?u) AS ?address) (SAMPLE(?b) AS ?cited) WHERE {{ VALUES ?thing {{ {values} }} GRAPH ?g {{
            ?thing dcterms:title ?t
            OPTIONAL {{ ?thing dcterms:creator ?c }} OPTIONAL {{ ?thing dcterms:publisher ?p }}
            OPTIONAL {{ ?thing dcterms:issued ?i }} OPTIONAL {{ ?thing wph:documentKind ?k }}
            OPTIONAL {{ ?thing rdfs:comment ?n }} OPTIONAL {{ ?thing rdfs:seeAlso ?u }}
            OPTIONAL {{ ?thing dcterms:bibliographicCitation ?b }} }} }} GROUP BY ?thing""",
    )
    plain_rows = ({name: cell["value"] for name, cell in row.items()} for row in rows)
    return {row["thing"]: _reference(row) for row in plain_rows}


def _reference(row: dict[str, str]) -> Reference:
    cited = row.get("cited", "")
    return Reference(
        row["thing"].rpartition("/")[2],
        row["title"],
        row.get("creator", "") or cited.partition(":")[0],
        row.get("publisher", ""),
        row.get("issued", "")[:4],
        address=row.get("address", "") or row["thing"],
        note=row.get("note", ""),
        kind="dataset" if cited else row.get("kind", ""),
    )
