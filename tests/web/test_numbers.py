"""Numbers agree: each has one definition, a label that says what is counted, and a query that counts the same."""

import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from westphalia.rdf.namespaces import GRAPH
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion
from westphalia.views.numbers import Number, numbers_of
from westphalia.views.select import select

HTML = {"Accept": "text/html"}
TRIPLES = "http://rdfs.org/ns/void#triples"


@pytest.fixture(scope="module")
def numbers(settings: Settings) -> dict[str, Number]:
    return numbers_of(CurrentVersion(settings).current())


def shown(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_every_number_is_what_its_query_counts(settings: Settings, numbers: dict[str, Number]) -> None:
    store = CurrentVersion(settings).current().store

    assert len({number.label for number in numbers.values()}) == len(numbers) == 10
    for number in numbers.values():
        assert int(select(store, number.query)[0]["count"]["value"]) == number.count, number.name


def test_states_on_a_day_and_over_all_days_are_told_apart(numbers: dict[str, Number]) -> None:
    assert 150 < numbers["states"].count < numbers["states-ever"].count
    assert re.search(r"states on \d{1,2} [A-Z][a-z]{2} \d{4}", numbers["states"].label)
    assert numbers["states-ever"].label == "states over all days"
    total = numbers["asserted-triples"].count + numbers["inferred-triples"].count
    assert total < numbers["stored-triples"].count


def test_the_home_page_shows_the_numbers_with_their_labels(client: FlaskClient, numbers: dict[str, Number]) -> None:
    page = client.get("/", headers=HTML).text
    found = re.findall(r'<div data-number="([\w-]+)"><dt>(.*?)</dt><dd><a[^>]*>(.*?)</a>', page)

    assert len(found) == 6
    for name, label, count in found:
        assert (label, shown(count)) == (numbers[name].label, numbers[name].count)


def test_descriptions_for_programs_have_the_same_numbers(client: FlaskClient, numbers: dict[str, Number]) -> None:
    void = counts(client.get("/.well-known/void", headers={"Accept": "text/turtle"}).data)
    service = counts(client.get("/sparql", headers={"Accept": "text/turtle"}).data)
    by_graph = {graph: count for graph, count in void.items() if graph.startswith(str(GRAPH))}

    assert void["http://localhost/.well-known/void#dataset"] == numbers["stored-triples"].count
    assert void["http://localhost/.well-known/void#default-triples"] == numbers["default-triples"].count
    assert void["http://localhost/.well-known/void#asserted-triples"] == numbers["asserted-triples"].count
    assert sum(by_graph.values()) == numbers["stored-triples"].count
    assert sorted(service.values()) == sorted([numbers["default-triples"].count, *by_graph.values()])


def counts(turtle: bytes) -> dict[str, int]:
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return {str(quad.subject.value): int(quad.object.value) for quad in quads if quad.predicate.value == TRIPLES}


def test_the_page_of_each_graph_has_the_number_of_the_description(client: FlaskClient) -> None:
    void = counts(client.get("/.well-known/void", headers={"Accept": "text/turtle"}).data)
    graphs = {iri: count for iri, count in void.items() if iri.startswith(str(GRAPH))}

    assert len(graphs) > 6
    for iri, count in graphs.items():
        page = client.get(f"/graph/{iri.removeprefix(str(GRAPH))}", headers=HTML).text
        assert shown(re.findall(r"<p>([\d,]+) triples\.", page)[0]) == count, iri


def test_sources_and_classes_count_the_rows_that_they_list(client: FlaskClient) -> None:
    home, sources = client.get("/", headers=HTML).text, client.get("/sources.json").get_json()
    downloads = client.get("/downloads", headers=HTML).text
    classes = dict(
        re.findall(
            r'<th scope="row"><a href="(/browse/[^"]+)">.*?</a></th><td class="number">(.*?)</td>',
            client.get("/browse").text,
        )
    )

    for page in (home, downloads):
        assert f'<strong class="count">{len(sources)}</strong> sources' in page
    for source in sources:
        assert f"{source['triples']:,}" in downloads
    for address, count in list(classes.items())[:12]:
        assert len(client.get(f"{address}.json").get_json()) == shown(count), address


def test_health_and_numbers_are_json(client: FlaskClient, numbers: dict[str, Number]) -> None:
    health, given = client.get("/health").json, client.get("/numbers.json").json

    assert health["triples"] == {
        name: numbers[f"{name}-triples"].count for name in ("asserted", "inferred", "stored")
    }
    assert {"version", "built", "reference_date"} <= health.keys() & given.keys()
    assert {number["name"]: number["count"] for number in given["numbers"]} == {
        number.name: number.count for number in numbers.values()
    }
    assert all(number["label"] and number["query"] for number in given["numbers"])
