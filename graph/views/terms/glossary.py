"""The glossary: the terms that pages explain, read from `docs/glossary.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...settings import PROJECT_ROOT

PATH = PROJECT_ROOT / "docs" / "glossary.md"
_HEADING = re.compile(r"^## ", re.MULTILINE)
_CODE = re.compile(r"`([^`]*)`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Term:
    """A term with its definition in plain text."""

    name: str
    definition: str

    @property
    def anchor(self) -> str:
        """The fragment of its address on the page of the glossary."""
        return self.name.lower().replace(" ", "-")


@lru_cache(maxsize=2)
def read_glossary(path: Path = PATH) -> dict[str, Term]:
    """The terms by their names in lower case; none where the file is missing."""
    if not path.is_file():
        return {}
    blocks = (block.partition("\n\n") for block in _HEADING.split(path.read_text(encoding="utf-8"))[1:])
    terms = (Term(name.strip(), _plain(text)) for name, _, text in blocks)
    return {term.name.lower(): term for term in terms}


def _plain(text: str) -> str:
    return " ".join(_LINK.sub(r"\1", _CODE.sub(r"\1", text)).split())
