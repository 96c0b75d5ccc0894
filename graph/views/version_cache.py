"""What is read once for each version of the graph, and kept: in memory for the latest, some of it with the version.

builds/<version>/derived/<name>-<digest>.json     what took long to read; the digest is of the code that read it
"""

from __future__ import annotations

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
        def stored(served: PublishedVersion) -> Value:
            def make(path: Path) -> None:
                path.write_text(json.dumps(to_json(read(served)), ensure_ascii=False), encoding="utf-8")

            try:
                path = derived_file(served.folder, _file_name(Path(module)), make)
            except StorageError:
                return read(served)
            return from_json(json.loads(path.read_text(encoding="utf-8")))

        super().__init__(stored)


@cache
def _file_name(module: Path) -> str:
    return f"{module.stem}-{code_digest(module)[:_DIGITS]}.json"
