"""Lists on pages: whole, counted, sorted and filtered without scripts, and the same rows as CSV and JSON."""

import csv
import io
import json
import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from westphalia.rdf.namespaces import ID, WPH
from westphalia.search import open_index
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion, PublishedVersion
from westphalia.views.entities.disputes import disputes_of
from westphalia.views.entities.entity import Entity, read_entity
from westphalia.views.entities.list_tables import ListTables
from westphalia.views.entities.lists import class_list_name, lists_by_name, lists_of
from westphalia.views.entities.statement_readers import StoreReader
from westphalia.views.entities.statements import is_relation
from westphalia.views.schema import schema_of
from westphalia.views.select import select
from westphalia.views.tables.table import Cell, Column, Row, Table
from westphalia.web import create_app
from westphalia.web.evidence import version_evidence
from westphalia.web.pages.common.selected_day import store_on
from westphalia.workers import WorkerPool

HTML = {"Accept": "text/html"}
ENTITIES = [
    ("kazakhstan", "2026-11-28"),
    ("uzbekistan", "2007-01-01"),
    ("taiwan", "2020-01-01"),
    ("france", "2020-01-01"),
    ("un", "1985-01-01"),
    ("kazakhstan-russia-border", "2026-11-28"),
    ("nursultan-nazarbayev", "2026-11-28"),
]


@pytest.fixture(scope="module")
def app(settings: Settings, worker_pool: WorkerPool) -> Flask:
    return create_app(settings, worker_pool)


@pytest.fixture(scope="module")
def version(settings: Settings) -> PublishedVersion:
    return CurrentVersion(settings).current()


def entity_on(app: Flask, version: PublishedVersion, name: str, day: str) -> Entity:
    names = open_index(version.folder, version.store)
    with app.test_request_context():
        found = read_entity(
            version,
            StoreReader(store_on(date.fromisoformat(day))),
            f"{ID}{name}",
            date.fromisoformat(day),
            names.labels,
            version_evidence(),
        )
    assert found is not None
    return found


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv"), address
    return list(csv.DictReader(io.StringIO(answer.text)))


def counts_on(page: str) -> dict[str, tuple[int, int]]:
    """For each list on a page how many rows it says that it has on the day and on other days."""
    blocks = re.findall(
        r'<details class="list depth-\d" id="([\w-]+)".*?<small class="count">(.*?)</small>'
        r"(?: <small>\([^)]*\)</small>)?(?: <small>and (.*?) on)?",
        page,
        re.S,
    )
    return {name: (number(now), number(other or "0")) for name, now, other in blocks}


