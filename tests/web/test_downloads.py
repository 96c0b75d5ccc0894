"""Downloads, what programs use, and pages of terms."""

import html
import io
import re
import zipfile
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from tests.web.conftest import TOKEN
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.web import create_app

HTML = {"Accept": "text/html"}


def links_of(client: FlaskClient) -> set[str]:
    """The addresses of this server on the page of downloads; those that it spells out are links too."""
    page = client.get("/downloads", headers=HTML).text.partition("<main")[2]
    links = {html.unescape(link) for link in re.findall(r'href="(/[^"#]*)"', page)}
    told = {html.unescape(address) for address in re.findall(r"<code>http://localhost(/[^<]+)</code>", page)}
    assert told <= links
    return links


def assert_answered(client: FlaskClient, paths: set[str]) -> None:
    for path in sorted(paths):
        with client.get(path) as response:
            assert (path, response.status_code) == (path, 200), response.text
            # The build in question was made by a reasoner that knows no dates.
            assert response.data or "/history." in path, path


@pytest.mark.thorough
@pytest.mark.slow
def test_every_file_that_the_page_lists_is_given(ask: FlaskClient) -> None:
    files = {path for path in links_of(ask) if path.startswith("/download/")}

    assert len(files) > 30
    assert_answered(ask, files)


def test_every_address_that_the_page_lists_answers(client: FlaskClient) -> None:
    others = {path for path in links_of(client) if not path.startswith("/download/")}

    assert {"/sparql", "/openapi.json", "/.well-known/void", "/ontology"} <= others
    assert any(path.startswith("/explain?") for path in others)
    assert_answered(client, others)


def test_licences_have_the_names_that_people_know(client: FlaskClient) -> None:
    page = client.get("/downloads", headers=HTML).text

    assert '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>' in page


def test_each_source_has_its_licence_and_files(client: FlaskClient) -> None:
    page = client.get("/downloads", headers=HTML).text

    assert 'href="/download/rousseau-2011.ttl"' in page
    assert 'href="/openapi.json"' in page
    assert "2011" in page


def test_a_source_that_may_not_be_passed_on_is_not_offered(tiny: Settings) -> None:
    path = tiny.sources_dir / "tiny" / "source.ttl"
    path.write_text(path.read_text().replace("redistributable true", "redistributable false"))
    build(tiny, silent)
    page = create_app(tiny).test_client().get("/downloads", headers=HTML).text

    assert "may not be redistributed" in page
    assert "/download/tiny." not in page


def test_the_kit_for_protege_opens(tiny: Settings) -> None:
    build(tiny, silent)
    client = create_app(tiny).test_client()
    kits = [client.get("/download/protege.zip").data for _ in range(2)]
    archive = zipfile.ZipFile(io.BytesIO(kits[0]))
    names = archive.namelist()
    sample = list(ox.parse(archive.read("westphalia/sample.ttl"), format=ox.RdfFormat.TURTLE))
    merged = list(ox.parse(archive.read("westphalia/westphalia-merged.rdf"), format=ox.RdfFormat.RDF_XML))

    assert {"westphalia/ontology/westphalia.ttl", "westphalia/ontology/catalog-v001.xml"} <= set(names)
    assert any("Ruritania" in str(quad.object) for quad in sample)
    assert len(merged) > 2000
    assert kits[0] == kits[1]


def test_the_site_map_lists_pages_that_are_there(client: FlaskClient) -> None:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").data)
    paths = [node.text.removeprefix("http://localhost") for node in tree.iter() if node.tag.endswith("}loc")]

    assert "/id/kazakhstan" in paths
    assert len(paths) == len(set(paths)) > 500
    assert all(client.get(path, headers=HTML).status_code == 200 for path in paths[:12])


def addresses_in(client: FlaskClient, path: str) -> list[str]:
    tree = ElementTree.fromstring(client.get(path).data)
    return [node.text.removeprefix("http://localhost") for node in tree.iter() if node.tag.endswith("}loc")]


