"""Pages of things: themes, dates, sources, reasons, other formats; for ends of states too."""

import csv
import io
import json
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.rdf.namespaces import ID, WPH
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.published import CurrentVersion
from westphalia.views.dates.periods import Period
from westphalia.views.dates.precision import instants_of
from westphalia.views.entities.citation import cite
from westphalia.views.entities.provenance import licence_name
from westphalia.views.entities.statement_readers import StoreReader
from westphalia.views.entities.statements import read_statements
from westphalia.views.schema import OTHER, read_schema, schema_of
from westphalia.views.timelines.profile import profiles
from westphalia.views.timelines.timeline import Item, draw
from westphalia.web import create_app

HTML = {"Accept": "text/html"}


def test_a_state_shows_facts_by_theme_with_dates_sources_and_reasons(client: FlaskClient) -> None:
    page = client.get("/id/kazakhstan", headers=HTML).text
    records = client.get("/id/kazakhstan/full-memberships", headers=HTML).text
    themes = re.findall(r'<h3 id="(\w+)">', page)

    assert "<h1>Kazakhstan</h1>" in page
    assert themes.index("statehood") < themes.index("organizations") < themes.index("opinions")
    assert 'href="/source/rousseau-2011"' in page
    assert 'href="/id/kazakhstan/full-memberships">Show' in page
    assert "paragraph 3" in records
    assert "/explain?s=id%3Akazakhstan&amp;p=wph%3AalliedWith&amp;o=id%3Arussia" in page
    assert "<code>KAZ</code>" in page


def test_the_day_decides_what_holds(client: FlaskClient) -> None:
    then = client.get("/id/soviet-union?at=1985-01-01", headers=HTML).text
    now = client.get("/id/soviet-union", headers=HTML).text
    others = client.get("/id/soviet-union/borders?days=other", headers=HTML).text
    borders = '<a href="/id/poland?at=1985-01-01">Poland</a>'

    assert borders in then
    assert then.index(borders) < then.index("Past and future", then.index('id="borders"'))
    assert 'href="/id/soviet-union/borders?days=other">Past and future' in now
    assert '<tr class="past">' in others
    assert "Soviet Union</h1>" in now


@pytest.mark.parametrize("text", ["2011-13-01", "yesterday", "1 or 1"])
def test_a_day_that_is_none_is_told(client: FlaskClient, text: str) -> None:
    answer = client.get("/id/kazakhstan", query_string={"at": text}, headers=HTML)

    assert answer.status_code == 400
    assert "is not a day" in answer.text


def test_a_figure_that_sources_dispute_says_so_and_leads_to_the_others(client: FlaskClient) -> None:
    page = client.get("/id/kazakhstan-russia-border", headers=HTML).text
    [fact] = re.findall(r'<div class="is-disputed"><dt>Sources disagree.*?</div>', page, re.DOTALL)
    [address] = re.findall(r'href="(/conflicts[^"]+)"', fact)
    figures = client.get("/id/kazakhstan-russia-border/observations", headers=HTML).text
    conflicts = client.get(address.split("#")[0].replace("&amp;", "&"), headers=HTML).text

    assert figures.count("chip disputed") > 2
    assert "7,644 km long" in page
    assert all(figure in conflicts for figure in (">6,000<", ">7,644<", ">7,512.8<"))
    assert "Border between Denmark and Germany" not in conflicts


def test_the_page_of_a_source_counts_what_it_tells(client: FlaskClient) -> None:
    page = client.get("/source/baseline-treaties", headers=HTML)
    tells = page.text[page.text.index('id="gives"') :]
    rows = dict(re.findall(r'<tr><th scope="row"><a[^>]*>([^<]+)</a></th><td class="number">([^<]+)</td>', tells))

    assert int(rows["signature"].replace(",", "")) > 1000
    assert len(page.data) < 100_000
    cited = client.get("/source/baseline-borders/cia-world-factbook", headers=HTML).text
    assert "observation" in cited[cited.index('id="gives"') :]


