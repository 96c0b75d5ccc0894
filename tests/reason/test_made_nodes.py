"""Blank nodes in conclusions: made once for the same values, named alike in each run, and only on request."""

from pathlib import Path

import pytest

from westphalia.errors import ReasoningError
from westphalia.reason.materialize import close_file
from westphalia.reason.rules.reader import read_rule

HEAD = "#+ title: An ally is allied by something.\n"
RULE = """\
PREFIX ex: <http://example.org/>
CONSTRUCT { ?a ex:alliedBy _:treaty . _:treaty ex:party ?a . _:treaty ex:kept _:place }
WHERE { ?a ex:alliedWith ?b }
"""
DATA = "@prefix ex: <http://example.org/> . ex:a ex:alliedWith ex:b, ex:c . ex:d ex:alliedWith ex:a ."


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "allied-by.rq"
    path.write_text(f"{HEAD}#+ when: on request\n{RULE}")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.ttl"
    path.write_text(DATA)
    return path


def test_the_same_values_make_the_same_node_and_others_another(rule: Path, data: Path) -> None:
    triples = {(s, p.rpartition("/")[2], o) for s, p, o, _, _ in close_file(data, [rule]).triples}

    treaty_of = {s: o for s, p, o in triples if p == "alliedBy>"}
    place_of = {s: o for s, p, o in triples if p == "kept>"}
    assert len(triples) == 6, "one treaty for ex:a, although it has two allies"
    assert set(treaty_of) == {"<http://example.org/a>", "<http://example.org/d>"}
    assert all((treaty, "party>", ally) in triples for ally, treaty in treaty_of.items())
    assert len({*treaty_of.values(), *place_of.values()}) == 4
    assert all(node.startswith("_:") for node in (*treaty_of.values(), *place_of.values()))


def test_nodes_have_the_same_names_in_each_run(rule: Path, data: Path) -> None:
    assert close_file(data, [rule]) == close_file(data, [rule])


def test_a_rule_of_every_build_may_not_make_nodes(tmp_path: Path) -> None:
    path = tmp_path / "allied-by.rq"
    path.write_text(HEAD + RULE)

    with pytest.raises(ReasoningError, match="generates a blank node, which only rules with the header"):
        read_rule(path)


def test_a_header_that_says_when_in_other_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "allied-by.rq"
    path.write_text(f"{HEAD}#+ when: sometimes\n{RULE}")

    with pytest.raises(ReasoningError, match="'#\\+ when: sometimes'; expected '#\\+ when: on request' or none"):
        read_rule(path)
