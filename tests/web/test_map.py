"""What the map gives without scripts: picture, table and files of a day, and the data that scripts draw any day from."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from westphalia.settings import PROJECT_ROOT

HTML = {"Accept": "text/html"}
TWO = "show=members&of=NATO&show2=members&of2=CSTO"
BUNDLED = PROJECT_ROOT / "graph" / "web" / "static" / "bundle" / "countries-110m.json"


def rows(client: FlaskClient, query: str) -> dict[str, dict[str, str]]:
    text = client.get(f"/map.csv?{query}").text
    return {row["label"]: row for row in csv.DictReader(io.StringIO(text))}


def test_every_state_of_the_day_has_one_of_three_answers(client: FlaskClient) -> None:
    then = rows(client, f"{TWO}&at=2020")
    late = rows(client, f"{TWO}&at=2026")

    assert (then["Poland"]["answer"], then["Poland"]["answer_2"]) == ("holds", "does not hold")
    assert (then["Kazakhstan"]["answer"], then["Kazakhstan"]["answer_2"]) == ("does not hold", "holds")
    assert then["Poland"]["from"] == "1999-03-12"
    assert "Soviet Union" not in then
    assert late["Switzerland"]["answer"] == "not known"


def test_a_layer_has_all_days_at_once(client: FlaskClient) -> None:
    layer = client.get("/map/layer.json?show=members&of=Warsaw Treaty Organization").json
    names = {label for label, *_ in layer["states"].values()}

    assert {"Soviet Union", "East Germany", "Albania"} <= names
    assert layer["complete"] == [[None, None]]  # outside its life it has no members, and in it the list is whole


def test_the_table_of_the_page_says_in_which_layer_a_state_is(client: FlaskClient) -> None:
    page = client.get(f"/map?{TWO}&at=2020", headers=HTML).text

    assert "members of NATO" in page
    assert 'Why?<span class="visually-hidden"> Kazakhstan, members of Collective Security Treaty Organization' in page
    assert "no complete list covers" not in page
    later = client.get(f"/map?{TWO}&at=2026", headers=HTML).text
    assert "no complete list covers" in later
    assert re.search(
        r'<a href="/map\?[^"]*at=2025-06-30">The map of 30 Jun 2025, the last day that is covered</a>', later
    )


def test_only_the_map_alone_may_stand_in_frames_of_others(client: FlaskClient) -> None:
    embedded, whole = (client.get(f"{path}?{TWO}", headers=HTML) for path in ("/map/embed", "/map"))

    assert "frame-ancestors" not in embedded.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    assert 'id="atlas"' in embedded.text
    assert "<nav" not in embedded.text


@pytest.mark.skipif(not BUNDLED.is_file(), reason="the bundle of the pages has not been made (make install makes it)")
def test_the_server_draws_the_day(client: FlaskClient) -> None:
    picture = client.get("/map.svg?show=members&of=NATO&show2=members&of2=Warsaw Treaty Organization&at=1985")

    assert picture.mimetype == "image/svg+xml"
    assert "<title>Soviet Union</title>" in picture.text
    assert "<title>East Germany, West Germany</title>" in picture.text
    assert "/map.svg?" in client.get("/map?at=1985", headers=HTML).text


def test_the_states_of_a_query_are_asked_for_by_the_page(client: FlaskClient) -> None:
    page = client.get("/map", query_string={"query": "SELECT ?state { ?state a wph:State }"}, headers=HTML).text

    assert 'data-query="SELECT ?state { ?state a wph:State }"' in page
    assert "/sparql?query=SELECT" in page
    assert "/map.svg" not in page


@pytest.mark.parametrize(
    ("query", "status"), [("show2=x&of2=NATO", 400), ("of2=zzzzzz", 404), ("at=x", 400), ("of=id:a%20b", 400)]
)
def test_what_cannot_be_shown_is_said(client: FlaskClient, query: str, status: int) -> None:
    for path in ("/map", "/map.csv", "/map.svg", "/map/embed"):
        assert client.get(f"{path}?{query}").status_code == status
