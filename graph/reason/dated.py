"""The dated reasoner: the engine behind the port, its closure kept on disk and used again while it is current."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ..code_digest import code_digest
from ..errors import ReasoningError
from .closure import Closure, Contradiction, IgnoredAxiom, Progress, Report
from .evaluation.contradictions import find_clashes, recheck, to_contradictions
from .evaluation.engine import Engine
from .evaluation.helper_statements import ignored_axioms
from .evaluation.maintenance import maintain
from .evaluation.tables.term_dictionary import attach
from .rules.cache import read_rules_cached
from .rules.rule import Rule
from .spark.closing import close_on_spark
from .spark.engine import SparkPlace
from .views.view import stretch_around
from .views.view_changes import LastingChanges, ViewChanges, changes_since, follow_dated
from .views.view_files import write_view

DATABASE = "closure.duckdb"
SUMMARY = "closure.json"
"""Beside the database: the origin of the closure, its contradictions and the axioms that it ignores."""
_CONTRADICTIONS, _IGNORED = "contradictions", "ignored"


@dataclass(frozen=True)
class Resources:
    """What reasoning may use: `memory` as in "4GB", beyond which it spills to files in `spill_dir`.

    Empty, they mean 80 % of the machine's memory, and a folder beside the database. With `spark`, Apache Spark
    derives a closure that is made anew; what is kept of it is the same.
    """

    memory: str = ""
    spill_dir: str = ""
    spark: SparkPlace | None = None

    def open(self, database: Path) -> duckdb.DuckDBPyConnection:
        """Open a database, to be written, within these limits.

        Raises ReasoningError when the limits cannot be used.
        """
        limits = {"memory_limit": self.memory, "temp_directory": self.spill_dir}
        config: dict[str, str | bool | int | float | list[str]] = {name: v for name, v in limits.items() if v}
        try:
            return duckdb.connect(database, config=config)
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise ReasoningError(
                f"{database} cannot be opened with the memory {self.memory!r} and the spill folder "
                f"{self.spill_dir!r}: {reason}; expected a size such as 4GB and a folder that can be written."
            ) from None


_ANY = Resources()


@dataclass(frozen=True)
class Origin:
    """What a closure was made from, as digests: rules and code, and the asserted quads (empty: changes)."""

    basis: str = ""
    asserted: str = ""


@dataclass(frozen=True)
class Earlier:
    """A closure to be brought up to date: its folder, and the day that its view has shown so far.

    `dated` is the file of its dated quads (see `dated_quads`), where that is to follow too.
    """

    folder: Path
    shown: date
    dated: Path | None = None


@dataclass(frozen=True)
class Maintained:
    """What a change comes to: how the view differs, and the report's figures.

    The view shows `reference`, and would be the same on each day before `until`. `lasting` is how what is shown on
    every day differs, where the file of dated quads was followed.
    """

    changes: ViewChanges
    lasting: LastingChanges | None
    contradictions: tuple[Contradiction, ...]
    ignored: tuple[IgnoredAxiom, ...]
    reference: date
    until: date | None


class DatedReasoner:
    """Closes a dataset with its dates, and cuts the view of the day `reference`.

    `earlier` names folders in which an earlier run has left its closure; one made from the same input is used again.
    """

    name = "dated"

    def __init__(
        self,
        rule_paths: Sequence[Path],
        reference: date,
        *,
        earlier: Sequence[Path] = (),
        cache: Path | None = None,
        resources: Resources = _ANY,
    ) -> None:
        self._resources = resources
        self._rule_paths = rule_paths
        self._reference = reference
        self._earlier = earlier
        self._cache = cache

    def close(self, asserted: Path, workdir: Path, progress: Progress) -> Closure:
        """Derive the closure; see `Reasoner.close`."""
        origin = self._origin(asserted)
        reusable = next((folder for folder in self._earlier if _origin_of(folder) == origin), None)
        if reusable is not None:
            progress("Input and rules are unchanged; reusing the earlier closure …")
            for name in (DATABASE, SUMMARY):
                os.link(reusable / name, workdir / name)
        else:
            self._derive(asserted, workdir, origin, progress)
        with open_closure(workdir) as connection:
            view = write_view(connection, self._reference, workdir)
        return Closure(view, read_contradictions(workdir), read_ignored(workdir))

    def maintain(self, earlier: Earlier, workdir: Path, added: Path, removed: Path) -> Maintained:
        """Bring a copy in `workdir` of an earlier closure up to date with quads added and removed.

        The file of its dated quads gets the same name there.
        Raises ReasoningError when a quad cannot be reasoned over.
        """
        rules = self._rules()
        shutil.copyfile(earlier.folder / DATABASE, workdir / DATABASE)
        with self._resources.open(workdir / DATABASE) as connection:
            attach(connection, earlier.folder / DATABASE, "earlier")
            done = maintain(connection, rules, added, removed, lambda _sentence: None)
            before = read_contradictions(earlier.folder)
            contradictions = recheck(connection, done.fixpoint, done.changed, before)
            ignored = ignored_axioms(connection)
            changes = changes_since(connection, "earlier", earlier.shown, self._reference, done.changed)
            lasting = _follow_dated(connection, earlier.dated, workdir, done.changed)
            until = stretch_around(connection, self._reference).ends
        # It rests on the rules and the code that made the earlier closure, and on no file that a build could compare.
        self._summarize(workdir, Origin(_origin_of(earlier.folder).basis), contradictions, ignored)
        return Maintained(changes, lasting, tuple(contradictions), tuple(ignored), self._reference, until)

    def made(self, folder: Path) -> bool:
        """Whether the closure in `folder` is of this reasoner's rules and code, so that it can follow a change."""
        return has_closure(folder) and _origin_of(folder).basis == self._basis()

    def _rules(self) -> list[Rule]:
        return [rule for rule in read_rules_cached(self._rule_paths, self._cache) if not rule.on_request]

    def _summarize(
        self, workdir: Path, origin: Origin, contradictions: Sequence[Contradiction], ignored: Sequence[IgnoredAxiom]
    ) -> None:
        reports: dict[str, Sequence[Report]] = {_CONTRADICTIONS: contradictions, _IGNORED: ignored}
        summary = {
            **asdict(origin),
            **{name: [asdict(report) for report in listed] for name, listed in reports.items()},
        }
        unfinished = workdir / f"{SUMMARY}.unfinished"
        unfinished.write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(workdir / SUMMARY)  # the old file may be a hard link that another version shares

    def _derive(self, asserted: Path, workdir: Path, origin: Origin, progress: Progress) -> None:
        with self._resources.open(workdir / DATABASE) as connection:
            if spark := self._resources.spark:
                contradictions, ignored = close_on_spark(spark, asserted, self._rules(), connection, progress)
            else:
                contradictions = close(connection, asserted, self._rules(), progress)
                ignored = ignored_axioms(connection)
        self._summarize(workdir, origin, contradictions, ignored)

    def _origin(self, asserted: Path) -> Origin:
        return Origin(self._basis(), hashlib.sha256(asserted.read_bytes()).hexdigest())

    def _basis(self) -> str:
        """A digest of all that conclusions rest on but the input: rules, code and the releases of libraries."""
        digest = hashlib.sha256(code_digest(Path(__file__)).encode())
        for path in sorted(self._rule_paths):
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
    return to_contradictions(connection, find_clashes(connection, fixpoint))


