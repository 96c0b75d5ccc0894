"""Defined classes: each has a member, and something near it that is none, on a day."""

import re

import pytest
from flask.testing import FlaskClient

from westphalia.settings import PROJECT_ROOT

DAY = "2012-01-01"
EXAMPLES = {
    "ArmsRecipient": ("kazakhstan", "liechtenstein"),
    "LandlockedState": ("kazakhstan", "russia"),
    "MemberOfRussianLedDefenceOrganization": ("kazakhstan", "russia"),
    "MultiVectorState": ("kazakhstan", "russia"),
    "NatoPartner": ("kazakhstan", "china"),
    "NatoPartnershipProgramme": ("partnership-for-peace", "eastern-partnership"),
    "OpinionHolder": ("richard-rousseau", "nato"),
    "RussianLedDefenceOrganization": ("csto", "nato"),
    "RussianLedOrganization": ("csto", "nato"),
    "TransitDependentExporter": ("kazakhstan", "norway"),
}
"""For each defined class a member and a counter-example."""
NAMED_FOR_DEFINITIONS = {"NorthAtlanticAlliance", "RussianState"}
"""Classes that stand for one individual in the definitions of others."""


STATUSES = {
    ("ukrainian-ssr", "1921-06-01"): "State",
    ("ukrainian-ssr", "1923-06-01"): "ConstituentRepublic",
    ("azerbaijan-ssr", "1922-03-11"): "State",
    ("azerbaijan-ssr", "1922-06-01"): "ConstituentRepublic",
    ("transcaucasian-sfsr", "1922-06-01"): "State",
    ("transcaucasian-sfsr", "1930-06-01"): "ConstituentRepublic",
    ("sr-serbia", "2000-01-01"): "ConstituentRepublic",
    ("india", "1930-01-01"): "Dependency",
    ("india", "1950-01-01"): "State",
    ("philippines", "1940-01-01"): "Dependency",
    ("korean-empire", "1904-01-01"): "State",
    ("korean-empire", "1906-01-01"): "Dependency",
    ("hawaii", "1897-01-01"): "State",
    ("hawaii", "1950-01-01"): "Dependency",
}
"""The class that an actor of changing status has on a day; it has none of the other two."""


def is_member(client: FlaskClient, name: str, defined: str, day: str = DAY) -> bool:
    query = f"ASK {{ id:{name} a wph:{defined} }}"
    answer = client.get(f"/at/{day}/sparql", query_string={"query": query}, headers={"Accept": "application/json"})
    return bool(answer.json["boolean"])


@pytest.mark.parametrize(("name", "day"), STATUSES)
def test_a_status_gives_its_class_while_it_lasts_and_no_other(client: FlaskClient, name: str, day: str) -> None:
    classes = {kind for kind in ("State", "ConstituentRepublic", "Dependency") if is_member(client, name, kind, day)}

    assert classes == {STATUSES[name, day]}


def test_every_defined_class_has_examples() -> None:
    modules = [PROJECT_ROOT / "ontology" / name for name in ("defined.ttl", "examples/first-case.ttl")]
    classes = {name for path in modules for name in re.findall(r"^wph:(\w+) a owl:Class ;$", path.read_text(), re.M)}

    assert classes - NAMED_FOR_DEFINITIONS == set(EXAMPLES)


@pytest.mark.parametrize("defined", EXAMPLES)
def test_a_defined_class_has_its_example_and_not_its_counter_example(client: FlaskClient, defined: str) -> None:
    member, other = EXAMPLES[defined]

    assert is_member(client, member, defined)
    assert not is_member(client, other, defined)


@pytest.mark.parametrize("name", sorted({name for pair in EXAMPLES.values() for name in pair}))
def test_examples_are_in_the_graph(client: FlaskClient, name: str) -> None:
    query = f"ASK {{ GRAPH ?g {{ id:{name} a ?class }} }}"

    assert client.get("/sparql", query_string={"query": query}, headers={"Accept": "application/json"}).json[
        "boolean"
    ]
