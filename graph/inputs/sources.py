"""Sources as folders: description, notes, and facts as Turtle or CSV lists, each read into its named graph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError
from ..rdf.namespaces import CATALOG_GRAPH, CONCLUSIONS, GRAPH, NOTES_GRAPH, RESERVED_GRAPHS, SOURCE, WPH
from ..rdf.reading import Document, read_turtle, unreadable
from .tables.entity_registry import ConsultedRegistry, EntityRegistry
from .tables.folder import declare_documents, declare_tables, read_tables, record_tables
from .tables.table import Mistakes

DESCRIPTION_NAME = "source.ttl"
NOTES_NAME = "notes.ttl"

# A key is part of IRIs, of a Turtle prefix (`curies.prefixes_for`) and of a folder's name on every file system.
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]*$")


@dataclass(frozen=True)
class Source:
    """One source: its key (the folder's name), the documents of its folder, and the entities that its lists consult.

    `consulted` are their slugs, those that no source describes among them.
    """

    key: str
    documents: tuple[Document, ...]
    consulted: frozenset[str] = frozenset()

    @property
    def graph(self) -> str:
        """The name of the graph that holds the source's facts."""
        return str(GRAPH[self.key])

    @property
    def facts(self) -> tuple[Document, ...]:
        """The documents with the source's own statements."""
        return tuple(document for document in self.documents if document.graph == self.graph)


def load_sources(sources_dir: Path, extra: str = "", published: Path | None = None) -> list[Source]:
    """Read every source folder, sorted by key; see `source_folders`.

    Raises InputError (or a subclass) when a folder, or a file in it, cannot be used, or two sources have one key.
    """
    return load_folders(source_folders(sources_dir, extra, published))


def source_folders(sources_dir: Path, extra: str = "", published: Path | None = None) -> list[Path]:
    """Every source folder, also those in the folder `extra` if one is named, sorted by key.

    `published` is the folder of published cases, which need not exist.
    Raises InputError when there is none, or two sources have one key.
    """
    folders = _folders(sources_dir)
    further = [*(_folders(Path(extra)) if extra else []), *_published(published)]
    keys = [path.name for path in (*folders, *further)]
    if taken := sorted({key for key in keys if keys.count(key) > 1}):
        where = " and ".join(f"{path.parent.name}/" for path in (*folders, *further) if path.name == taken[0])
        raise InputError(f"{where} both hold a source {taken[0]!r}; expected one of that key.")
    folders = sorted([*folders, *further], key=lambda path: path.name)
    if not folders:
        raise InputError(f"{sources_dir} holds no source; expected at least one folder with a {DESCRIPTION_NAME}.")
    return folders


def _published(folder: Path | None) -> list[Path]:
    return _folders(folder) if folder is not None and folder.is_dir() else []


def _folders(sources_dir: Path) -> list[Path]:
    try:
        return sorted(path for path in sources_dir.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as error:
        raise unreadable(sources_dir, error) from None


def load_source(folder: Path) -> Source:
    """Read a single source folder.

    Raises InputError (or a subclass) when it has no description, no facts, or a name that cannot be used.
    """
    return load_folders([folder])[0]


def load_folders(folders: list[Path]) -> list[Source]:
    """Read source folders, whose lists may refer to entities that any of them describes.

    Raises InputError (or a subclass); for lists, a single one with every mistake in them.
    """
    read = ReadFolders(folders)
    return read.sources(list(read.folders))


class ReadFolders:
    """Source folders whose files have been read; their lists may refer to entities that any of them describes.

    `folders` are they by key, `registry` has the entities. Reading takes a tenth of the time that it takes to turn
    lists into triples, which `sources` does.
    """

    def __init__(self, folders: list[Path]) -> None:
        """Raises InputError (or a subclass); for lists, a single one with every mistake in them."""
        self.folders = {_checked_key(folder): folder for folder in folders}
        self.registry = EntityRegistry()
        mistakes = Mistakes()
        self._turtle = {key: _read_turtle(folder) for key, folder in self.folders.items()}
        self._tables = {key: read_tables(folder, mistakes) for key, folder in self.folders.items()}
        for key, lists in self._tables.items():
            declare_documents(self._turtle[key], self.registry)
            declare_tables(lists, self.registry, mistakes)
        mistakes.raise_any()

    def sources(self, keys: Sequence[str]) -> list[Source]:
        """The sources of some folders. Raises as the constructor does."""
        mistakes = Mistakes()
        sources = [self._source(key, mistakes) for key in keys]
        mistakes.raise_any()
        for source in sources:
            _check_source(source, self.folders[source.key])
        return sources

    def _source(self, key: str, mistakes: Mistakes) -> Source:
        registry = ConsultedRegistry(self.registry)
        recorded = record_tables(key, self._tables[key], registry, mistakes)
        return Source(key, (*self._turtle[key], *recorded), frozenset(registry.consulted))


def _read_turtle(folder: Path) -> list[Document]:
    return [read_turtle(path, _graph_of(path, folder.name)) for path in _files(folder)]


def _check_source(source: Source, folder: Path) -> None:
    if not source.facts:
        raise InputError(f"{folder} holds no facts; expected a Turtle file or a CSV list beside {DESCRIPTION_NAME}.")
    _check_declared_key(source, folder)


def is_key(text: str) -> bool:
    """Whether a text can be the key of a source."""
    return bool(_KEY.fullmatch(text)) and not _is_reserved(text)


def _is_reserved(key: str) -> bool:
    return GRAPH[key] in RESERVED_GRAPHS or key.endswith(CONCLUSIONS)


def _checked_key(folder: Path) -> str:
    key = folder.name
    if not _KEY.match(key):
        raise InputError(f"{folder} is named {key!r}; expected lower-case letters, digits and hyphens.")
    if _is_reserved(key):
        raise InputError(
            f"{folder} is named {key!r}, which is reserved for a graph of the project; expected another name."
        )
    return key


def _files(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".ttl")
    except OSError as error:
        raise unreadable(folder, error) from None
    if folder / DESCRIPTION_NAME not in files:
        raise InputError(f"{folder} has no {DESCRIPTION_NAME}; expected the description of the source there.")
    return files


def _graph_of(path: Path, key: str) -> str:
    own = {DESCRIPTION_NAME: CATALOG_GRAPH, NOTES_NAME: NOTES_GRAPH}
    return str(own.get(path.name, GRAPH[key]))


def _check_declared_key(source: Source, folder: Path) -> None:
    """The description must be of this source: `source:<key> wph:sourceKey "<key>"`."""
    expected = ox.Triple(ox.NamedNode(SOURCE[source.key]), ox.NamedNode(WPH.sourceKey), ox.Literal(source.key))
    if not any(expected in document.triples for document in source.documents):
        path = folder / DESCRIPTION_NAME
        raise InputError(
            f'{path} does not describe this source; expected {SOURCE[source.key]} with wph:sourceKey "{source.key}".'
        )
