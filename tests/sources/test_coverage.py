"""Every list that is shipped says how complete it is: by relation, and by organization, treaty or recognized entity."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from westphalia.settings import PROJECT_ROOT

SOURCES = sorted(path for path in (PROJECT_ROOT / "sources").iterdir() if path.is_dir())
RELATIONS = {
    "borders.csv": ("borders", "maritimeNeighbourOf", "linkedByCausewayTo", "Border"),
    "capitals.csv": ("hasCapital",),
    "cities.csv": ("locatedIn",),
    "codes.csv": ("codeOf",),
    "disputed_statehood.csv": ("DisputedState",),
    "holdings.csv": ("claimedBy", "dependencyOf", "partOf"),
    "landlocked.csv": ("lacksCoastIn",),
    "lengths.csv": ("observedEntity",),
    "membership_suspensions.csv": ("suspendedFrom",),
    "memberships.csv": ("memberOf", "associateMemberOf", "observerAt", "partnerOf", "participatesIn"),
    "obligations.csv": (
        "obligesTo",
        "obligedToDefend",
        "pledgedNotToAttack",
        "pledgedNeutralityTo",
        "obligedToConsult",
    ),
    "occupations.csv": ("occupiedBy",),
    "offices.csv": ("officeOf",),
    "organizations.csv": ("Organization", "hasSeat", "foundingTreaty"),
    "participations.csv": ("partyTo", "signatoryTo", "consentedTo", "contractingStateTo", "signatoryNotBoundBy"),
    "persons.csv": ("Person",),
    "recognition.csv": ("recognizes",),
    "seats.csv": ("hasSeat",),
    "signatories.csv": ("signed",),
    "statements.csv": ("Situation",),
    "states.csv": ("State", "partOf", "hasCapital", "unRegion", "unAdmission"),
    "statuses.csv": ("State", "ConstituentRepublic", "Dependency", "dependencyOf", "partOf"),
    "succession.csv": ("succeeds",),
    "tenures.csv": ("holdsOffice",),
    "territories.csv": ("territoryOf", "Dependency"),
    "treaties.csv": ("Treaty", "depositary"),
    "treaty_acts.csv": ("suspendedUnder", "releasedFrom", "provisionallyApplies", "suspendsTreatyTowards"),
    "treaty_relations.csv": ("amends", "replaces", "supplements", "renews", "implements", "creates"),
}
"""The relations and classes of which each kind of list says something."""
WITHOUT = {"coverage.csv", "references.csv", "names.csv", "aliases.csv", "entities.csv"}
"""What is no list of facts: coverage itself, cited documents, names, and what the statements of a case are about."""
STATUSES = {
    "full": "memberOf",
    "associate": "associateMemberOf",
    "observer": "observerAt",
    "partner": "partnerOf",
    "participant": "participatesIn",
}


def rows(source: Path, name: str) -> Iterator[dict[str, str]]:
    for path in sorted(source.rglob(name)):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def scopes(source: Path) -> dict[str, set[str]]:
    """The scopes of the coverage statements of a source by relation; an empty one is about the whole relation."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(source, "coverage.csv"):
        found[row["relation"]].add(row["scope"])
    return found


def without_coverage(source: Path) -> list[str]:
    """The relations and the scopes of the lists of a source without a coverage statement."""
    covered = scopes(source)
    lists = {path.name for path in source.rglob("*.csv")} - WITHOUT
    relations = {relation for name in lists for relation in RELATIONS[name]}
    scoped = {
        *((STATUSES[row["status"]], row["organization"]) for row in rows(source, "memberships.csv")),
        *(("partyTo", row["treaty"]) for row in rows(source, "participations.csv")),
        *(("recognizes", row["recognized"]) for row in rows(source, "recognition.csv")),
    }
    missing = [relation for relation in relations if "" not in covered[relation]]
    return sorted(
        [*missing, *(f"{relation} {scope}" for relation, scope in scoped if scope not in covered[relation])]
    )


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_list_says_how_complete_it_is(source: Path) -> None:
    assert without_coverage(source) == []


def test_every_kind_of_list_is_known_here() -> None:
    """A new kind of list is added to RELATIONS with the relations of which its coverage must speak."""
    names = {path.name for source in SOURCES for path in source.rglob("*.csv")}

    assert names - WITHOUT == RELATIONS.keys()


def test_a_list_without_a_statement_is_found(tmp_path: Path) -> None:
    (tmp_path / "memberships.csv").write_text("organization,member,status\nnato,france,full\nsco,india,full\n")
    (tmp_path / "coverage.csv").write_text("relation,scope\nmemberOf,\nmemberOf,nato\n")

    assert {"memberOf sco", "observerAt"} <= set(without_coverage(tmp_path))
    assert "memberOf nato" not in without_coverage(tmp_path)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_treaty_that_is_complete_with_two_parties_has_no_more(source: Path) -> None:
    parties: dict[str, set[str]] = defaultdict(set)
    for row in rows(source, "participations.csv"):
        parties[row["treaty"]].add(row["party"])
    bilateral = {
        row["scope"]
        for row in rows(source, "coverage.csv")
        if row["completeness"] == "complete" and re.search(r"\b[Tt]wo (states|parties)\b", row["rests_on"])
    }

    assert {treaty: parties[treaty] for treaty in bilateral if len(parties[treaty]) > 2} == {}
    assert bilateral or source.name != "baseline-treaties"


def twice_covered(source: Path) -> list[str]:
    """The relations and scopes of which two coverage statements of a source speak at the same time."""
    statements = sorted(
        (row["relation"], row["scope"], row["from"], row["until"])
        for row in rows(source, "coverage.csv")
        if row["scope"]
    )
    return [
        f"{relation} {scope}"
        for (relation, scope, _, until), (*following, begin, _) in pairwise(statements)
        if following == [relation, scope] and (not until or begin < until)
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_two_statements_speak_of_one_scope_at_a_time(source: Path) -> None:
    assert twice_covered(source) == []


def test_two_statements_of_one_time_are_found(tmp_path: Path) -> None:
    (tmp_path / "south").mkdir()
    (tmp_path / "coverage.csv").write_text(
        "relation,scope,from,until\npartyTo,npt,1970,2007\npartyTo,npt,2007,\npartyTo,rio-treaty,1948,2025\n"
    )
    (tmp_path / "south/coverage.csv").write_text("relation,scope,from,until\npartyTo,rio-treaty,1947,\n")

    assert twice_covered(tmp_path) == ["partyTo rio-treaty"]
