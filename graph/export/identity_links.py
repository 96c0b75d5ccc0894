"""Identity links as SSSOM 1.0: a row for each entity that a source matches with one of another data set.

https://mapping-commons.github.io/sssom/: a table of tab-separated values, its metadata as YAML in comments above.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError
from ..rdf.namespaces import PREFIXES
from ..store import EmbeddedStore, Store, select
from ..versions.manifest import read_manifest
from .selection import graphs_of

COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification"),
    *("subject_source", "license", "mapping_provider"),
)
_JUSTIFICATION = "semapv:ManualMappingCuration"
"""The lists are compiled by hand, each match one cell."""
_FURTHER_PREFIXES = {
    "semapv": "https://w3id.org/semapv/vocab/",
    "wikidata": "http://www.wikidata.org/entity/",
}
_SET_IRI = "https://w3id.org/westphalia/mappings"
_LICENCE = "https://w3id.org/sssom/license/unspecified"
"""SSSOM requires a licence of the whole set; each row has that of its source."""


@dataclass(frozen=True)
class IdentityLink:
    """A match that a source states."""

    subject: str
    label: str
    predicate: str
    object: str
    source: str
    licence: str


def sssom(version: Path, selection: str) -> bytes:
    """The identity links of a selection (everything, or the key of a source) of a version, as SSSOM/TSV.

    Raises InputError when there is no such selection, or it has no links.
    """
    store = ox.Store.read_only(str(version / "store"))
    links = _links(EmbeddedStore(store), graphs_of(store, selection))
    if not links:
        raise InputError(f"{selection} has no identity links (skos:exactMatch and the like); expected some.")
    manifest = read_manifest(version)
    return _written(links, version.name, manifest.built[:10])


def _links(store: Store, graphs: Iterable[str]) -> list[IdentityLink]:
    names = " ".join(f"<{graph}>" for graph in graphs)
    rows = select(
        store,
        f"""SELECT DISTINCT ?subject ?label ?predicate ?object ?source ?licence WHERE {{
            VALUES ?graph {{ {names} }}
            VALUES ?predicate {{ skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch owl:sameAs }}
            GRAPH ?graph {{ ?subject ?predicate ?object FILTER(isIRI(?subject) && isIRI(?object)) }}
            ?source wph:namedGraph ?graph OPTIONAL {{ ?source dcterms:license ?licence }}
            OPTIONAL {{ GRAPH ?any {{ ?subject rdfs:label ?label FILTER(lang(?label) = "en") }} }} }}
        ORDER BY ?subject ?predicate ?object""",
    )
    plain = ({name: cell["value"] for name, cell in row.items()} for row in rows)
    return [
        IdentityLink(
            row["subject"],
            row.get("label", ""),
            row["predicate"],
            row["object"],
            row["source"],
            row.get("licence", ""),
        )
        for row in plain
    ]


def _written(links: Iterable[IdentityLink], version: str, built: str) -> bytes:
    prefixes = {**{name: str(iri) for name, iri in PREFIXES.items()}, **_FURTHER_PREFIXES}
    rows = [_row(link, prefixes) for link in links]
    used = {cell.partition(":")[0] for row in rows for cell in row if ":" in cell} & prefixes.keys()
    head = {
        "mapping_set_id": f"{_SET_IRI}/{version}",
        "mapping_set_title": "Identity links of Westphalia",
        "mapping_set_version": version,
        "mapping_date": built,
        "mapping_tool": "westphalia",
        "license": _LICENCE,
        "sssom_version": "1.0",
        "curie_map": {name: prefixes[name] for name in sorted(used)},
    }
    body = io.StringIO()
    body.writelines(f"#{line}\n" for line in _yaml(head))
    csv.writer(body, delimiter="\t", lineterminator="\n").writerows([COLUMNS, *rows])
    return body.getvalue().encode()


def _row(link: IdentityLink, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    names = (link.subject, link.predicate, link.object, link.source)
    subject, predicate, target, source = (_curie(name, prefixes) for name in names)
    return (subject, link.label, predicate, target, _JUSTIFICATION, source, link.licence, link.source)


def _curie(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI with the prefix of the longest namespace that it begins with; the local part may have any form."""
    fitting = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space) and iri != space]
    return f"{max(fitting)[1]}:{iri[max(fitting)[0] :]}" if fitting else iri


def _yaml(head: Mapping[str, object]) -> Iterable[str]:
    """The metadata in YAML; JSON strings are YAML's double-quoted ones."""
    for name, value in head.items():
        if isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"  {key}: {json.dumps(text)}" for key, text in value.items())
        else:
            yield f"{name}: {json.dumps(value)}"
