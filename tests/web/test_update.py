"""Updates over HTTP: who may send them, what they answer, and on which version they insist."""

import base64
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import TOKEN, configure
from westphalia.errors import SettingsError
from westphalia.settings import Settings
from westphalia.web import create_app, create_plain_app
from westphalia.web.access.write_token import Token, write_token
from westphalia.web.services import services_of
from westphalia.workers import PoolLimits, WorkerPool

BEARER = {"Authorization": f"Bearer {TOKEN}"}
INSERT = 'INSERT DATA { id:syldavia a wph:State ; rdfs:label "Syldavia"@en }'
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-update"


def asks(client: FlaskClient, pattern: str) -> bool:
    return client.get("/sparql", query_string={"query": f"ASK {{ {pattern} }}", "format": "json"}).json["boolean"]


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()}


@pytest.mark.parametrize("headers", [BEARER, basic(TOKEN)])
@pytest.mark.parametrize("way", ["form", "direct"])
def test_both_ways_to_send_an_update_write(curated: FlaskClient, headers: dict[str, str], way: str) -> None:
    if way == "form":
        response = curated.post("/sparql", data={"update": INSERT}, headers=headers)
    else:
        response = curated.post("/sparql", data=INSERT, content_type=f"{DIRECT}; charset=UTF-8", headers=headers)

    assert response.status_code == 204, response.text
    assert response.headers["ETag"]
    assert asks(curated, "GRAPH graph:local { id:syldavia a wph:State } id:syldavia a wph:State")


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ({}, "Bearer realm=westphalia"),
        ({"Authorization": "Bearer wrong"}, "error=invalid_token"),
        ({"Authorization": f"Bearer {TOKEN[:-1]}"}, "error=invalid_token"),
        ({"Authorization": "Bearer \udce9"}, "error=invalid_token"),
        (basic("wrong"), "error=invalid_token"),
        ({"Authorization": "Digest username=x"}, "error=invalid_token"),
    ],
)
def test_without_the_token_nothing_is_written(curated: FlaskClient, headers: dict[str, str], challenge: str) -> None:
    update = curated.post("/sparql", data={"update": INSERT}, headers=headers)
    put = curated.put("/gsp?graph=urn:x", data="", content_type="text/turtle", headers=headers)

    for response in (update, put):
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer ")
        assert challenge in response.headers["WWW-Authenticate"]
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not asks(curated, "id:syldavia ?p ?o")


def test_writing_is_off_without_a_token(tiny: Settings) -> None:
    client = create_app(tiny).test_client()
    for response in (
        client.post("/sparql", data={"update": INSERT}),
        client.delete("/gsp?graph=urn:x"),
        client.put("/gsp?default", data=""),
        client.patch("/gsp?default", data=""),
        client.post("/gsp", data=""),
    ):
        assert response.status_code == 403
        assert "read-only" in response.text


def test_the_token_is_shown_nowhere(tiny: Settings, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    found = write_token(Settings(write_token_file=str(file)))

    assert found is not None
    assert found.matches(TOKEN)
    assert TOKEN not in repr(found)
    assert TOKEN not in repr(Settings(write_token=TOKEN))


@pytest.mark.parametrize(("text", "words"), [("", "is empty"), ("short", "5 characters"), (None, "cannot be read")])
def test_a_token_that_cannot_be_used_is_told_at_the_start(tmp_path: Path, text: str | None, words: str) -> None:
    file = tmp_path / "token"
    if text is not None:
        file.write_text(text)

    with pytest.raises(SettingsError, match=words):
        write_token(Settings(write_token_file=str(file)))


def test_a_token_takes_any_text() -> None:
    assert Token("пароль-пароль-пароль").matches("пароль-пароль-пароль")
    assert not Token("a" * 20).matches("a" * 21)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ({"data": {"update": "INSERT DATA {"}}, 400, "The update has a syntax error in line 1, column 14"),
        ({"data": {"update": INSERT, "query": "ASK {}"}}, 400, "both a query and an update"),
        ({"data": {"update": INSERT}, "query_string": {"query": "ASK {}"}}, 400, "both a query and an update"),
        ({"data": {"update": [INSERT, INSERT]}}, 400, "has 2 updates"),
        ({"data": {}, "query_string": {"update": INSERT}, "content_type": FORM}, 400, "has 1 updates"),
        ({"data": INSERT, "content_type": DIRECT, "query_string": {"update": INSERT}}, 400, "expected one"),
        ({"data": INSERT, "query_string": {"update": INSERT}, "content_type": "text/plain"}, 415, "text/plain"),
        ({"data": INSERT.encode("utf-16"), "content_type": f"{DIRECT}; charset=utf-16"}, 415, "expected UTF-8"),
        ({"data": b"\xff", "content_type": DIRECT}, 400, "not valid UTF-8 at byte 0"),
        ({"data": {"update": "LOAD <http://127.0.0.1:1/x>"}}, 403, "<http://127.0.0.1:1/x> is refused"),
        ({"data": {"update": "INSERT {} WHERE { SERVICE <http://127.0.0.1:1/> {} }"}}, 403, "sends no requests"),
        ({"data": {"update": f"INSERT {{}} WHERE {'{' * 200}{'}' * 200}"}}, 400, "nests 200 brackets"),
        ({"data": {"update": f"INSERT {{}} WHERE {{ {'?s ?p ?o . ' * 300} }}"}}, 400, "triple patterns"),
        ({"data": {"update": "CLEAR ALL"}}, 403, "is read from files"),
        ({"data": {"update": "DROP GRAPH graph:inferred"}}, 403, "is derived by the reasoner"),
        ({"data": {"update": "DELETE WHERE { ?s a wph:State }"}}, 403, "name the graph if it is yours"),
        ({"data": {"update": "WITH <urn:g> INSERT {} WHERE {}", "using-graph-uri": "urn:x"}}, 400, "only one"),
    ],
)
def test_a_misuse_is_told_in_one_sentence(curated: FlaskClient, arguments: dict, status: int, words: str) -> None:
    response = curated.post("/sparql", headers=BEARER, **arguments)

    assert response.status_code == status, response.text
    assert words in response.text
    assert response.mimetype == "text/plain"
    assert response.text.count("\n") == 1


