"""Where sources disagree, contradictions with their sources, findings, coverage."""

import re
import shutil
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.rdf.namespaces import WPH
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.views.dates.periods import MONTH, YEAR, Period
from westphalia.views.situations.disagreements import agree, same_number
from westphalia.views.situations.overview import make_overview
from westphalia.views.situations.reported import ReportedSituation
from westphalia.web import create_app
from westphalia.web.pages.quality import PAGE, SHADES, shade

pytestmark = pytest.mark.slow

HTML = {"Accept": "text/html"}


def told(name: str, source: str, begin: str, *, value: str = "", parts: str = "a b") -> ReportedSituation:
    roles = frozenset(("urn:role", part) for part in parts.split())
    return ReportedSituation(f"urn:{name}", "urn:Membership", roles, source, "page 1", Period(begin), value)


def test_sources_disagree_when_they_tell_the_same_with_other_dates_or_values() -> None:
    overview = make_overview(
        [
            told("1", "x", "1990-01-01"),
            told("2", "y", "1991-01-01"),
            told("3", "x", "1990-01-01", parts="c d"),
            told("4", "y", "1990-01-01", parts="c d"),
            told("5", "x", "1990-01-01", value="7", parts="e"),
            told("6", "y", "1990-01-01", value="8", parts="e"),
            told("7", "x", "1990-01-01", parts="f"),
            told("8", "x", "1999-01-01", parts="f"),
        ]
    )

    assert [[one.iri for one in group.reports] for group in overview.disagreements] == [
        ["urn:5", "urn:6"],
        ["urn:1", "urn:2"],
    ]


def figure(name: str, value: str, cited: str, period: Period = Period(), qualifier: str = "") -> ReportedSituation:  # noqa: B008 - frozen
    parts = frozenset({("urn:of", "border"), ("urn:indicator", "length")})
    return ReportedSituation(f"urn:{name}", "urn:Figure", parts, "x", "", period, value, qualifier, cited)


IN_1994, IN_2018 = Period("1994-01-01", "1995-01-01"), Period("2018-01-01", "2019-01-01")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([figure("1", "91", "a"), figure("2", "76", "b")], True),
        ([figure("1", "91", "a"), figure("2", "91.0", "b")], False),
        ([figure("1", "91", "a"), figure("2", "76", "a")], False),
        ([figure("1", "91", "a"), figure("2", "76", "b", IN_1994)], True),
        (
            [figure("1", "9", "a", IN_2018), figure("2", "8", "b", IN_1994)],
            False,
        ),
        ([figure("1", "91", "a"), figure("2", "76", "b", qualifier=str(WPH.moreThan))], False),
        ([figure("1", "70", "a"), figure("2", "76", "b", qualifier=str(WPH.moreThan))], True),
        ([figure("1", "many", "a"), figure("2", "76", "b")], True),
    ],
)
def test_publishers_disagree_when_not_all_figures_of_a_time_can_be_right(
    figures: list[ReportedSituation], expected: bool
) -> None:
    assert bool(make_overview(figures).disagreements) is expected
    assert same_number(figures[0], figures[1]) is same_number(figures[1], figures[0])


def test_figures_that_lie_furthest_apart_come_first() -> None:
    near = [replace(figure(name, value, name), kind="urn:Near") for name, value in (("1", "100"), ("2", "101"))]
    far = [figure(name, value, name) for name, value in (("3", "100"), ("4", "150"))]

    assert [float(one.spread) for one in make_overview([*near, *far]).disagreements] == [0.5, 0.01]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Period("1990-01-01"), Period(), True),
        (Period("1998-01-01", "2023-01-01", YEAR), Period("1998-09-10", "2022-06-30"), True),
        (Period("1998-01-01", "", YEAR), Period("1999-09-10"), False),
        (Period("1998-09-10"), Period("1998-09-11"), False),
        (Period("1998-09-01", "", MONTH), Period("1998-09-11"), True),
    ],
)
def test_silence_and_less_precise_dates_contradict_nothing(first: Period, second: Period, expected: bool) -> None:
    parts = frozenset({("urn:role", "a")})
    one, other = (
        ReportedSituation("urn:1", "urn:M", parts, source, "", span, "")
        for source, span in (("x", first), ("y", second))
    )

    assert agree(one, other) is expected
    assert agree(other, one) is expected


def test_coverage_counts_by_ten_years_and_tells_what_has_no_date() -> None:
    overview = make_overview(
        [told("1", "x", "1991-06-01"), told("2", "x", "1999-12-31"), told("3", "x", ""), told("4", "y", "2011-01-01")]
    )

    assert overview.coverage.starts == (1990, 2000, 2010)
    assert [(one.source, one.counts, one.undated) for one in overview.coverage.rows] == [
        ("x", (2, 0, 0), 1),
        ("y", (0, 0, 1), 0),
    ]


