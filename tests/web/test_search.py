"""Finding things by names and codes, in all languages."""

import csv
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.inputs.tables.entity_registry import slugify
from westphalia.rdf.curies import shortened
from westphalia.rdf.namespaces import HISTORY_GRAPH, ID
from westphalia.search import Names, index, open_index
from westphalia.search.labels import labels_among
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.store import Store
from westphalia.versions.build import build
from westphalia.versions.published import CurrentVersion
from westphalia.views.select import select
from westphalia.web import create_app
from westphalia.web.pages.answers import search
from westphalia.web.pages.answers.search import RESULTS


def first(client: FlaskClient, text: str) -> str:
    hits = client.get("/search.json", query_string={"q": text}).json
    return str(hits[0]["iri"]).removeprefix(str(ID)) if hits else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("255", "germany"),
        ("KAZ", "kazakhstan"),
        ("kaz", "kazakhstan"),
        ("Казахстан", "kazakhstan"),
        ("republic of kaz", "kazakhstan"),
        ("  NAZARBAYEV ", "nursultan-nazarbayev"),
        ("cote", "cote-divoire"),
        ("nato", "nato"),
        ("中国", "china"),
        ("中國", "china"),
        ("Deutschland", "germany"),
        ("OTAN", "nato"),
        ("НАТО", "nato"),
        ("ناتو", "nato"),
        ("افغانستان", "afghanistan"),
        ("قزاقستان", "kazakhstan"),
        ("Հայաստան", "armenia"),
        ("भारत", "india"),
        ("ОДКБ", "csto"),
        ("ООН", "un"),
        ("SOZ", "sco"),
        ("УССР", "ukrainian-ssr"),
        ("DDR", "east-germany"),
        ("Tschechoslowakei", "czechoslovakia"),
        ("Burma", "myanmar"),
        ("Persia", "iran"),
        ("GMY", "germany"),
        ("KZK", "kazakhstan"),
        ("uzbekstan", "uzbekistan"),
        ("Kazahkstan", "kazakhstan"),
        ("united sates", "united-states"),
        ("northkorea", "north-korea"),
        ("cote divoire", "cote-divoire"),
        ("bekistan", "uzbekistan"),
    ],
)
def test_a_name_or_code_finds_its_thing_first(client: FlaskClient, text: str, expected: str) -> None:
    assert first(client, text) == expected


@pytest.mark.parametrize("text", ["", "  ", '"', "*", "zzzz", "(", "-", "'; DROP TABLE thing"])
def test_what_names_nothing_finds_nothing_and_breaks_nothing(client: FlaskClient, text: str) -> None:
    answer = client.get("/search.json", query_string={"q": text})

    assert answer.status_code == 200
    assert answer.json == []


def test_what_is_misspelt_is_near_and_what_is_spelt_right_is_not(client: FlaskClient) -> None:
    near = client.get("/search.json", query_string={"q": "uzbekstan"}).json
    exact = client.get("/search.json", query_string={"q": "Uzbekistan"}).json

    assert all(hit["is_near"] for hit in near)
    assert not any(hit["is_near"] for hit in exact)
    assert {hit["iri"] for hit in near} == {hit["iri"] for hit in exact}


def test_a_name_in_another_language_says_how_it_was_found(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "Казахстан"}).text

    assert "matched “Казахстан” (ru)" in page


def test_entities_come_before_records_of_them(client: FlaskClient) -> None:
    hits = client.get("/search.json?q=nazarbayev").json

    assert hits[0]["kind"] == "person"
    assert len(hits) > 1


def test_the_index_is_made_once_and_is_that_of_its_version(tiny: Settings) -> None:
    build(tiny, silent)
    served = CurrentVersion(tiny).current()
    names = open_index(served.folder, served.store)

    assert names.labels([str(ID.ruritania), "urn:x"]) == {str(ID.ruritania): "Ruritania"}
    assert [hit.iri for hit in names.find("ruri")] == [str(ID.ruritania), str(ID["tiny-membership"])]
    path = tiny.sources_dir / "tiny" / "facts.ttl"
    path.write_text(path.read_text().replace('"Ruritania"@en', '"Freedonia"@en'))
    build(tiny, silent)
    client = create_app(tiny).test_client()
    assert first(client, "ruri") == "tiny-membership"
    assert first(client, "freedonia") == "ruritania"


