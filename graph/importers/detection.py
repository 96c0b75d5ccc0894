"""Which dataset and release a file is, by its header; another header is refused with the nearest that is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import InputError
from .dataset import REST, Dataset, Release
from .registry import DATASETS
from .table import DataFile

_SHOWN = 6
"""Columns that a refusal names."""


def find_dataset(key: str) -> Dataset:
    """The dataset with a key.

    Raises InputError when there is none.
    """
    if key not in DATASETS:
        raise InputError(f"There is no importer {key!r}; expected one of {', '.join(DATASETS)}.")
    return DATASETS[key]


def recognize(file: DataFile, key: str = "") -> tuple[Dataset, Release]:
    """The dataset and release whose header a file has; `key` names the dataset that the user expects.

    Raises InputError when it is another, naming what the header has and lacks.
    """
    expected = [find_dataset(key)] if key else list(DATASETS.values())
    for dataset in DATASETS.values():
        for release in dataset.releases:
            if release.fits(file.header):
                if dataset not in expected:
                    raise InputError(f"{file.name} has the header of {dataset.key}, not of {key}.")
                return dataset, _release_of(dataset, release, file)
    raise InputError(_refusal(file, expected))


def _release_of(dataset: Dataset, release: Release, file: DataFile) -> Release:
    """The release that the file's own column of versions names.

    Raises InputError for a release that the importer does not know.
    """
    if not dataset.version_column:
        return release
    place = file.header.index(dataset.version_column)
    found = sorted({row[place] for row in file.rows})
    known = {each.version: each for each in dataset.releases}
    if len(found) == 1 and found[0] in known:
        return known[found[0]]
    raise InputError(
        f"{file.name} has the header of {dataset.key} but version {', '.join(found[:3])}; "
        f"expected one of {', '.join(known)}."
    )


def _refusal(file: DataFile, expected: Iterable[Dataset]) -> str:
    releases = [(dataset, release) for dataset in expected for release in dataset.releases]
    dataset, release = max(releases, key=lambda pair: len(set(pair[1].header) & set(file.header)))
    lacking = [name for name in release.header if name not in file.header and name != REST]
    unknown = [] if REST in release.header else [name for name in file.header if name not in release.header]
    parts = [
        f"unknown is {_listed(unknown)}" if unknown else "",
        f"missing is {_listed(lacking)}" if lacking else "",
        f"expected are {release.columns or len(release.header)} columns in this order: {', '.join(release.header)}",
    ]
    return (
        f"{file.name} has the header {_listed(file.header)}, which is not that of a dataset that can be imported. "
        f"Nearest is {dataset.key} {release.version}: {'; '.join(filter(None, parts))}."
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown}, … ({len(names)} in all)" if len(names) > _SHOWN else shown
