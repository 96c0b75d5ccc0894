"""References to exactly the sources that a panel rests on, with their versions, as BibTeX and RIS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...store import Store, select


@dataclass(frozen=True)
class Reference:
    """A source to cite; `note` is how it wants to be cited."""

    key: str
    title: str
    publisher: str
    version: str
    year: str
    address: str
    note: str = ""


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
    publisher = row.get("publisher", "").rpartition("/")[2]
    return Reference(
        row["key"], row["title"], publisher, row.get("version", ""), row.get("issued", "")[:4], row["source"]
    )


def bibtex(listed: Iterable[Reference]) -> str:
    """The references as BibTeX."""
    return "\n\n".join(map(_bibtex, listed)) + "\n"


def ris(listed: Iterable[Reference]) -> str:
    """The references as RIS, with the ends of lines that it prescribes."""
    return "".join(f"{line}\r\n" for reference in listed for line in _ris(reference))


def _bibtex(reference: Reference) -> str:
    fields = [
        ("title", f"{{{_braced(reference.title)}}}"),
        ("author", _braced(reference.publisher)),
        ("year", reference.year),
        ("version", _braced(reference.version)),
        ("url", reference.address),
        ("note", _braced(reference.note)),
    ]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{_NOT_IN_KEYS.sub('-', reference.key)},\n{lines}\n}}"


def _ris(reference: Reference) -> list[str]:
    fields = [
        ("TY", "DATA"),
        ("ID", reference.key),
        ("TI", reference.title),
        ("PB", reference.publisher),
        ("PY", reference.year),
        ("ET", reference.version),
        ("UR", reference.address),
        ("N1", reference.note),
    ]
    # The end of a record has a blank value of its own.
    return [*(f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value), "ER  - "]


_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9-]+")


def _braced(text: str) -> str:
    return re.sub(r"([\\{}%#&$_])", r"\\\1", text)
