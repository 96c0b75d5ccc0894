"""Maintenance of what follows: after a write, the derived graphs and the default graph are brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ..reason import Contradiction, Reasoner
from ..update import Change, difference
from ..vocab import DERIVED_GRAPHS

_DEFAULT = ox.DefaultGraph()
_DERIVED = frozenset(ox.NamedNode(name) for name in DERIVED_GRAPHS)


@dataclass(frozen=True)
class Consequences:
    """What follows from a write: the change of all quads that are not asserted, and the contradictions there now."""

    change: Change
    contradictions: tuple[Contradiction, ...]


class Maintainer(Protocol):
    """Derives what follows after a write."""

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """What follows from `asserted`, which was made to `store`, a copy of the version in the folder `version`.

        May keep files of its own in `work`, the folder of the new version. Raises ReasoningError when the reasoner
        cannot take what was written.
        """
        ...


class ReasonAgain:
    """Maintenance by any reasoner: everything is derived anew. Costs a whole closure for each write."""

    def __init__(self, make_reasoner: Callable[[], Reasoner]) -> None:
        self._make_reasoner = make_reasoner

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """Reason again; see `Maintainer.consequences`."""
        path = work / "asserted.nq"
        path.write_text("".join(sorted(f"{quad} .\n" for quad in _asserted(store))), encoding="utf-8")
        closure = self._make_reasoner().close(path, work, lambda _sentence: None)
        now = [*ox.parse(path=closure.view.derived, format=ox.RdfFormat.N_QUADS)]
        now += ox.parse(path=closure.view.default, format=ox.RdfFormat.N_TRIPLES)
        before = (quad for quad in store if quad.graph_name == _DEFAULT or quad.graph_name in _DERIVED)
        return Consequences(difference(store, add=now, remove=before), closure.contradictions)


def _asserted(store: ox.Store) -> Iterator[ox.Quad]:
    return (quad for quad in store if quad.graph_name != _DEFAULT and quad.graph_name not in _DERIVED)
