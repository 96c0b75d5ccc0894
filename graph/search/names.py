"""Asking the index: what people type becomes things, and IRIs become labels."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..rdf.curies import shortened

ENTITY, TERM, RECORD = range(3)
"""Families of things, in the order in which a search shows them; records are situations, codes, sources, notes."""

_WORD = re.compile(r"[\w]+")
_NAMES_FOR_ONE_THING = 6
"""How many names more than things are looked at, since a thing may be found by several of its names."""
_VARIABLES = 500
"""Values in one statement; SQLite's own limit is higher in every version that we may meet."""

_EXACT = """SELECT t.*, n.text, n.detail, 0 AS closeness FROM name AS n JOIN thing AS t USING (iri)
    WHERE n.folded = :folded"""
_LIKE = """SELECT t.*, n.text, n.detail, CASE WHEN substr(n.folded, 1, length(:folded)) = :folded THEN 1 ELSE 2 END
    AS closeness FROM words JOIN name AS n ON n.id = words.rowid JOIN thing AS t USING (iri)
    WHERE words MATCH :words"""
_ORDER = "ORDER BY closeness = 0 DESC, family, closeness, mentions DESC, length(text), text LIMIT :limit"


@dataclass(frozen=True)
class Hit:
    """A thing that was found: its label and kind, and the name (with language or code scheme) it was found by."""

    iri: str
    label: str
    kind: str
    name: str
    detail: str


class Names:
    """The index in a file. Each question opens the file anew, so that threads may ask at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """The things that `text` may mean: by a name or code that is just this, then by words that begin so."""
        folded, words = fold(text), _WORD.findall(text)
        if not folded:
            return []
        query = f"SELECT * FROM ({_EXACT} UNION ALL {_LIKE}) {_ORDER}" if words else f"{_EXACT} {_ORDER}"
        values = {
            "folded": folded,
            "words": " ".join(f'"{word}"*' for word in words),
            "limit": limit * _NAMES_FOR_ONE_THING,
        }
        with closing(self._open()) as connection:
            rows = connection.execute(query, values).fetchall()
        hits: dict[str, Hit] = {}
        for iri, label, kind, _family, _mentions, name, detail, _closeness in rows:
            hits.setdefault(iri, Hit(iri, shortened(label), kind, shortened(name), detail))
        return list(hits.values())[:limit]

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The labels of those of `iris` that have one."""
        return {iri: shortened(label) for iri, label, _ in self._looked_up(iris)}

    def kinds(self, iris: Iterable[str]) -> dict[str, str]:
        """The names of the kinds of those of `iris` that are known."""
        return {iri: kind for iri, _, kind in self._looked_up(iris)}

    def counts(self) -> dict[str, int]:
        """How many entities there are of each kind, most frequent first."""
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
        """The entities that are named most often by others, at most `limit`."""
        with closing(self._open()) as connection:
            rows = connection.execute(
                f"SELECT iri FROM thing WHERE family = {ENTITY} ORDER BY mentions DESC, iri LIMIT ?", (limit,)
            ).fetchall()
        return [iri for (iri,) in rows]

    def _looked_up(self, iris: Iterable[str]) -> list[tuple[str, str, str]]:
        asked = sorted(set(iris))
        found: list[tuple[str, str, str]] = []
        with closing(self._open()) as connection:
            for start in range(0, len(asked), _VARIABLES):
                part = asked[start : start + _VARIABLES]
                places = ", ".join("?" * len(part))
                found += connection.execute(f"SELECT iri, label, kind FROM thing WHERE iri IN ({places})", part)
        return found

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True)


def fold(text: str) -> str:
    """A name as it is compared: without case, accents and needless blanks."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())
