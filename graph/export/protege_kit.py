"""The kit for Protégé: the ontology in modules and merged, a sample of facts, and catalogs that resolve imports."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from ..inputs.ontology import catalog_of, module_paths
from ..rdf.formats import RDF_XML
from ..rdf.imports import CATALOG_NAME
from ..rdf.namespaces import BASE, ONTOLOGY_IRI
from .header import declarations, export_iri, header
from .sample import sample
from .selection import graphs_of
from .state import State
from .write import exported, turtle

SAMPLE = 5000
"""The maximum number of individuals in the sample: Protégé holds everything in memory."""
FOLDER = "westphalia"
MERGED_NAME, SAMPLE_NAME = "westphalia-merged.rdf", "sample.ttl"
_SAMPLE = "sample"
_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that equal versions give equal bytes."""
_READ_ME = f"""\
Westphalia, a knowledge graph of the international order, for Protégé

ontology/westphalia.ttl   the ontology as modules; the catalog beside it finds them
{MERGED_NAME}     the same in one file, with its alignments to other vocabularies
{SAMPLE_NAME}                a sample of what is asserted and inferred on {{day}}; its import is in the catalog here

Ontology and texts: CC BY 4.0. Data: each source has its licence; {BASE}downloads lists them.
"""


def write_kit(  # noqa: PLR0913, PLR0917 - each is a part of the kit
    path: Path, build: Path, state: State, ontology_dir: Path, entities: Sequence[str], limit: int = SAMPLE
) -> None:
    """Write the kit of the version `build`, in a `state` of it, as a zip file.

    The sample begins with `entities`, the most important first.

    Raises InputError when the ontology has no modules.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", _READ_ME.format(day=state.day.isoformat()))
        for module in [*module_paths(ontology_dir), ontology_dir / CATALOG_NAME]:
            _add(archive, f"ontology/{module.relative_to(ontology_dir).as_posix()}", module.read_bytes())
        _add(archive, CATALOG_NAME, catalog_of({ONTOLOGY_IRI: MERGED_NAME, export_iri(_SAMPLE).value: SAMPLE_NAME}))
        _add(archive, MERGED_NAME, exported(build, "ontology", RDF_XML))
        _add(archive, SAMPLE_NAME, _sample_turtle(state, sample(state, entities, limit)))


def _add(archive: zipfile.ZipFile, name: str, content: bytes | str) -> None:
    archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}", _DATE), content, zipfile.ZIP_DEFLATED)


def _sample_turtle(state: State, triples: Sequence[ox.Triple]) -> bytes:
    """The sample as an ontology that imports the merged ontology."""
    open_graphs = graphs_of(state.store, "everything")
    added = [*header(state, _SAMPLE, open_graphs), *declarations(state.store, triples)]
    return b"".join(turtle([ox.Quad(*triple) for triple in (*added, *triples)]))