def test_only_a_state_with_neighbours_on_the_day_has_a_small_map(client: FlaskClient) -> None:
    has_map = {
        address: 'id="around"' in client.get(address, headers=HTML).text
        for address in ("/id/kazakhstan", "/id/kazakhstan?at=1985-01-01", "/id/malta", "/id/csto")
    }

    assert has_map == {
        "/id/kazakhstan": True,
        "/id/kazakhstan?at=1985-01-01": False,
        "/id/malta": False,
        "/id/csto": False,
    }


def test_a_theme_is_shown_whole_and_an_unknown_one_is_missing(client: FlaskClient) -> None:
    page = client.get("/id/kazakhstan?theme=opinions", headers=HTML).text

    assert page.count("assessment</span>") > 20
    assert "Security and defence" not in page
    assert client.get("/id/kazakhstan?theme=nothing", headers=HTML).status_code == 404


def test_the_table_of_a_thing_has_what_its_page_has(client: FlaskClient) -> None:
    answer = client.get("/id/kazakhstan.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.mimetype == "text/csv"
    csto = [row for row in rows if row["value"] == str(ID.csto) and row["property"] == "wph:memberOf"]
    assert [(row["label"], row["status"]) for row in csto][:1] == [
        ("Collective Security Treaty Organization", "inferred")
    ]
    assert any(row["locator"] == "paragraph 3" and row["status"] == "asserted" for row in rows)


def test_the_description_for_search_engines_is_json(client: FlaskClient) -> None:
    page = client.get("/id/kazakhstan", headers=HTML).text
    found = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])

    assert found["@type"] == "Country"
    assert found["@id"] == str(ID.kazakhstan)
    assert "Казахстан" in found["alternateName"]


def test_markup_in_names_stays_text_everywhere(tiny: Settings) -> None:
    path = tiny.sources_dir / "tiny" / "facts.ttl"
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    path.write_text(path.read_text().replace('"Ruritania"@en', f'"{evil}"@en').replace('"page 1"', f'"{evil}"'))
    build(tiny, silent)
    client = create_app(tiny).test_client()

    for address in ("/id/ruritania", "/id/league", "/search?q=script", "/browse/state", "/id/tiny-membership", "/"):
        page = client.get(address, headers=HTML).text
        assert "<script>alert" not in page, address
        assert "<img" not in page, address


def test_only_the_narrowest_relation_is_told(settings: Settings) -> None:
    served = CurrentVersion(settings).current()
    schema = schema_of(served)
    found = read_statements(StoreReader(served.store), schema, instants_of(served), str(ID.kazakhstan))
    to_csto = {one.prop for one in found.relations if one.other == str(ID.csto) and not one.incoming}

    assert to_csto == {str(WPH.memberOf)}
    assert schema.is_below(str(WPH.memberOf), str(WPH.affiliatedWith))


def test_every_relation_and_kind_of_situation_has_a_theme(settings: Settings) -> None:
    """The order of pages comes from the ontology; whoever adds a term is reminded to say where it is shown."""
    schema = read_schema(CurrentVersion(settings).current().store)
    entity_relations = [term for term in schema.above if schema.is_below(term, str(WPH.relatedTo))]
    situations = [term for term in schema.classes if schema.is_below(term, str(WPH.Situation))]

    assert len(entity_relations) > 30
    assert len(situations) > 40
    ours = [term for term in (*entity_relations, *situations) if term.startswith(str(WPH)) and term != str(WPH.Event)]
    assert [term for term in ours if schema.theme(term) == OTHER] == []


