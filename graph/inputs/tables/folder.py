"""The lists of source folders: read as tables, entered in the registry of entities, and turned into documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from ...errors import InputError
from ...rdf.namespaces import CATALOG_GRAPH, GRAPH, ID, WPH
from ...rdf.reading import Document, unreadable
from .entity_registry import EntityRegistry, is_slug
from .readers import NOT_LISTS, READERS
from .recorder import Recorder
from .table import Mistakes, Table, read_table

Tables = Mapping[str, Table]

_LABEL = ox.NamedNode(RDFS.label)
_TYPE = ox.NamedNode(RDF.type)
_CITY = ox.NamedNode(WPH.City)


def read_tables(folder: Path, mistakes: Mistakes) -> dict[str, Table]:
    """Read every list of a folder, by file name.

    Raises InputError for a CSV file whose name is not that of a known list, and for a file that cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".csv" and path.name not in NOT_LISTS)
    except OSError as error:
        raise unreadable(folder, error) from None
    for path in paths:
        if path.name not in READERS:
            raise InputError(f"{path} is not a known list; expected one of {', '.join(sorted(READERS))}.")
    return {path.name: read_table(path, READERS[path.name].columns, mistakes) for path in paths}


def declare_tables(tables: Tables, registry: EntityRegistry, mistakes: Mistakes) -> None:
    """Enter the entities that the lists of one folder describe."""
    for name, table in tables.items():
        entities = list(READERS[name].declares(table))
        registry.declare(entities)
        registry.programmes.update(READERS[name].programmes(table))
        _note_unusable(table, {slug for slug, _ in entities if not is_slug(slug)}, mistakes)


def declare_documents(documents: Iterable[Document], registry: EntityRegistry) -> None:
    """Enter the entities that Turtle documents describe: all that have an English label."""
    for document in documents:
        for triple in document.triples:
            slug, value = entity_slug(triple.subject), triple.object
            if slug and triple.predicate == _LABEL and isinstance(value, ox.Literal) and value.language == "en":
                registry.declare([(slug, value.value)])
            elif slug and triple.predicate == _TYPE and value == _CITY:
                registry.cities.add(slug)


def record_tables(source: str, tables: Tables, registry: EntityRegistry, mistakes: Mistakes) -> list[Document]:
    """Turn the lists of one source into documents: cited documents into the catalog, the rest into its own graph."""
    keys = frozenset(key for name, table in tables.items() for key in READERS[name].document_keys(table))
    documents = []
    for name, table in tables.items():
        recorder = Recorder(source, registry, mistakes, tables, keys)
        READERS[name].record(table, recorder)
        graph = CATALOG_GRAPH if READERS[name].in_catalog else GRAPH[source]
        documents.append(Document(table.path, str(graph), tuple(recorder.triples), recorder.lines))
    return documents


def _note_unusable(table: Table, slugs: set[str], mistakes: Mistakes) -> None:
    for row in table.rows:
        if row.cells.get("id") in slugs:
            mistakes.add(row, "id", "lower-case letters, digits and single hyphens")


def entity_slug(subject: object) -> str | None:
    """The last part of an entity's IRI; None for records, sources and terms."""
    if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(str(ID)):
        return None
    slug = subject.value.removeprefix(str(ID))
    return None if "/" in slug else slug
