"""Pages of terms, modules and rules: what defines a term, where it stands, what derives it, where it is used."""

import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.rdf.namespaces import WPH
from westphalia.rdf.triple_index import TripleIndex
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.views.schema import Schema
from westphalia.views.terms.axioms import rows_of
from westphalia.views.terms.use import IN_PLACE
from westphalia.web import create_app
from westphalia.web.pages.ontology.rule import own_rules, rules_about

HTML = {"Accept": "text/html"}
PREFIXES = """
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def page_of(client: FlaskClient, name: str) -> str:
    return client.get(f"/ontology/term/{name}", headers=HTML).text


def row(page: str, how: str) -> str:
    """The text of a row of a term's page, without markup."""
    found = re.search(rf"<dt>{how}</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found.group(1)).split()) if found else ""


@pytest.mark.parametrize(
    ("name", "how", "expected"),
    [
        ("State", "subclass of", "actor"),
        ("State", "indirect superclasses", "entity"),
        ("MultiVectorState", "equivalent to", "member of a Russian-led defence organization and NATO partner"),
        ("NatoPartner", "superclass of", "state and (partner of some North Atlantic alliance)"),
        ("RussianLedDefenceOrganization", "equivalent to", "defence organization and Russian-led organization"),
        ("ArmsRecipient", "superclass of", "state and (receives arms in some arms supply)"),
        ("OpinionHolder", "superclass of", "has claim some assessment"),
        ("memberOf", "implied by the chain", "has full membership, then organization"),
        ("memberOf", "subproperty of", "affiliated with"),
        ("memberOf", "indirect superproperties", "related to"),
        ("memberOf", "in other vocabularies", "org:memberOf"),
        ("partnerOf", "used in the definition of", "NATO partner"),
        ("hasFullMembership", "inverse of", "member"),
        ("alliedWith", "is", "symmetric: if a has it to b, then b has it to a"),
        ("alliedWith", "derived by", "Two full members of one defence organization are allied with each other."),
        ("validFrom", "range", "xsd:dateTime"),
        ("claimText", "domain", "claim"),
        ("dayPrecision", "is a", "date precision"),
        ("State", "defined in", "actors"),
        ("MilitarizedDispute", "answers", "Which disputes did two states have, and how far did they go?"),
        ("Sanctions", "change", "0.2.0: added."),
        ("memberOf", "read backwards", "has as member"),
        ("foundingTreaty", "no dates", "By which treaty an organization was set up does not change."),
        ("occupiedBy", "is", "irreflexive: nothing has it to itself"),
        ("Unit", "subclass of", "listed value"),
    ],
)
def test_a_term_says_what_it_is_and_where_it_stands(client: FlaskClient, name: str, how: str, expected: str) -> None:
    assert row(page_of(client, name), how) == expected


def test_a_class_is_explained_in_plain_words(client: FlaskClient) -> None:
    assert "<p>In plain words: One actor cuts trade or travel to press another.</p>" in page_of(client, "Sanctions")


TEN = [
    "State",
    "ArmsRecipient",
    "Situation",
    "memberOf",
    "alliedWith",
    "relatedTo",
    "validFrom",
    "claimText",
    "heldFrom",
    "dayPrecision",
]


@pytest.mark.parametrize("name", TEN)
def test_no_blank_node_shows_and_no_term_is_listed_twice(client: FlaskClient, name: str) -> None:
    page = page_of(client, name)
    standing = re.findall(
        r"<dt>(?:subclass of|subproperty of|(?:indirect )?super(?:classes|properties)|(?:indirect )?sub(?:classes|properties))</dt><dd>(.*?)</dd>",
        page,
        re.DOTALL,
    )
    links = re.findall(r'href="([^"]+)"', "".join(standing))

    assert not re.search(r"c14n|_:", page)
    assert len(links) == len(set(links))


@pytest.mark.parametrize("name", TEN)
def test_examples_are_uses_and_the_ready_query_finds_them(client: FlaskClient, name: str) -> None:
    page = page_of(client, name)
    shown = re.search(r"<h2[^>]*>Use <small>(.*?)</small></h2>(.*?)<h2", page, re.DOTALL)
    query = re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL).group(1)
    query = query.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"})

    assert int(re.sub(r"\D", "", shown.group(1))) > 0
    count, rows = int(re.sub(r"\D", "", shown.group(1))), answer.get_json()["results"]["bindings"]
    places = re.search(r'<ul class="uses">.*?</ul>', shown.group(2), re.DOTALL)  # the list of pages has a class
    listed = places.group().count("<li>") if places else 0
    assert len(rows) == count
    assert listed <= min(count, IN_PLACE) and (listed > 0) == (name != "heldFrom")
    assert listed == count or f"The first {listed} of different subjects" in shown.group(2)
    for extension in ("csv", "json"):
        address = re.search(rf'href="(/sparql[^"]*format={extension}[^"]*)"', shown.group(2)).group(1)
        if count < 100:  # a general property has a hundred thousand
            assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_examples_lead_to_things_that_have_the_term(client: FlaskClient) -> None:
    page = page_of(client, "alliedWith")
    first = re.search(r'<li><a href="(/id/[^"]+)">[^<]*</a> <strong>allied with</strong>', page).group(1)
    described = client.get(f"{first}.ttl").text

    assert "wph:alliedWith" in described


