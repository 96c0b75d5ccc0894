"""Other reasoners, run on the same files. One that is not installed says so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics

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
