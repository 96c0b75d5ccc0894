"""A plain store: every graph may be written, and nothing follows from a write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from ...sparql.update import PLAIN, Change, GraphRules
from ..folders import locked, publish, remove_unfinished, unfinished, version_name
from ..manifest import Manifest, read_manifest, write_manifest
from .counts import recount


class PlainDataset:
    """The dataset of a plain store."""

    def rules(self, version: Path, store: ox.Store) -> GraphRules:
        """Every graph may be written; see `Dataset.rules`."""
        return PLAIN

    def apply_consequences(self, version: Path, work: Path, store: ox.Store, change: Change) -> None:
        """Write the manifest; see `Dataset.apply_consequences`."""
        before = read_manifest(version)
        manifest = recount(before, change, work.stem)
        write_manifest(work, replace(manifest, asserted=before.asserted + len(change.added) - len(change.removed)))


def create_plain_store(data_dir: Path, quads: Iterable[ox.Quad]) -> None:
    """Make the first version of a plain store from `quads`, if it has none; else leave it as it is."""
    with locked(data_dir):
        if (data_dir / "current").exists():
            return
        remove_unfinished(data_dir)
        with unfinished(data_dir, version_name(datetime.now(UTC), "first")) as work:
            store = ox.Store(str(work / "store"))
            store.bulk_extend(quads)
            store.flush()
            write_manifest(work, _first_report(work.stem, store))
            del store  # closes it
            publish(data_dir, work)


def _first_report(version: str, store: ox.Store) -> Manifest:
    return Manifest(
        version=version,
        inputs="",
        reasoner="none",
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        triples={name.value: _count(store, name) for name in _named(store)},
        asserted=len(store),
        inferred=0,
        contradictions=[],
        warnings=[],
    )


def _named(store: ox.Store) -> list[ox.NamedNode]:
    return [name for name in store.named_graphs() if isinstance(name, ox.NamedNode)]


def _count(store: ox.Store, graph: ox.NamedNode) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
