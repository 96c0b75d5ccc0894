"""The checks: nothing to find in the project as it is, and each rule catches the mistake that it is for."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from westphalia.check import (
    check_contradictions,
    check_ontology,
    check_quality,
    open_store,
    quality_findings,
    stored,
    stored_findings,
)
from westphalia.cli import main
from westphalia.errors import InputError
from westphalia.inputs.dataset import Inputs, load_inputs
from westphalia.inputs.ontology import load_modules
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.sparql.files import read_sparql_file
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import Manifest

QUALITY = sorted((PROJECT_ROOT / "queries" / "quality").glob("*.rq"))
FIXTURES = Path(__file__).parent / "quality"


def fixture_store(path: Path) -> ox.Store:
    """The fixture in a named graph and in the default graph, as a build has it."""
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE)
    store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:fixture"))
    return store


def test_every_quality_query_has_fixtures_and_every_fixture_a_query() -> None:
    assert QUALITY
    assert {path.stem for path in QUALITY} == {path.name for path in FIXTURES.iterdir()}


@pytest.mark.parametrize("path", QUALITY, ids=[path.stem for path in QUALITY])
def test_a_quality_query_catches_its_bad_fixture_and_passes_the_good_one(path: Path) -> None:
    query = read_sparql_file(path)
    bad = quality_findings(fixture_store(FIXTURES / path.stem / "bad.ttl"), query)
    good = quality_findings(fixture_store(FIXTURES / path.stem / "good.ttl"), query)

    assert len(bad) == 1
    assert bad[0].code == path.stem
    assert bad[0].where.startswith("id:")
    assert "?" not in bad[0].message
    assert good == []
    assert query.value("title")
    assert query.value("remedy")


@pytest.mark.thorough
def test_the_project_has_no_finding_that_is_not_explained(settings: Settings) -> None:
    """All checks of the whole project, as the command runs them: ontology, shapes, quality, contradictions."""
    environment = {"WESTPHALIA_ROOT": str(settings.root), "WESTPHALIA_DATA_DIR": str(settings.data_dir)}
    result = CliRunner().invoke(main, ["check", "--strict"], env=environment)
    parts = dict(re.findall(r"^\d+ (.*): (\d+|no) findings$", result.stdout, re.MULTILINE))
    examined = {name: int(number) for number, name in re.findall(r"^(\d+) (.*):", result.stdout, re.MULTILINE)}

    assert result.exit_code == 0, result.output
    assert parts["ontology terms"] == parts["source triples against shapes"] == "no"
    assert int(parts["quality queries"]) > 0, "the article's oddities are found, and explained"
    assert re.findall(r"^  (\w+):", result.stdout, re.MULTILINE).count("explained") == int(parts["quality queries"])
    assert examined["quality queries"] == len(QUALITY)
    assert examined["ontology terms"] > 250


def test_an_explanation_of_nothing_is_a_finding(tiny: Settings) -> None:
    subjects = [f"id:x{number}" for number in range(40, 0, -1)]
    rows = "".join(f"duplicate-label,{subject},why\n" for subject in subjects)
    (tiny.queries_dir / "quality" / "explained.csv").write_text(f"query,subject,reason\n{rows}")

    part = check_quality(ox.Store(), tiny.queries_dir)

    assert {finding.code for finding in part.findings} == {"explanation"}
    assert [finding.where for finding in part.findings] == subjects, "in the order of the file"


def test_no_quality_queries_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no queries"):
        check_quality(ox.Store(), tmp_path)


def ontology_codes(settings: Settings) -> set[str]:
    return {finding.code for finding in check_ontology(load_inputs(settings), settings.ontology_dir).findings}


BROKEN = [
    ("term-label", "core.ttl", "wph:Orphan a owl:Class ."),
    ("term-definition", "core.ttl", "wph:Orphan a owl:Class ; rdfs:label 'orphan'@en ."),
    ("term-example", "core.ttl", "wph:Orphan a owl:Class ; rdfs:label 'orphan'@en ."),
    ("term-module", "core.ttl", "wph:Orphan a owl:Class ; rdfs:label 'orphan'@en ."),
    ("label-verb", "core.ttl", "wph:twin a owl:ObjectProperty ; rdfs:label 'twin'@en ."),
    ("same-label", "core.ttl", "wph:Twin a owl:Class ; rdfs:label 'topic'@en ."),
    (
        "same-definition",
        "core.ttl",
        "wph:Twin a owl:Class ; skos:definition 'Situation regarded as one happening.'@en .",
    ),
    ("inverse", "core.ttl", "wph:oneWay a owl:ObjectProperty ; rdfs:label 'goes one way'@en ."),
    ("inverse", "core.ttl", "wph:involves wph:inverseLabel 'takes part in'@en ."),
    ("inverse-label", "core.ttl", "wph:oneWay a owl:ObjectProperty ; wph:inverseLabel 'is about'@en ."),
    ("inverse-label", "core.ttl", "wph:oneWay a owl:ObjectProperty ; wph:inverseLabel 'traffic'@en ."),
    ("undated", "core.ttl", "wph:twin a owl:ObjectProperty ; rdfs:domain wph:Entity ; rdfs:range wph:Topic ."),
    ("not-simple", "core.ttl", "wph:partOf a owl:FunctionalProperty ."),
    (
        "not-simple",
        "core.ttl",
        "wph:above a owl:ObjectProperty, owl:AsymmetricProperty . wph:partOf rdfs:subPropertyOf wph:above .",
    ),
    ("undeclared", "core.ttl", "wph:Entity rdfs:subClassOf wph:Nowhere ."),
    ("import", "core.ttl", "<https://w3id.org/westphalia/ontology/core> owl:imports <urn:gone> ."),
]


@pytest.mark.parametrize(("code", "file", "turtle"), BROKEN, ids=[f"{n}-{case[0]}" for n, case in enumerate(BROKEN)])
def test_each_rule_of_hygiene_catches_its_mistake(tiny: Settings, code: str, file: str, turtle: str) -> None:
    path = tiny.ontology_dir / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{turtle}\n", encoding="utf-8")

    assert code in ontology_codes(tiny)


def test_a_catalog_that_misses_a_module_is_found(tiny: Settings) -> None:
    (tiny.ontology_dir / "extra.ttl").write_text(
        "<https://w3id.org/westphalia/ontology/extra> a <http://www.w3.org/2002/07/owl#Ontology> .", encoding="utf-8"
    )

    assert ontology_codes(tiny) == {"catalog"}


def test_an_ontology_without_terms_is_an_error(tmp_path: Path) -> None:
    modules = load_modules(PROJECT_ROOT / "ontology")
    only_header = [module for module in modules if module.path.name == "westphalia.ttl"]

    with pytest.raises(InputError, match="declares no term"):
        check_ontology(Inputs(modules=only_header, sources=[]), tmp_path)


def test_contradictions_of_the_build_are_warnings() -> None:
    found = [{"code": "cax-dw", "message": "id:x is of two disjoint classes."}]
    report = Manifest("v", "h", "r", "now", {}, 10, 0, contradictions=found, warnings=[])

    part = check_contradictions(report, [None])

    assert [finding.severity for finding in part.findings] == ["warning"]
    assert part.examined == 10


def test_findings_are_kept_with_their_version_for_as_long_as_the_queries_are_the_same(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, quality = current_folder(built.data_dir), built.queries_dir / "quality"
    first = stored_findings(version, built.queries_dir)
    assert first == check_quality(open_store(version), built.queries_dir).findings

    monkeypatch.setattr(stored, "check_quality", lambda *_: pytest.fail("the queries ran again"))
    assert stored_findings(version, built.queries_dir) == first

    monkeypatch.undo()
    (quality / "explained.csv").write_text("query,subject,reason\nduplicate-label,id:x,why\n", encoding="utf-8")
    assert [finding.code for finding in stored_findings(version, built.queries_dir)] == ["explanation"]
