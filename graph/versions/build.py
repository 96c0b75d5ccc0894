"""The build: load, validate, reason, store, publish. A new build stands beside the old one until it is whole.

A build is a version (see `versions`): a folder with store/, report.json and what the reasoner keeps.
One that fails, is interrupted or is killed leaves the version before it as it was.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain, count, islice
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, SettingsError, ValidationError
from ..inputs.dataset import Inputs, asserted_lines, load_inputs
from ..inputs.findings import Finding
from ..inputs.ontology import domain_rule_paths, rule_paths, shape_paths
from ..inputs.query_library_rdf import library_quads
from ..inputs.validation import validate
from ..reason import DatedReasoner, OwlrlReasoner, Progress, Reasoner, Resources
from ..settings import Settings
from .edit_log import Local, fold, read_local
from .folders import locked, prune, publish, remove_unfinished, unfinished, version_name
from .manifest import Manifest, current_manifest, write_manifest

_PIECE_LINES = 100_000
"""Lines that one processor brings into the store at a time."""


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
            return current, False
        remove_unfinished(settings.data_dir)
        return _build_anew(settings, inputs_hash, progress), True


def hash_inputs(settings: Settings) -> str:
    """A digest of all that a build depends on: ontology, sources, code and the libraries that derive and store."""
    digest = hashlib.sha256()
    digest.update(f"{settings.reasoner}\n".encode())
    for package in ("duckdb", "owlrl", "pyoxigraph", "pyshacl", "rdflib"):
        digest.update(f"{package} {version(package)}\n".encode())
    for path in sorted(_input_files(settings)):
        digest.update(f"{path}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _input_files(settings: Settings) -> Iterator[Path]:
    yield from settings.ontology_dir.rglob("*.ttl")
    yield from settings.ontology_dir.rglob("*.rq")
    yield from settings.queries_dir.rglob("*.rq")
    yield from settings.sources_dir.rglob("*.ttl")
    yield from settings.sources_dir.rglob("*.csv")
    yield from Path(__file__).parent.parent.rglob("*.py")


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
        reasoner = make_reasoner(settings)
        asserted = work / "asserted.nq"
        asserted.write_text("".join(dataset.lines), encoding="utf-8")
        with ThreadPoolExecutor(max_workers=1) as background:
            # The store takes in what is asserted while the reasoner is busy: both leave the interpreter free.
            filling = background.submit(_fill, work, asserted)
            closure = reasoner.close(asserted, work, progress)
            filling.result()
    with clock.step("store", "Storing …"):
        _fill(work, closure.view.derived, closure.view.default)
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


def _local_edits(settings: Settings) -> Local:
    """What was written through the service up to the current build, folded into one file."""
    current = current_manifest(settings.data_dir)
    local = read_local(settings.data_dir, current.edits if current else None)
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


def make_reasoner(settings: Settings) -> Reasoner:
    """The reasoner that the settings name, with the project's own rules.

    Raises SettingsError when there is none of that name.
    """
    ontology_dir = settings.ontology_dir
    if settings.reasoner == OwlrlReasoner.name:
        return OwlrlReasoner(domain_rule_paths(ontology_dir))
    if settings.reasoner == DatedReasoner.name:
        earlier = sorted((settings.data_dir / "builds").glob("*[!.unfinished]"), reverse=True)
        return DatedReasoner(
            rule_paths(ontology_dir),
            settings.reference_day,
            earlier=earlier,
            cache=settings.data_dir / "cache",
            resources=Resources(settings.reasoner_memory, settings.spill_dir),
        )
    raise SettingsError(f"The reasoner is {settings.reasoner!r}; expected 'dated' or 'owlrl'.")


def _validated(settings: Settings, inputs: Inputs) -> list[str]:
    """Validate the sources; returns the warnings, raises ValidationError with every error."""
    findings = validate(inputs, shape_paths(settings.ontology_dir))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ValidationError("\n".join(_lines(errors)))
    return _lines(findings)


def _lines(findings: list[Finding]) -> list[str]:
    return [finding.sentence() for finding in findings]


def _fill(work: Path, *parts: Path) -> None:
    """Bring files of N-Quads (or N-Triples, for the default graph) into the version's store.

    Named graphs and default graph are brought in apart: the engine's union default graph would count a triple twice
    that stands in two graphs. Its own reader is the fastest way in, but gives blank nodes new names; lines that may
    hold one go in by the slower way. Pieces are read by all processors at once; what they hold has been read before,
    so that it is not checked again.
    """
    store = ox.Store(str(work / "store"))
    blank = work / "blank.nq"
    with ThreadPoolExecutor() as readers:
        loaded = [readers.submit(_load, store, piece) for piece in _pieces(parts, work, blank)]
        for one in loaded:
            one.result()
    store.bulk_extend(ox.parse(path=blank, format=ox.RdfFormat.N_QUADS))
    store.flush()
    blank.unlink()


def _load(store: ox.Store, piece: Path) -> None:
    store.bulk_load(path=piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    piece.unlink()


def _pieces(parts: Iterable[Path], work: Path, blank: Path) -> Iterator[Path]:
    """Files with some of the lines each; those with a blank node go to `blank`."""
    lines = chain.from_iterable(_lines_of(part) for part in parts)
    with blank.open("wb") as blank_file:
        for number in count():
            piece = work / f"piece-{number}.nq"
            with piece.open("wb") as file:
                written = 0
                for line in islice(lines, _PIECE_LINES):
                    (blank_file if b"_:" in line else file).write(line)
                    written += 1
            yield piece
            if written < _PIECE_LINES:
                return


def _add_library(settings: Settings, work: Path) -> None:
    """Put the query library into the store, where editors look for it: in its graph and in the default graph."""
    named = library_quads(settings.queries_dir)
    store = ox.Store(str(work / "store"))
    store.extend([*named, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)])
    store.flush()


def _lines_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