def test_a_relation_of_the_past_is_found_in_the_history(client: FlaskClient) -> None:
    page = page_of(client, "trainsForcesOf")

    assert 'In <a href="/graph/history">graph:history</a>' in page
    assert '<a href="/id/russia">Russia</a> <strong>trains forces of</strong> <a href="/id/kazakhstan">' in page
    assert "?axiom owl:annotatedProperty wph:trainsForcesOf" in page


@pytest.mark.thorough
def test_every_link_of_a_term_page_answers(client: FlaskClient) -> None:
    for name in ("MultiVectorState", "alliedWith", "borders"):
        main = page_of(client, name).partition("<main")[2]
        for path in set(re.findall(r'href="(/[^"#?]+)', main)):
            assert client.get(path, headers=HTML).status_code == 200, path


def standing(turtle: str, name: str) -> dict[str, tuple[object, ...]]:
    axioms = TripleIndex(quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))
    schema = Schema({}, {}, {}, frozenset(), frozenset({str(WPH[name])}))
    return {found.how: found.others for found in rows_of(str(WPH[name]), axioms, schema)}


def test_sides_and_opposites_may_be_expressions() -> None:
    found = standing(
        """wph:P a owl:ObjectProperty ; rdfs:domain [ owl:unionOf ( wph:A wph:B ) ] ; owl:propertyDisjointWith wph:Q .
        [] a owl:AllDisjointProperties ; owl:members ( wph:P wph:R ) .
        [] a owl:AllDifferent ; owl:members ( wph:P wph:S ) .""",
        "P",
    )

    assert [one.word for one in found["domain"]] == ["or"]
    assert [one.iri for one in found["disjoint with"]] == [str(WPH.Q), str(WPH.R)]


def test_a_malformed_definition_gives_a_note_and_not_an_error(tiny: Settings) -> None:
    path = tiny.ontology_dir / "defined.ttl"
    broken = "wph:NatoPartner owl:equivalentClass [ a owl:Class ; owl:onProperty wph:partnerOf ] ."
    path.write_text(path.read_text() + f"\n{broken}\n")
    build(tiny, silent)
    response = create_app(tiny).test_client().get("/ontology/term/NatoPartner", headers=HTML)

    assert response.status_code == 200
    assert response.text.count("cannot be read: a restriction that does not say which values") == 1
    assert "partner of</a> <span" in response.text


def test_a_deprecated_term_names_its_successor(tiny: Settings) -> None:
    path = tiny.ontology_dir / "actors.ttl"
    line = "wph:Person owl:deprecated true ; <http://purl.org/dc/terms/isReplacedBy> wph:Actor ."
    path.write_text(path.read_text() + f"\n{line}\n")
    build(tiny, silent)
    page = create_app(tiny).test_client().get("/ontology/term/Person", headers=HTML).text

    assert "Deprecated.</strong>" in page
    assert 'Replaced by <a href="/ontology/term/Actor">actor</a>' in page


