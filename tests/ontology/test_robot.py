"""The report of ROBOT, which the ontologies of biology are released with, finds no error in the merged ontology."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from westphalia.inputs.ontology import load_modules, merge
from westphalia.rdf.formats import RDF_XML
from westphalia.rdf.writing import serialized
from westphalia.settings import PROJECT_ROOT, Settings

pytestmark = [pytest.mark.java, pytest.mark.slow]

FOLDER = PROJECT_ROOT / "tests" / "ontology" / "robot"
JARS = FOLDER / "jars"
MAIN = "org.obolibrary.robot.CommandLineInterface"
TWIN = """
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 rdf:about="https://w3id.org/westphalia/ontology#State"><rdfs:label xml:lang="en">polity</rdfs:label></rdf:Description>
"""


@pytest.fixture(scope="module")
def robot() -> Path:
    """The folder of ROBOT's jars, which `make` fetches where Maven is installed."""
    sums = dict(reversed(line.split()) for line in (FOLDER / "SHA256SUMS").read_text(encoding="ascii").splitlines())
    if shutil.which("java") is None or not all((JARS / name).exists() for name in sums):
        if os.environ.get("WESTPHALIA_REQUIRE_ROBOT") == "1":
            pytest.fail("The report of ROBOT must run here, but Java or its jars are missing.")
        pytest.skip("Java or the jars of ROBOT are missing; 'make tests/ontology/robot/jars' fetches them")
    found = {name: hashlib.sha256((JARS / name).read_bytes()).hexdigest() for name in sums}
    assert found == sums
    return JARS


def report(robot: Path, folder: Path, ontology: bytes) -> tuple[int, str]:
    """ROBOT's exit code and report on an ontology, with the project's profile."""
    profile = (FOLDER / "profile.txt").read_text(encoding="utf-8").replace("file:///PROFILE", FOLDER.as_uri())
    (folder / "profile.txt").write_text(profile, encoding="utf-8")
    (folder / "ontology.rdf").write_bytes(ontology)
    arguments = [
        "--input",
        "ontology.rdf",
        "--profile",
        "profile.txt",
        "--fail-on",
        "ERROR",
        "--output",
        "report.tsv",
    ]
    command = ["java", "-cp", f"{robot}/*", MAIN, "report", *arguments]
    code = subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode
    return code, (folder / "report.tsv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def merged() -> bytes:
    return serialized(merge(load_modules(Settings().ontology_dir)), RDF_XML)


def test_the_ontology_has_no_error(robot: Path, tmp_path: Path, merged: bytes) -> None:
    code, text = report(robot, tmp_path, merged)

    assert [line for line in text.splitlines() if line.startswith("ERROR")] == []
    assert code == 0


def test_an_error_is_found(robot: Path, tmp_path: Path, merged: bytes) -> None:
    code, text = report(robot, tmp_path, merged.replace(b"</rdf:RDF>", TWIN.encode() + b"</rdf:RDF>"))

    assert code != 0
    assert "several_labels_in_a_language" in text
