"""Graphs as resources, beyond the W3C cases: the curated graph, conditions, and bodies that cannot be used."""

import gzip

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import TOKEN, configure

BEARER = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = "text/turtle"
MINE = "https://w3id.org/westphalia/graph/mine"
LOCAL = "https://w3id.org/westphalia/graph/local"
FACT = "<urn:a> <urn:p> 'mine' ."


def put(client: FlaskClient, path: str, body: str | bytes = FACT, kind: str = TURTLE, **headers: str) -> int:
    return client.put(path, data=body, content_type=kind, headers={**BEARER, **headers}).status_code


def test_a_curated_graph_is_named_by_its_short_name_or_its_iri(curated: FlaskClient) -> None:
    assert put(curated, "/gsp/mine") == 201
    assert "mine" in curated.get(f"/gsp?graph={MINE}").text
    assert "mine" in curated.get("/graph/mine.ttl").text
    assert curated.delete("/gsp/mine", headers=BEARER).status_code == 204
    assert curated.get("/gsp/mine").status_code == 404


def test_a_new_graph_gets_a_name_that_leads_to_it(curated: FlaskClient) -> None:
    response = curated.post("/gsp", data=FACT, content_type=TURTLE, headers=BEARER)

    assert response.status_code == 201
    assert "mine" in curated.get(response.headers["Location"]).text


def test_what_is_added_to_the_default_graph_goes_to_the_local_graph(curated: FlaskClient) -> None:
    curated.post("/gsp?default", data=FACT, content_type=TURTLE, headers=BEARER)

    assert "mine" in curated.get(f"/gsp?graph={LOCAL}").text
    assert "mine" in curated.get("/gsp?default", headers={"Accept": "application/n-triples"}).text


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("PUT", "/gsp/tiny", "is read from files"),
        ("POST", "/gsp/ontology", "is read from files"),
        ("DELETE", "/gsp/inferred", "is derived by the reasoner"),
        ("PUT", "/gsp?default", "is made from the named graphs"),
        ("DELETE", "/gsp?default", "is made from the named graphs"),
    ],
)
def test_what_is_not_the_users_is_refused_with_the_reason(
    curated: FlaskClient, method: str, path: str, words: str
) -> None:
    response = curated.open(path, method=method, data=FACT, content_type=TURTLE, headers=BEARER)

    assert response.status_code == 403
    assert words in response.text


def test_patch_changes_one_graph_alone(bare: FlaskClient) -> None:
    kind = "application/sparql-update"
    changed = bare.patch("/gsp?graph=urn:g1", data="INSERT { ?s <urn:q> 1 } WHERE { ?s a ?t }", content_type=kind)
    other = bare.patch("/gsp?graph=urn:g1", data="DROP GRAPH <urn:g2>", content_type=kind)
    wrong = bare.patch("/gsp?graph=urn:g1", data=FACT, content_type=TURTLE)

    assert (changed.status_code, other.status_code, wrong.status_code) == (204, 403, 415)
    assert bare.get("/gsp?graph=urn:g1").text.count("urn:q") == 1
    assert "urn:q" not in bare.get("/gsp?graph=urn:g2").text


def test_conditions_guard_against_writing_over(bare: FlaskClient) -> None:
    absent = {"If_None_Match": "*"}
    assert put(bare, "/gsp?graph=urn:new", **{"If-None-Match": "*"}) == 201, absent
    assert put(bare, "/gsp?graph=urn:new", **{"If-None-Match": "*"}) == 412
    assert put(bare, "/gsp?graph=urn:none", **{"If-Match": "*"}) == 412
    tag = bare.get("/gsp?graph=urn:new").headers["ETag"]
    assert put(bare, "/gsp?graph=urn:new", "<urn:a> <urn:p> 'second' .", **{"If-Match": tag}) == 204
    assert put(bare, "/gsp?graph=urn:new", "<urn:a> <urn:p> 'third' .", **{"If-Match": tag}) == 412
    assert "second" in bare.get("/gsp?graph=urn:new").text


