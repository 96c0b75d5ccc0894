"""Rules as SPARQL 1.2 RL and SHACL 1.2: every rule comes back equal, and what goes beyond rules is refused."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from westphalia.cli import main
from westphalia.errors import ReasoningError, SyntaxInputError
from westphalia.inputs.ontology import rule_paths
from westphalia.reason.rules.exchange import (
    RuleFile,
    from_rule_text,
    read_rule_file,
    read_shacl,
    read_sparql_rl,
    write_shacl,
    write_sparql_rl,
)
from westphalia.reason.rules.rule import Pattern
from westphalia.settings import PROJECT_ROOT

WPH = "https://w3id.org/westphalia/ontology#"


@pytest.fixture(scope="module")
def ours() -> list[RuleFile]:
    return [read_rule_file(path) for path in rule_paths(PROJECT_ROOT / "ontology")]


def one_of_ours(name: str) -> RuleFile:
    [path] = [path for path in rule_paths(PROJECT_ROOT / "ontology") if path.stem == name]
    return read_rule_file(path)


@pytest.mark.slow
def test_all_of_ours_come_back_from_sparql_rl(ours: list[RuleFile]):
    assert read_sparql_rl(Path("ours.srl"), write_sparql_rl(ours)) == ours


@pytest.mark.slow
def test_all_of_ours_come_back_from_shacl(ours: list[RuleFile]):
    assert read_shacl(Path("ours.ttl"), write_shacl(ours)) == sorted(ours, key=lambda file: file.rule.name)


@pytest.mark.slow
def test_the_text_of_each_is_a_rule_file_again(ours: list[RuleFile]):
    assert [from_rule_text(file.rule.name, file.text, Path("x.rq")) for file in ours] == ours


def test_an_engine_of_shacl_runs_them():
    from pyshacl import shacl_rules

    shapes = rdflib.Graph().parse(data=write_shacl([one_of_ours("exercises-with")]), format="turtle")
    data = rdflib.Graph()
    participant = rdflib.URIRef(f"{WPH}exerciseParticipant")
    exercise, first, second = (rdflib.URIRef(f"urn:{name}") for name in ("exercise", "a", "b"))
    for actor in (first, second):
        data.add((exercise, participant, actor))

    derived = shacl_rules(data, shacl_graph=shapes, advanced=True, inplace=False)

    relation = rdflib.URIRef(f"{WPH}exercisesWith")
    assert set(derived.subject_objects(relation)) == {(first, second), (second, first)}


def test_a_contradiction_is_a_constraint_with_its_message():
    text = write_shacl([one_of_ours("borders-itself")]).decode()

    assert "sh:SPARQLConstraint" in text and "{?" in text and "SELECT $this " in text
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE))


FOREIGN = f"""
PREFIX wph: <{WPH}>
# a comment of its own
RULE <http://example.org/rules#close> {{ ?a wph:relatedTo ?b }} WHERE {{ ?a wph:memberOf ?o . ?b wph:memberOf ?o . FILTER(?a != ?b) }}
IF {{ ?a wph:alliedWith ?b }} THEN {{ ?b wph:alliedWith ?a }}
"""


def test_rule_sets_of_others_are_read():
    close, second = read_sparql_rl(Path("theirs.srl"), FOREIGN)

    assert (close.rule.name, second.rule.name) == ("close", "rule-2")
    assert close.rule.head == (Pattern("?a", f"<{WPH}relatedTo>", "?b"),)
    assert len(close.rule.body) == 2 and len(close.rule.conditions) == 1
    assert second.rule.body == (Pattern("?a", f"<{WPH}alliedWith>", "?b"),)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("RULE { ?a <urn:p> ?x } WHERE { ?a <urn:q> ?b . SET(?x := 1) }", "SET"),
        ("RULE { ?a <urn:p> ?b } WHERE { ?a <urn:q> ?b . NOT { ?a <urn:r> ?b } }", "NOT"),
        ("DATA { <urn:a> <urn:p> <urn:b> }", "DATA"),
        ("RULE { ?a <urn:p> ?b } WHERE DATA { ?a <urn:q> ?b }", "WHERE DATA"),
        ("IMPORTS <urn:x>", "IMPORTS"),
        ("RULE { ?a <urn:p> ?b } WHERE { ?a <urn:q>/<urn:r> ?b }", "property path"),
        ("RULE { ?a <urn:p> ?b }", "without WHERE"),
        ("RULE { ?a <urn:p> ?b } WHERE { ?a <urn:q> ?b ", "ends inside a block"),
        ("RULE <urn:x#..%2F> { ?a <urn:p> ?b } WHERE { ?a <urn:q> ?b }", "a name that a file can have"),
        ("RULE <../../evil> { ?a <urn:p> ?b } WHERE { ?a <urn:q> ?c }", "binds"),
        ("SELECT * {}", "expected RULE or IF"),
        ("PREFIX", "declaration"),
        ("RULE { _:x <urn:p> ?b } WHERE { ?a <urn:q> ?b }", "blank node"),
    ],
)
def test_what_rules_may_not_do_is_refused_with_the_reason(text: str, named: str):
    with pytest.raises(ReasoningError, match=named) as refused:
        read_sparql_rl(Path("theirs.srl"), text)

    assert "\n" not in str(refused.value)


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:Rule a sh:SPARQLRule ; sh:prefixes ex: ; EXTRA sh:construct "QUERY" .
"""


