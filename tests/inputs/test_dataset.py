"""The asserted dataset: equal inputs give equal bytes, whatever blank nodes are called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.inputs.confirmations import confirmations
from westphalia.inputs.dataset import Inputs, asserted_lines, load_inputs
from westphalia.inputs.ontology import merge
from westphalia.rdf.namespaces import COVERAGE_GRAPH, ONTOLOGY_GRAPH
from westphalia.settings import PROJECT_ROOT, Settings


def whole_dataset(inputs: Inputs) -> list[str]:
    """The slow way: all quads canonicalized together."""
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    ontology = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in merge(inputs.modules))
    coverage = ox.NamedNode(COVERAGE_GRAPH)
    confirmed = (ox.Quad(t.subject, t.predicate, t.object, coverage) for t in confirmations(inputs.source_documents))
    quads = (quad for document in inputs.source_documents for quad in document.quads())
    dataset = ox.Dataset([*ontology, *quads, *confirmed])
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad} .\n" for quad in dataset)


@pytest.mark.slow
def test_canonicalizing_the_quads_with_blank_nodes_alone_gives_the_same_bytes(tmp_path: Path):
    root = tmp_path / "project"  # the ontology and the article; canonicalizing all sources takes minutes
    shutil.copytree(PROJECT_ROOT / "ontology", root / "ontology")
    shutil.copytree(PROJECT_ROOT / "sources" / "rousseau-2011", root / "sources" / "rousseau-2011")
    inputs = load_inputs(Settings(root=root))
    assert any("_:" in line for line in asserted_lines(inputs).lines)
    assert asserted_lines(inputs).lines == whole_dataset(inputs)


def test_reading_again_gives_the_same_bytes(tiny: Settings):
    assert asserted_lines(load_inputs(tiny)).lines == asserted_lines(load_inputs(tiny)).lines


def test_local_quads_stand_beside_the_sources_and_triples_are_counted_once(tiny: Settings):
    inputs = load_inputs(tiny)
    quad = next(iter(inputs.source_documents[0].quads()))
    moved = ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode("urn:local"))
    before, after = asserted_lines(inputs), asserted_lines(inputs, [moved, quad])
    assert len(after.lines) == len(before.lines) + 1
    assert after.count_by_graph()["urn:local"] == 1
    assert after.count_triples() == before.count_triples()