def test_a_graph_that_did_not_change_is_not_sent_again(bare: FlaskClient) -> None:
    tag = bare.get("/gsp?graph=urn:g1").headers["ETag"]
    again = bare.get("/gsp?graph=urn:g1", headers={"If-None-Match": tag})
    other = bare.get("/gsp?graph=urn:g1", headers={"If-None-Match": tag, "Accept": "application/n-triples"})

    assert (again.status_code, again.data, other.status_code) == (304, b"", 200)
    put(bare, "/gsp?graph=urn:g2")
    assert bare.get("/gsp?graph=urn:g1", headers={"If-None-Match": tag}).status_code == 200


def test_a_graph_comes_in_pieces_and_compressed(bare: FlaskClient) -> None:
    facts = "".join(f"<urn:s{number}> <urn:p> 'a rather long value {number}' .\n" for number in range(3000))
    put(bare, "/gsp?graph=urn:long", facts)
    response = bare.get("/gsp?graph=urn:long", headers={"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data).count(b"rather long") == 3000


@pytest.mark.parametrize(
    "case",
    [
        ("/gsp?graph=urn:g1", "<urn:a> <urn:p> .", TURTLE, 400, "The body is not Turtle"),
        ("/gsp?graph=urn:g1", "{ not json", "application/ld+json", 400, "The body is not JSON-LD"),
        ("/gsp?graph=urn:g1", FACT, "text/csv", 415, "expected one of text/turtle"),
        ("/gsp?graph=urn:g1", FACT, "", 415, "content type is none"),
        ("/gsp?graph=urn:g1", FACT, f"{TURTLE}; charset=utf-16", 415, "expected UTF-8"),
        ("/gsp?graph=urn:g1&default", FACT, TURTLE, 400, "must name one graph"),
        ("/gsp?graph=urn:g1&graph=urn:g2", FACT, TURTLE, 400, "must name one graph"),
        ("/gsp/name?graph=urn:g1", FACT, TURTLE, 400, "must name one graph"),
        ("/gsp", FACT, TURTLE, 400, "must name one graph"),
        ("/gsp?graph=urn:%20", FACT, TURTLE, 400, "is not an IRI"),
        ("/gsp?graph=urn:g1", "--x", "multipart/form-data; boundary=y", 400, "The form cannot be read"),
        ("/gsp?graph=urn:g1", "--x", "multipart/form-data", 400, "The form cannot be read"),
    ],
)
def test_a_body_or_name_that_cannot_be_used_is_told_and_changes_nothing(bare: FlaskClient, case: tuple) -> None:
    path, body, kind, status, words = case
    response = bare.put(path, data=body, content_type=kind)

    assert response.status_code == status, response.text
    assert words in response.text
    assert "urn:data1" in bare.get("/gsp?graph=urn:g1").text


def test_a_body_that_would_end_its_reader_is_refused_and_the_service_goes_on(bare: FlaskClient) -> None:
    deep = "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 200 + "1" + " )>>" * 200 + " ."
    deeper = "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 20_000 + "1" + " )>>" * 20_000 + " ."

    assert bare.put("/gsp?graph=urn:x", data=deep, content_type=TURTLE).status_code == 400
    assert bare.put("/gsp?graph=urn:x", data=deeper, content_type=TURTLE).status_code in {400, 503}
    assert bare.get("/gsp?graph=urn:g1").status_code == 200


def test_a_type_that_is_not_offered_is_refused(bare: FlaskClient) -> None:
    response = bare.get("/gsp?graph=urn:g1", headers={"Accept": "image/png"})

    assert response.status_code == 406
    assert "text/turtle" in response.text


def test_a_body_that_is_too_long_is_refused(bare: FlaskClient) -> None:
    from westphalia.settings import Settings

    configure(bare.application, Settings(max_upload_bytes=5))
    assert put(bare, "/gsp?graph=urn:x") == 413


def test_options_tells_the_methods(bare: FlaskClient) -> None:
    for path in ("/gsp", "/gsp/a/b"):
        allowed = bare.options(path).headers["Allow"].split(", ")
        assert {"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"} <= set(allowed)


def test_blank_nodes_of_two_uploads_are_told_apart(bare: FlaskClient) -> None:
    for _ in range(2):
        bare.post("/gsp?graph=urn:b", data="_:x <urn:p> 1 .", content_type=TURTLE)

    assert bare.get("/gsp?graph=urn:b", headers={"Accept": "application/n-triples"}).text.count("urn:p") == 2
