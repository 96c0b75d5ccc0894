"""What the graph says of entities, why, and where sources disagree: the same here and from a running service."""

import json
from datetime import date
from pathlib import Path

import pytest

import westphalia
from westphalia.errors import InputError, QueryError, StoreError, UnknownNameError
from westphalia.reason.proofs.proof_json import explanation_from_json, explanation_json
from westphalia.versions.published import CurrentVersion
from westphalia.views.situations.stored_overview import overview_of


def csto(facts):
    return [fact for fact in facts if fact.object.curie == "id:csto" and fact.predicate.curie == "wph:memberOf"]


@pytest.mark.parametrize(
    "name",
    [
        "kazakhstan",
        "Kazakhstan",
        "id:kazakhstan",
        "https://w3id.org/westphalia/id/kazakhstan",
        "<https://w3id.org/westphalia/id/kazakhstan>",
        " KAZAKHSTAN ",
    ],
)
def test_an_entity_is_named_as_people_write_it(graph, name):
    entity = graph.entity(name)

    assert entity.iri.curie == "id:kazakhstan"
    assert entity.label == "Kazakhstan"
    assert "wph:State" in {kind.curie for kind in entity.classes}
    assert "Kazakhstan" in entity.names["name"]
    assert entity.date == graph.date
    assert str(entity).startswith("Kazakhstan (")


def test_facts_are_those_of_a_date(graph):
    [fact] = csto(graph.facts("kazakhstan", at="2011-06-01"))

    assert fact.holds and fact.begins < date(2011, 6, 1) and fact.ends is None
    assert str(fact).startswith("Kazakhstan member of Collective Security Treaty Organization (")
    assert fact.status == "inferred"
    assert csto(graph.facts("kazakhstan", at="1985")) == []
    assert [fact.holds for fact in csto(graph.facts("kazakhstan", at="1985", all_dates=True))] == [False]


def test_facts_and_reports_say_until_when_they_are_confirmed(graph):
    [fact] = csto(graph.facts("kazakhstan", at="2030"))
    open_ended = graph.facts("kazakhstan", at="2030").where(
        lambda fact: fact.begins is not None and fact.ends is None
    )
    reports = graph.entity("kazakhstan").reports

    assert fact.last_confirmed == date(2011, 12, 31)
    assert graph.holds(*fact.triple, at="2030").last_confirmed == fact.last_confirmed
    assert {fact.last_confirmed for fact in open_ended} == {date(2011, 12, 31)}
    assert "last confirmed 31 Dec 2011" in str(fact)
    assert {"last_confirmed", "attested_since"} <= set(open_ended.table().data())
    assert all((report.last_confirmed is None) == (report.ends is not None) for report in reports)
    assert all((report.attested_since is None) == (report.begins is not None) for report in reports)
    assert any(fact.attested_since == fact.begins == date(2011, 1, 1) for fact in open_ended)


def test_every_fact_can_be_explained(graph):
    facts = graph.facts("csto", at="2011-06-01")

    assert len(facts) > 3
    for fact in facts[:3]:
        assert graph.explain(*fact.triple, at="2011-06-01").holds


def test_facts_are_a_table(graph):
    facts = graph.facts("kazakhstan", at="2011-06-01")
    data = facts.table().data(labels=True)

    assert list(data)[:4] == ["subject", "subject_label", "predicate", "predicate_label"]
    assert len(data["holds"]) == len(facts) and set(data["holds"]) == {True}
    assert "Collective Security Treaty Organization" in data["object_label"]
    assert "Collective Security Treaty Organization</a>" in facts._repr_html_()
    assert isinstance(facts[:2], westphalia.Listing) and len(facts[:2]) == 2
    assert len(facts.where(lambda fact: fact.predicate.curie == "wph:memberOf")) < len(facts)


def test_reports_name_source_and_place(graph):
    reports = graph.entity("kazakhstan").reports

    assert {report.source.curie for report in reports} == {"source:rousseau-2011"}
    assert all(report.source_label and report.locator for report in reports)
    assert any("Kazakhstan" in {part.entity_label for part in report.participants} for report in reports)
    assert {"source", "source_label", "locator"} <= set(reports.table().data(labels=True))
    assert reports[0].source_label in str(reports[0])


def test_both_places_say_the_same(local_graph, remote_graph):
    for name in ("kazakhstan", "csto", "source:rousseau-2011", "State"):
        here, there = local_graph.entity(name, at="2011-06-01"), remote_graph.entity(name, at="2011-06-01")
        assert list(here.facts_of_all_dates) == list(there.facts_of_all_dates)
        assert list(here.reports) == list(there.reports)
        assert (here.names, here.attributes, here.codes) == (there.names, there.attributes, there.codes)
    assert list(local_graph.disagreements()) == list(remote_graph.disagreements())
    assert local_graph.date == remote_graph.date
    assert local_graph.version == remote_graph.version


def test_an_explanation_is_true_or_false_and_speaks(graph):
    why = graph.explain("kazakhstan", "affiliated with", "csto", at="2011-06-01")
    why_not = graph.explain("kazakhstan", "affiliatedWith", "csto", at="1985")

    assert (bool(why), bool(why_not)) == (True, False)
    assert why.date == date(2011, 6, 1)
    assert why.proofs[0].premises and why.periods[0].covers(why.date)
    assert why.sentence in str(why) and "Proof" in str(why)
    assert "does not follow" in why_not.sentence
    assert {citation.source for citation in why.citations()} == {"source:rousseau-2011"} or why.citations()
    assert why._repr_html_().startswith("<pre>")
    assert "wph:affiliatedWith" in why.turtle() or "affiliatedWith" in why.turtle()


