"""Other parsers read the exports, and each counts the same triples: the tools of RDF and OWL that people have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from tests.ontology.test_robot import JARS
from tests.owlapi.conftest import judge  # noqa: F401 - the fixture that starts Java
from westphalia.export import exported
from westphalia.rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, RdfFormat
from westphalia.rdf.namespaces import WPH
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.folders import current_folder
from westphalia.web import create_app
from westphalia.workers import WorkerPool

pytestmark = pytest.mark.thorough

SELECTIONS = ("day", "everything", "asserted", "inferred", "history", "rousseau-2011", "ontology")
ENTITY = "kazakhstan"
FORMATS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
FRONTEND = PROJECT_ROOT / "frontend"
N3 = """import { readFileSync } from 'node:fs'; import { Parser } from 'n3';
console.log(new Parser({ format: process.argv[2] }).parse(readFileSync(process.argv[1], 'utf8')).length);"""


def output(*command: str, cwd: Path | None = None) -> str:
    """What a command prints; it must end well."""
    done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout + done.stderr


def last_number(text: str) -> int:
    return int(re.findall(r"[0-9][0-9,]*", text)[-1].replace(",", ""))


def with_rdflib(path: Path, rdf: RdfFormat) -> int:
    return len(rdflib.Graph().parse(path, format=rdf.media_types[0]))


def with_rapper(path: Path, rdf: RdfFormat) -> int:
    return last_number(output("rapper", "--count", "--input", rdf.name, str(path)))


def with_serdi(path: Path, rdf: RdfFormat) -> int:
    return output("serdi", "-i", rdf.name, "-o", "ntriples", str(path)).count("\n")


def with_riot(path: Path, _rdf: RdfFormat) -> int:
    return last_number(output("java", "-cp", f"{JARS}/*", "riotcmd.riot", "--count", str(path)).rpartition(":")[2])


def with_n3(path: Path, rdf: RdfFormat) -> int:
    arguments = ("--input-type=module", "--eval", N3, "--", str(path), rdf.media_types[0])
    return last_number(output("node", *arguments, cwd=FRONTEND))


def always() -> bool:
    return True


PARSERS: dict[str, tuple[Callable[[Path, RdfFormat], int], tuple[RdfFormat, ...], Callable[[], bool]]] = {
    "rdflib": (with_rdflib, FORMATS, always),
    "rapper": (with_rapper, (TURTLE, N_TRIPLES, RDF_XML), lambda: shutil.which("rapper") is not None),
    "serdi": (with_serdi, (TURTLE, N_TRIPLES), lambda: shutil.which("serdi") is not None),
    "riot": (with_riot, FORMATS, lambda: shutil.which("java") is not None and any(JARS.glob("jena-cmds-*"))),
    "n3": (with_n3, (TURTLE, N_TRIPLES), (FRONTEND / "node_modules" / "n3").exists),
}
"""How each parser counts, the formats that it reads, and whether it is here."""


@pytest.fixture(scope="module")
def files(
    article: Settings, worker_pool: WorkerPool, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, RdfFormat], Path]:
    """The exports of the article, whole and in parts, and what is served of an entity, in each format."""
    client = create_app(article, worker_pool).test_client()
    folder = tmp_path_factory.mktemp("exports")
    written = {}
    for selection in SELECTIONS:
        for rdf in FORMATS:
            path = folder / f"{selection}.{rdf.extension}"
            path.write_bytes(exported(current_folder(article.data_dir), selection, rdf))
            written[selection, rdf] = path
    for rdf in FORMATS:
        path = written[ENTITY, rdf] = folder / f"{ENTITY}.{rdf.extension}"
        path.write_bytes(client.get(f"/id/{ENTITY}.{rdf.extension}").data)
    return written


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
@pytest.mark.parametrize("parser", PARSERS)
def test_a_parser_counts_the_same_triples(files: dict[tuple[str, RdfFormat], Path], parser: str) -> None:
    count, formats, is_here = PARSERS[parser]
    if not is_here():
        if os.environ.get("WESTPHALIA_REQUIRE_PARSERS") == "1":
            pytest.fail(f"{parser} must read the exports here, but it is missing.")
        pytest.skip(f"{parser} is not installed")
    expected = {key: sum(1 for _ in ox.parse(path=path, format=key[1].engine)) for key, path in files.items()}
    chosen = [key for key in files if key[1] in formats]

    assert min(expected.values()) > 100
    assert len({number for (name, _), number in expected.items() if name == ENTITY}) == 1
    assert {key: count(files[key], key[1]) for key in chosen} == {key: expected[key] for key in chosen}


@pytest.mark.java
def test_the_owl_api_reads_the_same_axioms_from_each_format_and_writes_the_same_numbers(
    judge: object,  # noqa: F811 - starts Java
    files: dict[tuple[str, RdfFormat], Path],
    tmp_path: Path,
) -> None:
    from java.io import File
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.formats import TurtleDocumentFormat
    from org.semanticweb.owlapi.model import IRI

    def loaded(rdf: RdfFormat):
        manager = OWLManager.createOWLOntologyManager()
        return manager, manager.loadOntologyFromOntologyDocument(File(str(files["everything", rdf])))

    axioms = {rdf.name: int(loaded(rdf)[1].getAxiomCount()) for rdf in (TURTLE, N_TRIPLES, RDF_XML)}
    manager, ontology = loaded(TURTLE)
    manager.saveOntology(ontology, TurtleDocumentFormat(), IRI.create(File(str(tmp_path / "again.ttl"))))

    assert len(set(axioms.values())) == 1
    assert axioms["turtle"] > 5000
    assert len(numbers(files["everything", TURTLE])) > 10
    assert numbers(tmp_path / "again.ttl") == numbers(files["everything", TURTLE])


def numbers(path: Path) -> set[str]:
    """What a Turtle file says of values, with their types."""
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    return {str(quad.triple) for quad in quads if quad.predicate.value == str(WPH.value)}
