"""The asserted dataset: ontology and sources as one set of quads, with stable labels for blank nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..rdf.namespaces import COVERAGE_GRAPH, ONTOLOGY_GRAPH
from ..rdf.reading import Document
from ..settings import Settings
from .confirmations import confirmations
from .ontology import load_modules, merge
from .sources import ReadFolders, Source, source_folders
from .tables.entity_registry import EntityRegistry


@dataclass(frozen=True)
class Inputs:
    """The inputs of a build: the modules of the ontology, the sources, and the entities that they describe."""

    modules: list[Document]
    sources: list[Source]
    registry: EntityRegistry = field(default_factory=EntityRegistry)

    @property
    def source_documents(self) -> list[Document]:
        """Every document of every source."""
        return [document for source in self.sources for document in source.documents]


def load_inputs(settings: Settings) -> Inputs:
    """Read the ontology and every source.

    Raises InputError (or a subclass) for the first file that cannot be used.
    """
    read = ReadFolders(source_folders(settings.sources_dir, settings.extra_sources, settings.published_cases))
    return Inputs(load_modules(settings.ontology_dir), read.sources(list(read.folders)), read.registry)


@dataclass(frozen=True)
class Asserted:
    """The asserted dataset as N-Quads lines, sorted and distinct, each quad in its named graph."""

    lines: list[str]

    def count_by_graph(self) -> dict[str, int]:
        """The number of quads in each graph, by name."""
        return dict(sorted(Counter(_graph_of(line) for line in self.lines).items()))

    def count_triples(self) -> int:
        """The number of distinct triples: a triple in several graphs counts once."""
        return len({line[: line.rindex(" <")] for line in self.lines})


def asserted_lines(inputs: Inputs, local: Iterable[ox.Quad] = ()) -> Asserted:
    """The quads that ontology and sources assert, together with `local` quads.

    Blank nodes are labelled by RDFC-1.0 (W3C RDF Dataset Canonicalization), so that equal inputs give equal bytes.
    The labels depend only on quads that contain blank nodes, so the algorithm reads only these.
    """
    local = list(local)
    # In the order of the files and not in a set: what is sorted in parts already is sorted in a tenth of the time.
    plain = dict.fromkeys(f"{quad} .\n" for quad in local)
    blank = []
    for document in _parts(inputs, local):
        name = ox.NamedNode(document.graph)
        rest = f" {name} .\n"
        for triple, statement in zip(document.triples, document.statements, strict=True):
            if "_:" in statement:
                blank.append(ox.Quad(triple.subject, triple.predicate, triple.object, name))
            else:
                plain[statement + rest] = None
    return Asserted(sorted(plain | dict.fromkeys(_canonical_lines(blank))))


def _parts(inputs: Inputs, local: Iterable[ox.Quad]) -> Iterable[Document]:
    """The files, and what follows from all of them, as documents."""
    yield Document(Path(), str(ONTOLOGY_GRAPH), tuple(merge(inputs.modules)))
    yield from inputs.source_documents
    yield Document(Path(), str(COVERAGE_GRAPH), tuple(confirmations(inputs.source_documents, local)))


def canonical_blanks(statements: Iterable[str]) -> set[str]:
    """Those of some N-Triples statements that may have blank nodes, with stable labels for these.

    The statements have no final stops.
    """
    lines = "".join(f"{statement} .\n" for statement in statements if "_:" in statement)
    return _canonical_lines(list(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)))


def _canonical_lines(quads: list[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {f"{quad} .\n" for quad in dataset}


def _graph_of(line: str) -> str:
    return line[line.rindex(" <") + 2 : -len("> .\n")]
