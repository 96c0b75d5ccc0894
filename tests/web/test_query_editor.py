"""What the query page asks the server for, and the map."""

import html
import json
import re

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def test_the_library_is_listed_for_programs(client: FlaskClient) -> None:
    listed = {query["name"]: query for query in client.get("/queries.json").json}

    assert len(listed) > 20
    query = listed["affiliations"]
    assert query["parameters"][0].keys() == {"name", "default", "description"}
    assert [column["name"] for column in query["columns"]]


def test_terms_come_with_definitions_and_counts(client: FlaskClient) -> None:
    found = client.get("/terms.json").json
    terms = {term["name"]: term for term in found["terms"]}

    assert found["prefixes"]["wph"].endswith("ontology#")
    assert terms["wph:memberOf"]["count"] > 100
    assert terms["wph:State"]["definition"]


def test_the_properties_of_a_class_are_listed_by_use(client: FlaskClient) -> None:
    listed = client.get("/properties.json?class=wph:FullMembership").json
    names = [row["name"] for row in listed]

    assert {"wph:member", "wph:organization", "wph:validFrom"} <= set(names)
    assert [row["count"] for row in listed] == sorted((row["count"] for row in listed), reverse=True)
    assert next(row["label"] for row in listed if row["name"] == "wph:member") == "member"
    assert client.get("/properties.json?class=wph:None").json == []
    assert client.get("/properties.json").status_code == 400
    assert client.get("/properties.json?class=a b").status_code == 400


@pytest.mark.parametrize("body", ["{}", "[1]", "no", json.dumps(["x"] * 2001)])
def test_labels_are_given_for_lists_of_iris_only(client: FlaskClient, body: str) -> None:
    iri = "https://w3id.org/westphalia/id/csto"

    assert client.post("/labels.json", data=json.dumps([iri])).json == {
        iri: "Collective Security Treaty Organization"
    }
    assert client.post("/labels.json", data=body).status_code == 400


def test_parameters_are_filled_in_and_checked(client: FlaskClient) -> None:
    name = next(one["name"] for one in client.get("/queries.json").json if one["name"] == "affiliations")
    parameter = client.get("/queries.json").json
    first = next(one for one in parameter if one["name"] == name)["parameters"][0]["name"]
    good = client.get("/query", query_string={"library": name, f"p_{first}": "id:france"}, headers=HTML)
    bad = client.get("/query", query_string={"library": name, f"p_{first}": "id:a b"}, headers=HTML)

    assert "id/france&gt;" in good.text
    assert bad.status_code == 400
    assert client.get("/query?library=none", headers=HTML).status_code == 404


def test_a_map_lists_members_of_the_day(client: FlaskClient) -> None:
    then, now = (client.get(f"/map.json?show=members&of=NATO&at={day}").json for day in ("1985-01-01", "2020-01-01"))
    labels = [{place["label"] for place in found["places"]} for found in (then, now)]

    assert "Poland" not in labels[0]
    assert "Poland" in labels[1]
    assert all(place["code"] for place in now["places"])


@pytest.mark.parametrize(
    ("query", "status"), [("show=x", 400), ("of=zzzzzz", 404), ("at=x", 400), ("of=http://x/%3E%20%3Fp", 400)]
)
def test_what_a_map_cannot_show_is_told(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/map.json?{query}").status_code == status


def test_an_address_that_runs_leads_browsers_without_scripts_to_the_answer(client: FlaskClient) -> None:
    page = client.get("/query?library=bound-to-defend-in-1914&run=1", headers=HTML).text
    [address] = re.findall(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    answer = client.get(html.unescape(address), headers=HTML)

    assert address.startswith("/at/1914-07-01/sparql?query=")
    assert answer.status_code == 200
    assert ">Austria-Hungary</a>" in answer.text
    assert "http-equiv" not in client.get("/query?library=bound-to-defend-in-1914", headers=HTML).text
    assert "infer=false" in client.get("/query?query=ASK%7B%7D&run=1&infer=false", headers=HTML).text


def test_an_address_that_runs_carries_nothing_out(client: FlaskClient) -> None:
    page = client.get('/query?run=1&at="><script>alert(1)</script>//evil.example', headers=HTML).text

    assert "<script>alert" not in page
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)">', page)
    assert address.startswith("/at/%22%3E%3Cscript")
