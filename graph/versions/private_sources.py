"""Private sources: what a user has added from files that may not be passed on, apart from all that is served.

    data_dir/private/sources/<key>/   description and facts of each, as under sources/
    data_dir/private/data/            the data folder of the private graph, which is built from all sources

The public graph is built without them, so that nothing that reads it (queries, pages, exports, replicas) can give a
statement of theirs away. Commands with `--private` work on the private graph instead.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

from ..errors import InputError, RefusedError
from ..settings import Settings
from ..store.failures import is_storage_failure, storage_failure
from .disk import private_folder, write_whole
from .folders import locked

FOLDER = "private"


def private_sources_folder(data_dir: Path) -> Path:
    """The folder of the private sources beside the public data in `data_dir`."""
    return data_dir / FOLDER / "sources"


def with_private(settings: Settings) -> Settings:
    """The settings of the private graph: the data folder of its own, and private sources beside the others.

    Raises InputError when nothing private was added.
    """
    folder = private_sources_folder(settings.data_dir)
    if not private_sources(settings.data_dir):
        raise InputError("There is no private source; expected one that 'westphalia add' has read.")
    return replace(settings, data_dir=settings.data_dir / FOLDER / "data", extra_sources=str(folder))


def is_private(settings: Settings) -> bool:
    """Whether settings are those of a private graph: its data folder, or its sources."""
    private = settings.data_dir.resolve().parent
    is_its_data = private.name == FOLDER and (private / "sources").is_dir()
    return is_its_data or Path(settings.extra_sources) == settings.data_dir.parent / "sources"


def refuse_public_host(host: str) -> None:
    """Raise RefusedError unless only this machine can reach a service at `host`."""
    try:
        is_local = ip_address(host).is_loopback
    except ValueError:
        is_local = host == "localhost"
    if not is_local:
        raise RefusedError(
            f"With --private the service gives statements that may not be passed on; expected a host that only this "
            f"machine reaches, such as 127.0.0.1, not {host}."
        )


def private_sources(data_dir: Path) -> list[str]:
    """The keys of the private sources."""
    folder = private_sources_folder(data_dir)
    return (
        sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
        if folder.is_dir()
        else []
    )


def keep_private_source(data_dir: Path, key: str, files: Mapping[str, bytes]) -> None:
    """Keep the files of a private source, whole or not at all, in the place of an earlier one with its key.

    Raises StoreError when the system refuses, BusyError while a build runs.
    """
    folder = private_sources_folder(data_dir)
    with locked(data_dir):
        work, old = folder / f".{key}.new", folder / f".{key}.old"
        try:
            private_folder(data_dir / FOLDER)
            private_folder(folder)
            for leftover in (work, old):
                shutil.rmtree(leftover, ignore_errors=True)
            private_folder(work)
            for name, content in files.items():
                private_folder((work / name).parent)
                write_whole(work / name, content)
            if (folder / key).exists():
                (folder / key).rename(old)
            work.rename(folder / key)
            shutil.rmtree(old, ignore_errors=True)
        except OSError as error:
            if not is_storage_failure(error):
                raise
            raise storage_failure(error, f"The private source {key} cannot be kept") from error


def remove_private_source(data_dir: Path, key: str) -> None:
    """Remove a private source.

    Raises InputError when there is none with this key.
    """
    if key not in private_sources(data_dir):
        listed = ", ".join(private_sources(data_dir)) or "none"
        raise InputError(f"There is no private source {key!r}; there are: {listed}.")
    with locked(data_dir):
        shutil.rmtree(private_sources_folder(data_dir) / key)
