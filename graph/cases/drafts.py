"""A new case: a folder with empty sheets, a description, and a README that teaches by one filled row each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from ..errors import InputError
from ..store.failures import is_storage_failure, storage_failure
from .description import FILE, KEYS, REQUIRED
from .sheets.csvw import metadata_files
from .sheets.layout import SHEETS, SheetLayout

DRAFTS = "drafts"
"""The folder of cases in the data folder."""
RAW = "raw"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The byte order mark by which Excel reads a CSV file as UTF-8."""


def new_case(folder: Path, values: Mapping[str, str]) -> list[Path]:
    """Make the folder of a case with `values` for the keys of its description; returns the files.

    Raises InputError when the name cannot be that of a source or the folder exists, StoreError when it cannot.
    """
    if not _NAME.fullmatch(folder.name):
        raise InputError(f"{folder.name!r} cannot name a source; expected lower-case letters, digits and hyphens.")
    if folder.exists():
        raise InputError(f"{folder} exists already; expected the name of a new folder.")
    texts = {
        FILE: description_text(values),
        "README.md": readme_text(folder.name, values.get("title", "") or folder.name),
        f"{RAW}/README.md": _RAW_README,
        f"{RAW}/.gitignore": "*\n!README.md\n!.gitignore\n",
        **{f"{layout.name}.csv": _MARK + csv_text([layout.header]) for layout in SHEETS},
        **metadata_files(values.get("dates", "")),
    }
    try:
        (folder / RAW).mkdir(parents=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, f"{folder} cannot be made") from error
    return [folder / name for name in texts]


_RAW_README = """# raw

Put the document itself here: it is never published, packed or exported.
"""


def description_text(values: Mapping[str, str]) -> str:
    """The text of source.toml: each key with its meaning above it."""
    lines = ["# What the source is. Keys without a value may stay empty, but for those marked as needed."]
    for key, meaning in KEYS.items():
        needed = " (needed)" if key in REQUIRED else ""
        lines += ["", f"# {meaning}{needed}", f"{key} = {_toml(key, values.get(key, ''))}"]
    return "\n".join(lines) + "\n"


def _toml(key: str, value: str) -> str:
    if key == "may_be_passed_on":
        return "true" if value.casefold() in {"true", "yes", "y"} else "false"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def csv_text(rows: list[tuple[str, ...]]) -> str:
    """Rows as CSV with commas."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def readme_text(key: str, title: str) -> str:
    """The README of a new case."""
    sheets = "\n".join(_sheet_text(layout) for layout in SHEETS)
    return f"""# {title}

What the source says, typed into sheets. Excel and LibreOffice files with sheets of these names are read as well.

1. Put the document into `raw/`; it is never published.
2. Fill in the sheets, one row for each statement, in your own words.
3. Run `westphalia check {key} --watch` and correct the cells that it names; it shows what follows at each save.
4. Run `westphalia publish {key}`. Nothing is published before.

`westphalia relations` lists the relations with an example each.

{sheets}
## What was hard

Say here what the source leaves open, and how you read it.
"""


def _sheet_text(layout: SheetLayout) -> str:
    rows = "\n".join(f"| `{column.name}` | {column.meaning} | {column.example} |" for column in layout.columns)
    return f"""## {layout.name}

{layout.purpose}

| Column | Meaning | For instance |
|---|---|---|
{rows}
"""
