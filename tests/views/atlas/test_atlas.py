"""Outlines stand for the states of a day, former ones too, and what a layer does not know is never painted as no."""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from westphalia.rdf.namespaces import ID
from westphalia.reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.published import CurrentVersion, PublishedVersion
from westphalia.views.answers.completeness import CoverageRules, own_rules, read_coverage
from westphalia.views.atlas.geometry import HEIGHT, WIDTH, project, read_outlines
from westphalia.views.atlas.layers import LAYERS, DatedLayer, Status, dated_layer
from westphalia.views.atlas.outlines import Geography, own_points
from westphalia.views.atlas.painting import kind_of, painted_on
from westphalia.views.atlas.world import World, world_json, world_of
from westphalia.views.closure_index import index_of

ALWAYS = ((ALWAYS_FROM, ALWAYS_UNTIL),)
BUNDLED = PROJECT_ROOT / "graph" / "web" / "static" / "bundle" / "countries-110m.json"


def states(world: World, outline: str, day: date) -> tuple[set[str], str]:
    """The identifiers of the states for which an outline stands on a day, and the manner."""
    stretch = world.on(outline, day_number(day))
    assert stretch is not None, outline
    return {state.removeprefix(str(ID)) for state in stretch.states}, stretch.manner


@pytest.fixture(scope="module")
def version(settings: Settings) -> PublishedVersion:
    return CurrentVersion(settings).current()


@pytest.fixture(scope="module")
def world(version: PublishedVersion) -> World:
    found = world_of(version)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def coverage(version: PublishedVersion, settings: Settings) -> CoverageRules:
    return read_coverage(version.store, own_rules(settings))


@pytest.mark.parametrize(
    ("outline", "day", "expected", "manner"),
    [
        ("398", "1985-01-01", {"soviet-union"}, "former"),
        ("643-crimea", "1985-01-01", {"soviet-union"}, "former"),
        ("276", "1985-01-01", {"east-germany", "west-germany"}, "part"),
        ("887", "1985-01-01", {"north-yemen", "south-yemen"}, "part"),
        ("kosovo", "1985-01-01", {"yugoslavia"}, "former"),
        ("703", "1985-01-01", {"czechoslovakia"}, "former"),
        ("276", "1938-01-01", {"german-reich"}, "former"),
        ("703", "1938-01-01", {"czechoslovakia"}, "former"),
        ("410", "1938-01-01", {"japan"}, "former"),
        ("643", "1938-01-01", {"soviet-union"}, "former"),
        ("kosovo", "1913-01-01", {"kingdom-of-serbia"}, "former"),
        ("705", "1913-01-01", {"austria-hungary"}, "former"),
        ("616", "1913-01-01", {"austria-hungary", "german-reich", "russian-empire"}, "part"),
        ("643", "1913-01-01", {"russian-empire"}, "former"),
        ("372", "1913-01-01", {"united-kingdom"}, "former"),
        ("840-alaska", "1850-01-01", {"russian-empire"}, "former"),
        ("840-alaska", "1913-01-01", {"united-states"}, "own"),
        ("840-hawaii", "1850-01-01", {"hawaii"}, "former"),
        ("643-crimea", "2010-01-01", {"ukraine"}, "held"),
        ("643-crimea", "2020-01-01", {"russia"}, "held"),
        ("304", "2020-01-01", {"denmark"}, "held"),
        ("398", "2020-01-01", {"kazakhstan"}, "own"),
        ("010", "2020-01-01", set(), "none"),
        ("180", "1913-01-01", {"belgium"}, "held"),
        ("404", "1925-01-01", {"united-kingdom"}, "held"),
        ("586", "1930-01-01", {"united-kingdom"}, "held"),
        ("504", "1930-01-01", {"france"}, "held"),
        ("804", "1921-01-01", {"ukrainian-ssr"}, "former"),
    ],
)
def test_an_outline_stands_for_the_states_of_the_day(
    world: World, outline: str, day: str, expected: set[str], manner: str
) -> None:
    assert states(world, outline, date.fromisoformat(day)) == (expected, manner)


def test_the_stretches_of_an_outline_cover_all_days_without_overlap(world: World) -> None:
    for outline, stretches in world.outlines.items():
        assert stretches[0].days[0] == ALWAYS_FROM, outline
        assert stretches[-1].days[1] == ALWAYS_UNTIL, outline
        assert all(first.days[1] == second.days[0] for first, second in pairwise(stretches)), outline


def test_the_tables_name_only_what_is_in_the_graph(world: World, version: PublishedVersion) -> None:
    index = index_of(version)
    assert index is not None
    folder = PROJECT_ROOT / "graph" / "views" / "atlas"
    text = "".join((folder / name).read_text(encoding="utf-8") for name in ("outlines.csv", "points.csv"))
    named = {entity for entity in re.findall(r"\b[a-z][a-z0-9-]{3,}\b", text) if entity not in {"outline", "entity"}}
    entities = {str(ID[name]) for name in named - {"from", "until", "longitude", "latitude", "alaska", "hawaii"}}
    entities = {iri for iri in entities if not iri.endswith(("-alaska", "-hawaii", "kaliningrad"))}
    assert {iri for iri in entities if not index.from_subject(iri)} == set()


def test_a_state_without_an_outline_has_a_dot(world: World) -> None:
    assert str(ID.tuvalu) in own_points()
    assert str(ID.transvaal) in own_points()
    assert world.codes[str(ID.nauru)] == "520"