def test_the_axioms_of_the_history_are_not_in_the_index(settings: Settings) -> None:
    served = CurrentVersion(settings).current()
    query = f"SELECT ?x WHERE {{ GRAPH <{HISTORY_GRAPH}> {{ ?x a owl:Axiom }} }} LIMIT 3"
    axioms = [row["x"]["value"] for row in select(served.store, query)]

    assert len(axioms) == 3
    assert open_index(served.folder, served.store).labels([*axioms, str(ID.kazakhstan)]) == {
        str(ID.kazakhstan): "Kazakhstan"
    }


def test_labels_of_the_store_are_those_of_the_index(settings: Settings) -> None:
    served = CurrentVersion(settings).current()
    names = open_index(served.folder, served.store)
    with closing(sqlite3.connect(names._path)) as connection:
        some = [iri for (iri,) in connection.execute("SELECT iri FROM thing ORDER BY iri")][::25]
    asked = [*some, "urn:x", "no <IRI>"]

    found = labels_among(served.store, asked)

    assert len(some) > 1000
    assert {iri: shortened(label) for iri, label in found.items()} == names.labels(asked)


@pytest.mark.parametrize(
    "address", ["/", "/map?show=members&of=id:nato&at=1985", "/ontology/term/Treaty", "/sources"]
)
def test_a_page_without_a_search_does_not_wait_for_the_index(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    expected = client.get(address)

    def refused(_folder: Path, _store: Store) -> Names:
        pytest.fail("The index of names was waited for.")

    monkeypatch.setattr(search, "open_index", refused)
    monkeypatch.setattr(index, "made_file", lambda _folder, _name: None)

    assert expected.status_code == 200
    assert client.get(address).text == expected.text


def test_a_kind_lists_its_things_and_an_unknown_one_is_missing(client: FlaskClient) -> None:
    page = client.get("/browse/state").text

    assert '<a href="/id/kazakhstan">Kazakhstan</a>' in page
    assert client.get("/browse/unicorn").status_code == 404


def test_a_search_says_how_many_there_are_and_lists_all(client: FlaskClient) -> None:
    page = client.get("/search?q=a").text
    total = int(re.sub(r"\D", "", re.search(r'<strong class="count">(.*?)</strong>', page).group(1)))
    rows = client.get("/search/results.json?for=a").json
    whole = client.get("/search/results?for=a").text

    assert total > RESULTS
    assert page.count("<li><a href=") >= RESULTS and f"the first {RESULTS} are below" in page
    assert 'href="/search/results?for=a"' in page and 'href="/search/results.csv?for=a"' in page
    assert len(rows) == total == len(client.get("/search/results.csv?for=a").text.splitlines()) - 1
    assert list(rows[0]) == ["label", "kind", "matched", "matched_in", "iri"]
    assert 'name="for" value="a"' in whole  # the filter keeps what was searched
    assert re.sub(r"\D", "", re.search(r'<strong class="count">(.*?)</strong>', whole).group(1)) == str(total)


def test_a_short_search_is_whole(client: FlaskClient) -> None:
    page = client.get("/search?q=Nursultan+Nazarbayev").text

    assert "are below" not in page
    assert client.get("/search/results.json?for=zzzz").json == []


def test_suggestions_are_as_many_as_wanted(client: FlaskClient) -> None:
    assert len(client.get("/search.json?q=a").json) == 8
    assert len(client.get("/search.json?q=a&limit=20").json) == 20
    assert client.get("/search.json?q=a&limit=1001").status_code == 400
    assert client.get("/search.json?q=a&limit=few").status_code == 400


def test_the_classes_are_counted_and_come_as_data(client: FlaskClient) -> None:
    rows = client.get("/browse.json").json
    page = client.get("/browse").text
    of_states = next(row["entities"] for row in rows if row["label"] == "state")

    assert len(client.get("/browse/state.json").json) == of_states
    counts = [int(re.sub(r"\D", "", text)) for text in re.findall(r'<strong class="count">(.*?)</strong>', page)]
    assert counts == [sum(row["entities"] for row in rows), len(rows)]
    assert client.get("/browse.csv").text.startswith("label,entities")


def test_a_filtered_list_gives_the_same_rows_as_data(client: FlaskClient) -> None:
    rows = client.get("/browse/state.json?q=stan&sort=-label").json

    assert rows and all("stan" in row["label"].casefold() for row in rows)
    assert [row["label"] for row in rows] == sorted((row["label"] for row in rows), reverse=True)
    assert client.get("/browse/state.csv?sort=colour").status_code == 400


def test_a_misspelt_search_says_what_it_shows(client: FlaskClient) -> None:
    page = client.get("/search?q=uzbekstan").text

    assert "Results for “uzbekistan”" in page and "Nothing has the name “uzbekstan”" in page
    assert '<a href="/id/uzbekistan">Uzbekistan</a>' in page


def test_results_are_narrowed_to_a_class_and_come_in_pages(client: FlaskClient) -> None:
    whole = client.get("/search?q=kazakhstan").text
    states = client.get("/search?q=kazakhstan&kind=state").text
    second = client.get("/search?q=kazakhstan&page=2").text

    assert "kind=state" in whole and 'rel="next"' in whole
    assert '<a href="/id/kazakhstan">' in states and "membership" not in states.partition('<ol class="hits"')[2]
    assert f'start="{RESULTS + 1}"' in second and '<a href="/id/kazakhstan">' not in second
    assert {row["kind"] for row in client.get("/search/results.json?for=kazakhstan&kind=state").json} == {"state"}


@pytest.mark.parametrize(
    ("address", "suggestion"),
    [
        ("/id/kazakstan", "/id/kazakhstan"),
        ("/id/uzbekstan", "/id/uzbekistan"),
        ("/ontology/term/memberof", "/ontology/term/memberOf"),
        ("/map?of=uzbekstan", "/id/uzbekistan"),
        ("/querry", "/query"),
    ],
)
def test_a_missing_page_suggests_what_was_meant(client: FlaskClient, address: str, suggestion: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert f'<a href="{suggestion}">' in answer.text


def _full_names() -> dict[str, list[str]]:
    """Both English names of the organizations that the sources list, as addresses, each with the ids that have it."""
    ids: dict[str, list[str]] = {}
    for path in sorted((PROJECT_ROOT / "sources").glob("*/organizations.csv")):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            for name in filter(None, (row["label"], row["abbreviation"])):
                ids.setdefault(slugify(name), []).append(row["id"])
    return ids


def test_the_full_name_of_an_organization_leads_to_it(client: FlaskClient) -> None:
    """It comes first, or behind the treaty of the same name, such as the North American Free Trade Agreement."""
    wanted = {name: ids for name, ids in _full_names().items() if name not in ids and "-" in name}
    found = {name: _suggestions(client, f"/id/{name}") for name in wanted}
    missing = {name for name in wanted if client.get(f"/id/{name}").status_code == 404}
    led = {name for name, ids in wanted.items() if {f"/id/{each}" for each in ids} & {*found[name][:2]}}

    assert len(missing) >= 50
    assert missing - led == set()
    assert sum(found[name][0] == f"/id/{wanted[name][0]}" for name in missing) >= len(missing) - 3
    assert found["united-nations"][0] == "/id/un"


@pytest.mark.parametrize(
    ("address", "suggestion"),
    [
        ("/id/shanghai-cooperation-organization", "/id/sco"),
        ("/id/world-trade-organisation", "/id/wto"),
        ("/id/sadc-mutual-defense-pact", "/id/sadc-mutual-defence-pact"),
    ],
)
def test_either_spelling_of_a_name_leads_to_it(client: FlaskClient, address: str, suggestion: str) -> None:
    assert _suggestions(client, address)[0] == suggestion


def test_a_suggestion_says_by_which_name_it_was_found(client: FlaskClient) -> None:
    page = client.get("/id/united-nations", headers={"Accept": "text/html"}).text

    assert '<a href="/id/un">UN</a> <small>universal organization, “United Nations”</small>' in page


def _suggestions(client: FlaskClient, address: str) -> list[str]:
    page = client.get(address, headers={"Accept": "text/html"}).text
    return re.findall(r'<li><a href="([^"]+)">', page.partition("<h2>Did you mean</h2>")[2])


def test_results_of_nothing_are_refused(client: FlaskClient) -> None:
    answer = client.get("/search/results?q=united")

    assert answer.status_code == 400
    assert "for is missing" in answer.text


def test_a_missing_page_is_one_sentence_to_a_program(client: FlaskClient) -> None:
    answer = client.get("/id/uzbekstan", headers={"Accept": "text/turtle"})

    assert (answer.status_code, answer.text.count("\n")) == (404, 1)