def test_bars_of_a_timeline_do_not_cover_each_other() -> None:
    periods = [("1990-01-01", "2000-01-01"), ("1995-01-01", ""), ("2001-01-01", "2002-01-01"), ("", "1991-01-01")]
    drawn = draw([Item("a", str(n), "#", Period(*dates)) for n, dates in enumerate(periods)], date(2011, 1, 1), ["a"])

    assert drawn is not None
    for one in drawn.bars:
        for other in drawn.bars:
            apart = one is other or one.y != other.y
            assert apart or one.x + one.width <= other.x or other.x + other.width <= one.x
    assert [bar.is_open for bar in sorted(drawn.bars, key=lambda bar: bar.item.label)] == [False, True, False, False]
    assert draw([Item("a", "undated", "#", Period())], date(2011, 1, 1), ["a"]) is None


def test_a_citation_names_build_and_day_and_escapes_for_bibtex(settings: Settings) -> None:
    report = CurrentVersion(settings).current().manifest
    found = cite("Arms & 50% {x}", str(ID["a-b"]), date(2011, 6, 1), report)

    assert "as of 2011-06-01" in found.text
    assert report.built[:10] in found.text
    assert r"title = {Arms \& 50\% \{x\}}" in found.bibtex
    assert found.bibtex.startswith("@misc{westphalia-a-b,")


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/", "CC BY-SA 3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://example.org/own-terms", "example.org/own-terms"),
    ],
)
def test_a_licence_has_the_name_that_people_know(iri: str, expected: str) -> None:
    assert licence_name(iri) == expected


@pytest.mark.parametrize(
    ("address", "state", "listed", "words"),
    [
        ("/id/ctbt", "Never in force.", "signatory-not-bound-by-it", "signed; not bound"),
        (
            "/id/pukpuk-treaty-2025",
            "Signed; entry into force not known.",
            "possibly-party-to-it",
            "signed or accepted; not known whether bound",
        ),
        ("/id/north-atlantic-treaty", "", "party-to-it", ""),
    ],
)
def test_a_treaty_says_when_it_is_not_in_force_or_that_it_is_not_known(
    client: FlaskClient, address: str, state: str, listed: str, words: str
) -> None:
    page = client.get(address, headers=HTML).text
    notices = re.findall(r'<p class="notice treaty"><strong>(.*?)</strong>(.*?)</p>', page)
    heading = page[page.index(f'id="{listed}"') :]

    assert [text for text, _ in notices] == ([state] if state else [])
    assert all(f'href="#{listed}"' in rest for _, rest in notices)
    assert (f"({words})" in heading[: heading.index("</summary>")]) == bool(words)


@pytest.mark.parametrize(
    ("address", "begin"),
    [
        ("/id/us-kuwait-defence-cooperation-1991", ["Its text has not been published"]),
        ("/id/cartagena-declarations-1907", ["Its text has no articles"]),
        ("/id/china-kyrgyzstan-treaty-2002", ["Its text was not consulted in full"]),
        ("/id/north-atlantic-treaty", []),
    ],
)
def test_a_treaty_says_why_articles_are_not_given(client: FlaskClient, address: str, begin: list[str]) -> None:
    notices = re.findall(r'<p class="notice text">(.*?)</p>', client.get(address, headers=HTML).text)
    assert len(notices) == len(begin)
    assert all(notice.startswith(words) for notice, words in zip(notices, begin, strict=True))


def test_a_timeline_in_summary_counts_what_there_was_over_the_years() -> None:
    periods = [("1990-01-01", "2000-01-01"), ("1995-01-01", ""), ("2001-03-01", "2001-04-01"), ("", "1991-01-01")]
    items = [Item("a", "", "#a", Period(*dates)) for dates in periods]
    drawn = profiles([*items, Item("b", "", "#b", Period())], date(1996, 6, 1), ["a", "b"])

    assert drawn is not None
    [lane] = drawn.lanes
    assert (lane.name, lane.href, lane.on_day, lane.most) == ("a", "#a", 2, 2)
    assert lane.path.startswith("M") and lane.path.endswith("Z") and len(lane.path) < 200
    assert profiles([Item("a", "", "#a", Period())], date(2011, 1, 1), ["a"]) is None