def test_other_proofs_come_on_request(graph):
    one, more = (graph.explain("kazakhstan", "a", "Actor", alternatives=count) for count in (0, 3))

    assert len(one.proofs) == 1 < len(more.proofs)


def test_an_explanation_survives_json(local_graph):
    explanation = local_graph.explain(
        "kazakhstan", "affiliatedWith", "csto", at="2011-06-01", alternatives=3
    ).explanation

    assert explanation_from_json(json.loads(json.dumps(explanation_json(explanation)))) == explanation


def test_a_literal_can_be_explained(graph):
    assert graph.explain("kazakhstan", "rdfs:label", '"Kazakhstan"@en').holds


@pytest.mark.thorough
def test_disagreements_are_those_of_the_views(settings):
    graph = westphalia.open(settings=settings)
    overview = overview_of(CurrentVersion(settings).current())
    groups = graph.disagreements()

    assert [[report.situation for report in group.reports] for group in groups] == [
        [report.iri for report in group.reports] for group in overview.disagreements
    ]
    assert len(groups) > 10
    assert {"number", "source", "source_label"} <= set(groups.table().data(labels=True))
    first = groups[0]
    assert len(groups[:1].table().rows) == len(first.reports) > 1
    assert str(first).count("\n") == len(first.reports) - 1

    entity = next(part.entity for part in first.participants)
    about = graph.disagreements(entity)
    assert {group.reports for group in about} == {
        group.reports for group in groups if entity in {part.entity for part in group.participants}
    }


def test_search_gives_the_best_match_first(graph):
    assert graph.search("kazakh")[0].label == "Kazakhstan"
    assert graph.search("nothing is called so") == []


def test_an_export_is_text_or_a_file(graph, tmp_path: Path):
    path = graph.export("rousseau-2011", tmp_path / "article.nt")

    assert path == tmp_path / "article.nt"
    assert path.read_text("utf-8") == graph.export("rousseau-2011", format="ntriples")
    assert "@prefix" in graph.export("rousseau-2011")


def test_a_query_at_a_service_is_like_one_here(graph):
    rows = graph.query("SELECT ?o WHERE { id:kazakhstan wph:memberOf ?o } ORDER BY ?o", at="2011-06-01")

    assert "id:csto" in {organization.curie for (organization,) in rows}
    assert rows.labels["https://w3id.org/westphalia/id/csto"] == "Collective Security Treaty Organization"
    assert "id:csto" in graph.query("CONSTRUCT WHERE { id:kazakhstan wph:memberOf ?o }", at="2011-06-01").rdf()


@pytest.mark.parametrize(
    ("call", "kind", "sentence"),
    [
        (lambda graph: graph.entity("Kazahkstan"), UnknownNameError, "Nothing in the graph is called 'Kazahkstan'"),
        (lambda graph: graph.entity("kazakhstan republic"), UnknownNameError, "Nothing in the graph is called"),
        (lambda graph: graph.entity("id:nowhere"), UnknownNameError, "Nothing is stated about id:nowhere"),
        (lambda graph: graph.entity("nope:x"), QueryError, "The prefix 'nope'"),
        (lambda graph: graph.entity('<urn:a"> ?p ?o . ?s>'), QueryError, "is not an IRI"),
        (lambda graph: graph.facts("kazakhstan", at="soon"), QueryError, "'soon' is not a day"),
        (lambda graph: graph.explain("kazakhstan", "loves", "csto"), UnknownNameError, "called 'loves'"),
        (lambda graph: graph.export("moon"), InputError, "no selection 'moon'"),
        (lambda graph: graph.export("asserted", format="word"), InputError, "expected one of turtle"),
        (lambda graph: graph.export("asserted", "/nowhere/x.ttl"), InputError, "cannot be written"),
        (lambda graph: graph.export("asserted", "x.doc"), InputError, "'doc' is not a format"),
        (lambda graph: graph.query("SELECT {"), QueryError, "line 1"),
    ],
)
def test_a_wrong_request_is_one_sentence(graph, call, kind, sentence):
    with pytest.raises(kind, match=sentence) as caught:
        call(graph)
    assert "\n" not in str(caught.value)


def test_a_name_of_several_entities_lists_them(tiny):
    with (tiny.sources_dir / "tiny" / "facts.ttl").open("a") as file:
        file.write('id:ruritania-2 a wph:State ; rdfs:label "Ruritania"@en .\n')
    graph = westphalia.open(settings=tiny)

    with pytest.raises(UnknownNameError, match="2 entities: id:ruritania, id:ruritania-2"):
        graph.entity("Ruritania")
    assert graph.entity("ruritania").iri.curie == "id:ruritania"


@pytest.mark.parametrize("address", ["ftp://localhost/", "localhost:8000", "http://"])
def test_what_is_no_address_is_a_query_error(address):
    with pytest.raises(QueryError, match="expected one such as http://localhost:8000"):
        westphalia.open(address)


def test_a_service_that_does_not_answer_is_a_store_error():
    with pytest.raises(StoreError, match="cannot be reached"):
        westphalia.open("http://127.0.0.1:9")


def test_the_address_of_the_endpoint_is_taken_too(address, remote_graph):
    assert (
        westphalia.open(f"{address}/sparql").version == westphalia.open(f"{address}/").version == remote_graph.version
    )
