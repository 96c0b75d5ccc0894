"""What each tool answers, with its sources, and how it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from westphalia.errors import RefusedError
from westphalia.model_context import answering
from westphalia.model_context.answering import ToolBox
from westphalia.model_context.session import Sessions
from westphalia.model_context.tools.lifespans import not_then
from westphalia.rdf.namespaces import ID
from westphalia.settings import Settings
from westphalia.versions.private_sources import private_sources_folder
from westphalia.workers import WorkerPool

ARTICLE = "https://w3id.org/westphalia/source/rousseau-2011"


def answer(box: ToolBox, name: str, /, **arguments) -> dict:
    outcome = box.call(name, arguments)
    assert not outcome.failed, outcome.text
    assert outcome.content is not None
    return outcome.content


def refusal(box: ToolBox, name: str, /, **arguments) -> str:
    outcome = box.call(name, arguments)
    assert outcome.failed
    assert "\n" not in outcome.text and outcome.text.endswith("."), outcome.text
    return outcome.text


CALLS = {
    "find": {"name": "Kazakh"},
    "facts": {"actor": "Kazakhstan", "at": "2011-06", "limit": 2},
    "relation": {"a": "kazakhstan", "b": "russia", "at": "2011-06"},
    "why": {"subject": "kazakhstan", "predicate": "affiliated with", "object": "csto", "at": "2011-06"},
    "disagreements": {"about": "kazakhstan"},
    "panel": {"from": 2010, "until": 2011, "columns": ["member:csto"]},
    "query": {"sparql": "SELECT ?state { ?state wph:memberOf id:csto }", "at": "2011-06"},
    "cite": {"entity": "kazakhstan", "at": "2011-06"},
}


@pytest.mark.parametrize("name", CALLS)
def test_each_answer_names_version_date_and_its_sources_with_licence_and_coverage(box: ToolBox, name: str):
    content = answer(box, name, **CALLS[name])

    assert content["version"] and content["date"]
    assert name == "disagreements" or content["sources"]
    for source in content["sources"]:
        assert source["iri"] == ARTICLE
        assert source["coverage"]["until"] and source["redistributable"] in {True, False}
        assert "licence" in source and isinstance(source["places"], list)


def test_every_tool_is_tried(box: ToolBox):
    assert box.tools.keys() == CALLS.keys()


def test_facts_say_where_each_is_stated(box: ToolBox):
    content = answer(box, "facts", actor="kazakhstan", at="2011-06", relation="member of")

    [csto] = [fact for fact in content["facts"] if fact["object"] == "id:csto"]
    assert csto["holds"] and any(place.startswith("paragraph") for place in csto["stated_in"][ARTICLE])
    assert content["count"] == len(content["facts"]) == content["relations"]["wph:memberOf"]


def test_who_did_not_exist_is_named_with_who_did(settings: Settings, worker_pool: WorkerPool):
    with Sessions(settings, worker_pool).open() as session:
        gone = not_then(session, [str(ID.russia), str(ID.france)], date(1913, 6, 1))
        there = not_then(session, [str(ID.russia)], date(2011, 6, 1))

    assert gone.startswith("Russia (id:russia) did not exist on 1913-06-01:")
    assert gone.endswith("Then there was: Russian Empire (id:russian-empire).")
    assert there == ""


def test_a_relation_without_record_is_not_known_rather_than_false(box: ToolBox):
    content = answer(box, "relation", a="kazakhstan", b="osce", at="1995", predicate="allied with")

    assert content["verdict"] == "not known"


def test_why_gives_rules_down_to_paragraphs(box: ToolBox):
    content = answer(box, "why", **CALLS["why"])

    assert content["verdict"] == "holds" and content["rules"]
    assert content["sources"][0]["places"][0].startswith("paragraph")


def test_a_query_gives_no_more_rows_than_its_limit_and_says_so(box: ToolBox):
    content = answer(box, "query", sparql="SELECT * { ?s ?p ?o }", limit=3)

    assert len(content["rows"]) == 3 and content["more"]


def test_a_query_is_about_its_date(box: ToolBox):
    asked = "ASK { id:kazakhstan wph:memberOf id:csto }"

    assert answer(box, "query", sparql=asked, at="2011")["boolean"]
    assert not answer(box, "query", sparql=asked, at="1985")["boolean"]


@pytest.mark.parametrize(
    ("name", "arguments", "named"),
    [
        ("query", {"sparql": "INSERT DATA { <urn:a> <urn:b> 1 }"}, "Only queries"),
        ("query", {"sparql": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "other server"),
        ("query", {"sparql": "SELECT {"}, "expected"),
        ("query", {"sparql": "x" * 100_001}, "100,000"),
        ("query", {"sparql": "ASK {}", "at": "June"}, "date"),
        ("query", {"sparql": "ASK {}", "limit": 10**9}, "limit"),
        ("query", {"sparql": "ASK {}", "limit": True}, "whole number"),
        ("query", {}, "sparql"),
        ("query", {"sparql": []}, "text"),
        ("facts", {"actor": "Kazakhstann"}, "Kazakhstan"),
        ("facts", {"actor": "kazakhstan", "when": "2011"}, "when"),
        ("panel", {"from": 2010, "until": 2011, "columns": ["none"]}, "none"),
        ("panel", {"from": 2010, "until": 2011, "columns": [1]}, "texts"),
        ("panel", {"from": 2010, "until": 2011, "unit": "/etc/recipe.toml"}, "state-year"),
        ("write", {}, "find"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(box: ToolBox, name: str, arguments: dict, named: str):
    assert named in refusal(box, name, **arguments)


def test_an_answer_that_is_too_long_says_how_to_ask_for_less(box: ToolBox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answering, "ANSWER_BYTES", 100)

    assert "limit" in refusal(box, "find", name="Kazakhstan")


def test_an_unforeseen_failure_shows_no_text_of_its_own(box: ToolBox, monkeypatch: pytest.MonkeyPatch):
    def fail(*_):
        raise RuntimeError("/secret/path")

    monkeypatch.setitem(box.tools, "find", replace(box.tools["find"], answer=fail))

    assert "/secret" not in refusal(box, "find", name="x")


def test_the_private_graph_is_never_served(article: Settings, worker_pool: WorkerPool, tmp_path):
    folder = private_sources_folder(tmp_path)
    folder.mkdir(parents=True)
    by_data = replace(article, data_dir=tmp_path / "private" / "data")
    by_sources = replace(by_data, extra_sources=str(folder))

    for private in (by_data, by_sources):
        with pytest.raises(RefusedError, match="private graph"):
            Sessions(private, worker_pool)
