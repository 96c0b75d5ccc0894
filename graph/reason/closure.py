"""What reasoning yields (closure, view, contradictions), and the interface that every reasoner implements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

Progress = Callable[[str], None]
"""Called with one short sentence at each step that a user may have to wait for."""


@dataclass(frozen=True)
class Report:
    """What is wrong with the statements that were reasoned over.

    `message` is one sentence, `terms` are the terms involved in N-Triples form, and `held_from`/`held_until` the
    half-open period in ISO form that it is about (None: unbounded, or the reasoner knows no dates).
    """

    code: str
    message: str
    terms: tuple[str, ...] = ()
    held_from: str | None = None
    held_until: str | None = None


class Contradiction(Report):
    """Statements that cannot hold together; `code` is the violated rule (`cax-dw`, as the specification names it)."""


class IgnoredAxiom(Report):
    """An axiom that is not whole, so that nothing follows from it; `code` is the kind of fault."""


@dataclass(frozen=True)
class View:
    """A closure as it is served for one day, as files.

    `default` is the default graph (N-Triples); `derived` holds the named graphs that the reasoner makes (N-Quads).
    What both hold on every day may be apart, in `lasting` (N-Quads). `inferred` counts what the reasoner added. The
    view holds on days before `until` (None: no later day differs). `dated` is the file of the quads of all days (see
    `dated_quads`) where the reasoner knows dates.
    """

    default: Path
    derived: Path
    inferred: int
    until: date | None
    lasting: Path | None = None
    dated: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files with the quads of the view, each quad in one of them."""
        return (self.default, self.derived, *((self.lasting,) if self.lasting else ()))


@dataclass(frozen=True)
class Closure:
    """What a reasoner made of a dataset: the view of the reference day, and the reports of all days."""

    view: View
    contradictions: tuple[Contradiction, ...]
    ignored: tuple[IgnoredAxiom, ...] = ()


class Reasoner(Protocol):
    """Derives all that follows from asserted quads under OWL 2 RL and the project's own rules."""

    name: str

    def close(self, asserted: Path, workdir: Path, progress: Progress) -> Closure:
        """Derive the closure of the canonical N-Quads file `asserted`, writing whatever is needed under `workdir`.

        Raises `graph.errors.ReasoningError` when the input cannot be read or a rule is not supported.
        """
        ...
