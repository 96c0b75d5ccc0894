"""The asserted dataset: ontology and sources as one set of quads, with blank nodes named for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from .ontology import load_modules, merge
from .parsing import Document
from .settings import Settings
from .sources import Source, load_sources
from .vocab import ONTOLOGY_GRAPH


@dataclass(frozen=True)
class Inputs:
    """What a build starts from: the ontology's modules and the sources, as read."""

    modules: list[Document]
    sources: list[Source]

    @property
    def source_documents(self) -> list[Document]:
        """Every document of every source."""
        return [document for source in self.sources for document in source.documents]


def load_inputs(settings: Settings) -> Inputs:
    """Read the ontology and every source.

    Raises InputError (or its kind) for the first thing that cannot be used.
    """
    return Inputs(load_modules(settings.ontology_dir), load_sources(settings.sources_dir))


def asserted_quads(inputs: Inputs) -> list[ox.Quad]:
    """The dataset of all that is asserted, sorted, each quad in its named graph.

    Blank nodes are named by RDFC-1.0 (W3C RDF Dataset Canonicalization), so that equal inputs give equal bytes.
    """
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    ontology = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in merge(inputs.modules))
    facts = (quad for document in inputs.source_documents for quad in document.quads())
    dataset = ox.Dataset([*ontology, *facts])
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)


def n_triples(triples: Iterable[ox.Triple]) -> str:
    """The triples as sorted N-Triples without repetition."""
    return "".join(f"{line} .\n" for line in sorted({str(triple) for triple in triples}))
