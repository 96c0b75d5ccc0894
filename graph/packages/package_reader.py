"""Reading a package from elsewhere: what the descriptor lists, and nothing else, with the digests that it gives."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import InputError
from ..inputs.sources import is_key
from .archive import read_archive
from .descriptor import sha256
from .layout import CHECKSUMS, DESCRIPTOR, FORMAT, SOURCE, is_allowed

_DESCRIPTOR, _CHECKSUMS = PurePosixPath(DESCRIPTOR), PurePosixPath(CHECKSUMS)


@dataclass(frozen=True)
class PackedSource:
    """A source as it was packed: key, title, licence, how to cite it, and its files by path in its folder.

    `digest` is that of the whole package, to be compared with the one that its author gives.
    """

    key: str
    title: str
    licence: str
    citation: str
    files: Mapping[PurePosixPath, bytes]
    digest: str


def is_package(path: Path) -> bool:
    """Whether a file is a zip archive, as packages are."""
    return path.is_file() and zipfile.is_zipfile(path)


def read_package(path: Path) -> PackedSource:
    """Read a package.

    Raises InputError when it is no package, or a file in it is missing, added or other than its digest says.
    """
    content = read_archive(path)
    body = _descriptor(content, path.name)
    _check_sums(content, path.name)
    _check_resources(content, body, path.name)
    own = body["westphalia"]
    files = {
        name.relative_to(SOURCE): content[name] for name in content if name.parts[0] == SOURCE and len(name.parts) > 1
    }
    for name in files:
        if not is_allowed(name):
            raise InputError(f"{path.name} has {SOURCE}/{name}, which is no file of a source.")
    licence = body.get("licenses", [{}])[0]
    return PackedSource(
        own["source"],
        str(body.get("title", own["source"])),
        str(licence.get("title") or licence.get("path") or "none stated"),
        str(own.get("citation", "")),
        files,
        sha256(path.read_bytes()),
    )


def _descriptor(content: Mapping[PurePosixPath, bytes], where: str) -> dict[str, Any]:
    if _DESCRIPTOR not in content:
        raise InputError(f"{where} has no {DESCRIPTOR}; expected a package that 'westphalia pack' has made.")
    try:
        body = json.loads(content[_DESCRIPTOR])
        own = body["westphalia"]
        key, number = own["source"], own["format"]
        resources = [(entry["path"], entry["bytes"], entry["hash"]) for entry in body["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(
            f"The {DESCRIPTOR} of {where} is not that of a packed source; expected a package that "
            "'westphalia pack' has made."
        ) from None
    if number != FORMAT:
        raise InputError(f"{where} has the format {number!r}; expected {FORMAT}, the one that this version reads.")
    if not isinstance(key, str) or not is_key(key):
        raise InputError(f"{where} has the key {key!r}; expected lower-case letters, digits and hyphens.")
    if not resources or not isinstance(body.get("licenses", [{}]), list):
        raise InputError(f"The {DESCRIPTOR} of {where} lists no files; expected those of the source.")
    return body if isinstance(body, dict) else {}


def _check_sums(content: Mapping[PurePosixPath, bytes], where: str) -> None:
    """The list of checksums is about every file but itself, the descriptor included."""
    expected = {name: sha256(body) for name, body in content.items() if name != _CHECKSUMS}
    lines = content.get(_CHECKSUMS, b"").decode(errors="replace").strip("\n").split("\n")
    listed = {PurePosixPath(name): digest for digest, _, name in (line.partition("  ") for line in lines)}
    _refuse_difference(expected, listed, where, CHECKSUMS)


def _check_resources(content: Mapping[PurePosixPath, bytes], body: Mapping[str, Any], where: str) -> None:
    """The descriptor lists every file but itself and the checksums."""
    beside = {_DESCRIPTOR, _CHECKSUMS}
    expected = {name: f"sha256:{sha256(text)}" for name, text in content.items() if name not in beside}
    listed = {PurePosixPath(str(entry["path"])): entry["hash"] for entry in body["resources"]}
    _refuse_difference(expected, listed, where, DESCRIPTOR)


def _refuse_difference(
    found: Mapping[PurePosixPath, str], listed: Mapping[PurePosixPath, object], where: str, by: str
) -> None:
    for name in sorted(found.keys() | listed.keys()):
        if name not in listed:
            raise InputError(f"{where} has {name}, which its {by} does not list; it was changed after it was packed.")
        if name not in found:
            raise InputError(f"{where} has no {name}, which its {by} lists; it was changed after it was packed.")
        if found[name] != listed[name]:
            raise InputError(f"{name} in {where} is not as its {by} says; it was changed after it was packed.")
