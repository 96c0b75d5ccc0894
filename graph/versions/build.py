"""The build: load, validate, reason, store, publish. A new version is built beside the current one.

A version is a folder (see `folders`) with store/, report.json and the reasoner's files. A build that fails, is
interrupted or is killed leaves the current version unchanged.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from ..errors import DamagedError, InputError, ValidationError
from ..inputs.dataset import Inputs, asserted_lines, load_inputs
from ..inputs.findings import Finding
from ..inputs.ontology import shape_paths
from ..inputs.source_rules import source_rule_paths
from ..inputs.validation import validate
from ..reason import DatedReasoner, Progress, reasoners
from ..reason.rules.own_rules import check_own_rules
from ..settings import Settings
from .build_steps import BuildSteps
from .checksums import damaged_files
from .edit_log import Local, fold, local_of, read_local
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
from .incremental import Derived
from .inputs_hash import hash_of, hash_parts
from .kept_statements import keep_statements
from .manifest import Manifest, current_manifest, write_manifest
from .source_build import SourceBuild
from .step_timer import StepTimer, without_collector


def build(settings: Settings, progress: Progress, *, force: bool = False) -> tuple[Manifest, bool]:
    """Build the graph and publish it, unless the current version was built from the same inputs.

    Returns the manifest of the current version, and whether it was built now.
    Raises InputError, ValidationError or ReasoningError; then the version before stays current.
    """
    with locked(settings.data_dir):
        parts = hash_parts(settings)
        inputs_hash = hash_of(parts)
        current = current_manifest(settings.data_dir)
        day = settings.reference_day
        if current is not None and current.inputs == inputs_hash and current.shows(day) and not force:
            damaged = damaged_files(current_folder(settings.data_dir))
            if not damaged:
                return current, False
            progress(f"The version {current.version} is damaged ({damaged[0]}); building it again …")
        remove_unfinished(settings.data_dir)
        one_day = replace(settings, reference_date=day.isoformat())  # also of a build that midnight passes
        return _build_version(one_day, parts, progress, anew=force), True


def _build_version(settings: Settings, parts: dict[str, str], progress: Progress, *, anew: bool) -> Manifest:
    built, inputs_hash = datetime.now(UTC), hash_of(parts)
    with unfinished(settings.data_dir, version_name(built, inputs_hash[:8])) as work:
        outcome = _run_steps(settings, work, parts, progress, anew=anew)
        manifest = _manifest(outcome, work.stem, inputs_hash, built)
        write_manifest(work, manifest)
        publish(settings.data_dir, work)
    prune(settings.data_dir)
    return manifest


@dataclass(frozen=True)
class _Outcome:
    """What the steps of a build came to.

    `triples` has the number of asserted quads by graph, `asserted` that of their triples, and `seconds` the duration
    of each step.
    """

    reference: date
    reasoner: str
    triples: dict[str, int]
    asserted: int
    derived: Derived
    warnings: list[str]
    local: Local
    seconds: dict[str, float]


def _run_steps(settings: Settings, work: Path, parts: dict[str, str], progress: Progress, *, anew: bool) -> _Outcome:
    timer = StepTimer(progress)
    with without_collector():
        undamaged = _undamaged_versions(settings)
        reasoner = reasoners.make_reasoner(settings, undamaged)
        current = None if anew else _followed(settings, undamaged)
        local = _local_edits(settings)
        if current is not None and isinstance(reasoner, DatedReasoner) and reasoner.made(current):
            followed = SourceBuild(settings, work, current, reasoner, timer).run(parts, local)
            if followed is not None:
                derived, triples, asserted = followed
                day = settings.reference_day
                return _Outcome(day, reasoner.name, triples, asserted, derived, [], local, timer.seconds)
        return _run_all(settings, BuildSteps(settings, work, reasoner, timer, progress), parts, local, current)


def _run_all(
    settings: Settings, steps: BuildSteps, parts: dict[str, str], local: Local, current: Path | None
) -> _Outcome:
    """Read, validate and compare everything."""
    timer = steps.timer
    with timer.step("load", "Loading ontology and sources …"):
        inputs = load_inputs(settings)
    check_own_rules(source_rule_paths(settings), settings.ontology_dir, settings.cache_dir)
    _check_disjoint(inputs, local)
    with timer.step("sort", "Sorting what is asserted …"):
        dataset = asserted_lines(inputs, local.quads)
    with steps.begun(dataset, current) as derive:
        with timer.step("validate", "Validating against ontology and shapes …"):
            warnings = _validate(settings, inputs)
        derived = derive()
    keep_statements(steps.work, parts, inputs.registry, inputs.sources)
    counts = dataset.count_by_graph(), dataset.count_triples()
    return _Outcome(settings.reference_day, steps.reasoner.name, *counts, derived, warnings, local, timer.seconds)


def _followed(settings: Settings, undamaged: list[Path]) -> Path | None:
    """The current version, if a build may start from it."""
    if current_manifest(settings.data_dir) is None:
        return None
    current = current_folder(settings.data_dir)
    return current if current.name in {folder.name for folder in undamaged} else None


def _manifest(outcome: _Outcome, version: str, inputs_hash: str, built: datetime) -> Manifest:
    derived = outcome.derived
    return Manifest(
        version=version,
        inputs=inputs_hash,
        reasoner=outcome.reasoner,
        built=built.isoformat(timespec="seconds"),
        triples=outcome.triples,
        asserted=outcome.asserted,
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
