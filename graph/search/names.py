"""Queries of the index: resources by the text that a user types, and labels by IRI."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..rdf.curies import shortened
from ..rdf.folding import fold

ENTITY, TERM, RECORD = range(3)
"""Families of resources, in the order of search results; records are situations, codes, sources and notes."""

_WORD = re.compile(r"[\w]+")
_NAMES_PER_HIT = 6
"""Names that are read for each hit, since several names of a resource may match."""
_VARIABLES = 500
"""Values in one statement; SQLite's default limit was 999 before 3.32 (SQLITE_MAX_VARIABLE_NUMBER)."""

_EXACT = """SELECT t.*, n.text, n.detail, 0 AS closeness FROM name AS n JOIN thing AS t USING (iri)
    WHERE n.folded = :folded"""
_LIKE = """SELECT t.*, n.text, n.detail, CASE WHEN substr(n.folded, 1, length(:folded)) = :folded THEN 1 ELSE 2 END
    AS closeness FROM words JOIN name AS n ON n.id = words.rowid JOIN thing AS t USING (iri)
    WHERE words MATCH :words"""
_ORDER = "ORDER BY closeness = 0 DESC, family, closeness, mentions DESC, length(text), text LIMIT :limit"
_ALL = -1
"""A limit of SQLite that is none."""


@dataclass(frozen=True)
class Hit:
    """A match: a resource with its label and kind, and the name that matched, with its language or code scheme."""

    iri: str
    label: str
    kind: str
    name: str
    detail: str


class Names:
    """The index in a file. Each method opens the file, so that threads can use it concurrently."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, text: str, limit: int | None = 10) -> list[Hit]:
        """Resources that match `text`: first those with exactly this name or code, then by prefixes of words.

        They are the first `limit`, or with None all.
        """
        folded, words = fold(text), _WORD.findall(text)
        if not folded:
            return []
        query = f"SELECT * FROM ({_EXACT} UNION ALL {_LIKE}) {_ORDER}" if words else f"{_EXACT} {_ORDER}"
        values = {
            "folded": folded,
            "words": " ".join(f'"{word}"*' for word in words),
            "limit": _ALL if limit is None else limit * _NAMES_PER_HIT,
        }
        with closing(self._open()) as connection:
            rows = connection.execute(query, values).fetchall()
        hits: dict[str, Hit] = {}
        for iri, label, kind, _family, _mentions, name, detail, _closeness in rows:
            hits.setdefault(iri, Hit(iri, shortened(label), kind, shortened(name), detail))
        return list(hits.values())[:limit]

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The labels of those of `iris` that the index has."""
        return {iri: shortened(label) for iri, label, _ in self._looked_up(iris)}

    def kinds(self, iris: Iterable[str]) -> dict[str, str]:
        """The names of the kinds of those of `iris` that the index has."""
        return {iri: kind for iri, _, kind in self._looked_up(iris)}

    def counts(self) -> dict[str, int]:
        """The number of entities of each kind, most frequent first."""
        with closing(self._open()) as connection:
            rows = connection.execute(
                f"""SELECT kind, count(*) FROM thing WHERE family = {ENTITY} AND kind <> ''
                GROUP BY kind ORDER BY 2 DESC, 1"""
            ).fetchall()
        return dict(rows)

    def of_kind(self, kind: str) -> list[tuple[str, str]]:
        """The entities of a kind, as IRI and label, by label."""
        with closing(self._open()) as connection:
            rows = connection.execute(
                f"SELECT iri, label FROM thing WHERE kind = ? AND family = {ENTITY} ORDER BY label, iri", (kind,)
            ).fetchall()
        return [(iri, shortened(label)) for iri, label in rows]

    def most_mentioned(self, limit: int) -> list[str]:
        """The entities to which most statements refer, at most `limit`."""
        with closing(self._open()) as connection:
            rows = connection.execute(
                f"SELECT iri FROM thing WHERE family = {ENTITY} ORDER BY mentions DESC, iri LIMIT ?", (limit,)
            ).fetchall()
        return [iri for (iri,) in rows]

    def _looked_up(self, iris: Iterable[str]) -> list[tuple[str, str, str]]:
        distinct = sorted(set(iris))
        rows: list[tuple[str, str, str]] = []
        with closing(self._open()) as connection:
            for start in range(0, len(distinct), _VARIABLES):
                part = distinct[start : start + _VARIABLES]
                variables = ", ".join("?" * len(part))
                rows += connection.execute(f"SELECT iri, label, kind FROM thing WHERE iri IN ({variables})", part)
        return rows

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True)
