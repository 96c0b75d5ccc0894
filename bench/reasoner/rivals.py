"""Other reasoners, run on the same files. One that is not installed says so."""

from __future__ import annotations

import hashlib
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox
import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics

from westphalia.reason.rules.rule import Rule

from .translations import for_jena, for_nemo

Lap = Callable[[str], AbstractContextManager[None]]


class NotInstalledError(Exception):
    """A reasoner to compare with is not there; the message says which."""


def owlrl_closure(path: Path, lap: Lap) -> dict[str, float]:
    """Close an N-Triples file with owlrl."""
    graph = rdflib.Graph()
    with lap("load"):
        graph.parse(path, format="nt")
    before = len(graph)
    with lap("reason"):
        DeductiveClosure(OWLRL_Semantics).expand(graph)
    return {"triples": before, "inferred": len(graph) - before}


def reasonable_closure(path: Path, lap: Lap) -> dict[str, float]:
    """Close an N-Triples file with reasonable.

    Its `reason()` also hands over every triple as rdflib terms. How long that takes alone is measured on the base
    triples, so that it can be taken off. Raises NotInstalledError.
    """
    try:
        from reasonable import PyReasoner  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise NotInstalledError("reasonable is not installed (pip install reasonable)") from None
    turtle = path.with_suffix(".ttl")  # the only ending that it reads; N-Triples are Turtle
    path.rename(turtle)
    reasoner = PyReasoner()
    with lap("load"):
        reasoner.load_file(str(turtle))
    with lap("reason"):
        closed = len(reasoner.reason())
    with lap("hand_over"):
        base = len(reasoner.get_base_triples())
    turtle.rename(path)
    return {"triples": base, "inferred": closed - base}


def nemo_closure(path: Path, rules: Sequence[Rule], lap: Lap) -> dict[str, float]:
    """Close an N-Triples file under plain rules with Nemo.

    It reads the file while it reasons, so that both are one step. Raises NotInstalledError.
    """
    try:
        import nmo_python as nemo  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise NotInstalledError("Nemo is not installed (pip install nemo-python)") from None
    engine = nemo.NemoEngine(nemo.load_string(for_nemo(rules, str(path))))
    with lap("reason"):
        engine.reason()
    out = path.parent / "nemo"
    engine.write_result("triple", nemo.NemoOutputManager(str(out), overwrite=True))
    [written] = out.iterdir()
    return figures_of(_written(written))


def jena_closure(path: Path, rules: Sequence[Rule], jar: Path, seconds: float) -> dict[str, float]:
    """Close an N-Triples file under plain rules with Jena's rule engine, in a process of its own, `jena.RuleMap`.

    What the same process takes without rules, to read and to write the file, is taken off. Raises NotInstalledError.
    """
    if shutil.which("java") is None or not jar.exists():
        raise NotInstalledError(f"Jena is not there (Java, and {jar.name}: see the module)")
    took: dict[str, tuple[float, float]] = {}
    for step, given in (("nothing", ()), ("reason", rules)):
        file, out = path.parent / f"{step}.rules", path.parent / f"{step}.nt"
        file.write_text(for_jena(given), encoding="utf-8")
        command = [
            "java",
            "-cp",
            str(jar),
            "jena.RuleMap",
            "-il",
            "N-TRIPLES",
            "-ol",
            "N-TRIPLES",
            str(file),
            str(path),
        ]
        before, began = _children(), time.perf_counter()
        with out.open("wb") as target:
            subprocess.run(command, stdout=target, stderr=subprocess.DEVNULL, check=True, timeout=seconds)
        took[step] = (time.perf_counter() - began, _children() - before)
    figures = figures_of(_written(path.parent / "reason.nt"))
    (clock, cpu), (idle_clock, idle_cpu) = took["reason"], took["nothing"]
    return figures | {"reason": clock - idle_clock, "reason_cpu": cpu - idle_cpu}


def _written(path: Path) -> Iterable[ox.Triple]:
    """The triples of a file that an engine wrote: without those about literals, which are no RDF, and its log."""
    with path.open("rb") as file:
        lines = b"".join(line for line in file if line.startswith((b"<", b"_:")))
    return (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))


def _children() -> float:
    """Processor seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figures_of(triples: Iterable[object]) -> dict[str, float]:
    """The number of triples, and a digest of those without blank nodes, which each engine names in its own way."""
    lines = {str(triple) for triple in triples}
    named = sorted(line for line in lines if not line.startswith("_:") and " _:" not in line)
    return {"closed": len(lines), "digest": int(hashlib.sha256("\n".join(named).encode()).hexdigest()[:12], 16)}
