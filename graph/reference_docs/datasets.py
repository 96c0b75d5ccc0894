"""The page of datasets: for each what it is, what its codebook says, and the columns that it gives to panels."""

from __future__ import annotations

from collections.abc import Iterator

from ..importers import DATASETS
from ..importers.dataset import REST, Dataset
from ..importers.registry import COLUMNS

_HEAD = """\
# Datasets that can be imported

Written by `westphalia docs`; edit the modules in `graph/importers/datasets/`, not this page. How to add one is in
[Add a dataset](../how-to/add-a-dataset.md).
"""


def render_datasets() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(line for dataset in DATASETS.values() for line in _entry(dataset))])


def _entry(dataset: Dataset) -> Iterator[str]:
    yield f"## {dataset.key}\n\n{dataset.title}. {dataset.publisher}, <{dataset.url}>.\n"
    yield f"- Cite: {dataset.citation}"
    yield f"- Licence: {dataset.licence}"
    for release in dataset.releases:
        rows = f"{release.rows:,} rows, " if release.rows else ""
        yield f"- Release {release.version}: {rows}{release.begin.year} to {release.until.year - 1}"
    yield f"- Numbers of states: `{dataset.numbers}`"
    yield from (f"- `{column}`: {meaning}" for column, meaning in dataset.codebook.items())
    yield from (
        f"- Missing: {f'`{code}`' if code else 'blank'}, {meaning}" for code, meaning in dataset.missing.items()
    )
    columns = COLUMNS[dataset.key]([name for name in dataset.releases[0].header if name != REST])
    if columns:
        yield "\n| Column | Of | Definition |\n|---|---|---|"
    for name, column in columns.items():
        yield f"| `{dataset.key}:{name}` | {column.subject} | {column.title}. {column.definition} |"
    yield ""
