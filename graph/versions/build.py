"""The build: load, validate, reason, store, publish. A new version is built beside the current one.

A version is a folder (see `folders`) with store/, report.json and the reasoner's files. A build that fails, is
interrupted or is killed leaves the current version unchanged.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyoxigraph as ox

from ..errors import DamagedError, InputError, ValidationError
from ..inputs.dataset import Asserted, Inputs, asserted_lines, load_inputs
from ..inputs.findings import Finding
from ..inputs.ontology import shape_paths
from ..inputs.query_library_rdf import library_quads
from ..inputs.source_rules import source_rule_paths
from ..inputs.validation import validate
from ..reason import Closure, DatedReasoner, Progress, Reasoner, reasoners
from ..reason.rules.own_rules import check_own_rules
from ..settings import Settings
from ..store.bulk_load import bulk_load
from .checksums import damaged_files
from .day_stores import keep_dated_quads, keep_lasting
from .edit_log import Local, fold, local_of, read_local
from .fault_points import reached
from .folders import (
    current_folder,
    locked,
    prune,
    publish,
    remove_unfinished,
    unfinished,
    version_name,
    whole_versions,
)
from .incremental import Derived, follower, shown_twice
from .inputs_hash import hash_inputs
from .manifest import Manifest, current_manifest, write_manifest
from .step_timer import StepTimer, without_collector

_ASSERTED = "asserted.nq"
"""The file of asserted quads that reasoner and store read; removed at the end of the build."""


def build(settings: Settings, progress: Progress, *, force: bool = False) -> tuple[Manifest, bool]:
    """Build the graph and publish it, unless the current version was built from the same inputs.

    Returns the manifest of the current version, and whether it was built now.
    Raises InputError, ValidationError or ReasoningError; then the version before stays current.
    """
    with locked(settings.data_dir):
        inputs_hash = hash_inputs(settings)
        current = current_manifest(settings.data_dir)
        day = settings.reference_day
        if current is not None and current.inputs == inputs_hash and current.shows(day) and not force:
            damaged = damaged_files(current_folder(settings.data_dir))
            if not damaged:
                return current, False
            progress(f"The version {current.version} is damaged ({damaged[0]}); building it again …")
        remove_unfinished(settings.data_dir)
        one_day = replace(settings, reference_date=day.isoformat())  # also of a build that midnight passes
        return _build_version(one_day, inputs_hash, progress, anew=force), True


def _build_version(settings: Settings, inputs_hash: str, progress: Progress, *, anew: bool) -> Manifest:
    built = datetime.now(UTC)
    with unfinished(settings.data_dir, version_name(built, inputs_hash[:8])) as work:
        outcome = _run_steps(settings, work, progress, anew=anew)
        manifest = _manifest(outcome, work.stem, inputs_hash, built)
        write_manifest(work, manifest)
        publish(settings.data_dir, work)
    prune(settings.data_dir)
    return manifest


@dataclass(frozen=True)
class _Outcome:
    """What the steps of a build came to; `seconds` is the duration of each step."""

    reference: date
    reasoner: str
    dataset: Asserted
    derived: Derived
    warnings: list[str]
    local: Local
    seconds: dict[str, float]


def _run_steps(settings: Settings, work: Path, progress: Progress, *, anew: bool) -> _Outcome:
    timer = StepTimer(progress)
    with without_collector():
        with timer.step("load", "Loading ontology and sources …"):
            inputs = load_inputs(settings)
        with timer.step("validate", "Validating against ontology and shapes …"):
            warnings = _validate(settings, inputs)
            check_own_rules(source_rule_paths(settings), settings.ontology_dir, settings.cache_dir)
        local = _local_edits(settings)
        _check_disjoint(inputs, local)
        with timer.step("sort", "Sorting what is asserted …"):
            dataset = asserted_lines(inputs, local.quads)
    undamaged = _undamaged_versions(settings)
    reasoner = reasoners.make_reasoner(settings, undamaged)
    current = None if anew else _followed(settings, undamaged)
    steps = _Steps(settings, work, dataset, timer, progress)
    derived = (steps.follow(reasoner, current) if current else None) or steps.build_anew(reasoner)
    return _Outcome(settings.reference_day, reasoner.name, dataset, derived, warnings, local, timer.seconds)


def _followed(settings: Settings, undamaged: list[Path]) -> Path | None:
    """The current version, if a build may start from it."""
    if current_manifest(settings.data_dir) is None:
        return None
    current = current_folder(settings.data_dir)
    return current if current.name in {folder.name for folder in undamaged} else None


@dataclass(frozen=True)
class _Steps:
    """The steps of reasoning and storing, by either way."""

    settings: Settings
    work: Path
    dataset: Asserted
    timer: StepTimer
    progress: Progress

    def follow(self, reasoner: Reasoner, current: Path) -> Derived | None:
        """Bring a copy of the current version up to date; None where that cannot be, or is no shorter way."""
        follows = follower(reasoner, current, self.dataset)
        if follows is None or not isinstance(reasoner, DatedReasoner):
            return None
        with self.timer.step("reason", "Little has changed; reasoning about that …"):
            derived, outcome = follows.derive(reasoner, self.work)
        reached("build: derived")
        with self.timer.step("store", "Storing what has changed …"):
            follows.store(outcome, library_quads(self.settings.queries_dir), self.work)
        reached("build: stored")
        return derived

    def build_anew(self, reasoner: Reasoner) -> Derived:
        """Derive the closure of everything, and load it into a new store."""
        with self.timer.step("reason", "Reasoning …"):
            closure = _derive(reasoner, self.dataset, self.work, self.progress)
        reached("build: derived")
        with self.timer.step("store", "Storing …"):
            _store(self.settings, closure, self.work)
        reached("build: stored")
        return Derived.of(closure)


def _derive(reasoner: Reasoner, dataset: Asserted, work: Path, progress: Progress) -> Closure:
    """Derive the closure of the dataset, whose asserted quads are loaded into the store meanwhile."""
    asserted = work / _ASSERTED
    asserted.write_text("".join(dataset.lines), encoding="utf-8")
    with ThreadPoolExecutor(max_workers=1) as background:
        # Both release the interpreter lock, so loading costs no time of its own while a processor is idle.
        load = background.submit(bulk_load, work / "store", asserted)
        closure = reasoner.close(asserted, work, progress)
        load.result()
    return closure


def _store(settings: Settings, closure: Closure, work: Path) -> None:
    """Load derived quads, the default graph and the query library; compact the store; remove intermediate files.

    What is shown on every day is loaded first and kept by itself, since all other days can be made from it.
    """
    view, folder = closure.view, work / "store"
    if view.lasting:
        bulk_load(folder, view.lasting)
    _add_library(settings, folder)
    if view.dated:
        keep_dated_quads(work, view.dated)
        keep_lasting(work)
    bulk_load(folder, view.derived, view.default)
    for part in (work / _ASSERTED, *view.files):
        part.unlink()
    _compact(folder)


def _compact(folder: Path) -> None:
    # A version never changes, and each of its queries would search every file of an index that is not compacted.
    store = ox.Store(str(folder))
    store.optimize()
    store.flush()


def _manifest(outcome: _Outcome, version: str, inputs_hash: str, built: datetime) -> Manifest:
    derived = outcome.derived
    return Manifest(
        version=version,
        inputs=inputs_hash,
        reasoner=outcome.reasoner,
        built=built.isoformat(timespec="seconds"),
        triples=outcome.dataset.count_by_graph(),
        asserted=outcome.dataset.count_triples(),
        inferred=derived.inferred,
        reference=outcome.reference.isoformat(),
        view_until=derived.until.isoformat() if derived.until else None,
        contradictions=[asdict(contradiction) for contradiction in derived.contradictions],
        ignored_axioms=[asdict(axiom) for axiom in derived.ignored],
        warnings=outcome.warnings,
        seconds=outcome.seconds,
        edits=outcome.local.number,
        local=sorted(graph.value for graph in outcome.local.graphs),
    )


def _undamaged_versions(settings: Settings) -> list[Path]:
    """The versions whose closure may be used again."""
    return [folder for folder in whole_versions(settings.data_dir) if not damaged_files(folder)]


def _local_edits(settings: Settings) -> Local:
    """The writes through the service up to the current version, folded into one file.

    If an edit is damaged, they are read from the current version, which contains the result of all edits.
    """
    current = current_manifest(settings.data_dir)
    try:
        local = read_local(settings.data_dir, current.edits if current else None)
    except DamagedError:
        if current is None or damaged_files(current_folder(settings.data_dir)):
            raise
        local = local_of(current_folder(settings.data_dir), current)
    fold(settings.data_dir, local)
    return local


def _check_disjoint(inputs: Inputs, local: Local) -> None:
    """Raise InputError for a graph that is both read from files and written through the service."""
    names = {graph.value for graph in local.graphs}
    for document in inputs.source_documents:
        if document.graph in names:
            raise InputError(
                f"{document.path} belongs to the graph {document.graph}, which holds writes through the service; "
                "expected a graph of its own: rename the folder, or move that graph first."
            )


def _validate(settings: Settings, inputs: Inputs) -> list[str]:
    """Validate the sources; returns the warnings, raises ValidationError with every error."""
    findings = validate(inputs, shape_paths(settings.ontology_dir))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ValidationError("\n".join(_lines(errors)))
    return _lines(findings)


def _lines(findings: list[Finding]) -> list[str]:
    return [finding.sentence() for finding in findings]


def _add_library(settings: Settings, folder: Path) -> None:
    """Add the query library to the store, where query editors read it: to its own graph and to the default graph."""
    store = ox.Store(str(folder))
    store.extend(shown_twice(library_quads(settings.queries_dir)))
    store.flush()
