"""What changed sources state otherwise than in the current version, found without reading the others.

A list may name entities of any source, so the files of all are read; but turning a list into statements takes ten
times as long. It is done for changed sources, and for those whose lists have looked up an entity that has come, gone
or got another name. The labels of blank nodes depend on all statements that have any; where one of these changes,
everything is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..errors import DamagedError
from ..inputs.dataset import canonical_blanks
from ..inputs.ontology import load_modules, merge, shape_paths
from ..inputs.sources import ReadFolders, Source, source_folders
from ..inputs.tables.entity_registry import EntityRegistry
from ..inputs.validation import document_findings, meets_shapes
from ..settings import Settings
from ..store.change import Change
from .kept_statements import KeptStatements, source_texts

_ENDING = " ."
"""What ends each line of a kept file, before the line feed."""


@dataclass(frozen=True)
class SourceChanges:
    """The sources that state something else than when a version kept its statements, and how asserted quads differ.

    `registry` has the entities that all sources describe now.
    """

    settings: Settings
    kept: KeptStatements
    registry: EntityRegistry
    sources: list[Source]
    change: Change

    def meet_shapes(self) -> bool:
        """Whether all sources together, the changed ones as they are now, meet the shapes.

        Raises DamagedError or OSError when what was kept of the others cannot be read.
        """
        changed = {source.key: source_texts(source) for source in self.sources}
        texts = [text for graphs in changed.values() for text in graphs.values()]
        for key, graphs in self.kept.files.items():
            if key not in changed:
                texts += [self.kept.text(key, graph) for graph in graphs]
        ontology = merge(load_modules(self.settings.ontology_dir))
        return meets_shapes("".join(texts), ontology, shape_paths(self.settings.ontology_dir))


def find_changes(settings: Settings, kept: KeptStatements, parts: Mapping[str, str]) -> SourceChanges | None:
    """What has changed since `parts` were those that `kept` tells of.

    None where more has changed than the content of sources (and the query library), and where something is found in a
    source that has to be reported.
    Raises InputError (or a subclass) when a source cannot be read.
    """
    keys = _changed_sources(kept.parts, parts)
    if keys is None:
        return None
    read = ReadFolders(source_folders(settings.sources_dir, settings.extra_sources, settings.published_cases))
    differing = read.registry.differing(kept.registry)
    concerned = [key for key, slugs in kept.consulted.items() if not differing.isdisjoint(slugs)]
    sources = read.sources(sorted({*keys, *concerned}))
    documents = [document for source in sources for document in source.documents]
    if document_findings(documents, merge(load_modules(settings.ontology_dir))):
        return None
    try:
        change = _change(kept, sources)
    except (DamagedError, OSError):
        return None
    return change if change is None else SourceChanges(settings, kept, read.registry, sources, change)


def _changed_sources(before: Mapping[str, str], after: Mapping[str, str]) -> list[str] | None:
    """The keys of the sources that differ, if nothing else does but queries."""
    if before.keys() != after.keys():
        return None
    changed = [part for part in after if before[part] != after[part] and part != "queries"]
    return None if {"program", "ontology"} & set(changed) else [part.partition("/")[2] for part in sorted(changed)]


def _change(kept: KeptStatements, sources: list[Source]) -> Change | None:
    """How the quads of changed sources differ; None where statements with blank nodes do."""
    texts = {source.key: source_texts(source) for source in sources}
    graphs = {graph for key, each in texts.items() for graph in (*each, *kept.files.get(key, ()))}
    added, removed = set[ox.Quad](), set[ox.Quad]()
    for graph in sorted(graphs):
        before = _statements(kept.text(key, graph) for key in texts)
        after = _statements(each.get(graph, "") for each in texts.values())
        if canonical_blanks(before) != canonical_blanks(after):
            return None
        if before != after:
            unchanged = _statements(kept.text(key, graph) for key in kept.files if key not in texts)
            added |= _quads(after - before - unchanged, graph)
            removed |= _quads(before - after - unchanged, graph)
    return Change(frozenset(added), frozenset(removed))


def _statements(texts: Iterable[str]) -> set[str]:
    """The statements of N-Triples files, without their final stops."""
    return {line.removesuffix(_ENDING) for text in texts for line in text.split("\n") if line}


def _quads(statements: Iterable[str], graph: str) -> set[ox.Quad]:
    """The quads of statements in a graph, without those that have blank nodes, which have not changed."""
    lines = "".join(f"{statement} <{graph}> .\n" for statement in statements if "_:" not in statement)
    return set(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
