"""SHACL validation by one of two engines that must agree.

`shacl` is a compiled engine, without which a build of all sources would take half a minute; it has no wheels for some
platforms. `pyshacl` is the reference: it runs where the other is not installed, and tests compare the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from .rdflib_bridge import to_rdflib


@dataclass(frozen=True)
class Violation:
    """A validation result: focus node (IRI or blank node), message, and the value node if there is one."""

    focus: str
    message: str
    value: str | None
    is_warning: bool


Engine = Callable[[Iterable[ox.Triple], Iterable[ox.Triple]], list[Violation]]


def default_engine() -> Engine:
    """The compiled engine if it is installed, else the reference engine."""
    return compiled_engine if find_spec("shacl") else reference_engine


def compiled_engine(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> list[Violation]:
    """Check data against shapes with the compiled engine."""
    return _compiled(_n_triples(data), shapes)


def conforms(data: str, shapes: Iterable[ox.Triple]) -> bool:
    """Whether data in N-Triples meets the shapes, by the default engine, which leaves other threads run meanwhile."""
    if default_engine() is compiled_engine:
        return not _compiled(data, shapes)
    triples = (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    return not reference_engine(triples, shapes)


def _compiled(data: str, shapes: Iterable[ox.Triple]) -> list[Violation]:
    import shacl  # noqa: PLC0415 - has no wheel for some platforms

    report = shacl.Shapes.from_text(_n_triples(shapes), "ntriples").validate_text(data, "ntriples")
    return [
        Violation(
            result.focus_node.removeprefix("<").removesuffix(">"),
            result.message or result.component,
            result.value_plain,
            result.severity != "Violation",
        )
        for result in report.results
    ]


def reference_engine(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> list[Violation]:
    """Check data against shapes with pySHACL."""
    _, report, _ = pyshacl.validate(
        to_rdflib(data), shacl_graph=to_rdflib(shapes), inference="none", meta_shacl=False, advanced=False
    )
    assert isinstance(report, rdflib.Graph)
    return [_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    value = report.value(result, SH.value)
    return Violation(
        str(report.value(result, SH.focusNode)),
        str(report.value(result, SH.resultMessage)),
        None if value is None else str(value),
        report.value(result, SH.resultSeverity) != SH.Violation,
    )


def _n_triples(triples: Iterable[ox.Triple]) -> str:
    return "".join([f"{triple} .\n" for triple in triples])
