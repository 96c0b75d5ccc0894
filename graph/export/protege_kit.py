"""The kit for Protégé: the ontology in modules and merged, a sample of facts, and catalogs that resolve imports."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from ..inputs.ontology import CATALOG_NAME, catalog_of, module_paths
from ..rdf.curies import prefixes_for
from ..rdf.formats import RDF_XML
from ..rdf.namespaces import BASE, ONTOLOGY_IRI
from .sample import sample
from .write import exported

SAMPLE = 5000
"""The maximum number of individuals in the sample: Protégé holds everything in memory."""
FOLDER = "westphalia"
MERGED_NAME, SAMPLE_NAME = "westphalia-merged.rdf", "sample.ttl"
_SAMPLE_IRI = f"{BASE}sample"
_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that equal versions give equal bytes."""
_READ_ME = f"""\
Westphalia, a knowledge graph of the international order, for Protégé

ontology/westphalia.ttl   the ontology as modules; the catalog beside it finds them
{MERGED_NAME}     the same in one file, with its alignments to other vocabularies
{SAMPLE_NAME}                a sample of facts, stated and derived; the catalog here leads it to the merged ontology

Ontology and texts: CC BY 4.0. Data: each source has its licence; {BASE}downloads lists them.
"""


def write_kit(path: Path, build: Path, ontology_dir: Path, entities: Sequence[str], limit: int = SAMPLE) -> None:
    """Write the kit of a version as a zip file; the sample begins with `entities`, the most important first.

    Raises InputError when the ontology has no modules.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", _READ_ME)
        for module in [*module_paths(ontology_dir), ontology_dir / CATALOG_NAME]:
            _add(archive, f"ontology/{module.relative_to(ontology_dir).as_posix()}", module.read_bytes())
        _add(archive, CATALOG_NAME, catalog_of({ONTOLOGY_IRI: MERGED_NAME, _SAMPLE_IRI: SAMPLE_NAME}))
        _add(archive, MERGED_NAME, exported(build, "ontology", RDF_XML))
        _add(archive, SAMPLE_NAME, _turtle(sample(build, entities, limit)))


def _add(archive: zipfile.ZipFile, name: str, content: bytes | str) -> None:
    archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}", _DATE), content, zipfile.ZIP_DEFLATED)


def _turtle(triples: Sequence[ox.Triple]) -> bytes:
    """The sample as an ontology that imports the merged ontology, whose declarations an OWL parser needs."""
    iri, ontology = ox.NamedNode(_SAMPLE_IRI), ox.NamedNode(ONTOLOGY_IRI)
    header = [
        ox.Triple(iri, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(OWL.Ontology))),
        ox.Triple(iri, ox.NamedNode(str(OWL.imports)), ontology),
    ]
    return ox.serialize([*header, *triples], format=ox.RdfFormat.TURTLE, prefixes=prefixes_for(triples)) or b""
