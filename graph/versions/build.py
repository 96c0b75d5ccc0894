"""The build: load, validate, reason, store, publish. A new build stands beside the old one until it is whole.

A build is a version (see `versions`): a folder with store/, report.json and what the reasoner keeps.
One that fails, is interrupted or is killed leaves the version before it as it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from ..errors import DamagedError, InputError, ValidationError
from ..inputs.dataset import Inputs, asserted_lines, load_inputs
from ..inputs.findings import Finding
from ..inputs.ontology import shape_paths
from ..inputs.query_library_rdf import library_quads
from ..inputs.validation import validate
from ..reason import Progress, reasoners
from ..settings import Settings
from ..store.bulk_load import bulk_load
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
from .inputs_hash import hash_inputs
from .manifest import Manifest, current_manifest, write_manifest


def build(settings: Settings, progress: Progress, *, force: bool = False) -> tuple[Manifest, bool]:
    """Build the graph and publish it, unless the current build is of the same inputs.

    Returns the report of the build now served, and whether it was made anew.
    Raises InputError, ValidationError or ReasoningError, and then the build before goes on being served.
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
        return _build_anew(settings, inputs_hash, progress), True


def _build_anew(settings: Settings, inputs_hash: str, progress: Progress) -> Manifest:
    built = datetime.now(UTC)
    with unfinished(settings.data_dir, version_name(built, inputs_hash[:8])) as work:
        report = _run_steps(settings, work, inputs_hash, built, progress)
        publish(settings.data_dir, work)
    prune(settings.data_dir)
    return report


def _run_steps(settings: Settings, work: Path, inputs_hash: str, built: datetime, progress: Progress) -> Manifest:
    clock = _Clock(progress)
    with clock.step("load", "Loading ontology and sources …"):
        inputs = load_inputs(settings)
    with clock.step("validate", "Validating against ontology and shapes …"):
        warnings = _validated(settings, inputs)
    local = _local_edits(settings)
    _check_apart(inputs, local)
    dataset = asserted_lines(inputs, local.quads)
    with clock.step("reason", "Reasoning …"):
        reasoner = reasoners.make_reasoner(settings, _undamaged_versions(settings))
        asserted = work / "asserted.nq"
        asserted.write_text("".join(dataset.lines), encoding="utf-8")
        with ThreadPoolExecutor(max_workers=1) as background:
            # The store takes in what is asserted while the reasoner is busy: both leave the interpreter free.
            filling = background.submit(bulk_load, work / "store", asserted)
            closure = reasoner.close(asserted, work, progress)
            filling.result()
    with clock.step("store", "Storing …"):
        bulk_load(work / "store", closure.view.derived, closure.view.default)
        for part in (asserted, closure.view.derived, closure.view.default):
            part.unlink()
        _add_library(settings, work)
    report = Manifest(
        version=work.stem,
        inputs=inputs_hash,
        reasoner=reasoner.name,
        built=built.isoformat(timespec="seconds"),
        triples=dataset.count_by_graph(),
        asserted=dataset.count_triples(),
        inferred=closure.view.inferred,
        reference=settings.reference_day.isoformat(),
        view_until=closure.view.until.isoformat() if closure.view.until else None,
        contradictions=[asdict(found) for found in closure.contradictions],
        warnings=warnings,
        seconds=clock.seconds,
        edits=local.number,
        local=sorted(graph.value for graph in local.graphs),
    )
    write_manifest(work, report)
    return report


def _undamaged_versions(settings: Settings) -> list[Path]:
    """The versions whose closure may be used again."""
    return [folder for folder in whole_versions(settings.data_dir) if not damaged_files(folder)]


def _local_edits(settings: Settings) -> Local:
    """What was written through the service up to the current build, folded into one file.

    An edit that is damaged is taken from the current version, which holds what all edits left.
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


def _check_apart(inputs: Inputs, local: Local) -> None:
    """A graph is either read from files or written through the service."""
    names = {graph.value for graph in local.graphs}
    for document in inputs.source_documents:
        if document.graph in names:
            raise InputError(
                f"{document.path} belongs to the graph {document.graph}, which was written through the service; "
                "expected a name of its own: rename the folder, or move that graph first."
            )


class _Clock:
    """Tells each step as it begins and keeps how many seconds it took."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, sentence: str) -> Iterator[None]:
        self._progress(sentence)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def _validated(settings: Settings, inputs: Inputs) -> list[str]:
    """Validate the sources; returns the warnings, raises ValidationError with every error."""
    findings = validate(inputs, shape_paths(settings.ontology_dir))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ValidationError("\n".join(_lines(errors)))
    return _lines(findings)


def _lines(findings: list[Finding]) -> list[str]:
    return [finding.sentence() for finding in findings]


def _add_library(settings: Settings, work: Path) -> None:
    """Put the query library into the store, where editors look for it: in its graph and in the default graph."""
    named = library_quads(settings.queries_dir)
    store = ox.Store(str(work / "store"))
    store.extend([*named, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)])
    store.flush()
