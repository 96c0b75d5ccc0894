"""The curated graph: sources stay as their files say, what users write is kept apart, and the reasoner follows."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pyoxigraph as ox

from ...inputs.confirmations import CONFIRMATIONS
from ...rdf.namespaces import (
    COVERAGE_GRAPH,
    DERIVED_GRAPHS,
    LOCAL_CATALOG_GRAPH,
    LOCAL_GRAPH,
    RESERVED_GRAPHS,
    is_derived,
)
from ...sparql.update import Change, GraphName, GraphRules, apply
from ..edit_log import write_edit
from ..kept_statements import carry_statements
from ..manifest import Manifest, read_manifest, write_manifest
from .confirmed_records import confirm_records
from .counts import growth, recount
from .descriptions import describe_graphs
from .maintain import Consequences, Maintainer

_LOCAL = ox.NamedNode(LOCAL_GRAPH)
_COVERAGE = ox.NamedNode(COVERAGE_GRAPH)
_OURS = {_LOCAL, ox.NamedNode(LOCAL_CATALOG_GRAPH)}


class CuratedDataset:
    """The dataset of a built graph. Writes go to local graphs alone, whose content also survives the next build."""

    def __init__(self, data_dir: Path, maintainer: Maintainer) -> None:
        self._data_dir = data_dir
        self._maintainer = maintainer

    def rules(self, version: Path, store: ox.Store) -> GraphRules:
        """Local graphs and names not yet in use may be written; see `Dataset.rules`."""
        local = {*_OURS, *(ox.NamedNode(name) for name in read_manifest(version).local)}
        fixed = set(store.named_graphs()) - local

        def refusal(graph: GraphName) -> str | None:
            return None if graph in local else _refusal(graph, fixed)

        conclusions = (graph for graph in store.named_graphs() if _is_derived(graph))
        derived = frozenset({*map(ox.NamedNode, DERIVED_GRAPHS), *conclusions})
        return GraphRules(_LOCAL, refusal, derived, CONFIRMATIONS, triple_terms=False)

    def apply_consequences(self, version: Path, work: Path, store: ox.Store, change: Change) -> None:
        """Describe new graphs, confirm records, derive what follows, keep the edit.

        See `Dataset.apply_consequences`. The edit is what was written: a build confirms records anew.
        """
        described = describe_graphs(store, change)
        apply(store, described)
        written = change.then(described)
        confirmed = confirm_records(store, written)
        apply(store, confirmed)
        asserted = written.then(confirmed)
        consequences = self._maintainer.consequences(version, work, store, asserted)
        apply(store, consequences.change)
        new = growth(store, asserted, lambda graph: not _is_derived(graph))
        manifest = _manifest(read_manifest(version), work.stem, asserted, consequences, new)
        write_edit(self._data_dir, manifest.edits, written)
        write_manifest(work, manifest)
        carry_statements(version, work)


def _is_derived(graph: object) -> bool:
    """Whether a graph is made from the others: the default graph, and what the reasoner derives."""
    return isinstance(graph, ox.DefaultGraph) or (isinstance(graph, ox.NamedNode) and is_derived(graph.value))


def _refusal(graph: GraphName, fixed: set[ox.NamedNode | ox.BlankNode]) -> str | None:
    """Why a graph that is not local may not be written."""
    if isinstance(graph, ox.DefaultGraph):
        return f"is made from the named graphs; write without naming a graph (into {LOCAL_GRAPH}) or name one"
    if _is_derived(graph):
        return "is derived by the reasoner; write what it follows from"
    if graph in fixed or graph.value in {str(name) for name in RESERVED_GRAPHS}:
        return "is read from files of the ontology or of a source; change those and build again"
    return None


def _manifest(before: Manifest, version: str, asserted: Change, consequences: Consequences, new: int) -> Manifest:
    names_of = (asserted.created - {_COVERAGE}, asserted.dropped)
    created, dropped = ({name.value for name in names} for names in names_of)
    return replace(
        recount(before, asserted, version),
        asserted=before.asserted + new,
        inferred=consequences.inferred,
        reference=consequences.reference.isoformat(),
        view_until=consequences.until.isoformat() if consequences.until else None,
        contradictions=[asdict(contradiction) for contradiction in consequences.contradictions],
        ignored_axioms=[asdict(axiom) for axiom in consequences.ignored],
        edits=before.edits + 1,
        local=sorted({*before.local, *created} - dropped),
    )
