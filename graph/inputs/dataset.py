"""The asserted dataset: ontology and sources as one set of quads, with stable labels for blank nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..rdf.namespaces import COVERAGE_GRAPH, ONTOLOGY_GRAPH
from ..rdf.reading import Document
from ..settings import Settings
from .confirmations import confirmations
from .ontology import load_modules, merge
from .sources import Source, load_sources


@dataclass(frozen=True)
class Inputs:
    """The inputs of a build: the modules of the ontology, and the sources."""

    modules: list[Document]
    sources: list[Source]

    @property
    def source_documents(self) -> list[Document]:
        """Every document of every source."""
        return [document for source in self.sources for document in source.documents]


def load_inputs(settings: Settings) -> Inputs:
    """Read the ontology and every source.

    Raises InputError (or a subclass) for the first file that cannot be used.
    """
    sources = load_sources(settings.sources_dir, settings.extra_sources, settings.published_cases)
    return Inputs(load_modules(settings.ontology_dir), sources)


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
    for triples, graph in _parts(inputs, local):
        name = ox.NamedNode(graph)
        for triple in triples:
            line = f"{triple} {name} .\n"
            if "_:" in line:
                blank.append(ox.Quad(triple.subject, triple.predicate, triple.object, name))
            else:
                plain[line] = None
    return Asserted(sorted(plain | dict.fromkeys(_canonical_lines(blank))))


def _parts(inputs: Inputs, local: Iterable[ox.Quad]) -> Iterable[tuple[Iterable[ox.Triple], str]]:
    yield merge(inputs.modules), str(ONTOLOGY_GRAPH)
    for document in inputs.source_documents:
        yield document.triples, document.graph
    yield confirmations(inputs.source_documents, local), str(COVERAGE_GRAPH)


def _canonical_lines(quads: list[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {f"{quad} .\n" for quad in dataset}


def _graph_of(line: str) -> str:
    return line[line.rindex(" <") + 2 : -len("> .\n")]
