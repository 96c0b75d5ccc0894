"""Results of queries for people: the list of all pages, of short results sorted here, of long ones by the store."""

import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from tests.web.conftest import client_of
from westphalia.settings import Settings
from westphalia.versions.transactions import create_plain_store
from westphalia.web import create_app, create_plain_app
from westphalia.workers import WorkerPool

HTML = {"Accept": "text/html"}
MEMBERS = """SELECT ?state ?organization ?from WHERE { ?m a wph:FullMembership ;
  wph:member ?state ; wph:organization ?organization ; wph:validFrom ?from }"""
NUMBERS = "SELECT ?s ?n { ?s <urn:n> ?n }"


@pytest.fixture
def numbers(tmp_path: Path, worker_pool: WorkerPool):
    """A client of a plain store with 1,200 numbers, whose pages read 1,000 rows."""
    text = "".join(f"<urn:{n:04}> <urn:n> {(n * 7) % 1200} .\n" for n in range(1200))
    create_plain_store(tmp_path / "plain", ox.parse(text, format=ox.RdfFormat.TURTLE))
    yield from client_of(create_plain_app(Settings(data_dir=tmp_path / "plain", html_rows=1000), worker_pool))


def shown(client: FlaskClient, query: str, **values: str) -> str:
    response = client.get("/sparql", query_string={"query": query, **values}, headers=HTML)
    assert response.status_code == 200, response.text
    return response.text


def cells(page: str, column: int) -> list[str]:
    rows = re.findall(r"<tr><t[hd].*?</tr>", page.partition("<tbody>")[2])
    return [re.sub("<[^>]+>", "", re.findall(r"<t[hd].*?</t[hd]>", row)[column]) for row in rows]


def test_a_result_is_a_list_with_labels_written_days_facets_and_files(client: FlaskClient) -> None:
    page = shown(client, MEMBERS + " ORDER BY ?organization LIMIT 150")

    assert '<table class="stack list whole">' in page
    assert '<input type="hidden" name="query"' in page.partition('class="list-filter')[2]
    assert 'name="is.organization"' in page and 'name="is.state"' not in page
    assert all(re.fullmatch(r"\d{1,2} [A-Z][a-z]{2} \d{4}", text) for text in cells(page, 2))
    assert [f"format={name}" in page for name in ("csv", "tsv", "json", "xml", "parquet")] == [True] * 5
    assert 'href="/id/' in page and "?query=" not in "".join(re.findall(r'href="/id/[^"]*"', page))


def test_a_short_result_is_sorted_and_filtered_by_what_is_shown(client: FlaskClient) -> None:
    page = shown(client, MEMBERS, q="kazakhstan", sort="-from")
    days = re.findall(r'data-key="([\d-]+)"', page)

    assert set(cells(page, 0)) == {"Kazakhstan"} and days == sorted(days, reverse=True)
    assert "chosen with “kazakhstan”" in page


def test_numbers_are_sorted_as_numbers(numbers: FlaskClient) -> None:
    query = "SELECT ?n { VALUES ?n { 10 -3 2.5 9 } }"

    assert cells(shown(numbers, query, sort="n"), 0) == ["-3", "2.5", "9", "10"]


def test_a_long_result_is_counted_and_its_first_page_has_what_it_shows(numbers: FlaskClient) -> None:
    page = shown(numbers, NUMBERS)

    assert len(cells(page, 0)) == 500
    assert "1,200</strong> rows, page 1 of 3" in page


def test_a_long_result_is_sorted_filtered_and_paged_by_the_store(numbers: FlaskClient) -> None:
    assert cells(shown(numbers, NUMBERS, sort="-n", page="3"), 1)[-1] == "0"
    assert cells(shown(numbers, NUMBERS, sort="n"), 1)[:3] == ["0", "1", "2"]
    page = shown(numbers, NUMBERS, q="URN:011")
    assert len(cells(page, 0)) == 10 and "<strong>10</strong> chosen" in page


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"sort": "x"}, 400, "'x' is no column"),
        ({"page": "9"}, 404, "There is no page 9"),
        ({"is.n": "1"}, 400, "too long to be chosen by the values of a column"),
    ],
)
def test_a_choice_that_a_long_result_does_not_have_is_refused(numbers, values, status, words) -> None:
    response = numbers.get("/sparql", query_string={"query": NUMBERS, **values}, headers=HTML)

    assert response.status_code == status and words in response.text


def test_a_result_that_the_store_cannot_sort_in_time_has_no_headings_that_sort(numbers, monkeypatch) -> None:
    monkeypatch.setattr("westphalia.web.protocol.result_tables.MOST_SORTED", 1100)

    assert "sort=n" not in shown(numbers, NUMBERS)
    assert "sort=n" in shown(numbers, NUMBERS, q="urn:00")
    response = numbers.get("/sparql", query_string={"query": NUMBERS, "sort": "n"}, headers=HTML)
    assert response.status_code == 400 and "too long to be sorted here" in response.text


def test_the_day_of_a_dated_endpoint_is_kept_by_its_links_and_written_as_people_write(client: FlaskClient) -> None:
    response = client.get("/at/1 Jun 2011/sparql", query_string={"query": MEMBERS + " LIMIT 3"}, headers=HTML)

    assert response.status_code == 200
    assert set(re.findall(r'<td><a href="/id/[^"?]*(\?[^"]*)"', response.text)) == {"?at=1+Jun+2011"}, response.text
    assert "at=1+Jun+2011" in response.text.partition("Open in the query editor")[0][-200:]


def test_parquet_has_all_rows_with_numbers_and_days_typed(client: FlaskClient, tmp_path: Path) -> None:
    query = (
        'SELECT ?from ("007" AS ?code) (7 AS ?n) (?nothing AS ?none) ("a, \\"b\\"\\n" AS ?text) WHERE'
        + MEMBERS.partition("WHERE")[2]
    )
    csv = client.get("/sparql", query_string={"query": query, "format": "csv"})
    answer = client.get("/sparql", query_string={"query": query, "format": "parquet"})

    assert answer.mimetype == "application/vnd.apache.parquet"
    assert 'filename="answer.parquet"' in answer.headers["Content-Disposition"]
    (tmp_path / "answer.parquet").write_bytes(answer.data)
    with duckdb.connect() as connection:
        frame = connection.read_parquet(str(tmp_path / "answer.parquet"))
        assert dict(zip(frame.columns, map(str, frame.types), strict=True)) == {
            "from": "DATE", "code": "VARCHAR", "n": "BIGINT", "none": "VARCHAR", "text": "VARCHAR",
        }  # fmt: skip
        rows = frame.fetchall()
    assert len(rows) == csv.text.count("\r\n") - 1
    assert rows[0][1:] == ("007", 7, None, 'a, "b"\n')


def test_parquet_is_no_format_of_graphs(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "CONSTRUCT WHERE { ?s a wph:Plan }", "format": "parquet"})

    assert response.status_code == 406
    assert "cannot carry" in response.text


def test_pages_of_different_choices_are_not_mixed_up_by_the_cache(
    settings: Settings, worker_pool: WorkerPool
) -> None:
    client = create_app(replace(settings, cache_mb=10), worker_pool).test_client()
    pages = [shown(client, MEMBERS + " LIMIT 40", **values) for values in ({}, {"sort": "-from"}, {}, {"q": "a"})]

    assert pages[0] == pages[2] != pages[1] != pages[3]
