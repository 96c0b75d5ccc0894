"""Rule and query files: SPARQL under a header of `#+ key: value` comment lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..rdf.reading import unreadable

_HEADER_LINE = re.compile(r"^#\+\s*([a-z-]+):\s*(.*?)\s*$")
SOURCE_RULES = "rules"
"""The folder with the rules of a source, in the folder of that."""
_VARIABLE = re.compile(r"[?$](\w+)")


@dataclass(frozen=True)
class SparqlFile:
    """A SPARQL file: its header as (key, value) pairs in order, and its text."""

    path: Path
    header: tuple[tuple[str, str], ...]
    text: str

    @property
    def name(self) -> str:
        """The name by which the rule or query is known."""
        return file_name(self.path)

    def values(self, key: str) -> list[str]:
        """Every value that the header gives for `key`, in order."""
        return [value for name, value in self.header if name == key]

    def value(self, key: str) -> str:
        """The one value that the header gives for `key`.

        Raises InputError when it gives none or several.
        """
        entries = self.values(key)
        if len(entries) != 1 or not entries[0]:
            raise InputError(
                f"{self.path} has {len(entries)} lines '#+ {key}: …' in its header; expected one with a text."
            )
        return entries[0]


def read_sparql_file(path: Path) -> SparqlFile:
    """Read a SPARQL file with its header.

    Raises InputError when it cannot be read, or a header line is not `#+ key: value`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from None
    return SparqlFile(path, header_of(path, text), text)


def file_name(path: Path) -> str:
    """The name of a rule or query: that of its file, of a rule in a source's folder with the source's key before it.

    >>> file_name(Path("ontology/rules/domain/allied-with.rq"))
    'allied-with'
    """
    folder = path.parent.parent
    is_of_source = path.parent.name == SOURCE_RULES and (folder / "source.ttl").is_file()
    return f"{folder.name}:{path.stem}" if is_of_source else path.stem


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values in the place of the `?variables` of a message.

    >>> fill("?thing borders itself.", {"thing": "id:kazakhstan"})
    'id:kazakhstan borders itself.'
    """
    return _VARIABLE.sub(lambda match: values.get(match.group(1), match.group(0)), template)


def header_of(path: Path, text: str) -> tuple[tuple[str, str], ...]:
    """The header of a text, in which `path` is named where it is wrong.

    Raises InputError for a header line that is not `#+ key: value`.
    """
    entries = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("#+"):
            continue
        match = _HEADER_LINE.match(line)
        if match is None:
            raise InputError(f"{path}:{number}: {line!r} is not a header line; expected '#+ key: value'.")
        entries.append((match.group(1), match.group(2)))
    return tuple(entries)
