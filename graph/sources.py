"""Sources as folders: a description, our notes, and the facts, each read into its named graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .errors import InputError
from .parsing import Document, read_turtle, unreadable
from .vocab import CATALOG_GRAPH, GRAPH, NOTES_GRAPH, RESERVED_GRAPHS, SOURCE, WPH

DESCRIPTION_NAME = "source.ttl"
NOTES_NAME = "notes.ttl"

_KEY = re.compile(r"^[a-z0-9][a-z0-9-]*$")


@dataclass(frozen=True)
class Source:
    """One source: its key (the folder's name) and the documents of its folder."""

    key: str
    documents: tuple[Document, ...]

    @property
    def graph(self) -> str:
        """The name of the graph that holds the source's facts."""
        return str(GRAPH[self.key])

    @property
    def facts(self) -> tuple[Document, ...]:
        """The documents that hold what the source says."""
        return tuple(document for document in self.documents if document.graph == self.graph)


def load_sources(sources_dir: Path) -> list[Source]:
    """Read every source folder, sorted by key.

    Raises InputError (or its kind) when the folder, or a file in it, cannot be used.
    """
    try:
        folders = sorted(path for path in sources_dir.iterdir() if path.is_dir())
    except OSError as error:
        raise unreadable(sources_dir, error) from None
    if not folders:
        raise InputError(f"{sources_dir} holds no source; expected at least one folder with a {DESCRIPTION_NAME}.")
    return [load_source(folder) for folder in folders]


def load_source(folder: Path) -> Source:
    """Read one source folder.

    Raises InputError (or its kind) when it has no description, no facts, or a name that cannot be used.
    """
    key = _checked_key(folder)
    source = Source(key, tuple(read_turtle(path, _graph_of(path, key)) for path in _files(folder)))
    if not source.facts:
        raise InputError(f"{folder} holds no facts; expected a Turtle file beside {DESCRIPTION_NAME}.")
    _check_declared_key(source, folder)
    return source


def _checked_key(folder: Path) -> str:
    key = folder.name
    if not _KEY.match(key):
        raise InputError(f"{folder} is named {key!r}; expected lower-case letters, digits and hyphens.")
    if GRAPH[key] in RESERVED_GRAPHS:
        raise InputError(f"{folder} is named {key!r}, which is the name of a graph of our own; choose another.")
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
