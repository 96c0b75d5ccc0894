"""What is read once for each version of the graph, and kept: in memory for the latest, some of it with the version.

builds/<version>/derived/<name>-<digest>.json     what took long to read; the digest is of the code that read it
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..code_digest import code_digest
from ..errors import StorageError
from ..versions.derived import derived_file
from ..versions.published import PublishedVersion

_DIGITS = 12
"""Of the digest in a file's name: enough to distinguish what releases have read."""

Value = TypeVar("Value")


class PerVersion(Generic[Value]):
    """Reads something of a version at the first call, and keeps it until another version is served."""

    def __init__(self, read: Callable[[PublishedVersion], Value]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._latest: tuple[Path, Value] | None = None

    def of(self, served: PublishedVersion) -> Value:
        """What was read of a version."""
        with self._lock:
            if self._latest is None or self._latest[0] != served.folder:
                self._latest = (served.folder, self._read(served))
            return self._latest[1]


class StoredPerVersion(PerVersion[Value]):
    """The same, kept with the version too, so that a restart reads it in a moment.

    `module` is the file whose code reads it: what other code has read is read again. `to_json` and `from_json` are
    inverse to each other. Where the version's folder cannot be written, only time is lost.
    """

    def __init__(
        self,
        module: str,
        read: Callable[[PublishedVersion], Value],
        to_json: Callable[[Value], Any],
        from_json: Callable[[Any], Value],
    ) -> None:
        super().__init__(
            lambda served: kept_with(
                served.folder, name_of_kept(Path(module)), lambda: read(served), to_json, from_json
            )
        )


def kept_with(
    folder: Path,
    name: str,
    read: Callable[[], Value],
    to_json: Callable[[Value], Any],
    from_json: Callable[[Any], Value],
) -> Value:
    """What `read` gives, kept as the derived file `name` of the version in `folder`; see `StoredPerVersion`."""

    def make(path: Path) -> None:
        path.write_text(json.dumps(to_json(read()), ensure_ascii=False), encoding="utf-8")

    try:
        path = derived_file(folder, name, make)
    except StorageError:
        return read()
    return from_json(json.loads(path.read_text(encoding="utf-8")))


def name_of_kept(module: Path, *inputs: Path) -> str:
    """The name of the file with what the code of `module` has read of a version and of the files `inputs`."""
    if not inputs:
        return f"{_code_name(module)}.json"
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    return f"{_code_name(module)}-{digest[:_DIGITS]}.json"


@cache
def _code_name(module: Path) -> str:
    return f"{module.stem}-{code_digest(module)[:_DIGITS]}"
