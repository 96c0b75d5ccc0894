"""Finding things by names and codes, in all languages."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.rdf.namespaces import ID
from westphalia.search import open_index
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.published import CurrentVersion
from westphalia.web import create_app


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
    ],
)
def test_a_name_or_code_finds_its_thing_first(client: FlaskClient, text: str, expected: str) -> None:
    assert first(client, text) == expected


@pytest.mark.parametrize("text", ["", "  ", '"', "*", "zzzz", "(", "-", "'; DROP TABLE thing"])
def test_what_names_nothing_finds_nothing_and_breaks_nothing(client: FlaskClient, text: str) -> None:
    answer = client.get("/search.json", query_string={"q": text})

    assert answer.status_code == 200
    assert answer.json == []


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


def test_a_kind_lists_its_things_and_an_unknown_one_is_missing(client: FlaskClient) -> None:
    page = client.get("/browse/state").text

    assert '<a href="/id/kazakhstan">Kazakhstan</a>' in page
    assert client.get("/browse/unicorn").status_code == 404
