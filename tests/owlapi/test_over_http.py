"""The OWL API, and so Protégé, loads the ontology from the service: one request, nothing missing."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.workers import WorkerPool

pytestmark = pytest.mark.java


def test_the_owl_api_loads_the_ontology_with_one_request(
    judge, tiny_project: Path, tiny_build: Path, worker_pool: WorkerPool, tmp_path: Path
) -> None:
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import IRI

    log = tmp_path / "access.log"
    settings = replace(Settings(root=tiny_project, data_dir=tiny_build), access_log=str(log))
    server = make_server(create_app(settings, worker_pool), settings, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.effective_port}/ontology"
        ontology = OWLManager.createOWLOntologyManager().loadOntology(IRI.create(address))
    finally:
        server.close()
        server.task_dispatcher.shutdown()
    requests = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    assert [(request["path"], request["status"]) for request in requests] == [("/ontology", 200)]
    assert int(ontology.getAxiomCount()) > 500
    assert str(ontology.getOntologyID().getOntologyIRI().get()) == "https://w3id.org/westphalia/ontology"
    assert list(ontology.importsDeclarations().toArray()) == []
