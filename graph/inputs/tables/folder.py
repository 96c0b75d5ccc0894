"""The lists of source folders: read as tables, entered in the registry of entities, and turned into documents.

A source folder may have sections: sub-folders with lists of the same kinds. All lists of a source are read together:
a row may refer to a record, or cite a document, of any section.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from ...errors import InputError
from ...rdf.namespaces import GRAPH, ID, WPH
from ...rdf.reading import Document, unreadable
from .entity_registry import ConsultedRegistry, EntityRegistry, is_slug
from .readers import NOT_LISTS, NOT_SECTIONS, READERS
from .recorder import Recorder
from .source_lists import SourceLists
from .table import Mistakes, Table, TableRow, read_table

_LABEL = ox.NamedNode(RDFS.label)
_TYPE = ox.NamedNode(RDF.type)
_CITY = ox.NamedNode(WPH.City)


def read_tables(folder: Path, mistakes: Mistakes) -> SourceLists:
    """Read every list of a source folder and of its sections.

    Raises InputError for a file that is no known list or cannot stand in a section, and for one that cannot be read.
    """
    paths = _list_paths(folder)
    return SourceLists(folder, tuple(read_table(path, READERS[path.name].columns, mistakes) for path in paths))


def _list_paths(folder: Path) -> list[Path]:
    """The CSV lists of a folder, then those of its sections, by name."""
    try:
        top = sorted(folder.iterdir())
        parts = [part for section in top if _is_section(section) for part in sorted(section.iterdir())]
    except OSError as error:
        raise unreadable(folder, error) from None
    for part in parts:
        if part.is_dir() or part.suffix == ".ttl":
            raise InputError(f"{part} is in a section of a source; expected CSV lists there, and a README.md.")
    paths = [path for path in (*top, *parts) if path.suffix == ".csv" and path.name not in NOT_LISTS]
    for path in paths:
        if path.name not in READERS:
            raise InputError(f"{path} is not a known list; expected one of {', '.join(sorted(READERS))}.")
    return paths


def _is_section(path: Path) -> bool:
    return path.is_dir() and path.name not in NOT_SECTIONS


def declare_tables(lists: SourceLists, registry: EntityRegistry, mistakes: Mistakes) -> None:
    """Enter the entities that the lists of one source describe."""
    for table in lists.tables:
        reader = READERS[table.name]
        entities = list(reader.declares(table))
        registry.declare(entities)
        registry.ends.update(reader.ends(table))
        registry.programmes.update(reader.programmes(table))
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


def record_tables(source: str, lists: SourceLists, registry: ConsultedRegistry, mistakes: Mistakes) -> list[Document]:
    """Turn the lists of one source into documents, each for the graph to which its kind of list belongs."""
    keys = frozenset(key for table in lists.tables for key in READERS[table.name].document_keys(table))
    claimed: dict[str, TableRow] = {}
    documents = []
    for table in lists.tables:
        recorder = Recorder(source, registry, mistakes, lists, keys, claimed)
        READERS[table.name].record(table, recorder)
        graph = READERS[table.name].graph or GRAPH[source]
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