def test_a_succession_is_not_followed_through_a_union_of_several_outlines() -> None:
    def geography(owners: dict[str, tuple[str, ...]]) -> Geography:
        before = {"slovenia": ("union",), "serbia": ("union",), "union": ("kingdom", "duchy")}
        lives = {"slovenia": ((10, ALWAYS_UNTIL),), "serbia": ((10, ALWAYS_UNTIL),), "union": ((5, 10),)}
        return Geography(lives | {"kingdom": ((0, 5),), "duchy": ((0, 5),)}, {}, before, owners, {}, {})

    two = geography({"705": ("slovenia",), "688": ("serbia",)})
    one = geography({"705": ("slovenia",)})

    assert [(stretch.days, stretch.states) for stretch in two.stretches("705")][1:] == [
        ((5, 10), ("union",)),
        ((10, ALWAYS_UNTIL), ("slovenia",)),
    ]
    assert one.stretches("705")[1].states == ("duchy", "kingdom")
    assert one.stretches("705")[1].manner == "part"


def layer(world_states: dict[str, tuple[tuple[int, int], ...]], complete: tuple[tuple[int, int], ...]) -> DatedLayer:
    return DatedLayer(LAYERS["members"], "league", world_states, complete, {})


def test_what_no_complete_list_covers_is_not_known() -> None:
    one = layer({"a": ((0, 10),)}, ((0, 20),))

    assert [one.status("a", day) for day in (5, 15, 25)] == [Status.HOLDS, Status.DOES_NOT_HOLD, Status.NOT_KNOWN]


def test_two_layers_are_told_apart() -> None:
    first, second = layer({"a": ALWAYS, "ab": ALWAYS}, ALWAYS), layer({"b": ALWAYS, "ab": ALWAYS}, ())

    assert [kind_of(state, [first, second], 0) for state in ("a", "b", "ab", "c", "league")] == [
        "first",
        "second",
        "both",
        "unknown",
        "centre",
    ]


def members(version: PublishedVersion, coverage: CoverageRules, name: str, entity: str) -> DatedLayer:
    index = index_of(version)
    assert index is not None
    return dated_layer(index, coverage, LAYERS[name], str(ID[entity]))


def test_a_day_is_painted_by_what_the_layers_say(
    world: World, version: PublishedVersion, coverage: CoverageRules
) -> None:
    nato = members(version, coverage, "members", "nato")
    pact = members(version, coverage, "members", "warsaw-treaty-organization")
    painted = painted_on(world, [nato, pact], day_number(date(1985, 1, 1)))

    assert painted["250"].kind == "first"
    assert painted["860"].kind == "second"
    assert painted["860"].manner == "former"
    assert painted["276"].is_mixed
    assert painted["756"].kind == "none"
    assert painted["010"].kind == "empty"
    assert painted_on(world, [nato], day_number(date(2026, 6, 1)))["756"].kind == "unknown"


def test_kosovo_was_no_neighbour_of_france(world: World, version: PublishedVersion, coverage: CoverageRules) -> None:
    painted = painted_on(world, [members(version, coverage, "borders", "france")], day_number(date(1913, 1, 1)))

    assert painted["kosovo"].kind == "unknown"
    assert painted["250"].kind == "centre"
    assert painted["276"].kind == "first"


def test_disputed_places_are_marked(world: World) -> None:
    then, now = (painted_on(world, [], day_number(date(year, 1, 1))) for year in (2010, 2020))

    assert not then["643-crimea"].is_disputed
    assert all(now[outline].is_disputed for outline in ("643-crimea", "kosovo", "732", "northern-cyprus", "158"))
    assert not now["250"].is_disputed


def test_the_world_is_small_enough_to_be_sent_at_once(world: World) -> None:
    body = world_json(world, lambda iris: dict.fromkeys(iris, "A name"))

    assert len(json.dumps(body, separators=(",", ":"))) < 100_000
    assert {place for stretches in body["outlines"].values() for stretch in stretches for place in stretch[2]} <= set(
        range(len(body["entities"]))
    )


def test_the_projection_fits_its_frame() -> None:
    assert project(-180, 0)[0] == pytest.approx(0)
    assert project(180, 0) == pytest.approx((WIDTH, HEIGHT / 2))
    assert project(0, 90)[1] == pytest.approx(0, abs=0.5)


def test_an_outline_across_the_antimeridian_has_no_line_across_the_map(tmp_path: Path) -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[170, 60], [5, 0], [-350, 0], [0, 5], [345, 0], [0, -5]]],
        "objects": {
            "countries": {"geometries": [{"id": "1", "type": "Polygon", "arcs": [[0]], "properties": {"name": "x"}}]}
        },
    }
    file = tmp_path / "world.json"
    file.write_text(json.dumps(topology), encoding="utf-8")
    xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", read_outlines(file)[0].path)]

    assert max(xs) - min(xs) < WIDTH / 10


@pytest.mark.skipif(not BUNDLED.is_file(), reason="the bundle of the pages has not been made (make install makes it)")
def test_no_outline_is_without_an_identifier_of_its_own(world: World) -> None:
    outlines = [outline.id for outline in read_outlines(BUNDLED)]

    assert len(outlines) == len(set(outlines))
    assert "" not in outlines
    assert {outline for outline in outlines if outline not in world.outlines} == set()