def test_rules_are_found_by_what_they_derive_and_what_they_check(settings: Settings) -> None:
    deriving, checking = rules_about(settings, str(WPH.borders))

    assert "borders-through-territories" in {rule.name for rule in deriving}
    assert [rule.name for rule in checking] == ["borders-itself"]
    assert all(rule.derives or rule.finds_contradictions for rule in own_rules(settings))


@pytest.mark.parametrize("name", ["allied-with", "prp-spo2", "borders-itself"])
def test_a_rule_has_a_page_and_is_sparql_for_programs(client: FlaskClient, name: str) -> None:
    page = client.get(f"/rule/{name}", headers=HTML)
    text = client.get(f"/rule/{name}")

    assert page.status_code == 200
    assert "WHERE" in page.text
    assert text.mimetype == "application/sparql-query"
    assert text.text.startswith("#+ title:")


def test_there_is_no_page_for_a_rule_that_is_not(client: FlaskClient) -> None:
    assert client.get("/rule/..%2Fdomain", headers=HTML).status_code == 404
    assert client.get("/rule/none", headers=HTML).status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [("organizations", 'href="/ontology/term/memberOf"'), ("alignments/org", "defines no terms of its own")],
)
def test_a_module_has_a_page_for_people(client: FlaskClient, name: str, expected: str) -> None:
    page = client.get(f"/ontology/{name}", headers=HTML).text

    assert expected in page
    assert f'href="/ontology/{name}.ttl"' in page


def test_the_ontology_is_listed_by_label(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=HTML).text
    classes = re.findall(r'<dt id="\w+"><a [^>]+>([^<]+)</a>', page[: page.index('<h2 id="kind-2">')])

    assert len(classes) > 50
    assert classes == sorted(classes, key=str.casefold)
    assert 'href="/rule/allied-with"' in page
    assert 'href="/ontology/organizations"' in page


@pytest.mark.parametrize("name", ["terms", "rules", "modules"])
def test_the_lists_of_the_ontology_are_counted_and_whole(client: FlaskClient, name: str) -> None:
    rows = client.get(f"/ontology/{name}.json").json
    page = client.get(f"/ontology/{name}", headers=HTML).text
    ontology = client.get("/ontology", headers=HTML).text

    assert len(client.get(f"/ontology/{name}.csv").text.splitlines()) > len(rows) > 10
    assert f'<strong class="count">{len(rows)}</strong>' in page
    assert f'href="/ontology/{name}.csv"' in ontology and str(len(rows)) in ontology


def test_the_terms_of_a_module_are_a_list(client: FlaskClient) -> None:
    page = client.get("/ontology/time", headers=HTML).text
    address = re.search(r'href="(/ontology/terms\.json\?[^"]+)"', page).group(1)
    rows = client.get(address).json

    assert {row["module"] for row in rows} == {"time"}
    assert len(rows) == int(re.search(r'<small class="count">(\d+)</small>', page).group(1))
    assert client.get("/ontology/terms?module=nowhere").status_code == 404


def test_the_ontology_is_drawn_with_a_table_that_says_the_same(client: FlaskClient) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html"}).text
    lines = re.findall(r"<path class=\"line\".*?<title>(.*?)</title>", page)
    table = page.partition("The same as a table")[2].partition("</table>")[0]

    assert any(line.startswith("actor and membership: ") and "member" in line for line in lines)
    assert table.count("<tr>") == len(lines) + 1
    assert '<a href="/ontology/term/Membership"><rect' in page
    assert client.get("/ontology/terms.json?q=signatory").json


def test_the_uses_of_a_term_are_paged_without_gaps(client: FlaskClient) -> None:
    pages = [client.get(f"/ontology/term/State?page={number}", headers=HTML).text for number in (1, 2, 3)]
    listed = [re.findall(r'<li><a href="(/id/[^"]+)"', page.partition('id="use"')[2]) for page in pages]

    assert all(len(subjects) == IN_PLACE for subjects in listed)
    assert len({subject for subjects in listed for subject in subjects}) == 3 * IN_PLACE
    assert 'rel="next"' in pages[0] and 'rel="prev"' in pages[1]
