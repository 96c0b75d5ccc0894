"""References to exactly the sources that a panel rests on, with their versions, as BibTeX and RIS."""

from __future__ import annotations

from collections.abc import Iterable

from ...store import Store, select
from ...views.citations.reference import Reference, bibtex_record, braced

DATASET = "dataset"
"""The kind of a reference to a source of a panel."""


def references(store: Store, keys: Iterable[str]) -> list[Reference]:
    """The sources with these keys, in their order."""
    rows = select(
        store,
        """SELECT ?source ?key (SAMPLE(?t) AS ?title) (SAMPLE(?p) AS ?publisher) (SAMPLE(?v) AS ?version)
            (SAMPLE(?i) AS ?issued) WHERE { ?source wph:sourceKey ?key ; dcterms:title ?t
            OPTIONAL { ?source dcterms:publisher ?p } OPTIONAL { ?source dcterms:hasVersion|owl:versionInfo ?v }
            OPTIONAL { ?source dcterms:issued|dcterms:modified ?i } } GROUP BY ?source ?key""",
    )
    found = {row["key"]["value"]: _reference({name: cell["value"] for name, cell in row.items()}) for row in rows}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _reference(row: dict[str, str]) -> Reference:
    return Reference(
        row["key"],
        row["title"],
        publisher=row.get("publisher", "").rpartition("/")[2],
        year=row.get("issued", "")[:4],
        version=row.get("version", ""),
        address=row["source"],
        kind=DATASET,
    )


def bibtex(listed: Iterable[Reference]) -> str:
    """The references as BibTeX."""
    return "\n\n".join(map(_bibtex, listed)) + "\n"


def _bibtex(reference: Reference) -> str:
    fields = [
        ("title", f"{{{braced(reference.title)}}}"),
        ("author", braced(reference.publisher)),
        ("year", reference.year),
        ("version", braced(reference.version)),
        ("url", reference.address),
        ("note", braced(reference.note)),
    ]
    return bibtex_record(reference.key, fields)
