"""Rows of any CSV file as rows of statements, by a mapping in TOML.

relation = "is a member of"        the relation of all rows, or  relation_column = "type"
who = "country"                    columns of names
whom = "organization"              … or  whom_value = "NATO"  for all rows
from = "joined"                    columns of dates; until likewise
where = "page"                     a column; without it each row's place is its number in the file
[values]                           other words for relations: "full" = "is a member of"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...rdf.reading import unreadable
from ..sheets.csv_files import read_csv
from .sheet_writer import StatementRow

_SIDES = ("who", "whom", "from", "until", "where", "note")


def statements_of_csv(path: Path, mapping_path: Path) -> Iterator[StatementRow]:
    """The rows of a file as statements; each says in its note from which row of which file it comes.

    Raises InputError when the file or the mapping cannot be read, or the mapping names a column that there is not.
    """
    mapping = _read_mapping(mapping_path)
    sheet = read_csv(path)
    header = [cell.text for cell in sheet.rows[0]] if sheet.rows else []
    _check_columns(mapping, header, mapping_path)
    for number, cells in enumerate(sheet.rows[1:], start=2):
        values = dict(zip(header, (cell.text for cell in cells), strict=False))
        if any(values.values()):
            yield _statement(values, mapping, f"{path.name}, row {number}")


def _statement(values: Mapping[str, str], mapping: Mapping[str, Any], origin: str) -> StatementRow:
    cells = {side: values.get(str(mapping[side]), "") for side in _SIDES if side in mapping}
    cells |= {side: str(mapping[f"{side}_value"]) for side in _SIDES if f"{side}_value" in mapping}
    relation = values.get(str(mapping.get("relation_column", "")), "") or str(mapping.get("relation", ""))
    words: Mapping[str, str] = mapping.get("values", {})
    note = "; ".join(part for part in (cells.get("note", ""), f"imported from {origin}") if part)
    cells |= {"relation": words.get(relation, relation), "where": cells.get("where") or origin, "note": note}
    return StatementRow(cells)


def _read_mapping(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise unreadable(path, error) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read: {error}; expected a mapping in TOML.") from None


def _check_columns(mapping: Mapping[str, Any], header: list[str], path: Path) -> None:
    needed = [side for side in ("who", "whom") if side not in mapping and f"{side}_value" not in mapping]
    if needed or ("relation" not in mapping and "relation_column" not in mapping):
        raise InputError(f"{path.name} lacks {needed[0] if needed else 'relation'}; expected who, whom and relation.")
    for key, column in mapping.items():
        if key in (*_SIDES, "relation_column") and column not in header:
            raise InputError(f"{path.name}: {key} names the column {column!r}; the file has {', '.join(header)}.")
