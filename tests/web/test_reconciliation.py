"""Reconciliation over HTTP: the answers are those of the specification, and a match is certain."""

import json
import threading
from contextlib import contextmanager

import pytest

from tests.codes.list_spellings import SPELLINGS
from tests.reconciliation import schemas
from westphalia.serve.waitress_server import make_server
from westphalia.web import create_app

jsonschema = pytest.importorskip("jsonschema")
BASES = ["/reconcile", "/at/1985/reconcile"]


def valid(document, schema):
    jsonschema.validate(document, schema)
    return document


@pytest.fixture
def candidates(client):
    """The candidates of one query, from the service of a date or the undated one."""

    def ask(*, on="", **query):
        address = f"/at/{on}/reconcile" if on else "/reconcile"
        answer = client.post(address, data={"queries": json.dumps({"q": query})})
        return valid(answer.json, schemas.RESULTS)["q"]["result"]

    return ask


@pytest.mark.parametrize("base", BASES)
def test_the_manifest_names_addresses_that_answer(client, base):
    manifest = valid(client.get(base).json, schemas.MANIFEST)

    assert manifest["view"]["url"].startswith("http://localhost/id/{{id}}")
    for kind, place in manifest["suggest"].items():
        address = place["service_url"] + place["service_path"]
        assert valid(client.get(address, query_string={"prefix": "e"}).json, schemas.SUGGESTIONS)["result"], kind
    place = manifest["extend"]["propose_properties"]
    proposed = client.get(
        place["service_url"] + place["service_path"], query_string={"type": "State", "limit": 4}
    ).json
    assert len(proposed["properties"]) == 4 and proposed["type"] == "State"


def test_queries_come_by_get_and_post_in_batches(client):
    batch = json.dumps({"a": {"query": "Kazakhstan"}, "b": {"query": "NATO", "limit": 1}})
    by_get = client.get("/reconcile", query_string={"queries": batch})
    by_post = client.post("/reconcile", data={"queries": batch})

    results = valid(by_post.json, schemas.RESULTS)
    assert by_get.json == results
    assert results["a"]["result"][0]["id"] == "kazakhstan"
    assert [candidate["id"] for candidate in results["b"]["result"]] == ["nato"]
    assert by_get.headers["Access-Control-Allow-Origin"] == "*"


def test_only_one_certain_hit_is_a_match(candidates):
    assert [(hit["id"], hit["match"]) for hit in candidates(query="kazakhstan", limit=1)] == [("kazakhstan", True)]
    assert not any(hit["match"] for hit in candidates(query="Kazahkstan"))
    assert {hit["id"]: hit["match"] for hit in candidates(query="970")} == {"nauru": False, "kiribati": False}
    assert not any(hit["match"] for hit in candidates(query="Germany", on="1962"))
    assert candidates(query="Germany", on="1995", type="State")[0]["match"]


def test_on_a_date_the_bearer_of_the_number_comes_first_and_is_no_match(candidates):
    german, turkish = (candidates(query=name, on="1913")[0] for name in ("Germany", "Turkey"))

    assert (german["id"], turkish["id"]) == ("german-reich", "ottoman-empire")
    assert not german["match"] and german["score"] > 95


def test_what_lists_of_countries_write_comes_first(client):
    chosen = SPELLINGS[::9]
    queries = {
        str(number): {"query": each.name, "limit": 1, "properties": [{"pid": "date", "v": each.on}]}
        for number, each in enumerate(chosen)
    }

    results = client.post("/reconcile", data={"queries": json.dumps(queries)}).json

    first = {each: results[str(number)]["result"][:1] for number, each in enumerate(chosen)}
    assert {each: hits for each, hits in first.items() if [hit["id"] for hit in hits] != [each.entity]} == {}


def test_a_code_with_a_date_decides(candidates):
    def by_code(system, code, date):
        properties = [{"pid": system, "v": code}, {"pid": "date", "v": date}]
        return [hit["id"] for hit in candidates(properties=properties) if hit["match"]]

    assert by_code("cow", 345, "2010") == ["serbia"]
    assert by_code("cow", "345", "1980") == ["yugoslavia"]
    assert by_code("cow", 345, "2006") == []  # both states existed in that year
    assert by_code("gw", 970, "1999") == ["kiribati"]
    assert by_code("cow", 260, "1995") == []


def test_types_filter_or_only_count(candidates):
    assert {hit["id"] for hit in candidates(query="Kazakhstan", type="State")} <= {"kazakhstan", "kazakh-ssr"}
    loose = candidates(query="NATO", type="State", type_strict="should")
    assert loose[0]["id"] == "nato" and not loose[0]["match"]
    assert candidates(query="Kazakhstan", type=["State", "Organization"], type_strict="all") == []


