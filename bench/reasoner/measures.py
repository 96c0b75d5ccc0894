"""The measurements, each run in a process of its own so that its peak of memory is its own.

    python -m bench.reasoner.measures NAME '{"argument": value}'

prints the figures as one line of JSON. `run` calls it and makes the table. Seconds are those of the clock on the
wall; `cpu` are seconds of work on all processors together, which say more on a machine that is busy with others.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

import duckdb

from westphalia.inputs.ontology import rule_paths
from westphalia.rdf.namespaces import RULE, WPH
from westphalia.reason.dated import DatedReasoner, Earlier, Resources
from westphalia.reason.evaluation.contradictions import recheck
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.evaluation.maintenance import maintain
from westphalia.reason.proofs.explainer import Explainer
from westphalia.reason.rules.cache import read_rules_cached
from westphalia.reason.rules.rule import Rule
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build

from . import rivals
from .datasets import Dataset, newcomers
from .translations import plain

Figures = dict[str, float]
DAY = date(2011, 6, 1)
REASONABLE_RULES = (PROJECT_ROOT / "bench" / "reasoner" / "reasonable-rules.txt").read_text(encoding="utf-8").split()
"""The rules that `reasonable` says it runs, by their names in the specification."""


@dataclass
class Laps:
    """Seconds and processor seconds of named steps, each of which may be run several times."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Time what is done within, as one run of a step."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.add(name, time.perf_counter() - wall)
        self.add(f"{name}_cpu", time.process_time() - cpu)

    def add(self, name: str, seconds: float) -> None:
        """Note one run of a step, or any other figure that each run has."""
        self.seconds.setdefault(name, []).append(seconds)

    def medians(self) -> Figures:
        """The median of each step's runs."""
        return {name: median(found) for name, found in self.seconds.items()}


def rules(names: list[str] | None = None) -> list[Rule]:
    """The rules that a build runs, or those of them with these names."""
    return [rule for rule in _all_rules() if not rule.on_request and (names is None or rule.name in names)]


@cache
def _all_rules() -> list[Rule]:
    return read_rules_cached(rule_paths(PROJECT_ROOT / "ontology"), Settings().cache_dir)


def _quiet(_sentence: str) -> None:
    pass


def default_graph(folder: Path, repeats: int, root: str = str(PROJECT_ROOT)) -> Figures:
    """Building the default graph from its files into an empty folder, by the steps of the build."""
    laps = Laps()
    for number in range(repeats):
        settings = Settings(root=Path(root), data_dir=folder / str(number), reference_date=DAY.isoformat())
        with laps.lap("build"):
            report, _ = build(settings, _quiet)
        for step, seconds in report.seconds.items():
            laps.add(step, seconds)
        laps.add("asserted", report.asserted)
        laps.add("inferred", report.inferred)
    return laps.medians()


def closing(folder: Path, dataset: Dataset, repeats: int, modes: list[str], only: list[str] | None = None) -> Figures:
    """Loading and closing a dataset, `dated` or `undated`, in turn; `only` names the rules to run."""
    path, triples = dataset.write(folder)
    laps, ran = Laps(), rules(only)
    for _ in range(repeats):
        for mode in modes:
            with Resources().open(folder / "closing.duckdb") as connection:
                _close(connection, path, ran, mode, laps)
            (folder / "closing.duckdb").unlink()
    return {"triples": triples} | laps.medians()


def bounded(folder: Path, dataset: Dataset, memory: str) -> Figures:
    """Loading and closing a dataset with its dates within a limit of memory."""
    path, _ = dataset.write(folder)
    laps = Laps()
    with Resources(memory, str(folder / "spill")).open(folder / "bounded.duckdb") as connection:
        _close(connection, path, rules(), "dated", laps)
    return laps.medians()


def _close(connection: duckdb.DuckDBPyConnection, path: Path, ran: list[Rule], mode: str, laps: Laps) -> None:
    spilled = _Spilled(connection)
    engine = Engine(connection, ran, spilled, dated=mode == "dated")
    with laps.lap(f"{mode}_load"):
        engine.load(path)
    with laps.lap(mode):
        engine.close()
    laps.add(f"{mode}_inferred", _inferred(connection))
    laps.add("spilled", spilled.most)


