"""The order of a join: small parts first, never all of one class with all of another."""

from rdflib.namespace import OWL

from westphalia.inputs.ontology import rule_paths
from westphalia.reason.rules.join_order import SchemaTable, join_order
from westphalia.reason.rules.reader import read_rule
from westphalia.reason.rules.rule import TYPE, Pattern, Rule
from westphalia.settings import PROJECT_ROOT

PATHS = {path.stem: path for path in rule_paths(PROJECT_ROOT / "ontology")}


def ordered(rule: Rule, schema_rows: int | None, rows: list[int]) -> list[str]:
    """The parts in order, each pattern by its two ends."""
    schema = None if schema_rows is None else SchemaTable(rule.schema_variables, schema_rows)
    order = join_order(rule.data, rows, schema)
    return ["schema" if place < 0 else f"{rule.data[place].subject} {rule.data[place].object}" for place in order]


def test_a_chain_is_walked_along_although_its_ends_are_smallest() -> None:
    rule = read_rule(PATHS["alliances-meet-at-border"])
    organization = "<https://w3id.org/westphalia/ontology#DefenceOrganization>"
    rows = [800 if pattern.object == organization else 50_000 for pattern in rule.data]

    assert ordered(rule, None, rows) == [
        f"?first {organization}",
        "?a ?first",
        "?a ?b",
        "?b ?second",
        f"?second {organization}",
    ]


def test_new_rows_come_first_where_they_are_fewest() -> None:
    rule = read_rule(PATHS["prp-spo2"])

    assert ordered(rule, 30, [1_000_000, 5]) == ["?y ?z", "schema", "?x ?y"]
    assert ordered(rule, 30, [5, 1_000_000]) == ["?x ?y", "schema", "?y ?z"]
    assert ordered(rule, 3, [500, 1_000_000]) == ["schema", "?x ?y", "?y ?z"]


def test_what_only_filters_comes_as_soon_as_it_can() -> None:
    same_key = Rule(
        "same-key",
        "",
        (
            Pattern("?c", OWL.hasKey.n3(), "?p"),
            Pattern("?x", TYPE, "?c"),
            Pattern("?y", TYPE, "?c"),
            Pattern("?x", "?p", "?z"),
            Pattern("?y", "?p", "?z"),
        ),
        head=(Pattern("?x", OWL.sameAs.n3(), "?y"),),
    )

    assert ordered(same_key, 1, [1000] * 4) == ["schema", "?x ?c", "?x ?z", "?y ?z", "?y ?c"]


def test_parts_that_share_nothing_are_still_joined() -> None:
    assert join_order([Pattern("?a", "<p>", "?b"), Pattern("?c", "<q>", "?d")], [2, 1]) == [1, 0]