def shapes(query: str, extra: str = "") -> bytes:
    return SHAPES.replace("QUERY", query).replace("EXTRA", extra).encode()


def test_a_global_rule_of_shacl_is_read_with_its_prefixes():
    [file] = read_shacl(Path("x.ttl"), shapes("CONSTRUCT { ?a ex:p ?b } WHERE { ?b ex:p ?a }"))

    assert file.rule.name == "Rule" and file.rule.head == (Pattern("?a", "<http://example.org/p>", "?b"),)


@pytest.mark.parametrize(
    ("query", "extra", "named"),
    [
        ("CONSTRUCT { $this ex:p ?b } WHERE { ?b ex:p $this }", "", "target of a shape"),
        ("CONSTRUCT { ?a ex:p ?b } WHERE { ?b ex:p ?a }", "sh:condition ex:Shape ;", "sh:condition"),
        ("CONSTRUCT { ?a ex:p ?b } WHERE { ?b ex:p ?a OPTIONAL { ?a ex:q ?c } }", "", "OPTIONAL"),
    ],
)
def test_a_rule_of_shacl_that_is_more_than_ours_is_refused(query: str, extra: str, named: str):
    with pytest.raises(ReasoningError, match=named):
        read_shacl(Path("x.ttl"), shapes(query, extra))


def test_what_is_no_turtle_is_refused():
    with pytest.raises(SyntaxInputError, match=r"x\.ttl"):
        read_shacl(Path("x.ttl"), b"RULE {")


@pytest.mark.parametrize("language", ["sparql-rl", "shacl"])
def test_the_command_takes_a_rule_to_a_source(tmp_path: Path, language: str):
    file = tmp_path / f"rules.{'ttl' if language == 'shacl' else 'srl'}"
    folder = tmp_path / "atlantis"
    folder.mkdir()
    (folder / "source.ttl").touch()

    written = CliRunner().invoke(main, ["rules", "exercises-with", "--format", language, "--out", str(file)])
    read = CliRunner().invoke(main, ["rules", "--from", str(file), "--to", str(folder)])
    again = CliRunner().invoke(main, ["rules", "--from", str(file), "--to", str(folder)])

    assert written.exit_code == read.exit_code == 0, written.output + read.output
    ours = read_rule_file(PROJECT_ROOT / "ontology" / "rules" / "domain" / "exercises-with.rq")
    taken = read_rule_file(folder / "rules" / "exercises-with.rq")
    assert taken.rule.body == ours.rule.body and taken.rule.name == "atlantis:exercises-with"
    assert again.exit_code == 1 and "exists already" in again.output