class _Spilled:
    """A progress reporter that notes how much the database has written to disk for want of memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._db = connection
        self.most = 0

    def __call__(self, _sentence: str) -> None:
        [(size,)] = self._db.execute("SELECT coalesce(sum(size), 0) FROM duckdb_temporary_files()").fetchall()
        self.most = max(self.most, int(size))


def _inferred(connection: duckdb.DuckDBPyConnection) -> int:
    [(found,)] = connection.execute("SELECT count(*) FROM longest_fact WHERE rule <> 0").fetchall()
    return int(found)


def changing(folder: Path, dataset: Dataset, repeats: int, triples: int) -> Figures:
    """Adding triples to a closed world, then removing them; then explaining facts of it."""
    path, size = dataset.write(folder)
    laps, ran = Laps(), rules()
    connection = duckdb.connect(folder / "world.duckdb")
    engine = Engine(connection, ran, _quiet)
    engine.load(path)
    engine.close()
    for series in range(repeats):
        lines = newcomers(triples, series)
        added, nothing = folder / "added.nq", folder / "nothing.nq"
        added.write_text("".join(lines), encoding="utf-8")
        nothing.write_text("", encoding="utf-8")
        before = _inferred(connection)
        with laps.lap("add"):
            done = maintain(connection, ran, added, nothing, _quiet)
        laps.add("follows", _inferred(connection) - before)
        with laps.lap("clashes"):
            recheck(connection, done.fixpoint, done.changed, ())
        with laps.lap("remove"):
            maintain(connection, ran, nothing, added, _quiet)
        assert _inferred(connection) == before, "what was added and removed again leaves no trace"
    return {"triples": size, "added": len(lines)} | laps.medians() | _explaining(connection, ran)


def _explaining(connection: duckdb.DuckDBPyConnection, ran: list[Rule]) -> Figures:
    """Explaining one fact of each derived relation between actors."""
    laps = Laps()
    with laps.lap("explainer"):
        explainer = Explainer(connection, ran)
    facts = connection.execute(
        """SELECT any_value(s.text), p.text, any_value(o.text), any_value(f) FROM longest_fact AS k
        JOIN term AS s ON s.id = k.s JOIN term AS p ON p.id = k.p JOIN term AS o ON o.id = k.o
        WHERE rule <> 0 AND o > 0 AND starts_with(p.text, $1) AND f > 0 GROUP BY p.text ORDER BY p.text""",
        [f"<{WPH}"],
    ).fetchall()
    for subject, predicate, target, begins in facts:
        with laps.lap("explain"):
            found = explainer.explain(
                (subject, predicate, target), date.fromordinal(date(1970, 1, 1).toordinal() + begins)
            )
        assert found.proofs, f"{subject} {predicate} {target} has a proof"
    return laps.medians() | {"explained": len(facts), "explain_longest": max(laps.seconds["explain"])}


def writing(folder: Path, dataset: Dataset, triples: int) -> Figures:
    """The reasoner's whole part of a write: the closure, the contradictions and both views, compared."""
    path, _ = dataset.write(folder)
    laps = Laps()
    reasoner = DatedReasoner(rule_paths(PROJECT_ROOT / "ontology"), DAY)
    earlier, later = folder / "earlier", folder / "later"
    for made in (earlier, later):
        made.mkdir()
    with laps.lap("close"):
        reasoner.close(path, earlier, _quiet)
    added, nothing = folder / "added.nq", folder / "nothing.nq"
    added.write_text("".join(newcomers(triples, 0)), encoding="utf-8")
    nothing.write_text("", encoding="utf-8")
    with laps.lap("write"):
        reasoner.maintain(Earlier(earlier, DAY), later, added, nothing)
    return laps.medians()


def owlrl(folder: Path, dataset: Dataset) -> Figures:
    """Loading and closing a dataset with owlrl."""
    path, _ = dataset.write(folder, graphs=False)
    laps = Laps()
    return rivals.owlrl_closure(path, laps.lap) | laps.medians()


def plain_rules(folder: Path, dataset: Dataset, repeats: int) -> Figures:
    """Loading and closing a dataset under the plain rules, undated."""
    path, triples = dataset.write(folder)
    laps = Laps()
    figures: Figures = {}
    for _ in range(repeats):
        with Resources().open(folder / "closing.duckdb") as connection:
            _close(connection, path, plain(rules(REASONABLE_RULES)), "undated", laps)
            rows = connection.execute(
                """SELECT concat(s.text, ' ', p.text, ' ', o.text) FROM fact AS f
                JOIN term AS s ON s.id = f.s JOIN term AS p ON p.id = f.p JOIN term AS o ON o.id = f.o
                WHERE NOT contains(p.text, $1) AND NOT contains(o.text, $1)""",
                [str(RULE)],  # helper statements are the engine's own
            ).fetchall()
        (folder / "closing.duckdb").unlink()
        figures = rivals.figures_of(text for (text,) in rows)
    return {"triples": triples} | figures | laps.medians()


def nemo(folder: Path, dataset: Dataset, repeats: int) -> Figures:
    """Loading and closing a dataset under the plain rules with Nemo."""
    path, _ = dataset.write(folder, graphs=False)
    laps = Laps()
    figures: Figures = {}
    for _ in range(repeats):
        figures = rivals.nemo_closure(path, plain(rules(REASONABLE_RULES)), laps.lap)
    return figures | laps.medians()


def jena(folder: Path, dataset: Dataset, jar: str, seconds: float) -> Figures:
    """Closing a dataset under the plain rules with Jena's rule engine."""
    path, _ = dataset.write(folder, graphs=False)
    return rivals.jena_closure(path, plain(rules(REASONABLE_RULES)), Path(jar), seconds)


def reasonable(folder: Path, dataset: Dataset, repeats: int) -> Figures:
    """Loading and closing a dataset with reasonable."""
    path, _ = dataset.write(folder, graphs=False)
    laps = Laps()
    figures: Figures = {}
    for _ in range(repeats):
        figures = rivals.reasonable_closure(path, laps.lap)
    return figures | laps.medians()


MEASURES: dict[str, Callable[..., Figures]] = {
    function.__name__: function
    for function in (default_graph, closing, bounded, changing, writing, owlrl, reasonable, plain_rules, nemo, jena)
}


def measure(name: str, arguments: dict[str, object]) -> Figures:
    """Run one measurement in a folder of its own; adds the process's peak of memory in bytes."""
    if "dataset" in arguments:
        arguments = arguments | {"dataset": Dataset(*arguments["dataset"])}  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as folder:
        figures = MEASURES[name](Path(folder), **arguments)
    return figures | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], json.loads(sys.argv[2]))))