def test_an_update_by_get_is_refused(curated: FlaskClient) -> None:
    response = curated.get("/sparql", query_string={"update": INSERT}, headers=BEARER)

    assert response.status_code == 405
    assert "must be sent by POST" in response.text


def test_an_update_that_is_too_long_is_refused(bare: FlaskClient) -> None:
    configure(bare.application, Settings(max_upload_bytes=20))

    assert bare.post("/sparql", data="CLEAR ALL # " + "x" * 20, content_type=DIRECT).status_code == 413


def test_if_match_insists_on_a_version(curated: FlaskClient) -> None:
    first = curated.get("/gsp?default").headers["ETag"]
    written = curated.post("/sparql", data={"update": INSERT}, headers={**BEARER, "If-Match": first})
    late = curated.post("/sparql", data={"update": "CLEAR DEFAULT"}, headers={**BEARER, "If-Match": first})
    informed = {**BEARER, "If-Match": written.headers["ETag"]}

    assert (written.status_code, late.status_code) == (204, 412)
    assert "read again" in late.text
    assert curated.post("/sparql", data={"update": "CLEAR DEFAULT"}, headers=informed).status_code == 204


def test_only_programs_of_the_same_machine_write_without_a_token(bare: FlaskClient) -> None:
    page = bare.post("/sparql", data={"update": "CLEAR ALL"}, headers={"Origin": "https://elsewhere.example"})
    rebound = bare.post("/sparql", data={"update": "CLEAR ALL"}, headers={"Host": "elsewhere.example"})
    own = bare.post("/sparql", data={"update": "CREATE GRAPH <urn:x>"}, headers={"Origin": "http://localhost"})
    number = bare.post("/sparql", data={"update": "CREATE GRAPH <urn:y>"}, headers={"Host": "127.0.0.1:8000"})

    far = bare.post("/sparql", data={"update": "CLEAR ALL"}, environ_base={"REMOTE_ADDR": "203.0.113.5"})

    assert [r.status_code for r in (page, rebound, own, number, far)] == [403, 403, 204, 204, 403]
    assert asks(bare, "<urn:default> ?p ?o")


def test_an_update_whose_pattern_runs_too_long_is_ended_and_changes_nothing(bare: FlaskClient) -> None:
    rows = " ".join(str(number) for number in range(60))
    cross = " ".join(f"VALUES ?v{place} {{ {rows} }}" for place in range(6))
    with closing(WorkerPool(PoolLimits(workers=1, seconds=0.3))) as pool:
        data_dir = services_of(bare.application).settings.data_dir
        client = create_plain_app(Settings(data_dir=data_dir), pool).test_client()
        response = client.post("/sparql", data={"update": f"INSERT {{ <urn:x> <urn:y> ?v0 }} WHERE {{ {cross} }}"})
        after = client.post("/sparql", data={"update": "INSERT { <urn:z> a ?t } WHERE { <urn:default> a ?t }"})

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert after.status_code == 204
    assert asks(bare, "<urn:z> a <urn:Thing> FILTER NOT EXISTS { <urn:x> ?p ?o }")


def test_much_data_may_come_in_one_update(bare: FlaskClient) -> None:
    facts = " ".join(f"<urn:s{number}> <urn:p> {number} ." for number in range(3000))

    assert bare.post("/sparql", data=f"INSERT DATA {{ {facts} }}", content_type=DIRECT).status_code == 204
    assert asks(bare, "<urn:s2999> <urn:p> 2999")
    assert bare.post("/sparql", data={"update": "DELETE WHERE { ?s <urn:p> ?o }"}).status_code == 204
    assert not asks(bare, "?s <urn:p> ?o")
