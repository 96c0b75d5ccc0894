"""How sources stand to relations: one mechanism, so that pages, CSV, JSON and Python say the same."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

import westphalia
from westphalia.api.listed_evidence import ListedEvidence
from westphalia.errors import StoreError
from westphalia.rdf.curies import shorten
from westphalia.rdf.namespaces import ID
from westphalia.reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number
from westphalia.reason.rules.rule import Pattern
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion
from westphalia.views.dates.periods import COVERAGE, Period
from westphalia.views.dates.precision import instants_of
from westphalia.views.entities.evidence import VersionEvidence
from westphalia.views.entities.join_plans import RuleBook
from westphalia.views.entities.lifetimes import Lifetimes
from westphalia.views.entities.lists import Listed, lists_by_name
from westphalia.views.entities.rule_facts import facts_of
from westphalia.views.entities.statement_readers import StoreReader
from westphalia.views.entities.statements import Relation, read_statements
from westphalia.views.entities.ways import Way, Ways
from westphalia.views.schema import schema_of
from westphalia.views.select import select

PARTY = Way("partyTo", "?a", "?c", (Pattern("?a", "<has>", "?b"), Pattern("?b", "<treaty>", "?c")), is_rule=False)
DAY = date(2020, 1, 1)


def standing(
    periods: dict[str, Period], shown: Period, prop: str = "partyTo", *, other: str = "pact", day: date = DAY
) -> Period:
    """The period of a relation of `x` that rests on one situation or several with these periods."""
    edges = [
        edge
        for situation in periods
        for edge in (
            ("x", "has", situation, ALWAYS_FROM, ALWAYS_UNTIL),
            (situation, "treaty", "pact", ALWAYS_FROM, ALWAYS_UNTIL),
        )
    ]
    ways = Ways({"partyTo": (PARTY,)}, {"boundBy": ("partyTo",)}, {"hasParty": "partyTo"}, frozenset())
    lifetimes = Lifetimes(periods | {"gone": Period("", "2000-01-01T00:00:00Z")}, frozenset({"x", "pact", "gone"}))
    evidence = VersionEvidence(RuleBook(ways, facts_of(edges)), lifetimes, {"2011-01-01T00:00:00Z"})
    relation = Relation(prop, other, incoming=False, is_asserted=False, holds=True, dated=(shown,))
    return evidence.of("x", day).period(relation, shown)


def instants(*days: str) -> Iterable[str]:
    return (f"{day}T00:00:00Z" for day in days)


UNTIL_2024, UNTIL_2012 = (Period("", "", confirmed=end) for end in instants("2024-12-31", "2012-12-31"))
SINCE_2011 = Period("", "", confirmed=UNTIL_2012.confirmed, attested="2011-01-01T00:00:00Z")
DATED_2011 = Period("2011-01-01T00:00:00Z", "", confirmed=UNTIL_2024.confirmed)


@pytest.mark.parametrize("prop", ["partyTo", "boundBy"])
def test_of_several_records_that_which_is_confirmed_longest_counts(prop: str) -> None:
    shown = standing({"one": UNTIL_2012, "two": UNTIL_2024}, Period(), prop)

    assert shown.confirmed == "2024-12-31T00:00:00Z"


def test_a_symmetric_relation_rests_on_what_implies_it_either_way() -> None:
    edges = [("y", "has", "s", ALWAYS_FROM, ALWAYS_UNTIL), ("s", "treaty", "x", ALWAYS_FROM, ALWAYS_UNTIL)]
    ways = Ways(
        {"assists": (replace(PARTY, prop="assists"),)}, {"tiedWith": ("assists",)}, {}, frozenset({"tiedWith"})
    )
    lifetimes = Lifetimes({"s": UNTIL_2012}, frozenset({"x", "y"}))
    evidence = VersionEvidence(RuleBook(ways, facts_of(edges)), lifetimes, ())
    relation = Relation("tiedWith", "y", incoming=False, is_asserted=False, holds=True, dated=())

    assert evidence.of("x", DAY).period(relation, Period()).confirmed == UNTIL_2012.confirmed


def test_what_has_ended_needs_no_confirmation() -> None:
    [end] = instants("2015-01-01")

    assert standing({"one": UNTIL_2024}, Period("", end)).confirmed == ""


def test_what_begins_with_a_coverage_is_attested_since_then() -> None:
    shown = standing({"one": SINCE_2011}, Period("2011-01-01T00:00:00Z"))

    assert (shown.precision, shown.text) == (COVERAGE, "attested since 2011, last confirmed 31 Dec 2012")


def test_a_source_that_gives_the_beginning_counts_before_one_that_begins_then() -> None:
    shown = standing({"one": SINCE_2011, "two": DATED_2011}, Period("2011-01-01T00:00:00Z"))

    assert shown.attested_since == ""
    assert shown.confirmed == "2024-12-31T00:00:00Z"


def test_what_a_source_states_without_a_record_is_neither() -> None:
    shown = standing({"one": SINCE_2011}, Period("2011-01-01T00:00:00Z"), "unknown")

    assert (shown.confirmed, shown.attested_since) == ("", "")


def test_a_property_that_outlives_its_object_is_confirmed_after_the_end_of_that() -> None:
    succeeds = Way(
        "succeeds", "?a", "?c", (Pattern("?a", "<has>", "?b"), Pattern("?b", "<predecessor>", "?c")), is_rule=False
    )
    number = day_number(date(1950, 1, 1))
    edges = [("x", "has", "s", number, ALWAYS_UNTIL), ("s", "predecessor", "gone", number, ALWAYS_UNTIL)]
    lifetimes = Lifetimes(
        {"gone": Period("", "2000-01-01T00:00:00Z"), "s": UNTIL_2024}, frozenset({"x", "y", "gone"})
    )
    relation = Relation("succeeds", "gone", incoming=False, is_asserted=False, holds=True, dated=())
    confirmed = {}
    for outliving in (frozenset(), frozenset({"predecessor"})):
        ways = Ways({"succeeds": (succeeds,)}, {}, {}, frozenset(), outliving_object=outliving)
        evidence = VersionEvidence(RuleBook(ways, facts_of(edges)), lifetimes, ())
        confirmed[bool(outliving)] = evidence.of("x", DAY).period(relation, Period("1950-01-01T00:00:00Z")).confirmed

    assert confirmed == {False: "", True: "2024-12-31T00:00:00Z"}


def test_a_list_without_the_columns_is_refused() -> None:
    with pytest.raises(StoreError, match="last_confirmed"):
        ListedEvidence("kind,property,direction,value,from\nrelation,wph:x,from it,y,2000-01-01\n")


# The same in every place, over a set of entities that have all relations.


def covering_entities(settings: Settings) -> list[str]:
    """Few entities that have every relation of the history, those first that have most which others have not."""
    rows = select(
        CurrentVersion(settings).current().store,
        """SELECT ?s (GROUP_CONCAT(DISTINCT STR(?p); separator=" ") AS ?props) WHERE { GRAPH graph:history {
            ?axiom owl:annotatedSource ?s ; owl:annotatedProperty ?p } FILTER(isIRI(?s)) } GROUP BY ?s ORDER BY ?s""",
    )
    schema = schema_of(CurrentVersion(settings).current())
    props_of = {
        row["s"]["value"]: {p for p in row["props"]["value"].split() if schema.theme(p)}
        for row in rows
        if row["s"]["value"].startswith(ID)
    }
    chosen, missing = [], set().union(*props_of.values())
    while missing:
        best = max(props_of, key=lambda iri: len(props_of[iri] & missing))
        chosen.append(best.removeprefix(ID))
        missing -= props_of[best]
    return chosen


Marks = dict[tuple[str, str, str, str], tuple[str, str]]
"""Last confirmed and attested since, by subject, property, object and first day."""


def marks_of_page(client: FlaskClient, name: str) -> Marks:
    rows = csv.DictReader(io.StringIO(client.get(f"/id/{name}.csv").text))
    iri = f"{ID}{name}"
    marks = {}
    for row in rows:
        if row["kind"] == "relation" and (row["from"] or row["until"]):
            first, last = (iri, row["value"]) if row["direction"] == "from it" else (row["value"], iri)
            marks[first, row["property"], last, row["from"]] = row["last_confirmed"], row["attested_since"]
    return marks


def marks_in_python(graph: westphalia.KnowledgeGraph, name: str) -> Marks:
    def text(day: date | None) -> str:
        return day.isoformat() if day else ""

    return {
        (fact.subject, fact.predicate.curie, fact.object, text(fact.begins)): (
            text(fact.last_confirmed),
            text(fact.attested_since),
        )
        for fact in graph.facts(name, all_dates=True)
        if fact.begins or fact.ends
    }


def marks_of_list(client: FlaskClient, name: str, listed: Listed) -> Marks:
    """The same from the JSON of one list of relations on the reference day."""
    rows = client.get(f"/id/{name}/{listed.name}.json").get_json()
    return {
        (f"{ID}{name}", row["relation"], row["entity"], row["from"] or ""): (
            row["last_confirmed"] or "",
            row["attested_since"] or "",
        )
        for row in rows
    }


def differing(client: FlaskClient, graph: westphalia.KnowledgeGraph, name: str, lists: Mapping[str, Listed]) -> list:
    """The relations of an entity of which the places say different things; of lists every fifth is read."""
    on_page, in_python = marks_of_page(client, name), marks_in_python(graph, name)
    assert on_page.keys() == in_python.keys(), name
    found = [(key, marks, in_python[key]) for key, marks in on_page.items() if marks != in_python[key]]
    props = sorted({key[1] for key in on_page if key[0] == f"{ID}{name}" and key[1] in lists})
    for prop in props[::5]:
        for key, marks in marks_of_list(client, name, lists[prop]).items():
            if on_page.get(key, marks) != marks:
                found.append((key, on_page[key], marks))
    return found


@pytest.fixture(scope="module")
def graph(settings: Settings) -> Iterator[westphalia.KnowledgeGraph]:
    with westphalia.open(settings=settings, build="never") as opened:
        yield opened


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.thorough)], ids=["few", "all"])
def test_page_csv_json_and_python_say_the_same(
    client: FlaskClient, graph: westphalia.KnowledgeGraph, settings: Settings, every: bool
) -> None:
    schema = schema_of(CurrentVersion(settings).current())
    lists = {
        shorten(listed.term): listed
        for listed in lists_by_name(schema).values()
        if not listed.is_class and not listed.incoming
    }
    names = covering_entities(settings)
    found = [line for name in (names if every else names[5:6]) for line in differing(client, graph, name, lists)]

    assert found == []
    assert len(names) < 60


def test_a_service_says_the_same_to_python(
    client: FlaskClient, graph: westphalia.KnowledgeGraph, settings: Settings
) -> None:
    described = graph.entity("csto")
    listed = ListedEvidence(client.get("/id/csto.csv").text)
    version = CurrentVersion(settings).current()
    statements = read_statements(
        StoreReader(version.store), schema_of(version), instants_of(version), str(described.iri)
    )
    shown = {
        (period.text, relation.other)
        for relation in statements.relations
        for period in (listed.period(relation, each) for each in relation.periods)
    }

    assert {(fact.period, other) for fact in described.facts_of_all_dates for other in fact.triple} & shown == shown
    assert any("last confirmed" in text for text, _ in shown)
