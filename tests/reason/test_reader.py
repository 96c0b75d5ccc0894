"""Rules are read from SPARQL; what the engine cannot run is refused with a sentence that says what."""

from pathlib import Path

import pytest

from westphalia.errors import ReasoningError
from westphalia.reason.rules.reader import read_rule, read_rules
from westphalia.reason.rules.rule import Comparison, Datatype, Junction, KindTest, Not, Pattern, SameTerm

HEAD = "#+ title: A rule.\n#+ message: ?a is wrong.\nPREFIX : <urn:x:>\n"


def rule_of(folder: Path, text: str):
    path = folder / "a-rule.rq"
    path.write_text(HEAD + text, encoding="utf-8")
    return read_rule(path)


def test_a_rule_is_patterns_conditions_and_a_conclusion(tmp_path: Path) -> None:
    rule = rule_of(
        tmp_path,
        """CONSTRUCT { ?a :r ?b . ?b :r ?a } WHERE { ?x a :C ; :p ?a . FILTER(?a != ?b && !(?b <= 3)) ?x :q ?b .
        FILTER(isIRI(?a) || sameTerm(?a, ?b)) FILTER(datatype(?b) = :d) }""",
    )

    assert rule.name == "a-rule"
    assert rule.title == "A rule."
    assert rule.head == (Pattern("?a", "<urn:x:r>", "?b"), Pattern("?b", "<urn:x:r>", "?a"))
    assert [str(pattern.predicate) for pattern in rule.body] == [
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<urn:x:p>", "<urn:x:q>",
    ]  # fmt: skip
    kinds = {type(part) for condition in rule.conditions for part in getattr(condition, "conditions", [condition])}
    assert kinds == {Comparison, Not, KindTest, SameTerm} or Junction in {type(c) for c in rule.conditions}
    assert any(isinstance(part, Comparison) and isinstance(part.left, Datatype) for part in flat(rule.conditions))


def flat(conditions):
    for condition in conditions:
        yield from flat(condition.conditions) if isinstance(condition, Junction) else [condition]


def test_a_select_finds_contradictions(tmp_path: Path) -> None:
    rule = rule_of(tmp_path, "SELECT ?a WHERE { ?a :p ?a }")

    assert rule.finds_contradictions
    assert rule.selected == ("?a",)
    assert rule.message == "?a is wrong."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?b OPTIONAL { ?a :q ?c } }", "uses OPTIONAL"),
        ("CONSTRUCT { ?a :r ?b } WHERE { { ?a :p ?b } UNION { ?b :p ?a } }", "uses UNION"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?b MINUS { ?a :q ?b } }", "uses MINUS"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?b FILTER NOT EXISTS { ?a :q ?b } }", "uses NOT EXISTS"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p/:q ?b }", "uses a property path"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p* ?b }", "uses a property path"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?c BIND(?c AS ?b) }", "uses BIND"),
        ("CONSTRUCT { ?a :r ?b } WHERE { GRAPH ?g { ?a :p ?b } }", "uses GRAPH"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?b { SELECT ?b WHERE { ?b :q ?c } } }", "uses a sub-SELECT"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?b FILTER(regex(?b, 'x')) }", "Builtin_REGEX"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?c }", "uses ?b, which no triple pattern"),
        ("CONSTRUCT { ?a :r ?a } WHERE { ?a :p [] }", "blank node in a pattern"),
        ("CONSTRUCT { :a :r :b } WHERE { }", "an empty WHERE"),
        ("SELECT (COUNT(?a) AS ?n) WHERE { ?a :p ?b }", "which rules may not"),
        ("ASK { ?a :p ?b }", "uses AskQuery"),
        ("CONSTRUCT { ?a :r ?b } WHERE { ?a :p ?b", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_refused_by_name(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ReasoningError) as refusal:
        rule_of(tmp_path, text)

    assert words in str(refusal.value)
    assert "a-rule.rq" in str(refusal.value)


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "same.rq")
        paths[-1].write_text(HEAD + "SELECT ?a WHERE { ?a :p ?a }", encoding="utf-8")

    with pytest.raises(ReasoningError, match="Two rules are named 'same'"):
        read_rules(paths)
