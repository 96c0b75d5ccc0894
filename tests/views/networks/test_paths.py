"""The shortest paths between two entities come in order, over the relations of the day that the reader chooses."""

from datetime import date

import pytest

from westphalia.rdf.namespaces import ID, WPH
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion, PublishedVersion
from westphalia.views.networks.paths import Path, paths_in, shortest_paths
from westphalia.views.networks.ties import Tie, network_of
from westphalia.views.schema import Schema

SCHEMA = Schema({}, {"defends": ("allied",)}, {}, frozenset({"allied"}), frozenset())


def network(*pairs: str):
    """The network of entities named by letters: "ab" joins a and b."""
    return network_of(SCHEMA, (Tie(pair[0], "allied", pair[1]) for pair in pairs))


def ways(*pairs: str, most: int = 9) -> list[str]:
    paths = paths_in(network(*pairs), "a", "z")
    return ["".join(path.entities) for path, _ in zip(paths, range(most), strict=False)]


def test_shorter_paths_come_first_then_those_through_the_less_connected() -> None:
    hub = [f"h{other}" for other in "bcdefg"]

    assert ways("ah", "hz", *hub, "as", "sz", "ax", "xy", "yz") == ["asz", "ahz", "axyz"]
    assert ways("az", "as", "sz") == ["az", "asz"]


def test_no_path_passes_twice_through_an_entity() -> None:
    assert all(len(set(way)) == len(way) for way in ways("ab", "bc", "ca", "cz", "bz"))


def test_what_nothing_links_has_no_path() -> None:
    assert ways("ab", "yz") == []
    assert ways("ab") == []
    assert ways(*(f"{one}{two}" for one, two in zip("abcdefgh", "bcdefghz", strict=True))) == []


def test_only_the_most_specific_relations_count_and_a_symmetric_one_once() -> None:
    ties = [Tie("a", "allied", "z"), Tie("z", "allied", "a"), Tie("a", "defends", "z"), Tie("z", "defends", "a")]

    assert {tie.prop for tie in network_of(SCHEMA, ties)["a"]["z"]} == {"defends"}
    assert len(network_of(SCHEMA, ties[:2])["a"]["z"]) == 1


@pytest.fixture(scope="module")
def version(settings: Settings) -> PublishedVersion:
    return CurrentVersion(settings).current()


def found(version: PublishedVersion, first: str, second: str, day: date, *relations: str) -> tuple[Path, ...]:
    chosen = [str(WPH[name]) for name in relations]
    return shortest_paths(version, (str(ID[first]), str(ID[second])), day, chosen)


def test_paths_of_the_graph_are_those_of_the_day(version: PublishedVersion) -> None:
    [direct, *_] = found(version, "poland", "germany", date(2000, 1, 1), "alliedWith")
    assert [step.end for step in direct.steps] == [str(ID.germany)]
    assert {tie.prop for tie in direct.steps[0].ties} == {str(WPH.obligedToDefendWith)}

    shared = found(version, "east-germany", "cuba", date(1985, 1, 1), "affiliatedWith")
    assert str(ID.comecon) in {path.entities[1] for path in shared}
    assert found(version, "east-germany", "cuba", date(1995, 1, 1)) == ()