def number(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.mark.parametrize(("name", "day"), ENTITIES)
def test_the_count_of_every_list_is_that_of_its_rows_and_of_its_query(
    app: Flask, version: PublishedVersion, client: FlaskClient, name: str, day: str
) -> None:
    entity = entity_on(app, version, name, day)
    shown = counts_on(client.get(f"/id/{name}?at={day}", headers=HTML).text)
    tables = ListTables(entity, disputes_of(entity.iri, entity.schema, (), ()))
    lists = lists_of(entity)

    assert set(shown) == {statements.listed.name for statements in lists}
    with app.test_request_context():
        store = store_on(date.fromisoformat(day))
        for statements in lists:
            now, whole = tables.on_day(statements), tables.on_all_days(statements)
            counted = len(select(store, now.query)), len(select(store, whole.query))
            assert counted == (len(now.rows), len(whole.rows)), statements.listed.name
            assert shown[statements.listed.name] == (len(now.rows), len(whole.rows) - len(now.rows)), (
                statements.listed.name
            )


@pytest.mark.parametrize(
    ("name", "list_name", "day", "at_least"),
    [
        ("uzbekistan", "member-of", "2007-01-01", {"un", "cis", "csto"}),
        ("taiwan", "recognizes-it", "2020-01-01", set()),
        ("france", "borders", "2020-01-01", {"belgium", "brazil", "germany", "spain", "suriname"}),
        ("un", "member-of-it", "1950-01-01", {"france", "soviet-union"}),
        ("kazakhstan", "allied-with", "2026-11-28", {"russia", "belarus"}),
        ("kazakhstan", "has-security-tie-with", "2026-11-28", {"russia"}),
    ],
)
def test_the_rows_of_a_list_are_those_of_its_query_over_http(
    client: FlaskClient, name: str, list_name: str, day: str, at_least: set[str]
) -> None:
    rows = rows_of(client, f"/id/{name}/{list_name}.csv?at={day}")
    objects = client.get(f"/id/{name}/{list_name}.json?at={day}").get_json()
    page = client.get(f"/id/{name}/{list_name}?at={day}", headers=HTML).text
    query = unescape(re.findall(r'query=([^"&]+)', page)[0])
    answer = client.get(f"/at/{day}/sparql?query={query}", headers={"Accept": "application/sparql-results+json"})
    entities = {binding["entity"]["value"] for binding in answer.get_json()["results"]["bindings"]}

    assert {row["entity"] for row in rows} == {one["entity"] for one in objects} == entities
    assert {f"{ID}{other}" for other in at_least} <= entities
    assert len(rows) == len(entities) == number(re.findall(r'<strong class="count">(.*?)</strong>', page)[0])
    assert all(one["holds"] is True for one in objects)


def test_the_records_of_a_general_class_have_those_of_its_subclasses(client: FlaskClient) -> None:
    rows = rows_of(client, "/id/uzbekistan/memberships.csv?at=2007-01-01")
    every = rows_of(client, "/id/kazakhstan/memberships.csv?days=all")
    special = [
        rows_of(client, f"/id/kazakhstan/{name}.csv?days=all") for name in ("full-memberships", "partnerships")
    ]

    assert any("/un-uzbekistan-full" in row["record"] for row in rows)
    assert {row["holds"] for row in rows} == {"true"}
    assert {row["class"] for row in every} > {"wph:FullMembership"}
    assert {row["holds"] for row in every} == {"true", "false"}
    for listed in special:
        assert {row["record"] for row in listed} < {row["record"] for row in every}


def test_a_list_sorts_and_filters_by_its_address(client: FlaskClient) -> None:
    def heads(query: str) -> list[str]:
        page = client.get(f"/id/kazakhstan/borders?{query}", headers=HTML).text
        return re.findall(r'<tr><th scope="row"><a[^>]*>(.*?)</a>', page)

    names = heads("")
    assert names == sorted(names)
    assert heads("sort=-label") == names[::-1]
    assert heads("q=KYRG") == ["Kyrgyzstan"]
    assert heads("q=atlantis") == []


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("sort=colour", 400, "expected one of label"),
        ("page=99", 404, "There is no page 99"),
        ("page=none", 400, "expected a whole number"),
        ("at=never", 400, "is not a day"),
    ],
)
def test_what_a_list_does_not_have_is_refused(client: FlaskClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"/id/kazakhstan/borders?{query}", headers=HTML)

    assert answer.status_code == status
    assert words in unescape(answer.text)


def test_a_name_that_is_no_list_is_missing_and_a_record_is_no_list(client: FlaskClient) -> None:
    assert client.get("/id/kazakhstan/enemies.csv").status_code == 404
    assert client.get("/id/nowhere/borders.csv").status_code == 404
    assert client.get("/id/rousseau-2011/csto-membership-kazakhstan.csv").mimetype == "text/csv"
    assert rows_of(client, "/id/malta/borders.csv") == []


PAIRS = [
    ("kazakhstan", "russia", "2026-11-28"),
    ("uzbekistan", "russia", "2011-06-01"),
    ("united-states", "new-zealand", "1985-01-01"),
    ("france", "germany", "2020-01-01"),
    ("united-kingdom", "poland", "1939-09-01"),
    ("kazakhstan", "csto", "2011-06-01"),
]


@pytest.mark.parametrize(("first", "second", "day"), PAIRS)
def test_every_relation_that_ask_confirms_is_on_both_pages(
    client: FlaskClient, settings: Settings, first: str, second: str, day: str
) -> None:
    schema = schema_of(CurrentVersion(settings).current())
    text = f"SELECT ?p WHERE {{ id:{first} ?p id:{second} }}"
    answer = client.get(f"/at/{day}/sparql", query_string={"query": text, "format": "json"}).get_json()
    asked = {row["p"]["value"] for row in answer["results"]["bindings"]}
    confirmed = {prop for prop in asked if is_relation(schema, prop)}
    pair = client.get(f"/dyad/{first}/{second}?at={day}", headers=HTML).text
    between = rows_of(client, f"/dyad/{first}/{second}/relations.csv?at={day}")
    counts = counts_on(client.get(f"/id/{first}?at={day}", headers=HTML).text)
    held = {row["predicate"] for row in between if row["holds"] == "true" and row["subject"] == f"{ID}{first}"}

    assert len(confirmed) > 1
    assert held == {f"wph:{prop.removeprefix(str(WPH))}" for prop in confirmed}
    for prop in confirmed:
        [listed] = [each for each in lists_by_name(schema).values() if each.term == prop and not each.incoming]
        assert f"{schema.label(prop)}</a>" in pair, prop
        assert counts[listed.name][0] > 0, prop


