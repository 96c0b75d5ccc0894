"""Well-known vocabularies as they are published, from the npm packages that `vocabularies/package.json` names."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

FOLDER = Path(__file__).parent / "vocabularies"
PACKAGES = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
NAMES = sorted(package.removeprefix("@vocabulary/") for package in PACKAGES)
LARGE = frozenset({"schema"})
"""Vocabularies of more than 10,000 triples, which take HermiT, or the rules run on request, minutes."""

needs_packages = pytest.mark.skipif(
    not (FOLDER / "node_modules").is_dir(), reason=f"run npm ci in {FOLDER.name}/ to install the vocabularies"
)


def vocabulary(name: str) -> list[ox.Quad]:
    """The quads of a vocabulary."""
    path = FOLDER / "node_modules" / "@vocabulary" / name / f"{name}.nq"
    return list(ox.parse(path=path, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False))
