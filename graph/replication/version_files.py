"""A published version as files that travel: each by its digest, so that versions share what they have in common.

    <address>/current.json             which version is the newest, and the digest of its list
    <address>/versions/<name>.json     the files of a version, each with its size and SHA-256
    <address>/files/<digest>           the files, whichever versions they are of

`current.json` is replaced last and in one step; nothing else ever changes, so that a server may let all of it be
cached for ever but this. Whoever reads compares every byte with the digest that `current.json` leads to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from ..errors import InputError

CURRENT = "current.json"
FORMAT = 1

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Newest:
    """What `current.json` says: the name of a version, and the digest of its list."""

    version: str
    digest: str

    @property
    def list_name(self) -> str:
        """The name of the list."""
        return list_name(self.version)

    def written(self) -> bytes:
        """As a file."""
        return _json({"format": FORMAT, "version": self.version, "list": self.digest})


@dataclass(frozen=True)
class VersionFile:
    """A file of a version."""

    size: int
    digest: str

    @property
    def name(self) -> str:
        """Where it lies below the address."""
        return f"files/{self.digest}"


def list_name(version: str) -> str:
    """The name of the list of a version."""
    return f"versions/{version}.json"


def write_list(version: str, files: Mapping[str, VersionFile]) -> bytes:
    """The list of a version."""
    listed = {name: [file.size, file.digest] for name, file in sorted(files.items())}
    return _json({"format": FORMAT, "version": version, "files": listed})


def read_newest(body: bytes, address: str) -> Newest:
    """What `current.json` at an address says. Raises InputError when it is not such a file."""
    try:
        content = _of_format(body)
        newest = Newest(content["version"], content["list"])
        if _NAME.fullmatch(newest.version) and _DIGEST.fullmatch(newest.digest):
            return newest
    except (ValueError, KeyError, TypeError):
        pass
    raise InputError(f"{CURRENT} at {address} cannot be read; expected what 'westphalia publish-version' writes.")


def read_list(body: bytes, newest: Newest, address: str) -> dict[str, VersionFile]:
    """The files of a version by their names in its folder.

    Raises InputError when the list is not the one that `newest` names, or a name leads out of the folder.
    """
    if sha256(body).hexdigest() != newest.digest:
        raise InputError(f"{newest.list_name} at {address} is damaged: its digest is not the one in {CURRENT}.")
    try:
        files = {name: VersionFile(int(size), digest) for name, (size, digest) in _of_format(body)["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{newest.list_name} at {address} cannot be read; expected a list of files.") from None
    for name, file in files.items():
        if not _is_inside(name) or not isinstance(file.digest, str) or not _DIGEST.fullmatch(file.digest):
            raise InputError(
                f"{newest.list_name} at {address} names the file {name!r} with the digest {file.digest!r}; expected "
                "a file inside the version and a SHA-256."
            )
    return files


def _of_format(body: bytes) -> Any:  # noqa: ANN401 - JSON
    content = json.loads(body)
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    return content


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and path.as_posix() == name


def _json(content: dict[str, object]) -> bytes:
    return json.dumps(content, indent=1).encode()
