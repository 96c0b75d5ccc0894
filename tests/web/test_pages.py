"""Pages and descriptions: every IRI answers, in the format asked for, with values escaped."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.errors import WestphaliaError
from westphalia.rdf.namespaces import BASE, GRAPH, ID, ONTOLOGY_IRI, WPH
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build
from westphalia.web import create_app
from westphalia.web.app import STATUS_OF, status_of

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
OWL_API = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize(
    "path", ["/id/kazakhstan", "/id/rousseau-2011/plan-signature-russia", "/source/rousseau-2011"]
)
@pytest.mark.parametrize("media_type", FORMATS)
def test_a_thing_is_described_in_each_format(client: FlaskClient, path: str, media_type: str) -> None:
    response = client.get(path, headers={"Accept": media_type})
    subjects = {quad.subject for quad in ox.parse(response.data, format=FORMATS[media_type])}

    assert response.mimetype == media_type
    assert ox.NamedNode(f"https://w3id.org/westphalia{path}") in subjects


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [
        (".ttl", "text/turtle"),
        (".jsonld", "application/ld+json"),
        (".rdf", "application/rdf+xml"),
        (".html", "text/html"),
    ],
)
def test_a_suffix_chooses_the_format(client: FlaskClient, suffix: str, expected: str) -> None:
    assert client.get(f"/id/kazakhstan{suffix}", headers={"Accept": BROWSER}).mimetype == expected


@pytest.mark.parametrize(
    "path", ["/id/nowhere", "/id/", "/source/none", "/graph/none", "/ontology/none", "/download/none.ttl", "/nothing"]
)
def test_what_does_not_exist_is_404_in_one_sentence(client: FlaskClient, path: str) -> None:
    plain = client.get(path)
    page = client.get(path, headers={"Accept": BROWSER})

    assert (plain.status_code, plain.mimetype) == (404, "text/plain")
    assert (page.status_code, page.mimetype) == (404, "text/html")


def test_what_cannot_be_an_iri_never_reaches_a_query(client: FlaskClient) -> None:
    response = client.get("/id/x> ?p ?o } #")

    assert response.status_code == 404


def redirected(path: str) -> str:
    """Where the rules for w3id.org lead a path below the project's; the first that matches decides."""
    text = (PROJECT_ROOT / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
    rules = [line.split() for line in text.splitlines() if line.startswith("RewriteRule")]
    return next(
        re.sub(pattern, target.replace("$1", r"\1"), path)
        for _, pattern, target, _ in rules
        if re.search(pattern, path)
    )


@pytest.mark.parametrize(
    "iri", [BASE, ONTOLOGY_IRI, f"{ONTOLOGY_IRI}/0.1.0", str(ID.kazakhstan), str(GRAPH.ontology)]
)
@pytest.mark.parametrize("accept", ["text/turtle, */*;q=0.1", BROWSER])
def test_an_iri_leads_by_the_redirects_of_w3id_to_what_it_names(client: FlaskClient, iri: str, accept: str) -> None:
    address = redirected(iri.removeprefix(BASE))

    assert address.startswith("https://westphalia.example/")
    assert (
        client.get(address.removeprefix("https://westphalia.example"), headers={"Accept": accept}).status_code == 200
    )


@pytest.mark.parametrize("path", ["/ontology", "/ontology/actors", "/ontology/alignments/org"])
def test_the_owl_api_gets_rdf_xml_at_once(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": OWL_API})
    head = client.head(path, headers={"Accept": OWL_API})
    graph = rdflib.Graph().parse(data=response.text, format="xml")

    assert (response.status_code, response.mimetype) == (200, "application/rdf+xml")
    assert (head.status_code, head.mimetype, head.data) == (200, "application/rdf+xml", b"")
    assert (rdflib.URIRef(f"https://w3id.org/westphalia{path}"), rdflib.RDF.type, rdflib.OWL.Ontology) in graph


def test_the_served_ontology_has_no_imports(client: FlaskClient) -> None:
    graph = rdflib.Graph().parse(data=client.get("/ontology", headers={"Accept": "text/turtle"}).text)

    assert len(graph) > 2000
    assert list(graph.triples((None, rdflib.OWL.imports, None))) == []


def test_every_term_has_an_anchor_that_is_its_local_name(client: FlaskClient) -> None:
    page = client.get("/ontology", headers={"Accept": BROWSER}).text
    graph = rdflib.Graph().parse(data=client.get("/ontology", headers={"Accept": "text/turtle"}).text)
    names = {str(term).removeprefix(str(WPH)) for term in graph.subjects() if term in WPH}

    assert len(names) > 250
    assert [name for name in names if f'id="{name}"' not in page] == []


@pytest.mark.parametrize(
    "path",
    ["/", "/query", "/browse", "/search?q=kaz", "/graph/inferred", "/graph/rousseau-2011", "/sparql", "/ontology"],
)
def test_pages_are_whole_and_keep_to_the_policy(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": BROWSER})

    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert response.text.rstrip().endswith("</html>")
    assert "default-src 'self';" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "style=" not in response.text


def test_a_named_graph_is_given_whole(client: FlaskClient) -> None:
    graph = rdflib.Graph().parse(data=client.get("/graph/rousseau-2011").text, format="turtle")

    assert (ID.kazakhstan, rdflib.RDF.type, WPH.State) in graph
    assert (ID.kazakhstan, WPH.memberOf, None) not in graph


def test_a_download_is_a_file(article_client: FlaskClient) -> None:
    response = article_client.get("/download/everything.trig")

    assert response.headers["Content-Disposition"] == 'attachment; filename="westphalia-everything.trig"'
    assert len(list(ox.parse(response.data, format=ox.RdfFormat.TRIG))) > 5000


def test_markup_in_a_label_is_shown_and_not_run(tiny: Settings) -> None:
    path = tiny.sources_dir / "tiny" / "facts.ttl"
    path.write_text(path.read_text().replace('"Ruritania"@en', '"<script>alert(1)</script>"@en'))
    build(tiny, silent)
    client = create_app(tiny).test_client()

    for url in ("/id/ruritania", "/sparql?query=SELECT ?l WHERE { id:ruritania rdfs:label ?l }"):
        page = client.get(url, headers={"Accept": BROWSER}).text
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_new_build_is_served_without_restart_and_a_failed_one_is_not(tiny: Settings) -> None:
    build(tiny, silent)
    client = create_app(tiny).test_client()
    path = tiny.sources_dir / "tiny" / "facts.ttl"
    good = path.read_text()

    path.write_text(good.replace('"Ruritania"@en', '"New Ruritania"@en'))
    build(tiny, silent)
    assert "New Ruritania" in client.get("/id/ruritania").text

    path.write_text("broken")
    with pytest.raises(WestphaliaError):
        build(tiny, silent)
    assert "New Ruritania" in client.get("/id/ruritania").text


def test_without_a_build_the_answer_says_how_to_make_one(tmp_path: Path) -> None:
    client = create_app(Settings(data_dir=tmp_path)).test_client()

    response = client.get("/id/kazakhstan")

    assert response.status_code == 503
    assert "westphalia build" in response.text


def test_every_error_of_ours_has_a_status() -> None:
    kinds = WestphaliaError.__subclasses__()

    assert kinds
    assert all(400 <= status_of(kind("x")) < 600 for kind in kinds)
    assert all(issubclass(kind, WestphaliaError) for kind in STATUS_OF)


def test_the_version_iri_leads_to_the_ontology_that_states_it(ask: FlaskClient) -> None:
    ontology = rdflib.Graph().parse(data=ask.get("/ontology", headers={"Accept": "text/turtle"}).text)
    version = next(ontology.objects(None, rdflib.OWL.versionIRI)).removeprefix("https://w3id.org/westphalia")

    assert (
        ask.get(version, headers={"Accept": OWL_API}).data == ask.get("/ontology", headers={"Accept": OWL_API}).data
    )
    assert ask.get(f"{version}.ttl").mimetype == "text/turtle"
    assert "<h1>Ontology</h1>" in ask.get(version, headers={"Accept": BROWSER}).text
    assert ask.get("/ontology/0.0.1").status_code == 404


def test_an_earlier_version_stays_at_its_address(ask: FlaskClient) -> None:
    earlier = rdflib.Graph().parse(data=ask.get("/ontology/0.1.0").text, format="xml")

    assert str(next(earlier.objects(None, rdflib.OWL.versionIRI))).endswith("/ontology/0.1.0")
    assert ask.get("/ontology/0.0.9").status_code == 404


def test_a_missing_page_is_named(client: FlaskClient) -> None:
    for headers in ({"Accept": "text/html"}, {}):
        answer = client.get("/nowhere/at-all", headers=headers)

        assert answer.status_code == 404 and "There is no page at /nowhere/at-all." in answer.text


def test_conversion_without_values_is_a_form_for_people_and_a_sentence_for_programs(client: FlaskClient) -> None:
    page = client.get("/convert", headers={"Accept": "text/html"})

    assert page.status_code == 200 and 'name="value"' in page.text and 'name="to"' in page.text
    assert client.get("/convert").status_code == 400
