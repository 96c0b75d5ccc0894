"""Where published versions are read from: a folder, or a server that serves such a folder."""

from __future__ import annotations

import http.client
import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import BinaryIO, cast
from urllib.request import Request

from ..errors import InputError
from ..store.failures import raise_if_refused
from ..store.remote import send

_MOST_LIST_BYTES = 64 * 1024 * 1024
_SECONDS = 60.0


class Address(ABC):
    """A place with published versions (see `version_files`); `name` is how the user wrote it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, name: str) -> bytes:
        """The content of one of the lists. Raises InputError when it cannot be had or is far too large."""
        with self._open(name) as file:
            body = file.read(_MOST_LIST_BYTES + 1)
        if len(body) > _MOST_LIST_BYTES:
            raise InputError(f"{name} at {self.name} is larger than {_MOST_LIST_BYTES:,} bytes; expected a list.")
        return body

    def copy(self, name: str, target: Path) -> None:
        """Copy a file. Raises InputError when it cannot be had whole."""
        with self._open(name) as file, target.open("wb") as copy:
            try:
                shutil.copyfileobj(file, copy)
            except http.client.HTTPException as error:
                raise InputError(f"{name} at {self.name} broke off ({type(error).__name__}).") from None

    @abstractmethod
    def _open(self, name: str) -> BinaryIO:
        """Open a file for reading."""


class FolderAddress(Address):
    """A folder of this machine, or one that it has mounted."""

    def _open(self, name: str) -> BinaryIO:
        try:
            return (Path(self.name) / name).open("rb")
        except OSError as error:
            raise_if_refused(error, f"{name} in {self.name} cannot be read")
            raise InputError(
                f"{name} is not in {self.name}; expected what 'westphalia publish-version' writes."
            ) from None


class HttpAddress(Address):
    """The address of a folder on an HTTP server."""

    def _open(self, name: str) -> BinaryIO:
        return cast("BinaryIO", send(Request(f"{self.name.rstrip('/')}/{name}"), _SECONDS))


def address_of(name: str) -> Address:
    """The place that a user names: `http://…`, `https://…`, or a folder."""
    return HttpAddress(name) if name.startswith(("http://", "https://")) else FolderAddress(name)
