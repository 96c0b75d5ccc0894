"""Rules of a source: run dated with the others, explained under the source's key, kept apart in a graph of its own."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

import westphalia
from tests.conftest import TINY_FACTS, TINY_SOURCE, silent
from westphalia.cases.publish import rules_of_case
from westphalia.errors import InputError, ReasoningError
from westphalia.inputs.sources import load_source
from westphalia.rdf.namespaces import is_derived
from westphalia.reason.rules.own_rules import check_own_rules
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build
from westphalia.versions.published import CurrentVersion

RULE = """\
#+ title: A full member of the League exercises with it.
PREFIX wph: <https://w3id.org/westphalia/ontology#>
PREFIX id: <https://w3id.org/westphalia/id/>
CONSTRUCT { ?state wph:exercisesWith ?league }
WHERE { ?membership a wph:FullMembership . ?membership wph:member ?state . ?membership wph:organization ?league }
"""
GRAPH = "https://w3id.org/westphalia/graph/tiny-conclusions"
HELD = f"""SELECT ?state ?from ?until WHERE {{ GRAPH <{GRAPH}> {{ ?axiom owl:annotatedSource ?state ;
    owl:annotatedProperty wph:exercisesWith ; owl:annotatedTarget id:league
    OPTIONAL {{ ?axiom wph:heldFrom ?from }} OPTIONAL {{ ?axiom wph:heldUntil ?until }} }} }}"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("rules") / "project"
    for part in ("ontology", "queries"):
        shutil.copytree(PROJECT_ROOT / part, root / part)
    folder = root / "sources" / "tiny"
    (folder / "rules").mkdir(parents=True)
    (folder / "source.ttl").write_text(TINY_SOURCE, encoding="utf-8")
    (folder / "facts.ttl").write_text(TINY_FACTS, encoding="utf-8")
    (folder / "rules" / "exercises.rq").write_text(RULE, encoding="utf-8")
    settings = Settings(root=root, data_dir=root / "var")
    build(settings, silent)
    return settings


@pytest.mark.slow
def test_it_concludes_dated_is_explained_and_has_a_graph_of_its_own(project: Settings):
    with westphalia.open(settings=project) as graph:
        asked = "ASK { id:ruritania wph:exercisesWith id:league }"
        assert graph.query(asked, at="2000-06") and not graph.query(asked, at="1999-06")
        [(state, begin, end)] = graph.query(HELD)
        assert (state.curie, begin.date().isoformat(), end) == ("id:ruritania", "2000-01-01", None)
        why = graph.explain("ruritania", "exercisesWith", "league", at="2000-06")
        assert why.holds and why.proofs[0].rule == "tiny:exercises"
        assert "A full member of the League exercises with it." in str(why)
        assert {citation.locator for citation in why.citations()} == {'"page 1"'}
        assert "annotatedSource" in graph.export("tiny-conclusions")
        assert "tiny-conclusions" not in graph.export("everything", format="trig")
        assert "tiny-conclusions" not in graph.export("asserted", format="trig")
    shown = CurrentVersion(project).current().graphs
    assert shown[GRAPH] >= 5 and is_derived(GRAPH)

    change = project.sources_dir / "tiny" / "facts.ttl"
    change.write_text(TINY_FACTS.replace("2000-01-01", "2000-03-01"), encoding="utf-8")
    build(project, silent)
    with westphalia.open(settings=project) as graph:
        [(_, begin, _)] = graph.query(HELD)
        assert begin.date().isoformat() == "2000-03-01"


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("CONSTRUCT { ?state wph:exercisesWith ?league }", "SELECT ?state", "message|SELECT"),
        ("wph:exercisesWith", "wph:exercisesWithh", "does not have"),
        ("wph:exercisesWith", "owl:sameAs", "owl:sameAs"),
        ("wph:exercisesWith", "rdfs:subClassOf", "rdfs:subClassOf"),
        ("wph:exercisesWith", "?membership", "any relation"),
        ("?state wph:exercisesWith ?league", "?state a ?league", "any class"),
        ("?state wph:exercisesWith ?league", "?state a owl:Class", "rdf:type"),
        ("wph:member ?state", "rule:unionMember ?state", "helper term"),
        ("?membership a wph:FullMembership .", "OPTIONAL { ?membership a wph:FullMembership }", "OPTIONAL"),
        ("#+ title: A full member of the League exercises with it.", "#+ description: none", "title"),
        ("#+ title:", "#+ when: on request\n#+ title:", "on request"),
    ],
)
def test_what_a_source_may_not_conclude_is_refused(tmp_path: Path, before: str, after: str, named: str):
    rules = tmp_path / "tiny" / "rules"
    rules.mkdir(parents=True)
    prefixes = "PREFIX owl: <http://www.w3.org/2002/07/owl#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    helper = "PREFIX rule: <https://w3id.org/westphalia/rule#>\n"
    text = RULE.replace(before, after).replace("PREFIX id:", f"{prefixes}{helper}PREFIX id:")
    (rules / "exercises.rq").write_text(text, encoding="utf-8")

    with pytest.raises((ReasoningError, InputError), match=named) as refused:
        check_own_rules([rules / "exercises.rq"], PROJECT_ROOT / "ontology", None)

    assert "exercises.rq" in str(refused.value)


def test_no_source_has_the_name_of_such_a_graph(tmp_path: Path):
    folder = tmp_path / "tiny-conclusions"
    folder.mkdir()
    (folder / "source.ttl").write_text(TINY_SOURCE, encoding="utf-8")

    with pytest.raises(InputError, match="reserved"):
        load_source(folder)


def test_the_rules_of_a_case_are_published_with_it(tmp_path: Path):
    rules = tmp_path / "tiny" / "rules"
    rules.mkdir(parents=True)
    (rules / "exercises.rq").write_text(RULE, encoding="utf-8")
    case = SimpleNamespace(folder=tmp_path / "tiny")
    settings = Settings(root=PROJECT_ROOT, data_dir=tmp_path / "var")

    assert rules_of_case(case, settings) == {"rules/exercises.rq": RULE.encode()}
    (rules / "exercises.rq").write_text(RULE.replace("exercisesWith", "exercisesWithh"), encoding="utf-8")
    with pytest.raises(ReasoningError, match="does not have"):
        rules_of_case(case, settings)
