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
    """The release that the file's own column of versions names, or its last year tells.

    Raises InputError for a release that the importer does not know.
    """
    if dataset.year_column:
        return _release_by_last_year(dataset, file)
    if not dataset.version_column:
        return release
    found = sorted(_values(file, dataset.version_column))
    known = {each.version: each for each in dataset.releases}
    if len(found) == 1 and found[0] in known:
        return known[found[0]]
    raise InputError(
        f"{file.name} has the header of {dataset.key} but version {', '.join(found[:3])}; "
        f"expected one of {', '.join(known)}."
    )


def _release_by_last_year(dataset: Dataset, file: DataFile) -> Release:
    last = max(_values(file, dataset.year_column))
    known = {str(each.until.year - 1): each for each in dataset.releases}
    if last in known:
        return known[last]
    expected = ", ".join(f"{year} (version {each.version})" for year, each in known.items())
    raise InputError(
        f"{file.name} has the header of {dataset.key} but its last year is {last}; expected one of {expected}."
    )


def _values(file: DataFile, column: str) -> set[str]:
    place = file.header.index(column)
    return {row[place] for row in file.rows}


def _refusal(file: DataFile, expected: Iterable[Dataset]) -> str:
    releases = [(dataset, release) for dataset in expected for release in dataset.releases]
    dataset, release = max(releases, key=lambda pair: len(set(pair[1].header) & set(file.header)))
    lacking = [name for name in release.header if name not in file.header and name != REST]
    is_open = release.is_part or REST in release.header
    unknown = [] if is_open else [name for name in file.header if name not in release.header]
    count = "among others the" if release.is_part else f"{release.columns or len(release.header)}"
    order = "" if release.is_part else " in this order"
    parts = [
        f"unknown is {_listed(unknown)}" if unknown else "",
        f"missing is {_listed(lacking)}" if lacking else "",
        f"expected are {count} columns{order}: {', '.join(release.header)}",
    ]
    return (
        f"{file.name} has the header {_listed(file.header)}, which is not that of a dataset that can be imported. "
        f"Nearest is {dataset.key} {release.version}: {'; '.join(filter(None, parts))}."
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown}, … ({len(names)} in all)" if len(names) > _SHOWN else shown