@pytest.mark.thorough
def test_more_pages_than_a_site_map_may_list_are_in_several(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = addresses_in(client, "/sitemap.xml")
    monkeypatch.setattr("westphalia.web.pages.downloads.MOST_ADDRESSES", len(every) // 3)
    parts = addresses_in(client, "/sitemap.xml")

    assert "<sitemapindex " in client.get("/sitemap.xml").text
    assert parts[0] == "/sitemap-1.xml" and len(parts) in {3, 4}
    assert [path for part in parts for path in addresses_in(client, part)] == every
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_robots_may_read_but_not_ask(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text

    assert "Disallow: /sparql" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_a_class_says_what_is_checked_and_what_it_is_apart_from(client: FlaskClient) -> None:
    situation = client.get("/ontology/term/Situation", headers=HTML).text

    assert "has no locator" in situation
    assert 'disjoint with</dt><dd><a href="/ontology/term/' in situation


@pytest.mark.parametrize("name", ["Nothing", "x> ?p ?o", "State.ttl"])
def test_an_unknown_term_is_missing(client: FlaskClient, name: str) -> None:
    assert client.get(f"/ontology/term/{name}", headers=HTML).status_code == 404


def test_the_tree_holds_every_class_under_what_it_lies_under(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=HTML).text
    tree = page[page.index('<ul class="tree">') : page.index('<h2 id="kind-1">')]

    assert tree.index("<summary>actor ") < tree.index(">state")
    assert tree.count("/ontology/term/DefenceOrganization") >= 1


def test_a_download_in_rdf_xml_that_no_reader_takes_is_refused(curated: FlaskClient) -> None:
    update = 'INSERT DATA { id:ruritania <https://example.org/1> "x" . id:ruritania rdfs:comment "y" }'
    sent = curated.post("/sparql", data={"update": update}, headers={"Authorization": f"Bearer {TOKEN}"})
    assert sent.status_code == 204, sent.text

    refused = {path: curated.get(path) for path in ("/download/local.rdf", "/graph/local.rdf", "/id/ruritania.rdf")}

    assert {path: answer.status_code for path, answer in refused.items()} == dict.fromkeys(refused, 406)
    assert all("<https://example.org/1> does not end in an XML name" in answer.text for answer in refused.values())
    assert curated.get("/download/local.ttl").status_code == 200


@pytest.mark.parametrize("path", ["/download/tiny.ttl", "/ontology", "/id/ruritania.ttl", "/download/protege.zip"])
def test_a_document_can_be_asked_about_and_read_in_parts(ask: FlaskClient, path: str) -> None:
    whole = ask.get(path)
    tag, built = whole.headers["ETag"], whole.headers["Last-Modified"]
    part = ask.get(path, headers={"Range": "bytes=100-199", "Accept-Encoding": "gzip"})
    beyond = ask.get(path, headers={"Range": f"bytes={len(whole.data) + 1}-"})

    assert 'rel="license"' in whole.headers["Link"]
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (part.status_code, part.data) == (206, whole.data[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole.data)}"
    assert beyond.status_code == 416
    assert ask.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert ask.get(path, headers={"If-Modified-Since": built}).status_code == 304
    assert ask.get(path, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200


def test_a_compressed_document_is_unchanged_too(ask: FlaskClient) -> None:
    tag = ask.get("/ontology", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    again = ask.get("/ontology", headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})

    assert (again.status_code, again.data) == (304, b"")


def test_an_export_is_of_the_day_that_is_asked_for(article_client: FlaskClient) -> None:
    answers = [article_client.get(f"/download/day.ttl{at}") for at in ("", "?at=2011-06-01")]

    assert len({answer.headers["ETag"] for answer in answers}) == 2
    assert "?at=2011-06-01>" in answers[1].text.split("\n\n")[2]
    assert article_client.get("/download/asserted.ttl?at=2011-06-01").status_code == 404
    negotiated = article_client.get("/download/day", headers={"Accept": "application/n-triples"})
    assert (negotiated.status_code, negotiated.content_type) == (200, "application/n-triples; charset=utf-8")
