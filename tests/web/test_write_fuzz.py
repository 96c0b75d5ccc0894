"""Malformed writes: whatever is sent, the answer is an announced refusal or a success, and the store goes on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from westphalia.web.services import services_of

pytestmark = pytest.mark.slow

WORDS = """INSERT DELETE DATA WHERE GRAPH WITH USING NAMED CLEAR DROP SILENT ALL DEFAULT LOAD INTO COPY TO PREFIX BASE
SERVICE CREATE { } ; . <urn:a> ?x a ' " ''' # e: <<( )>> \\ é _:b [ ] ( ) 1 @en ^^"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\x00"])
UPDATES = st.lists(PIECES, max_size=14).map(" ".join)
RDF = "text/turtle application/n-triples application/rdf+xml application/ld+json application/sparql-update"
ODD = ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/plain", "", "a/b; charset=\x80"]
TYPES = st.sampled_from([*RDF.split(), *ODD])
ANNOUNCED = {200, 201, 204, 400, 403, 404, 405, 406, 412, 413, 414, 415}
LOOSE = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.thorough
@LOOSE
@given(text=UPDATES)
def test_any_text_as_an_update(bare, text: str) -> None:
    response = bare.post("/sparql", data={"update": text}, buffered=True)

    assert response.status_code in ANNOUNCED, response.text
    assert response.text.count("\n") <= 1


@pytest.mark.thorough
@LOOSE
@given(
    method=st.sampled_from(["PUT", "POST", "DELETE", "PATCH", "GET"]),
    query=st.one_of(
        st.sampled_from(["default", "graph=urn:g1", "graph=", "graph=a%20b", "graph=%ff"]), st.text(max_size=12)
    ),
    kind=TYPES,
    body=st.one_of(st.binary(max_size=60), UPDATES.map(str.encode)),
)
def test_any_request_to_the_graph_store(bare, method: str, query: str, kind: str, body: bytes) -> None:
    # Read to the end: an answer that is still being sent keeps its worker, and there are two.
    response = bare.open(
        "/gsp", method=method, query_string=query, data=body, headers={"Content-Type": kind}, buffered=True
    )

    assert response.status_code in ANNOUNCED, (response.status_code, response.text)
    assert services_of(bare.application).publication.current().version
