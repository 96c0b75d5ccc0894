"""Real clients against a real server on the loopback address."""

import csv
import io
import shutil
import subprocess
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

from westphalia.rdf.namespaces import GRAPH, ID, WPH
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.workers import WorkerPool

LEAGUE = "https://w3id.org/westphalia/id/league"
SELECT = (
    "SELECT ?organization ?from { ?m wph:member id:ruritania ; wph:organization ?organization ; wph:validFrom ?from }"
)


@pytest.fixture(scope="module")
def url(small: Settings, worker_pool: WorkerPool) -> Iterator[str]:
    server = make_server(create_app(small, worker_pool), small, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()


class TestSparqlWrapper:
    """SPARQLWrapper 2: the client of most Python scripts."""

    @pytest.mark.parametrize("method", ["GET", POST])
    @pytest.mark.parametrize("request_method", [None, POSTDIRECTLY])
    def test_select_in_json(self, url: str, method: str, request_method: str | None) -> None:
        rows = self.client(url, SELECT, JSON, method, request_method).queryAndConvert()["results"]["bindings"]

        assert [row["organization"]["value"] for row in rows] == [LEAGUE]

    def test_select_in_csv(self, url: str) -> None:
        body = self.client(url, SELECT, CSV).queryAndConvert()

        assert body.decode().splitlines()[0] == "organization,from"

    def test_select_in_xml_which_is_its_default(self, url: str) -> None:
        document = self.client(url, SELECT, XML).queryAndConvert()

        assert LEAGUE in document.toxml()

    def test_construct(self, url: str) -> None:
        query = "CONSTRUCT { id:x wph:memberOf ?o } { ?m wph:organization ?o }"
        found = self.client(url, query, TURTLE).queryAndConvert()

        assert set(rdflib.Graph().parse(data=found, format="turtle")) == {(ID.x, WPH.memberOf, ID.league)}

    def test_a_syntax_error_is_shown_to_the_user(self, url: str) -> None:
        with pytest.raises(SPARQLExceptions.QueryBadFormed, match="syntax error in line 1"):
            self.client(url, "SELECT", JSON).query()

    def client(
        self, url: str, query: str, fmt: str, method: str = "GET", request_method: str | None = None
    ) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(f"{url}/sparql", returnFormat=fmt)
        wrapper.setMethod(method)
        if request_method and method == POST:
            wrapper.setRequestMethod(request_method)
        wrapper.setQuery(f"PREFIX id: <{ID}> PREFIX wph: <{WPH}> {query}")
        return wrapper


class TestRdflib:
    """rdflib's store over HTTP, its SERVICE, and its parser."""

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_its_store_asks_and_selects(self, url: str, method: str) -> None:
        graph = rdflib.Graph(store=SPARQLStore(f"{url}/sparql", method=method))

        assert list(graph.query(f"SELECT ?o {{ ?m <{WPH.organization}> ?o }}")) == [(ID.league,)]
        assert bool(graph.query(f"ASK {{ <{ID.ruritania}> a <{WPH.State}> }}"))
        assert (ID.ruritania, rdflib.RDF.type, WPH.State) in graph

    @pytest.mark.parametrize("fmt", ["xml", "json", "csv"])
    def test_its_store_reads_every_format_that_it_asks_for(self, url: str, fmt: str) -> None:
        store = SPARQLStore(f"{url}/sparql", returnFormat=fmt)

        assert len(list(store.query(f"SELECT ?o {{ ?m <{WPH.organization}> ?o }}"))) == 1

    def test_its_store_constructs(self, url: str) -> None:
        store = SPARQLStore(f"{url}/sparql")
        result = store.query(f"CONSTRUCT {{ <urn:x> <urn:p> ?o }} WHERE {{ ?m <{WPH.organization}> ?o }}")

        assert result.graph is not None
        assert len(result.graph) == 1

    def test_its_graphs_read_named_graphs(self, url: str) -> None:
        named = rdflib.Graph(SPARQLStore(f"{url}/sparql"), identifier=GRAPH.tiny)

        assert (ID.ruritania, rdflib.RDF.type, WPH.State) in named
        assert len(named) == 12

    def test_its_service_asks_us(self, url: str) -> None:
        query = f"SELECT ?o {{ SERVICE <{url}/sparql> {{ ?m <{WPH.organization}> ?o }} }}"

        assert [row.o for row in rdflib.Graph().query(query)] == [ID.league]

    @pytest.mark.parametrize("path", ["/id/ruritania", "/graph/tiny", "/source/tiny"])
    def test_its_parser_reads_a_thing_by_its_address(self, url: str, path: str) -> None:
        assert len(rdflib.Graph().parse(f"{url}{path}")) > 2

    def test_its_parser_reads_the_ontology_by_its_address(self, url: str) -> None:
        assert (WPH.State, rdflib.RDF.type, rdflib.OWL.Class) in rdflib.Graph().parse(f"{url}/ontology")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
class TestCurl:
    """curl, as people type it."""

    def test_a_form_gets_json(self, url: str) -> None:
        assert '"boolean":true' in self.curl("-s", f"{url}/sparql", "--data-urlencode", "query=ASK {}")

    def test_a_graph_gets_turtle(self, url: str) -> None:
        answer = self.curl("-si", f"{url}/sparql", "--data-urlencode", "query=DESCRIBE id:ruritania")

        assert "content-type: text/turtle" in answer.lower()
        assert "id:ruritania" in answer

    def test_head_has_the_headers_alone(self, url: str) -> None:
        answer = self.curl("-sI", f"{url}/sparql?query=ASK%7B%7D").lower()

        assert answer.startswith("http/1.1 200")
        assert "content-type: application/sparql-results+json" in answer

    def test_it_unpacks_what_it_asked_to_be_packed(self, url: str) -> None:
        arguments = (
            "-s",
            "--compressed",
            f"{url}/sparql",
            "--data-urlencode",
            "query=SELECT * { ?s ?p ?o } LIMIT 500",
        )

        assert self.curl(*arguments).count('"s":') == 500

    def test_one_connection_serves_several_requests(self, url: str) -> None:
        answer = self.curl("-sv", f"{url}/sparql?query=ASK%7B%7D", f"{url}/sparql?query=ASK%7B+%7D")

        assert answer.count('"boolean":true') == 2
        assert "Re-using existing connection" in answer

    def curl(self, *arguments: str) -> str:
        done = subprocess.run(["curl", "--max-time", "20", *arguments], capture_output=True, text=True, check=True)
        return done.stdout + done.stderr


class TestTables:
    """What spreadsheets, pandas and R read: CSV by an address."""

    def test_csv_by_an_address_has_a_header_in_the_query_s_order(self, url: str) -> None:
        parameters = urllib.parse.urlencode({"query": SELECT, "format": "csv"})
        with urllib.request.urlopen(f"{url}/sparql?{parameters}") as response:
            rows = list(csv.DictReader(io.StringIO(response.read().decode("utf-8"), newline="")))

        assert rows == [{"organization": LEAGUE, "from": "2000-01-01T00:00:00Z"}]

    def test_cells_with_commas_quotes_and_lines_come_back_whole(self, url: str) -> None:
        query = """SELECT ("a,b" AS ?x) ("say \\"hi\\"" AS ?y) ("two\\nlines" AS ?z) {}"""
        parameters = urllib.parse.urlencode({"query": query})
        request = urllib.request.Request(f"{url}/sparql?{parameters}", headers={"Accept": "text/csv"})
        with urllib.request.urlopen(request) as response:
            rows = list(csv.reader(io.StringIO(response.read().decode("utf-8"), newline="")))

        assert rows == [["x", "y", "z"], ["a,b", 'say "hi"', "two\nlines"]]

    def test_r_asks_by_form_for_csv(self, url: str) -> None:
        data = urllib.parse.urlencode({"query": SELECT}).encode()
        request = urllib.request.Request(f"{url}/sparql", data, headers={"Accept": "text/csv"})
        with urllib.request.urlopen(request) as response:
            assert response.headers.get_content_type() == "text/csv"


class TestOtherClients:
    """The headers that clients were seen to send, in their own order and spelling."""

    @pytest.mark.parametrize(
        ("name", "accept", "query", "expected"),
        [
            (
                "Jena",
                "application/sparql-results+json,application/sparql-results+xml;q=0.9,text/tab-separated-values;q=0.7,"
                "text/csv;q=0.5,application/json;q=0.2,application/xml;q=0.2,*/*;q=0.1",
                SELECT,
                "application/sparql-results+json",
            ),
            (
                "Jena, graphs",
                "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
                "DESCRIBE id:ruritania",
                "text/turtle",
            ),
            (
                "Comunica",
                "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7",
                SELECT,
                "application/sparql-results+json",
            ),
            ("YASGUI", "application/sparql-results+json,*/*;q=0.9", SELECT, "application/sparql-results+json"),
            ("YASGUI, graphs", "application/n-triples,*/*;q=0.9", "DESCRIBE id:ruritania", "application/n-triples"),
            (
                "YASGUI, wrong guess",
                "application/sparql-results+json,*/*;q=0.9",
                "DESCRIBE id:ruritania",
                "text/turtle",
            ),
            ("R", "application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
            (
                "rdflib",
                "application/rdf+xml, application/sparql-results+xml",
                SELECT,
                "application/sparql-results+xml",
            ),
            (
                "RDF4J, with binary types that nobody else has",
                "application/x-binary-rdf-results-table;q=0.8, application/sparql-results+json;q=0.8, "
                "application/sparql-results+xml, text/csv;q=0.5",
                SELECT,
                "application/sparql-results+xml",
            ),
            ("a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", SELECT, "text/html"),
        ],
    )
    def test_each_gets_what_it_can_read(self, url: str, name: str, accept: str, query: str, expected: str) -> None:
        parameters = urllib.parse.urlencode({"query": query, "timeout": "20", "infer": "true", "queryLn": "SPARQL"})
        request = urllib.request.Request(f"{url}/sparql?{parameters}", headers={"Accept": accept})
        with urllib.request.urlopen(request) as response:
            assert response.headers.get_content_type() == expected, name

    def test_comunica_reads_the_description_at_the_endpoint(self, url: str) -> None:
        accept = (
            "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2"
        )
        request = urllib.request.Request(f"{url}/sparql", headers={"Accept": accept})
        with urllib.request.urlopen(request) as response:
            assert response.headers.get_content_type() == "application/ld+json"
            assert f"{url}/sparql" in response.read().decode()

    def test_a_url_that_ends_with_a_bare_question_mark_takes_a_post(self, url: str) -> None:
        data = urllib.parse.urlencode({"query": "ASK {}"}).encode()
        with urllib.request.urlopen(f"{url}/sparql?", data) as response:
            assert response.status == 200

    def test_requests_sent_ahead_are_answered_in_order(self, url: str) -> None:
        """HTTP pipelining (RFC 9112, section 9.3.2)."""
        import re
        import socket

        last = 4
        requests = "".join(
            f"GET /sparql?query={urllib.parse.quote(f'SELECT ({n} AS ?n) {{}}')}&format=csv HTTP/1.1\r\nHost: x\r\n"
            + ("Connection: close\r\n\r\n" if n == last else "\r\n")
            for n in range(last + 1)
        )
        with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), timeout=10) as sock:
            sock.sendall(requests.encode())
            # Answers may arrive together, so they are taken from one stream.
            answers = sock.makefile("rb").read()
        bodies = re.findall(rb"n\r\n(\d)\r\n", answers)

        assert bodies == [b"0", b"1", b"2", b"3", b"4"]


def test_many_threads_ask_at_once(url: str) -> None:
    answers = []

    def ask() -> None:
        for _ in range(5):
            query = "SELECT%20*%20WHERE%20%7B?s%20?p%20?o%7D%20LIMIT%20500"
            with urllib.request.urlopen(f"{url}/sparql?query={query}") as response:
                answers.append(len(response.read()))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 40
    assert len(set(answers)) == 1
