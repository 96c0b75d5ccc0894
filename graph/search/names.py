"""Queries of the index: resources by the text that a user types, and labels by IRI."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..rdf.curies import shortened
from ..rdf.folding import fold
from ..rdf.spelling import Spellings
from .vocabulary import WORD

ENTITY, TERM, RECORD = range(3)
"""Families of resources, in the order of search results; records are situations, codes, sources and notes."""

_NAMES_PER_HIT = 6
"""Names that are read for each hit, since several names of a resource may match."""
_VARIABLES = 500
"""Values in one statement; SQLite's default limit was 999 before 3.32 (SQLITE_MAX_VARIABLE_NUMBER)."""
_VOCABULARIES = 4
"""Versions whose vocabulary is kept in memory, about a megabyte each."""

# What each way of matching selects; `closeness` is 0 for the whole name, 1 for its beginning, 2 for beginnings of
# words, 3 for what stands within words.
_SELECT = "SELECT t.*, n.text, n.detail, {} AS closeness FROM {} JOIN thing AS t USING (iri) WHERE {}"
_EXACT = _SELECT.format("0", "name AS n", "n.folded IN (:folded, :british, :american)")
_BEGUN = _SELECT.format(
    "CASE WHEN substr(n.folded, 1, length(:folded)) IN (:folded, :british, :american) THEN 1 ELSE 2 END",
    "words JOIN name AS n ON n.id = words.rowid",
    "words MATCH :words",
)
_WITHIN = _SELECT.format("3", "parts JOIN name AS n ON n.id = parts.rowid", "parts.folded LIKE :part ESCAPE '\\'")
# A whole name is the label of a resource before it is another name, or a code, of one.
_ORDER = """ORDER BY closeness = 0 DESC, family, closeness, closeness = 0 AND text = label DESC, mentions DESC,
    length(text), text LIMIT :limit"""
# Words that organizations and treaties spell in either way. Both spellings are equally long, since the beginnings of
# names are compared by their length.
_TO_BRITISH = (re.compile(r"iz(ations?)\b"), r"is\1"), (re.compile(r"\b(de|of)fense"), r"\1fence")
_TO_AMERICAN = (re.compile(r"is(ations?)\b"), r"iz\1"), (re.compile(r"\b(de|of)fence"), r"\1fense")
_EAST_ASIAN = "\N{CJK RADICAL REPEAT}"
"""The first sign of the scripts of East Asia, which write words without blanks between them."""
_ALL = -1
"""A limit of SQLite that is none."""


@dataclass(frozen=True)
class Hit:
    """A match: a resource with its label and kind, and the name that matched, with its language or code scheme.

    `is_near` says that the name is not what was written, but what was probably meant.
    """

    iri: str
    label: str
    kind: str
    name: str
    detail: str
    is_near: bool = False


class Names:
    """The index in a file. Each method opens the file, so that threads can use it concurrently."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, text: str, limit: int | None = 10) -> list[Hit]:
        """Resources that match `text`: first those with exactly this name or code, then by prefixes of words.

        Names that have it within a word come last. British and American spellings are one. If there is nothing,
        those near to it: see `corrected`. They are the first `limit`, or with None all.
        """
        hits = self._matched(text, limit)
        if not hits and (corrected := self.corrected(text)):
            return [replace(hit, is_near=True) for hit in self._matched(corrected, limit)]
        return hits

    def corrected(self, text: str) -> str:
        """What was probably meant by a text that matches nothing: each unknown word in its nearest spelling.

        Empty if there is none, or if nothing matches that either.
        """
        words = WORD.findall(fold(text))
        spelled = [self._spelled(word) for word in words]
        together = self._spelled("".join(words))
        tried = (" ".join(spelled) if all(spelled) else "", together)
        return next((each for each in tried if each and each != fold(text) and self._matched(each, 1)), "")

    def _matched(self, text: str, limit: int | None) -> list[Hit]:
        folded = fold(text)
        if not folded:
            return []
        british, american = _respelled(folded, _TO_BRITISH), _respelled(folded, _TO_AMERICAN)
        begun = " OR ".join(dict.fromkeys(filter(None, map(_beginnings, (folded, british, american)))))
        ways = [_EXACT] + [_BEGUN] * bool(begun) + [_WITHIN] * _may_be_within(folded)
        values = {
            "folded": folded,
            "british": british,
            "american": american,
            "words": begun,
            "part": f"%{_literal(folded)}%",
            "limit": _ALL if limit is None else limit * _NAMES_PER_HIT,
        }
        with closing(self._open()) as connection:
            rows = connection.execute(f"SELECT * FROM ({' UNION ALL '.join(ways)}) {_ORDER}", values).fetchall()
        hits: dict[str, Hit] = {}
        for iri, label, kind, _family, _mentions, name, detail, _closeness in rows:
            hits.setdefault(iri, Hit(iri, shortened(label), kind, shortened(name), detail))
        return list(hits.values())[:limit]

    def _spelled(self, word: str) -> str:
        """A word as names spell it: itself, if one begins with it, else the nearest, else nothing."""
        with closing(self._open()) as connection:
            known = connection.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{word}"*',)).fetchone()
        if known:
            return word
        vocabulary = _read_vocabulary(self._path)
        nearest = vocabulary.spellings.nearest(word, 1)
        return vocabulary.written[nearest[0]] if nearest else ""

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

    def names_of_entities(self) -> list[tuple[str, str]]:
        """Every name of every entity, folded, with the IRI; codes are left out."""
        with closing(self._open()) as connection:
            return connection.execute(
                f"""SELECT DISTINCT n.folded, n.iri FROM name AS n JOIN thing AS t USING (iri)
                WHERE t.family = {ENTITY} AND length(n.detail) <= 3 ORDER BY n.folded, n.iri"""
            ).fetchall()

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


@dataclass(frozen=True)
class _Vocabulary:
    """The words of a version: `written` is the text that each stands for."""

    spellings: Spellings
    written: Mapping[str, str]


@lru_cache(_VOCABULARIES)
def _read_vocabulary(path: Path) -> _Vocabulary:
    """The vocabulary of an index; a version never changes, so neither does its index."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT text, written FROM spelling ORDER BY times DESC, text").fetchall()
    return _Vocabulary(Spellings(text for text, _ in rows), dict(rows))


def _respelled(text: str, spellings: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """A text in the spelling of one country.

    >>> _respelled("shanghai cooperation organization", _TO_BRITISH), _respelled("defence", _TO_AMERICAN)
    ('shanghai cooperation organisation', 'defense')
    """
    for pattern, replacement in spellings:
        text = pattern.sub(replacement, text)
    return text


def _beginnings(text: str) -> str:
    """What FTS5 looks for: names in which each word of a text begins a word; empty for a text without words."""
    words = " ".join(f'"{word}"*' for word in WORD.findall(text))
    return f"({words})" if words else ""


def _may_be_within(folded: str) -> bool:
    """Whether a text is looked for within words: three letters at least, or signs of scripts without blanks."""
    has_letters = any(sign.isalpha() for sign in folded)
    return has_letters and (len(folded) >= 3 or max(folded) >= _EAST_ASIAN)


def _literal(text: str) -> str:
    """A text in which the signs of LIKE stand for themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
