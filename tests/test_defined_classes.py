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


def is_member(client: FlaskClient, name: str, defined: str) -> bool:
    query = f"ASK {{ id:{name} a wph:{defined} }}"
    answer = client.get(f"/at/{DAY}/sparql", query_string={"query": query}, headers={"Accept": "application/json"})
    return bool(answer.json["boolean"])


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