@pytest.mark.parametrize(("count", "most", "expected"), [(0, 9, 0), (1, 1, 1), (1, 1000, 1), (1000, 1000, SHADES)])
def test_cells_are_shaded_by_magnitude(count: int, most: int, expected: int) -> None:
    assert shade(count, most) == expected


def test_the_page_shows_findings_and_coverage_of_the_project(client: FlaskClient) -> None:
    page = client.get("/conflicts", headers=HTML).text

    assert 'class="heat"' in page
    assert "id:plan-of-cooperation-2008-2012" in page
    assert client.get("/conflicts/999", headers=HTML).status_code == 404


def test_borders_have_figures_side_by_side_on_pages_and_for_one_thing(client: FlaskClient) -> None:
    every = client.get("/conflicts", headers=HTML).text
    second = client.get("/conflicts?page=2", headers=HTML).text
    one = client.get("/conflicts?of=id:kazakhstan-russia-border", headers=HTML).text

    heads = [re.findall(r'<th scope="rowgroup"[^>]*><a href="([^"]+)"', text) for text in (every, second, one)]
    assert len(heads[0]) == PAGE
    assert not set(heads[0]) & set(heads[1])
    assert heads[2] == ["/id/kazakhstan-russia-border"]
    assert "27% apart" in one
    assert "reported by" in one


@pytest.mark.parametrize(
    ("query", "status"), [("page=0", 400), ("page=99", 404), ("page=x", 400), ("of=a<b", 400), ("of=id:nothing", 200)]
)
def test_what_is_no_part_of_the_disagreements_is_told(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/conflicts?{query}", headers=HTML).status_code == status


def test_a_contradiction_is_shown_down_to_its_sources(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real reasoner
    facts = tiny.sources_dir / "tiny" / "facts.ttl"
    facts.write_text(
        facts.read_text().replace(
            "id:league a wph:DefenceOrganization", "id:league a wph:DefenceOrganization, wph:State"
        )
    )
    build(tiny, silent)
    client = create_app(tiny).test_client()
    listed = client.get("/conflicts", headers=HTML).text
    page = client.get("/conflicts/1", headers=HTML).text

    assert 'href="/conflicts/1"' in listed
    assert "The League is a" in page
    assert "A tiny source" in page
    assert page.count("<h2>") >= 2
    thing = client.get("/id/league", headers=HTML).text
    assert 'class="chip disputed" href="/conflicts/1"' in thing


def test_two_sources_of_one_membership_are_shown_side_by_side(tiny: Settings) -> None:
    first, second = tiny.sources_dir / "tiny", tiny.sources_dir / "other"
    shutil.copytree(first, second)
    for path in second.glob("*.ttl"):
        text = path.read_text().replace("source:tiny", "source:other").replace("graph:tiny", "graph:other")
        text = (
            text.replace('"tiny"', '"other"')
            .replace("A tiny source", "Another source")
            .replace("tiny-membership", "other-membership")
        )
        path.write_text(text.replace('wph:validFrom "2000-01-01', 'wph:validFrom "2001-01-01'))
    build(tiny, silent)
    page = create_app(tiny).test_client().get("/conflicts", headers=HTML).text

    assert "disputed" in page
    assert "Another source" in page[page.index('id="disagree"') : page.index('id="contradictions"')]


@pytest.mark.parametrize(
    ("name", "anchor"),
    [("disagreements", "disagree"), ("contradictions", "contradictions"), ("findings", "findings")],
)
def test_the_lists_of_conflicts_have_as_many_rows_as_the_page_says(
    client: FlaskClient, name: str, anchor: str
) -> None:
    page = client.get("/conflicts", headers=HTML).text
    heading = re.findall(rf'<h2 id="{anchor}">.*?<small class="count">(.*?)</small>', page)[0]
    rows = client.get(f"/conflicts/{name}.csv").text.splitlines()[1:]

    assert len(rows) == len(client.get(f"/conflicts/{name}.json").get_json())
    assert len(rows) == int(heading.replace(",", ""))
    assert client.get(f"/conflicts/{name}", headers=HTML).status_code == 200


def test_disagreements_about_one_entity_and_coverage_are_lists_too(client: FlaskClient) -> None:
    every = client.get("/conflicts/disagreements.json").get_json()
    about = client.get("/conflicts/disagreements.json?of=id:kazakhstan-russia-border").get_json()
    coverage = client.get("/conflicts/coverage.json").get_json()

    assert 0 < len(about) < len(every)
    assert "6000" in "".join(row["reports"] for row in about)
    assert {"label", "source", "undated"} < set(coverage[0])
    assert client.get("/conflicts/coverage.xml").status_code == 404
