"""Following: versions that another server publishes, fetched, verified and served here."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path

from ..errors import BusyError, DamagedError, WestphaliaError
from ..reason import Progress
from ..versions.checksums import digest_of, file_sum, listed_files
from ..versions.disk import private_folder
from ..versions.folders import (
    current_folder,
    locked,
    prune,
    publish,
    remove_unfinished,
    unfinished,
    whole_versions,
)
from ..versions.leases import remove_unless_held
from .address import Address
from .version_files import CURRENT, VersionFile, read_list, read_newest

_LOG = logging.getLogger(__name__)


def fetch_newest(data_dir: Path, address: Address) -> str | None:
    """Make the newest version at an address the current one; returns its name, or None when it is already.

    Only files that no version here has are fetched. Raises InputError when the address has no whole version,
    DamagedError when a file is not what its list says, and what refused or failed connections raise; then the current
    version stays.
    """
    newest = read_newest(address.read(CURRENT), address.name)
    if _current_name(data_dir) == newest.version:
        return None
    files = read_list(address.read(newest.list_name), newest, address.name)
    with locked(data_dir):
        remove_unfinished(data_dir)
        present = _present(data_dir)
        with unfinished(data_dir, newest.version) as work:
            for name, file in files.items():
                _bring(file, work / name, address, present)
            _make_room(work.with_suffix(""))
            publish(data_dir, work)
        prune(data_dir)
    return newest.version


class Follower:
    """Fetches new versions in the background, every so many seconds, until it is stopped."""

    def __init__(self, data_dir: Path, address: Address, seconds: float, progress: Progress) -> None:
        self._data_dir = data_dir
        self._address = address
        self._seconds = seconds
        self._progress = progress
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follow", daemon=True)

    def first(self) -> None:
        """Fetch the newest version; when that fails and there is one here, serve this one for the time being.

        Raises what `fetch_newest` raises when there is none here.
        """
        try:
            self.fetch()
        except WestphaliaError as error:
            if not _current_name(self._data_dir):
                raise
            self._progress(f"{error} The version that is here is served until a newer one can be fetched.")

    def fetch(self) -> None:
        """Fetch the newest version once. Raises what `fetch_newest` raises."""
        version = fetch_newest(self._data_dir, self._address)
        if version:
            self._progress(f"Now serving {version} from {self._address.name}.")

    def start(self) -> None:
        """Begin to look for new versions."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what is being fetched is left unfinished."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self.fetch()
            except WestphaliaError as error:
                _LOG.warning("%s", error)
            except Exception:
                _LOG.exception("A new version cannot be fetched; the next attempt follows")


def _current_name(data_dir: Path) -> str:
    return current_folder(data_dir).name if (data_dir / "current").exists() else ""


def _present(data_dir: Path) -> dict[str, Path]:
    """The files of the versions that are here, by their digests."""
    present: dict[str, Path] = {}
    for version in whole_versions(data_dir):
        try:
            present |= {digest: version / name for name, digest in listed_files(version).items()}
        except DamagedError:
            continue
    return present


def _make_room(folder: Path) -> None:
    """Remove a version that is here and not current, as after a return to it. Raises BusyError while it is read."""
    if folder.exists() and not remove_unless_held(folder):
        raise BusyError(f"The version {folder.name} is here already and still read; expected it to be free soon.")


def _bring(file: VersionFile, target: Path, address: Address, present: Mapping[str, Path]) -> None:
    """Make a file of a version: a link to one that is here, or a copy of what is at the address."""
    private_folder(target.parent)
    here = present.get(file.digest)
    if here is not None and file_sum(here) == (file.size, file.digest):
        os.link(here, target)
        return
    address.copy(file.name, target)
    if target.stat().st_size != file.size or digest_of(target) != file.digest:
        raise DamagedError(
            f"{file.name} at {address.name} is damaged: expected {file.size:,} bytes with that SHA-256. The version "
            "that is here stays."
        )
