"""What would follow from further statements: they are added to a copy of a closure, which is then thrown away.

They are followed in an extract about what they name (see `extract`), which takes about a second; what the whole
closure has already is no news.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..rdf.namespaces import ID
from .closure import Contradiction
from .dated import DATABASE, read_contradictions
from .evaluation.contradictions import recheck
from .evaluation.dates.days import iso_of
from .evaluation.maintenance import maintain
from .evaluation.trivial_triples import IS_SHOWN, make_term_sets
from .extract import extract
from .rules.rule import Rule

_THING = re.compile(f"<({re.escape(str(ID))}[^/>]*)>")
"""An entity in a line of N-Quads."""

_ASSERTED_IN = """SELECT concat(s.text, ' ', p.text, ' ', o.text, ' ', g.text, ' .', chr(10)) FROM asserted AS a
    JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p
    JOIN term AS o ON o.id = a.o JOIN term AS g ON g.id = a.g
    WHERE g.text = $graph OR s.text = $source OR starts_with(s.text, $records)"""


@dataclass(frozen=True)
class TrialFact:
    """What would follow: the IRIs of a triple, the half-open ISO days (None: open), and the rule it follows by.

    The rule is empty for what follows by several.
    """

    subject: str
    predicate: str
    object: str
    begin: str | None
    until: str | None
    rule: str


@dataclass(frozen=True)
class Trial:
    """What further statements come to: new conclusions, and contradictions that there were not before."""

    facts: tuple[TrialFact, ...]
    contradictions: tuple[Contradiction, ...]


class TrialClosure:
    """The closure of the version in `version`, without what a source says that is to be tried anew.

    `graph`, `source` and `records` say what is left out: a named graph, the description of a source, and how
    the IRIs of its records begin. Use it as a context: it keeps a copy in a temporary folder.
    """

    def __init__(self, version: Path, rules: Sequence[Rule], graph: str, source: str, records: str) -> None:
        self._version = version
        self._rules = [rule for rule in rules if not rule.on_request]
        self._folder = tempfile.TemporaryDirectory(prefix="westphalia-trial-")
        self._base = self._path("base.duckdb")
        self._before = read_contradictions(version)
        self._extracted: frozenset[str] = frozenset()
        shutil.copyfile(version / DATABASE, self._base)
        self._leave_out(graph, source, records)

    def __enter__(self) -> TrialClosure:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the copy."""
        self._folder.cleanup()

    def add(self, quads: Iterable[str]) -> Trial:
        """What follows from quads (lines of canonical N-Quads) with all that the closure has.

        Raises ReasoningError when a quad cannot be reasoned over.
        """
        lines = sorted(set(quads))
        database = self._path("trial.duckdb")
        shutil.copyfile(self._extract(frozenset(_THING.findall("".join(lines)))), database)
        try:
            return self._follow(database, lines)
        finally:
            database.unlink()

    def _extract(self, things: frozenset[str]) -> Path:
        """The extract about the things; that of the last time where it has all of them."""
        path = self._path("extract.duckdb")
        if not things <= self._extracted or not path.exists():
            path.unlink(missing_ok=True)
            extract(self._base, path, things)
            self._extracted = things
        return path

    def _follow(self, database: Path, lines: list[str]) -> Trial:
        with duckdb.connect(database) as connection:
            connection.execute(f"ATTACH '{self._base}' AS earlier (READ_ONLY)")
            done = maintain(connection, self._rules, self._write("added", lines), self._write("removed", []), _silent)
            clashes = recheck(connection, done.fixpoint, done.changed, self._before)
            make_term_sets(connection)
            facts = _new_facts(connection, done.changed)
        return Trial(facts, tuple(clash for clash in clashes if clash not in self._before))

    def _leave_out(self, graph: str, source: str, records: str) -> None:
        with duckdb.connect(self._base) as connection:
            terms = {"graph": f"<{graph}>", "source": f"<{source}>", "records": f"<{records}"}
            lines = [line for (line,) in connection.execute(_ASSERTED_IN, terms).fetchall()]
            if lines:
                maintain(
                    connection, self._rules, self._write("added", []), self._write("removed", sorted(lines)), _silent
                )

    def _write(self, name: str, lines: list[str]) -> Path:
        path = self._path(f"{name}.nq")
        path.write_text("".join(lines), encoding="utf-8")
        return path

    def _path(self, name: str) -> Path:
        return Path(self._folder.name) / name


def _silent(_sentence: str) -> None:
    return None


def _new_facts(connection: duckdb.DuckDBPyConnection, changed: str) -> tuple[TrialFact, ...]:
    """The derived rows that differ from those of the closure before."""
    rows = connection.execute(
        f"""SELECT s.text, p.text, o.text, f.f, f.u, r.name FROM (
            SELECT s, p, o, f, u, rule FROM longest_fact SEMI JOIN {changed} USING (s, p, o)
            WHERE rule <> 0 AND {IS_SHOWN}) AS f
        ANTI JOIN earlier.fact AS e ON (f.s, f.p, f.o) = (e.s, e.p, e.o) AND e.f <= f.f AND e.u >= f.u
        JOIN term AS s ON s.id = f.s JOIN term AS p ON p.id = f.p JOIN term AS o ON o.id = f.o
        LEFT JOIN rule_number AS r ON r.number = f.rule ORDER BY ALL"""
    ).fetchall()
    return tuple(
        TrialFact(_iri(s), _iri(p), _iri(o), iso_of(f), iso_of(u), rule or "") for s, p, o, f, u, rule in rows
    )


def _iri(text: str) -> str:
    return text[1:-1] if text.startswith("<") else text