def test_an_alliance_shows_the_treaties_and_organizations_it_holds_through(client: FlaskClient) -> None:
    [row] = [
        row for row in rows_of(client, "/id/kazakhstan/allied-with.csv?at=2011-06-01") if row["label"] == "Russia"
    ]
    between = {
        row["predicate"]: row for row in rows_of(client, "/dyad/kazakhstan/russia/relations.csv?at=2011-06-01")
    }

    assert row["through"].startswith("Collective Security Treaty Organization; obliged to defend")
    assert re.search(r"; obliged to defend with (attested since [^;]*)?Collective Security Treaty;", row["through"])
    assert "Collective Security Treaty Organization" in between["wph:alliedWith"]["through"]
    assert "Collective Security Treaty" in between["wph:obligedToDefendWith"]["through"]


def test_what_has_ended_is_no_ground(client: FlaskClient) -> None:
    through = {
        row["label"]: row["through"]
        for row in rows_of(client, "/id/kazakhstan/has-security-tie-with.csv?at=2011-06-01")
    }

    assert "Uzbekistan" in through
    assert rows_of(client, "/id/kazakhstan/allied-with.csv?at=1985-01-01") == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("ArmsSupply", "arms-supplies"),
        ("FullMembership", "full-memberships"),
        ("SuccessionToTreaty", "successions-to-treaty"),
        ("PreferentialTerms", "preferential-terms"),
    ],
)
def test_lists_of_records_are_named_in_the_plural(kind: str, name: str) -> None:
    assert class_list_name(str(WPH[kind])) == name


def test_no_two_lists_have_one_name(version: PublishedVersion) -> None:
    schema = schema_of(version)
    lists = lists_by_name(schema)
    terms = [(listed.term, listed.incoming) for listed in lists.values()]

    assert len(terms) == len(set(terms)) > 120


def test_a_table_sorts_numbers_by_value_and_what_is_empty_last() -> None:
    column = Column("n", "Number")
    table = Table("t", "T", (column,), tuple(Row({"n": Cell(text)}) for text in ("paragraph 10", "", "Paragraph 9")))

    assert [row.cell("n").text for row in table.ordered(column).rows] == ["Paragraph 9", "paragraph 10", ""]
    assert table.ordered(column, descending=True).rows[0].cell("n").text == "paragraph 10"
    assert json.dumps(table.values()) == '[{"n": "paragraph 10"}, {"n": ""}, {"n": "Paragraph 9"}]'


def test_a_list_says_whether_it_is_complete_on_the_day(client: FlaskClient) -> None:
    complete = client.get("/id/csto/member-of-it?at=2010-01-01", headers=HTML).text
    selected = client.get("/id/palestine/recognizes-it?at=2020-01-01", headers=HTML).text
    later = client.get("/id/csto/member-of-it?at=2030-01-01", headers=HTML).text

    assert "<strong>Complete.</strong>" in complete
    assert "<strong>At least these.</strong>" in selected
    assert "<strong>At least these.</strong>" in later
    page = client.get("/id/palestine?at=2020-01-01", headers=HTML).text
    assert re.findall(r">(At least \d+; the list is a selection)</a>", page[page.index('id="recognizes-it"') :])
    assert page.lower().count("at least") <= page.count('<details class="list')


def test_a_closed_list_leads_to_its_rows_and_to_those_of_other_days(client: FlaskClient) -> None:
    page = client.get("/id/kazakhstan?at=2011-06-01", headers=HTML).text
    rows = [
        client.get(f"/id/kazakhstan/member-of.json?at=2011-06-01{days}").get_json()
        for days in ("", "&days=other", "&days=all")
    ]

    for address in re.findall(r'<p class="rest"[^>]*><a href="(/id/kazakhstan/member-of[^"]*)"', page):
        assert client.get(unescape(address), headers=HTML).status_code == 200
    assert [{row["holds"] for row in each} for each in rows[:2]] == [{True}, {False}]
    assert len(rows[0]) + len(rows[1]) == len(rows[2])
    assert client.get("/id/kazakhstan/member-of?days=most", headers=HTML).status_code == 400


def test_a_list_of_the_first_screen_is_one_click_away_and_the_page_light(client: FlaskClient) -> None:
    page = client.get("/id/france", headers=HTML)
    [fact] = re.findall(r"<div><dt>Allies <strong.*?</div>", page.text, re.DOTALL)
    [address] = set(re.findall(r'href="([^"]+allied-with)"', fact))
    whole = client.get(address, headers=HTML).text

    assert whole.count('<th scope="row">') == number(re.findall(r'class="figure">(.*?)<', fact)[0])
    assert len(page.data) < 150_000
