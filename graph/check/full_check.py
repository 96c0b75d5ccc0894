"""All parts of the check, over one version."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from ..inputs.dataset import Inputs
from ..inputs.findings import Finding
from ..settings import Settings
from ..versions.explanations import explain_contradictions
from ..versions.manifest import read_manifest
from .contradictions import check_contradictions
from .ontology_terms import check_ontology
from .part import Part
from .quality import check_quality


def open_store(build_folder: Path) -> ox.Store:
    """The store of a version, for the quality queries."""
    return ox.Store.read_only(str(build_folder / "store"))


def check_all(settings: Settings, inputs: Inputs, shape_findings: list[Finding], build: Path) -> list[Part]:
    """Every part of the check, in order, on the version in the folder `build`."""
    triples = sum(len(document.triples) for document in inputs.source_documents)
    manifest = read_manifest(build)
    return [
        check_ontology(inputs, settings.ontology_dir),
        Part("source triples against shapes", triples, tuple(shape_findings)),
        check_quality(open_store(build), settings.queries_dir),
        check_contradictions(manifest, explain_contradictions(settings, build, manifest)),
    ]
