"""What data may do to pages: IRIs that are no addresses, labels without end, cells that are formulas."""

import csv
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import westphalia.web
from tests.web.conftest import TOKEN
from westphalia.rdf.namespaces import BASE
from westphalia.web.pages.common.addresses import href
from westphalia.web.pages.common.spreadsheets import csv_file

TEMPLATES = Path(westphalia.web.__file__).parent / "templates"
WRITER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "urn:x",
        "x",
    ],
)
def test_an_iri_that_is_no_safe_address_is_no_link(iri: str) -> None:
    assert href(iri) == ""


@pytest.mark.parametrize("iri", ["http://x.example/a", "HTTPS://x.example/", "mailto:a@x.example"])
def test_an_address_is_a_link(iri: str) -> None:
    assert href(iri) == f'href="{iri}"'


def test_an_iri_of_the_project_stays_on_this_host() -> None:
    assert href(f"{BASE}id/x", {"at": "2011-06-01"}) == 'href="/id/x?at=2011-06-01"'
    assert href(f"{BASE}//evil.example/") == 'href="/evil.example/"'
    assert '"' not in href('http://x/"onclick=')[6:-1]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_link_iris_by_the_one_filter(path: Path) -> None:
    assert not re.search(r'href="\{\{[^}]*\| local \}\}"', path.read_text(encoding="utf-8"))


def test_pages_show_hostile_data_as_text(curated: FlaskClient) -> None:
    update = f"""PREFIX id: <{BASE}id/> INSERT DATA {{
        <javascript:alert(1)> a <{BASE}ontology#State> ; rdfs:label "Hostile" .
        id:ruritania rdfs:seeAlso <javascript:alert(2)> ; rdfs:comment "=1+1" .
        id:long a <{BASE}ontology#State> ; rdfs:label "{"y" * 200_000}" }}"""
    assert curated.post("/sparql", data={"update": update}, headers=WRITER).status_code == 204
    pages = [
        curated.get(path, headers={"Accept": "text/html"})
        for path in (
            "/browse/state",
            "/id/ruritania",
            "/search?q=Hostile",
            "/sparql?query=SELECT * { ?s rdfs:label ?o }",
            "/id/long",
        )
    ]

    for page in pages:
        assert 'href="javascript:' not in page.text
        assert len(page.data) < 200_000
    assert "(200000 characters)" in pages[3].text
    heading = re.search("<h1>(.*?)</h1>", pages[4].text)
    assert heading is not None and len(heading[1]) < 400 and heading[1].endswith("(200000 characters)")


def test_formulas_become_text_on_request() -> None:
    row = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "plain", "1-1", ""]

    assert downloaded("/id/x.csv", row) == row
    assert downloaded("/id/x.csv?formulas=text", row) == [f"'{cell}" for cell in row[:6]] + row[6:]


def downloaded(address: str, row: list[str]) -> list[str]:
    """The cells of a row of a download, as a reader of CSV gives them."""
    with Flask(__name__).test_request_context(address):
        file = csv_file("x", map(str, range(len(row))), [row])
    [_, cells] = csv.reader(io.StringIO(file.get_data(as_text=True), newline=""))
    return cells
