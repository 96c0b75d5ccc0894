"""The dated reasoner: the engine behind the port, its closure kept on disk and used again while it is current."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb

from .contradictions import find_clashes, tell
from .engine import Engine
from .port import Closure, Contradiction, Progress
from .rule import Rule
from .rule_cache import read_rules_cached
from .view import write_view

DATABASE = "closure.duckdb"
SUMMARY = "closure.json"
"""Beside the database: the key of what it was made from, and its contradictions."""


class DatedReasoner:
    """Closes a dataset with its dates, and cuts the view of the day `reference`.

    `earlier` names folders in which an earlier run has left its closure; one made from the same input is used again.
    """

    name = "dated"

    def __init__(
        self, rule_paths: Sequence[Path], reference: date, *, earlier: Sequence[Path] = (), cache: Path | None = None
    ) -> None:
        self._rule_paths = rule_paths
        self._reference = reference
        self._earlier = earlier
        self._cache = cache

    def close(self, asserted: Path, workdir: Path, progress: Progress) -> Closure:
        """Derive the closure; see `Reasoner.close`."""
        key = self._key(asserted)
        found = next((folder for folder in self._earlier if _key_of(folder) == key), None)
        if found is not None:
            progress("Nothing that conclusions rest on has changed; using those of before …")
            for name in (DATABASE, SUMMARY):
                os.link(found / name, workdir / name)
        else:
            self._derive(asserted, workdir, key, progress)
        with open_closure(workdir) as connection:
            view = write_view(connection, self._reference, workdir)
        return Closure(view, read_contradictions(workdir))

    def _derive(self, asserted: Path, workdir: Path, key: str, progress: Progress) -> None:
        rules = [rule for rule in read_rules_cached(self._rule_paths, self._cache) if not rule.asked]
        with duckdb.connect(workdir / DATABASE) as connection:
            contradictions = close(connection, asserted, rules, progress)
        summary = {"key": key, "contradictions": [asdict(found) for found in contradictions]}
        (workdir / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")

    def _key(self, asserted: Path) -> str:
        """A digest of all that conclusions rest on: the asserted quads, the rules, and the engine."""
        digest = hashlib.sha256(duckdb.__version__.encode())
        for path in [asserted, *sorted(self._rule_paths), *sorted(Path(__file__).parent.glob("*.py"))]:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()


def close(
    connection: duckdb.DuckDBPyConnection, asserted: Path, rules: Sequence[Rule], progress: Progress
) -> list[Contradiction]:
    """Derive the closure of an N-Quads file in a new database; returns the contradictions."""
    engine = Engine(connection, rules, progress)
    engine.load(asserted)
    fixpoint = engine.close()
    return tell(connection, find_clashes(connection, fixpoint.compiler, rules))


def has_closure(folder: Path) -> bool:
    """Whether a dated reasoner has left its closure in `folder`."""
    return (folder / DATABASE).exists()


def open_closure(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the closure that a reasoner left in `folder`, for reading (temporary tables may be made)."""
    return duckdb.connect(folder / DATABASE, read_only=True)


def read_contradictions(folder: Path) -> tuple[Contradiction, ...]:
    """The contradictions of the closure in `folder`."""
    found = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))["contradictions"]
    return tuple(Contradiction(**{**one, "terms": tuple(one["terms"])}) for one in found)


def _key_of(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / SUMMARY).read_text(encoding="utf-8"))["key"])
    except (OSError, ValueError, KeyError):
        return None