def _follow_dated(
    connection: duckdb.DuckDBPyConnection, dated: Path | None, workdir: Path, changed: str
) -> LastingChanges | None:
    """Bring a copy in `workdir` of a file of dated quads up to date, if there is one."""
    return follow_dated(connection, "earlier", dated, workdir / dated.name, changed) if dated else None


def has_closure(folder: Path) -> bool:
    """Whether a dated reasoner has left its closure in `folder`."""
    return (folder / DATABASE).exists()


def open_closure(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the closure that a reasoner left in `folder`, for reading (temporary tables may be made)."""
    return duckdb.connect(folder / DATABASE, read_only=True)


def read_contradictions(folder: Path) -> tuple[Contradiction, ...]:
    """The contradictions of the closure in `folder`."""
    return tuple(Contradiction(**entry) for entry in _reports(folder, _CONTRADICTIONS))


def read_ignored(folder: Path) -> tuple[IgnoredAxiom, ...]:
    """The axioms that the closure in `folder` ignores."""
    return tuple(IgnoredAxiom(**entry) for entry in _reports(folder, _IGNORED))


def _reports(folder: Path, name: str) -> list[dict[str, Any]]:
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    # Closures of versions before 0.2.0 list no ignored axioms.
    return [{**entry, "terms": tuple(entry["terms"])} for entry in summary.get(name, ())]


def read_asserted(folder: Path) -> set[str]:
    """The asserted quads of the closure in `folder`, as canonical lines of N-Quads."""
    with open_closure(folder) as connection:
        rows = connection.execute(
            """SELECT concat(s.text, ' ', p.text, ' ', o.text, ' ', g.text, ' .', chr(10)) FROM asserted AS a
            JOIN term AS s ON s.id = a.s JOIN term AS p ON p.id = a.p
            JOIN term AS o ON o.id = a.o JOIN term AS g ON g.id = a.g"""
        ).fetchall()
    return {line for (line,) in rows}


def count_asserted(folder: Path) -> tuple[dict[str, int], int]:
    """How many asserted quads each graph of the closure in `folder` has, by name, and how many triples they are."""
    with open_closure(folder) as connection:
        counts = connection.execute(
            "SELECT trim(text, '<>'), count(*) FROM asserted JOIN term ON term.id = g GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        [(triples,)] = connection.execute("SELECT count(*) FROM (SELECT DISTINCT s, p, o FROM asserted)").fetchall()
    return dict(counts), triples


def _origin_of(folder: Path) -> Origin:
    """The origin of the closure in `folder`; nothing where there is none, or one of a version before 0.2.0."""
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        return Origin(summary["basis"], summary["asserted"])
    except (OSError, ValueError, KeyError, TypeError):
        return Origin()
