"""SPARQL 1.1 Protocol, query operation: a test for each requirement of the W3C specification, in its order."""

import json

import pytest
from flask.testing import FlaskClient

ASK = "ASK {}"
SELECT = "SELECT ?s ?label { ?s a wph:State ; rdfs:label ?label }"
CONSTRUCT = "CONSTRUCT { ?s <urn:p> 1 } { ?s a wph:State }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
TINY, CATALOG = "https://w3id.org/westphalia/graph/tiny", "https://w3id.org/westphalia/graph/catalog"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UNKNOWN = "http://kasei.us/2009/09/sparql/data/data0.rdf"

WAYS = ["get", "form", "direct"]


def send(client: FlaskClient, way: str, query: str, dataset: list[tuple[str, str]] = [], **kwargs):  # noqa: B006
    if way == "get":
        return client.get("/sparql", query_string=[("query", query), *dataset], **kwargs)
    if way == "form":
        return client.post("/sparql", data=as_form([("query", query), *dataset]), **kwargs)
    return client.post("/sparql", data=query, content_type=DIRECT, query_string=dataset, **kwargs)


def as_form(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    names = dict.fromkeys(name for name, _ in pairs)
    return {name: [value for found, value in pairs if found == name] for name in names}


def number(response) -> int:
    assert response.status_code == 200, response.text
    return int(json.loads(response.text)["results"]["bindings"][0]["n"]["value"])


class TestQueryOperation:
    """Section 2.1: three ways to ask."""

    @pytest.mark.parametrize("way", WAYS)
    def test_a_query_is_answered(self, ask: FlaskClient, way: str) -> None:
        response = send(ask, way, SELECT)

        assert response.status_code == 200
        labels = [row["label"]["value"] for row in json.loads(response.text)["results"]["bindings"]]
        assert "Ruritania" in labels

    def test_a_form_may_name_its_charset(self, ask: FlaskClient) -> None:
        response = ask.post(
            "/sparql", data="query=ASK%7B%7D", content_type="application/x-www-form-urlencoded; charset=UTF-8"
        )

        assert response.status_code == 200

    @pytest.mark.parametrize("charset", ["UTF-8", "utf-8", '"utf-8"'])
    def test_a_direct_query_may_name_utf_8(self, ask: FlaskClient, charset: str) -> None:
        response = ask.post("/sparql", data=ASK, content_type=f"{DIRECT}; charset={charset}")

        assert response.status_code == 200

    @pytest.mark.parametrize("way", WAYS)
    def test_parameters_that_nobody_knows_are_ignored(self, ask: FlaskClient, way: str) -> None:
        assert send(ask, way, ASK, [("results", "json"), ("queryLn", "SPARQL")]).status_code == 200

    def test_form_values_are_decoded_once(self, ask: FlaskClient) -> None:
        response = send(ask, "form", 'SELECT ("%2B+" AS ?x) {}')

        assert json.loads(response.text)["results"]["bindings"] == [{"x": {"type": "literal", "value": "%2B+"}}]


class TestDataset:
    """Section 2.1.4: the dataset, in the address or in the form."""

    @pytest.mark.parametrize("way", WAYS)
    def test_one_default_graph(self, ask: FlaskClient, way: str) -> None:
        assert 0 < number(send(ask, way, COUNT, [("default-graph-uri", TINY)])) < number(send(ask, way, COUNT))

    @pytest.mark.parametrize("way", WAYS)
    def test_several_default_graphs_are_merged(self, ask: FlaskClient, way: str) -> None:
        one = number(send(ask, way, COUNT, [("default-graph-uri", TINY)]))

        assert number(send(ask, way, COUNT, [("default-graph-uri", TINY), ("default-graph-uri", CATALOG)])) > one

    @pytest.mark.parametrize("way", WAYS)
    def test_named_graphs_alone_leave_the_default_graph_empty(self, ask: FlaskClient, way: str) -> None:
        dataset = [("named-graph-uri", TINY)]

        assert number(send(ask, way, COUNT, dataset)) == 0
        assert number(send(ask, way, NAMED_COUNT, dataset)) > 0

    @pytest.mark.parametrize("way", WAYS)
    def test_default_graphs_alone_leave_no_named_graphs(self, ask: FlaskClient, way: str) -> None:
        assert number(send(ask, way, NAMED_COUNT, [("default-graph-uri", TINY)])) == 0

    @pytest.mark.parametrize("way", WAYS)
    def test_both_kinds_together(self, ask: FlaskClient, way: str) -> None:
        dataset = [("default-graph-uri", TINY), ("named-graph-uri", CATALOG), ("named-graph-uri", TINY)]

        assert number(send(ask, way, COUNT, dataset)) > 0
        assert number(send(ask, way, NAMED_COUNT, dataset)) > number(send(ask, way, COUNT, dataset))

    @pytest.mark.parametrize("way", WAYS)
    def test_the_protocol_s_dataset_replaces_that_of_the_query(self, ask: FlaskClient, way: str) -> None:
        query = f"SELECT (COUNT(*) AS ?n) FROM <{CATALOG}> {{ ?s ?p ?o }}"

        assert number(send(ask, way, query, [("default-graph-uri", TINY)])) == number(
            send(ask, way, COUNT, [("default-graph-uri", TINY)])
        )

    def test_from_in_the_query_is_followed(self, ask: FlaskClient) -> None:
        query = f"SELECT (COUNT(*) AS ?n) FROM <{TINY}> {{ ?s ?p ?o }}"

        assert number(send(ask, "get", query)) == number(send(ask, "get", COUNT, [("default-graph-uri", TINY)]))

    @pytest.mark.parametrize("way", WAYS)
    def test_a_graph_that_nobody_knows_is_empty(self, ask: FlaskClient, way: str) -> None:
        assert send(ask, way, ASK, [("default-graph-uri", UNKNOWN)]).status_code == 200
        assert number(send(ask, way, COUNT, [("default-graph-uri", UNKNOWN)])) == 0

    def test_a_graph_that_is_no_iri_is_refused(self, ask: FlaskClient) -> None:
        response = send(ask, "get", ASK, [("default-graph-uri", "no iri")])

        assert response.status_code == 400

    def test_rdflib_s_name_for_its_default_graph_is_ours(self, ask: FlaskClient) -> None:
        assert number(send(ask, "get", COUNT, [("default-graph-uri", "urn:x-rdflib:default")])) == number(
            send(ask, "get", COUNT)
        )

    def test_without_inference_only_asserted_graphs_are_read(self, ask: FlaskClient) -> None:
        derived = "SELECT (COUNT(*) AS ?n) { ?s <urn:derived> ?o }"

        assert number(send(ask, "get", derived)) == 1
        assert number(send(ask, "get", derived, [("infer", "false")])) == 0
        assert number(send(ask, "get", COUNT, [("infer", "false")])) > 0


class TestAnswers:
    """Sections 2.1.5 to 2.1.7: success, failure, content negotiation."""

    @pytest.mark.parametrize(
        ("query", "types"),
        [
            (SELECT, {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"}),
            (ASK, {"application/sparql-results+json", "application/sparql-results+xml"}),
            (CONSTRUCT, {"text/turtle", "application/rdf+xml", "application/n-triples"}),
            ("DESCRIBE id:ruritania", {"text/turtle", "application/rdf+xml", "application/n-triples"}),
        ],
    )
    def test_without_accept_the_type_fits_the_query(self, ask: FlaskClient, query: str, types: set[str]) -> None:
        response = send(ask, "get", query)

        assert response.status_code == 200
        assert response.mimetype in types

    @pytest.mark.parametrize(
        ("accept", "query", "expected"),
        [
            ("application/sparql-results+xml", ASK, "application/sparql-results+xml"),
            ("text/csv", ASK, "text/csv"),
            ("text/tab-separated-values", ASK, "text/tab-separated-values"),
            ("text/csv;q=0.2, application/sparql-results+xml;q=0.7", SELECT, "application/sparql-results+xml"),
            ("application/rdf+xml, application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
            ("application/sparql-results+json", CONSTRUCT, "text/turtle"),
            ("application/turtle,text/turtle", CONSTRUCT, "text/turtle"),
            ("text/javascript", SELECT, "application/sparql-results+json"),
            ("application/sparql-results+json,*/*;q=0.9", CONSTRUCT, "text/turtle"),
        ],
    )
    def test_the_type_is_what_the_client_wants_most(
        self, ask: FlaskClient, accept: str, query: str, expected: str
    ) -> None:
        response = send(ask, "get", query, headers={"Accept": accept})

        assert (response.status_code, response.mimetype) == (200, expected)

    @pytest.mark.parametrize("query", [SELECT, ASK, CONSTRUCT])
    def test_what_cannot_be_offered_is_406_and_says_what_can(self, ask: FlaskClient, query: str) -> None:
        response = send(ask, "get", query, headers={"Accept": "image/png"})

        assert response.status_code == 406
        assert "text/turtle" in response.text

    def test_a_kind_that_no_accepted_type_can_carry_is_406(self, ask: FlaskClient) -> None:
        response = send(ask, "get", ASK, headers={"Accept": "text/turtle"})

        assert response.status_code == 406
        assert "application/sparql-results+json" in response.text
        assert "text/turtle" not in response.text

    @pytest.mark.parametrize(
        ("name", "query", "expected"),
        [
            ("csv", SELECT, "text/csv"),
            ("xml", SELECT, "application/sparql-results+xml"),
            ("xml", CONSTRUCT, "application/rdf+xml"),
            ("json", CONSTRUCT, "application/ld+json"),
            ("ttl", CONSTRUCT, "text/turtle"),
            ("text/csv", SELECT, "text/csv"),
            ("HTML", SELECT, "text/html"),
        ],
    )
    @pytest.mark.parametrize("parameter", ["format", "output"])
    def test_a_parameter_overrides_accept(
        self, ask: FlaskClient, name: str, query: str, expected: str, parameter: str
    ) -> None:
        response = send(ask, "get", query, [(parameter, name)], headers={"Accept": "text/html"})

        assert response.mimetype == expected

    def test_a_table_for_a_spreadsheet_is_a_download(self, ask: FlaskClient) -> None:
        response = send(ask, "get", SELECT, [("format", "csv")])

        assert response.headers["Content-Disposition"] == 'attachment; filename="answer.csv"'
        assert response.text.splitlines()[0] == "s,label"

    @pytest.mark.parametrize(
        ("form", "columns"), [("SELECT *", ["zzz", "mmm", "aaa"]), ("SELECT ?aaa ?zzz", ["aaa", "zzz"])]
    )
    @pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "xml"])
    def test_columns_stand_in_the_query_s_own_order(
        self, ask: FlaskClient, form: str, columns: list[str], fmt: str
    ) -> None:
        text = send(ask, "get", f"{form} {{ ?zzz rdfs:label ?mmm ; a ?aaa }} LIMIT 1", [("format", fmt)]).text

        places = [text.index(name) for name in columns]
        assert places == sorted(places)

    def test_relative_iris_resolve_against_the_endpoint(self, ask: FlaskClient) -> None:
        text = send(ask, "get", "CONSTRUCT { <s> <p> 1 } {}").text

        assert "<http://localhost/s> <http://localhost/p> 1" in text

    def test_a_syntax_error_is_400_with_its_place(self, ask: FlaskClient) -> None:
        response = send(ask, "get", "SELECT *\nWHERE { ?s")

        assert response.status_code == 400
        assert "syntax error in line 2, column 11" in response.text
        assert response.mimetype == "text/plain"


class TestMisuse:
    """Section 2.1.6 and the protocol's negative tests: the right status, and one sentence."""

    @pytest.mark.parametrize(
        ("arguments", "status", "words"),
        [
            ({"method": "POST", "data": {}}, 415, "content type is none"),
            ({"method": "POST", "data": {"quer": ASK}}, 400, "has 0 queries"),
            ({"method": "GET", "query_string": [("query", ASK), ("query", ASK)]}, 400, "has 2 queries"),
            ({"method": "POST", "data": {"query": [ASK, ASK]}}, 400, "has 2 queries"),
            ({"method": "POST", "data": {"query": ASK}, "query_string": {"query": ASK}}, 400, "has 2 queries"),
            (
                {"method": "POST", "data": ASK, "content_type": DIRECT, "query_string": {"query": ASK}},
                400,
                "2 queries",
            ),
            ({"method": "POST", "data": ASK, "content_type": "text/plain"}, 415, "content type is text/plain"),
            ({"method": "POST", "data": ASK}, 415, "content type is none"),
            ({"method": "POST", "data": ASK, "content_type": f"{DIRECT}; charset=UTF-16"}, 415, "expected UTF-8"),
            ({"method": "POST", "data": b"\xff", "content_type": DIRECT}, 400, "not valid UTF-8 at byte 0"),
            ({"method": "GET", "query_string": "query=%FF"}, 400, "not valid UTF-8: it has the byte 0xff"),
            (
                {"method": "POST", "data": b"query=%e9", "content_type": FORM},
                400,
                "not valid UTF-8: it has the byte 0xe9",
            ),
            ({"method": "GET", "query_string": {"query": ""}}, 400, "syntax error"),
            ({"method": "GET", "query_string": {"query": ASK, "format": "pdf"}}, 400, "'pdf' is not known"),
            ({"method": "GET", "query_string": {"query": ASK, "timeout": "soon"}}, 400, "timeout is 'soon'"),
            ({"method": "GET", "query_string": {"query": "ASK { ?s no:p 1 }"}}, 400, "uses the prefix no:"),
            ({"method": "GET", "query_string": {"update": "CLEAR ALL"}}, 405, "must be sent by POST"),
            ({"method": "POST", "data": {"update": "CLEAR ALL", "query": ASK}}, 403, "read-only"),
            ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "read-only"),
            ({"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403, "read-only"),
            ({"method": "POST", "data": {"query": "ASK {} #" + "x" * 100_000}}, 413, "limit here is 100000"),
            ({"method": "POST", "data": b"x" * 400_000, "content_type": DIRECT}, 413, "400000 bytes long"),
            ({"method": "GET", "query_string": {"query": "x" * 400_000}}, 414, "better by POST"),
            (
                {"method": "GET", "query_string": {"query": "ASK { SERVICE <http://x/> {} }"}},
                403,
                "sends no requests",
            ),
            ({"method": "GET", "query_string": {"query": "ASK" + "{" * 200 + "}" * 200}}, 400, "limit here is 100"),
            ({"method": "PUT"}, 405, "method"),
            ({"method": "DELETE"}, 405, "method"),
        ],
    )
    def test_a_misuse_is_told_in_one_sentence(
        self, ask: FlaskClient, arguments: dict, status: int, words: str
    ) -> None:
        response = ask.open("/sparql", **arguments)

        assert (response.status_code, words in response.text) == (status, True), response.text
        assert response.mimetype == "text/plain"
        assert response.text.count("\n") == 1
        assert response.headers["Access-Control-Allow-Origin"] == "*"

    def test_a_method_that_is_not_allowed_is_told_which_are(self, ask: FlaskClient) -> None:
        assert {"GET", "HEAD", "POST"} <= set(ask.put("/sparql").headers["Allow"].split(", "))


class TestHeadersAndMethods:
    """What HTTP and browsers ask beyond the protocol."""

    @pytest.mark.parametrize("path", ["/", "/sparql", "/sparql?query=ASK{}", "/queries", "/health"])
    def test_head_answers_as_get_without_a_body(self, ask: FlaskClient, path: str) -> None:
        head, get = ask.head(path), ask.get(path)

        assert (head.status_code, head.data) == (get.status_code, b"")
        assert head.mimetype == get.mimetype

    @pytest.mark.parametrize("path", ["/", "/sparql", "/queries", "/id/ruritania", "/metrics", "/.well-known/void"])
    def test_options_says_what_is_allowed(self, ask: FlaskClient, path: str) -> None:
        headers = {"Origin": "https://editor.example", "Access-Control-Request-Headers": "x-requested-with"}
        response = ask.options(path, headers=headers)

        assert response.status_code in {200, 204}
        assert "GET" in response.headers["Allow"]
        assert response.headers["Access-Control-Allow-Headers"] == "x-requested-with"
        assert "GET" in response.headers["Access-Control-Allow-Methods"]

    @pytest.mark.parametrize(
        "path", ["/sparql?query=ASK{}", "/sparql?query=nonsense", "/nowhere", "/sparql?query=a&query=b"]
    )
    def test_every_status_may_be_read_from_any_origin(self, ask: FlaskClient, path: str) -> None:
        response = ask.get(path, headers={"Origin": "https://editor.example"})

        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert {"Accept", "Origin", "Accept-Encoding"} <= {
            name.strip() for name in response.headers["Vary"].split(",")
        }

    def test_gzip_is_sent_when_asked(self, ask: FlaskClient) -> None:
        import gzip

        plain = send(ask, "get", "SELECT * { ?s ?p ?o } LIMIT 100")
        packed = send(ask, "get", "SELECT * { ?s ?p ?o } LIMIT 100", headers={"Accept-Encoding": "gzip, br"})

        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert "Content-Encoding" not in plain.headers

    def test_gzip_is_not_sent_when_refused(self, ask: FlaskClient) -> None:
        response = send(ask, "get", SELECT, headers={"Accept-Encoding": "gzip;q=0, identity"})

        assert "Content-Encoding" not in response.headers
