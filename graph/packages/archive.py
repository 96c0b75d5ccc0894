"""The entries of an archive from elsewhere, read within bounds: names, sizes and kinds are checked first."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..errors import InputError
from .layout import MAX_BYTES, MAX_FILE_BYTES, MAX_FILES

_ENCRYPTED = 0x1
_BLOCK = 1024 * 1024


def read_archive(path: Path) -> dict[PurePosixPath, bytes]:
    """The files of a zip archive by name.

    Raises InputError when it is no archive, is damaged, is larger than a source can be, or has an entry that would
    leave its folder, is no plain file, or is there twice.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return dict(_read(archive, path.name))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InputError(f"{path} cannot be read as a zip file: {str(error).rstrip('.')}.") from None


def _read(archive: zipfile.ZipFile, where: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_FILES:
        raise InputError(f"{where} has {len(entries):,} files; expected at most {MAX_FILES:,}.")
    seen: set[str] = set()
    left = MAX_BYTES
    for entry in entries:
        name = _checked_name(entry, where)
        if str(name).casefold() in seen:
            raise InputError(f"{where} has {name} twice; expected each file once.")
        seen.add(str(name).casefold())
        content = _content(archive, entry, min(left, MAX_FILE_BYTES), where)
        left -= len(content)
        yield name, content


def _checked_name(entry: zipfile.ZipInfo, where: str) -> PurePosixPath:
    name = PurePosixPath(entry.orig_filename)
    mode = entry.external_attr >> 16
    if "\\" in entry.orig_filename or "\0" in entry.orig_filename or ":" in entry.orig_filename:
        raise InputError(f"{where} has the entry {entry.orig_filename!r}; expected names with / alone between parts.")
    if name.is_absolute() or ".." in name.parts or str(name) != entry.orig_filename:
        raise InputError(f"{where} has the entry {entry.orig_filename!r}, which leads out of its folder.")
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        raise InputError(f"{where} has the entry {name}, which is no plain file; expected no links or devices.")
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(f"{where} has the entry {name} encrypted; expected it in the clear.")
    return name


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, where: str) -> bytes:
    """The content of an entry, whatever size it claims: reading ends at the bound."""
    blocks, size = [], 0
    with archive.open(entry) as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > most:
                raise InputError(
                    f"{where} holds more than a source can: {entry.filename} goes beyond {most:,} bytes; expected at "
                    f"most {MAX_FILE_BYTES:,} for a file and {MAX_BYTES:,} in all."
                )
            blocks.append(block)
    return b"".join(blocks)
