"""What each source states, kept with a version so that the next build reads and compares only sources that changed.

    builds/<version>/derived/statements.json            what the statements were read from, and which files have them
    builds/<version>/derived/statements/<SHA-256>.nt    what one source states in one graph

A version that follows another has links to the files of sources that have not changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import DamagedError
from ..inputs.sources import Source
from ..inputs.tables.entity_registry import EntityRegistry
from .checksums import DERIVED
from .derived import derived_file, is_sound
from .disk import private_folder

_INDEX = "statements.json"
_FOLDER = "statements"


@dataclass(frozen=True)
class KeptStatements:
    """The statements of the sources of the version in the folder `version`.

    `parts` are the digests of its inputs (see `inputs_hash`), `registry` has the entities which its sources describe,
    `consulted` by source the slugs of those that its lists look up, and `files` by source and graph the digests of
    the files.
    """

    version: Path
    parts: Mapping[str, str]
    registry: EntityRegistry
    consulted: Mapping[str, Sequence[str]]
    files: Mapping[str, Mapping[str, str]]

    def text(self, source: str, graph: str) -> str:
        """What a source states in a graph, in N-Triples; empty where it states nothing.

        Raises DamagedError when the file is not as it was written, OSError when it cannot be read.
        """
        digest = self.files.get(source, {}).get(graph)
        if digest is None:
            return ""
        body = _path(self.version, digest).read_bytes()
        if hashlib.sha256(body).hexdigest() != digest:
            raise DamagedError(f"The statements of {source} in the version {self.version.name} are damaged.")
        return body.decode()


def read_statements(version: Path) -> KeptStatements | None:
    """What a version has kept; None where that is missing or damaged."""
    index = version / DERIVED / _INDEX
    if not is_sound(index):
        return None
    body = json.loads(index.read_bytes())
    if "consulted" not in body:  # of an earlier release, which kept a digest of the registry
        return None
    registry = EntityRegistry.from_json(body["registry"])
    return KeptStatements(version, body["parts"], registry, body["consulted"], body["files"])


def keep_statements(
    version: Path,
    parts: Mapping[str, str],
    registry: EntityRegistry,
    sources: Iterable[Source],
    earlier: KeptStatements | None = None,
) -> None:
    """Keep what `sources` state with a version, and of all others what an earlier version has kept of them."""
    folder = private_folder(version / DERIVED / _FOLDER)
    files = {key: dict(graphs) for key, graphs in earlier.files.items()} if earlier else {}
    consulted = dict(earlier.consulted) if earlier else {}
    for source in sources:
        consulted[source.key] = sorted(source.consulted)
        files[source.key] = {graph: _write(folder, text) for graph, text in source_texts(source).items()}
    for digest in {digest for graphs in files.values() for digest in graphs.values()}:
        target = _path(version, digest)
        if earlier and not target.exists():
            os.link(_path(earlier.version, digest), target)
    body = json.dumps(
        {"parts": dict(parts), "registry": registry.to_json(), "consulted": consulted, "files": files},
        ensure_ascii=False,
    )
    derived_file(version, _INDEX, lambda path: _write_index(path, body))


def carry_statements(earlier: Path, version: Path) -> None:
    """Keep with a version, whose sources are those of an earlier one, what that has kept of them."""
    kept = read_statements(earlier)
    if kept is not None:
        keep_statements(version, kept.parts, kept.registry, (), kept)


def source_texts(source: Source) -> dict[str, str]:
    """What a source states in each graph, in N-Triples."""
    texts: dict[str, list[str]] = {}
    for document in source.documents:
        texts.setdefault(document.graph, []).extend(document.statements)
    return {graph: "".join([f"{statement} .\n" for statement in each]) for graph, each in texts.items()}


def _write(folder: Path, text: str) -> str:
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()
    (folder / f"{digest}.nt").write_bytes(body)
    return digest


def _write_index(path: Path, body: str) -> None:
    path.write_text(body, encoding="utf-8")


def _path(version: Path, digest: str) -> Path:
    return version / DERIVED / _FOLDER / f"{digest}.nt"
