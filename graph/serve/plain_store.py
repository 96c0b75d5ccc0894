"""A plain SPARQL store of RDF files (`serve --bare`), without ontology, sources and reasoner."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..rdf.reading import read_rdf
from ..reason import Progress
from ..sparql.update import Evaluation
from ..versions.transactions import PlainDataset, Writer, create_plain_store

_SHARED_MEMORY = Path("/dev/shm")


@contextmanager
def opened_plain_store(path: Path | None, files: Sequence[Path], progress: Progress) -> Iterator[Path]:
    """The data folder of a plain store to which `files` have been added.

    Without a path the store is in memory (where the system has no folder in memory, in a temporary one) and removed
    at the end. Raises InputError when a file cannot be read, StoreError when the folder cannot be written.
    """
    if path is not None:
        _fill(path, files, progress)
        yield path
        return
    shared = _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="westphalia-", dir=shared, ignore_cleanup_errors=True) as name:
        _fill(Path(name), files, progress)
        yield Path(name)


def _fill(data_dir: Path, files: Sequence[Path], progress: Progress) -> None:
    for path in files:
        progress(f"Loading {path} …")
    if not (data_dir / "current").exists():
        create_plain_store(data_dir, (quad for path in files for quad in read_rdf(path)))
    elif files:
        _add(data_dir, files)


def _add(data_dir: Path, files: Sequence[Path]) -> None:
    def add(evaluation: Evaluation) -> None:
        for path in files:
            evaluation.insert(read_rdf(path))

    writer = Writer(data_dir, PlainDataset())
    writer.write(add)
    writer.close()