def test_memberships_count_on_the_date(candidates):
    def in_csto(date):
        properties = [{"pid": "memberOf", "v": {"id": "csto"}}, {"pid": "date", "v": date}]
        return candidates(query="Uzbekistan", properties=properties)[0]

    assert in_csto("2008")["match"]
    assert {each["id"]: each["value"] for each in in_csto("2015")["features"]}["memberOf"] is False


def test_values_are_fetched_on_a_date(client):
    request = {
        "ids": ["west-germany", "kazakhstan", "no-such-thing"],
        "properties": [
            {"id": "cow"},
            {"id": "iso3", "settings": {"date": "2000"}},
            {"id": "memberOf", "settings": {"date": "1993"}},
            {"id": "existsFrom"},
            {"id": "name:fr"},
            {"id": "type"},
        ],
    }
    answer = client.get("/at/1985/reconcile", query_string={"extend": json.dumps(request)})
    rows = valid(answer.json, schemas.EXTENSION)["rows"]

    assert rows["west-germany"]["cow"] == [{"str": "260"}]
    assert rows["west-germany"]["iso3"] == []
    assert rows["kazakhstan"]["cow"] == []  # it did not exist in 1985
    assert rows["kazakhstan"]["iso3"] == [{"str": "KAZ"}]
    assert {"id": "un", "name": "UN"} in rows["kazakhstan"]["memberOf"]
    assert rows["kazakhstan"]["type"] == [{"id": "State", "name": "state"}]
    assert set(map(str, rows["no-such-thing"].values())) == {"[]"}


def test_a_callback_wraps_the_answer_and_runs_nothing_else(client):
    answer = client.get("/reconcile?callback=jsonp.x1")

    assert answer.mimetype == "application/javascript"
    assert json.loads(answer.text.removeprefix("/**/jsonp.x1(").removesuffix(");"))["versions"] == ["0.2"]
    assert client.get("/reconcile?callback=alert(1)//").status_code == 400


def test_the_preview_may_stand_in_a_frame_and_other_pages_may_not(client):
    shown = client.get("/reconcile/preview?id=kazakhstan")

    assert "Kazakhstan" in shown.text and "KAZ" in shown.text
    assert "frame-ancestors" not in shown.headers["Content-Security-Policy"]
    assert len(shown.headers.getlist("Content-Security-Policy")) == 1
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]


def test_flyouts_describe_what_is_suggested(client):
    assert "State" in client.get("/reconcile/flyout/type?id=State").json["id"]
    assert "since 16 Dec 1991" in client.get("/reconcile/flyout/entity?id=kazakhstan").json["html"]
    assert "COW" in client.get("/reconcile/flyout/property?id=cow").json["html"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reconcile?queries=x", 400),
        ("/at/1985-13/reconcile", 400),
        ("/reconcile/preview?id=nowhere", 404),
        ("/reconcile/preview?id=%3E%20%7D", 404),
        ("/reconcile/flyout/type?id=Nothing", 404),
        ("/reconcile/suggest/colour?prefix=x", 404),
        ("/reconcile/suggest/entity?prefix=k&cursor=-1", 400),
        ('/reconcile?queries={"q":{"query":"x","properties":[{"pid":"size","v":1}]}}', 400),
        ('/reconcile?extend={"ids":["nato"],"properties":[{"id":"size"}]}', 400),
        ('/reconcile?extend={"ids":["nato"],"properties":[{"id":"cow","settings":{"date":"then"}}]}', 400),
    ],
)
def test_a_wrong_request_is_one_sentence(client, address, status):
    answer = client.get(address)

    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    assert client.post("/reconcile", data={}).status_code == 400


@contextmanager
def served(settings, worker_pool):
    server = make_server(create_app(settings, worker_pool), settings, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:.*inplace.*")
def test_the_client_reconciler_matches_a_column(settings, worker_pool):
    client = pytest.importorskip("reconciler")
    pandas = pytest.importorskip("pandas")
    with served(settings, worker_pool) as address:
        frame = client.reconcile(
            pandas.Series(["Kazakhstan", "West Germany", "Zaire"]),
            type_id="State",
            property_mapping={"date": pandas.Series(["2011", "1962", "1980"])},
            reconciliation_endpoint=f"{address}/reconcile",
        )

    assert dict(zip(frame["input_value"], frame["id"], strict=True)) == {
        "Kazakhstan": "kazakhstan",
        "West Germany": "west-germany",
        "Zaire": "democratic-republic-of-the-congo",
    }
    assert frame["match"].all()
