"""The generated datasets as files of canonical N-Quads, as the engine reads them, and as N-Triples for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from random import Random

import pyoxigraph as ox

from . import lubm, university_schema, world

DATA, ONTOLOGY = "urn:bench:data", "urn:bench:ontology"
"""The graphs of the generated facts and of the ontology."""
_EVERYTHING = 10**12


@dataclass(frozen=True)
class Dataset:
    """What to generate: a `world` of about `number` triples, or a `number` of `lubm` universities cut at `limit`."""

    kind: str
    number: int
    limit: int = _EVERYTHING

    def write(self, folder: Path, *, graphs: bool = True) -> tuple[Path, int]:
        """Write it, with its ontology, as N-Quads (with `graphs`) or N-Triples; returns the file and its lines."""
        path = folder / f"{self.kind}-{self.number}.{'nq' if graphs else 'nt'}"
        written = 0
        with path.open("w", encoding="utf-8") as file:
            for block in chain(
                _in_graph(self._blocks(), DATA, graphs), _in_graph(_axioms(self.kind), ONTOLOGY, graphs)
            ):
                written += block.count("\n")
                file.write(block)
        return path, written

    def _blocks(self) -> Iterator[str]:
        if self.kind == "world":
            return world.world(self.number)
        lines = (line for block in lubm.universities(self.number) for line in block.splitlines(keepends=True))
        return islice(lines, self.limit)


@cache
def _axioms(kind: str) -> list[str]:
    """The ontology of a kind of dataset as lines."""
    turtle = world.ontology() if kind == "world" else university_schema.ontology()
    return [f"{quad.triple} .\n" for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)]


def newcomers(triples: int, series: int) -> list[str]:
    """N-Quads lines of memberships for states of a world's first region, in all at most `triples`, none there yet."""
    region = world._Region(0, Random(f"newcomers {series}"))
    blocks = (block for block in region._forums() if "/0/membership-" in block)
    lines: list[str] = []
    for block in blocks:
        renamed = block.replace("/0/membership-", f"/0/new-{series}-membership-").splitlines()
        if len(lines) + len(renamed) > triples:
            break
        lines += renamed
    return [f"{line.removesuffix(' .')} <{DATA}> .\n" for line in lines]


def _in_graph(blocks: Iterable[str], graph: str, graphs: bool) -> Iterator[str]:
    return (block.replace(" .\n", f" <{graph}> .\n") if graphs else block for block in blocks)
